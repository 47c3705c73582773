"""Alignment of the clauses of two versions: same, changed, split, merged, moved, added, deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from policytext.language.segment import segment
from policytext.schema import Row, declared
from policytext.versions.clauses import Clause, clauses, joined
from policytext.versions.pairing import beside, paired, parted, similarity

VERSIONS = declared("versions")
Kind = Literal["same", "changed", "split", "merged", "moved", "added", "deleted"]

MOVED = 0.7
"""Least similarity of a moved clause: common formulas (由本级人民政府负责解释) make different clauses
similar."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A clause of the old version, the new one, or both; the parts of a split or merged clause as one.

    `similarity`: the Dice coefficient of their character bigrams, 0 to 1.
    """

    kind: Kind
    old: Clause | None
    new: Clause | None
    similarity: float

    @property
    def changes(self) -> list[tuple[str, str]]:
        """The word diff as pairs (before, after): equal if kept; ("x", "") deleted, ("", "x") added."""
        if self.old is None or self.new is None:
            return [(self.old.body if self.old else "", self.new.body if self.new else "")]
        return word_changes(self.old.body, self.new.body)


def compare(old: str, new: str) -> list[Comparison]:
    """Every clause of both versions, in the order of the new one, deleted clauses where they stood.

    A renumbered clause is the same. Clauses are paired in order so that the sum of similarities is highest,
    then with neighbouring parts (split, merged), then in any order (moved).

    >>> old = "第一条 节水是每个单位的义务。\\n第二条 本办法自公布之日起施行。"
    >>> new = "第一条 节约用水是每个单位的义务。\\n第二条 用水应当计量。\\n第三条 本办法自公布之日起施行。"
    >>> [(found.kind, found.new.number) for found in compare(old, new) if found.new]
    [('changed', '第一条'), ('added', '第二条'), ('same', '第三条')]
    """
    before, after = clauses(old), clauses(new)
    pairs = paired(before, after)
    split = parted(before, after, pairs)
    pairs |= {i: run[0] for i, run in split.items()}
    parts = {j for run in split.values() for j in run}
    merged = parted(after, before, {j: i for i, j in pairs.items()})
    merged = {j: run for j, run in merged.items() if j not in parts}
    pairs |= {run[0]: j for j, run in merged.items()}
    olds = set(range(len(before))) - set(pairs) - {i for run in merged.values() for i in run}
    news = set(range(len(after))) - set(pairs.values()) - parts
    moved = dict(_anywhere(before, after, olds, news))
    olds, news = olds - set(moved), news - set(moved.values())
    for i, j in moved.items():
        if len(run := beside(before[i], after, j, news)) > 1:
            split[i], news = run, news - set(run)
        elif len(run := beside(after[j], before, i, olds)) > 1:
            merged[j], olds = run, olds - set(run)
    coarse_before, old_at = _grouped(before, merged.values())
    coarse_after, new_at = _grouped(after, split.values())
    pairs = {old_at[i]: new_at[j] for i, j in pairs.items()}
    moved = {old_at[i]: new_at[j] for i, j in moved.items()}
    return list(_listed(coarse_before, coarse_after, pairs, moved))


def version_rows(old: str, new: str) -> Iterator[Row]:
    """A row for each clause of either version, in the order of the new one.

    >>> rows = version_rows("第一条 节水。", "第一条 节水。\\n第二条 计量。")
    >>> [(row["change"], row["old"], row["new"]) for row in rows]
    [('same', '节水。', '节水。'), ('added', None, '计量。')]
    """
    for found in compare(old, new):
        before, after = found.old, found.new
        yield {
            "change": found.kind,
            "old_number": (before.number if before else "") or None,
            "new_number": (after.number if after else "") or None,
            "similarity": round(found.similarity, 4) if before and after else None,
            "old_start": before.start if before else None,
            "new_start": after.start if after else None,
            "old": before.body if before else None,
            "new": after.body if after else None,
        }


def _grouped(found: Sequence[Clause], runs: Iterable[range]) -> tuple[list[Clause], list[int]]:
    """The clauses with each of these runs joined, and the new index of each."""
    begins = {run[0]: run for run in runs}
    made: list[Clause] = []
    where: list[int] = []
    while len(where) < len(found):
        run = begins.get(len(where), range(len(where), len(where) + 1))
        where += [len(made)] * len(run)
        made.append(joined(found[run[0] : run[-1] + 1]) if len(run) > 1 else found[run[0]])
    return made, where


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """The word diff of two texts, as pairs (before, after).

    >>> word_changes("由市政府负责", "由省政府负责")
    [('由', '由'), ('市政府', '省政府'), ('负责', '负责')]
    """
    before, after = segment(old), segment(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [("".join(before[i:k]), "".join(after[j:m])) for _, i, k, j, m in matcher.get_opcodes()]


def _anywhere(
    before: Sequence[Clause], after: Sequence[Clause], olds: Set[int], news: Set[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of similar clauses among those left over on both sides, most similar first."""
    scored = ((similarity(before[i], after[j], MOVED), -i, -j) for i in olds for j in news)
    taken: set[tuple[str, int]] = set()
    for _, i, j in sorted((found for found in scored if found[0] >= MOVED), reverse=True):
        if taken.isdisjoint({("old", i), ("new", j)}):
            taken |= {("old", i), ("new", j)}
            yield -i, -j


def _kind(old: Clause, new: Clause) -> Kind:
    if new.parts > old.parts:
        return "split"
    if old.parts > new.parts:
        return "merged"
    return "same" if old.said == new.said else "changed"


def _listed(
    before: Sequence[Clause], after: Sequence[Clause], pairs: dict[int, int], moved: dict[int, int]
) -> Iterator[Comparison]:
    sources = {j: i for i, j in pairs.items()}
    strays = {j: i for i, j in moved.items()}
    told = 0  # clauses of the old version before this one were listed
    for j, new in enumerate(after):
        if j in sources:
            i = sources[j]
            yield from (
                Comparison("deleted", before[k], None, 0.0)
                for k in range(told, i)
                if k not in pairs and k not in moved
            )
            told = i + 1
            yield Comparison(_kind(before[i], new), before[i], new, similarity(before[i], new))
        elif j in strays:
            was = before[strays[j]]
            kind = _kind(was, new)
            yield Comparison(
                kind if kind in ("split", "merged") else "moved", was, new, similarity(was, new)
            )
        else:
            yield Comparison("added", None, new, 0.0)
    for k in range(told, len(before)):
        if k not in pairs and k not in moved:
            yield Comparison("deleted", before[k], None, 0.0)
