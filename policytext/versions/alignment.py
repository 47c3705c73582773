"""Which clause of one version is which of the other: kept, changed, moved, added, deleted."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from policytext.language.segment import segment
from policytext.versions.clauses import Clause, clauses

Kind = Literal["same", "changed", "moved", "added", "deleted"]

ALIKE = 0.5
"""Least similarity of two clauses in one place that are versions of each other: below half, more was
written than kept, and a reader sees a deletion and an addition."""
MOVED = 0.7
"""The same for clauses in different places, which common formulas make alike (由本级人民政府负责解释)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A clause of the old version, the new, or both.

    `similarity`: the Dice coefficient of their character bigrams, 0 to 1.
    """

    kind: Kind
    old: Clause | None
    new: Clause | None
    similarity: float

    @property
    def changes(self) -> list[tuple[str, str]]:
        """What became what, word by word: equal pairs are kept, ("x", "") went, ("", "x") came."""
        if self.old is None or self.new is None:
            return [(self.old.body if self.old else "", self.new.body if self.new else "")]
        return word_changes(self.old.body, self.new.body)


def compare(old: str, new: str) -> list[Comparison]:
    """Every clause of both versions, in the order of the new one, deleted clauses where they stood.

    A clause that only got another number is the same. Clauses are paired by the longest common
    subsequence of those that stay, then by similarity between them, then wherever they went.

    >>> old = "第一条 节水是每个单位的义务。\\n第二条 本办法自公布之日起施行。"
    >>> new = "第一条 节约用水是每个单位的义务。\\n第二条 用水应当计量。\\n第三条 本办法自公布之日起施行。"
    >>> [(found.kind, found.new.number) for found in compare(old, new) if found.new]
    [('changed', '第一条'), ('added', '第二条'), ('same', '第三条')]
    """
    before, after = clauses(old), clauses(new)
    kept = dict(_in_order(_identical(before, after)))
    pairs = dict(kept)
    ends = sorted(kept.items())
    for (i, j), (last_i, last_j) in zip([(-1, -1), *ends], [*ends, (len(before), len(after))], strict=True):
        pairs |= _similar(before, after, range(i + 1, last_i), range(j + 1, last_j))
    moved = dict(_anywhere(before, after, pairs))
    return list(_listed(before, after, pairs, moved))


def similarity(one: Clause, other: Clause) -> float:
    """The Dice coefficient (Dice 1945) of their character bigrams."""
    if one.said == other.said:
        return 1.0
    total = one.bigrams.total() + other.bigrams.total()
    return 2 * (one.bigrams & other.bigrams).total() / total if total else 1.0


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """Two texts as pairs of pieces (before, after), word by word.

    >>> word_changes("由市政府负责", "由省政府负责")
    [('由', '由'), ('市政府', '省政府'), ('负责', '负责')]
    """
    before, after = segment(old), segment(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [("".join(before[i:k]), "".join(after[j:m])) for _, i, k, j, m in matcher.get_opcodes()]


def _identical(before: Sequence[Clause], after: Sequence[Clause]) -> list[tuple[int, int]]:
    """Clauses that say the same, the first with the first where several do."""
    places: dict[str, list[int]] = defaultdict(list)
    for j in range(len(after) - 1, -1, -1):
        places[after[j].said].append(j)
    return [(i, places[clause.said].pop()) for i, clause in enumerate(before) if places.get(clause.said)]


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rise on both sides (patience sorting, Fredman 1975)."""
    tails: list[int] = []
    behind: list[int] = []  # index into `pairs` of the best end of a run of each length
    previous: dict[int, int | None] = {}
    for at, (_, j) in enumerate(pairs):
        length = bisect_left(tails, j)
        tails[length : length + 1] = [j]
        behind[length : length + 1] = [at]
        previous[at] = behind[length - 1] if length else None
    run, at_end = [], behind[-1] if behind else None
    while at_end is not None:
        run.append(pairs[at_end])
        at_end = previous[at_end]
    return run[::-1]


def _similar(before: Sequence[Clause], after: Sequence[Clause], olds: range, news: range) -> dict[int, int]:
    """The pairing in order of two stretches whose similarities have the highest sum (Needleman 1970)."""
    if not olds or not news:
        return {}
    score = [[similarity(before[i], after[j]) for j in news] for i in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in range(len(olds) - 1, -1, -1):
        for b in range(len(news) - 1, -1, -1):
            paired = score[a][b] + best[a + 1][b + 1] if score[a][b] >= ALIKE else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], paired)
    pairs: dict[int, int] = {}
    a = b = 0
    while a < len(olds) and b < len(news):
        if score[a][b] >= ALIKE and best[a][b] == score[a][b] + best[a + 1][b + 1]:
            pairs[olds[a]] = news[b]
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _anywhere(
    before: Sequence[Clause], after: Sequence[Clause], pairs: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Pairs of clauses left over on both sides that are alike enough, the most similar first."""
    olds = [i for i in range(len(before)) if i not in pairs]
    news = sorted(set(range(len(after))) - set(pairs.values()))
    scored = ((similarity(before[i], after[j]), -i, -j) for i in olds for j in news)
    taken: set[tuple[str, int]] = set()
    for _, i, j in sorted((found for found in scored if found[0] >= MOVED), reverse=True):
        if taken.isdisjoint({("old", i), ("new", j)}):
            taken |= {("old", i), ("new", j)}
            yield -i, -j


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
            score = similarity(before[i], new)
            yield Comparison("same" if before[i].said == new.said else "changed", before[i], new, score)
        elif j in strays:
            yield Comparison("moved", before[strays[j]], new, similarity(before[strays[j]], new))
        else:
            yield Comparison("added", None, new, 0.0)
    for k in range(told, len(before)):
        if k not in pairs and k not in moved:
            yield Comparison("deleted", before[k], None, 0.0)
