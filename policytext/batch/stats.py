"""Statistics of a run: for the summary, for stats.json, and for a run that continues it."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from policytext.batch.work import Measures
from policytext.document import LeftOut, Problem, Verdict
from policytext.io.readers.origin import Note
from policytext.wording import BRACKETS, COLON, COMMA, SEMICOLON, Language, counted, translated

REASONS = 1_000  # reasons why something was skipped that are counted apart
OTHER = "other reasons"
UNSOUND = 3  # reasons why documents are not whole that are told at the end
_EMPTY = "has no text", ""
_OTHERS = "partial or unreadable for other reasons; inspect names each", ""
_COUNTERS = (
    "skipped", "verdicts", "unsound", "rules", "edits", "removed", "families", "seconds", "totals",
)  # fmt: skip


class Stats:
    """Statistics of a run. `items` is the number of input items so far, documents or not.

    `rules` counts documents by step and rule, `edits` and `removed` edits and characters taken away;
    `families` documents by family of damage. `totals` has documents, those that are empty or were cleaned
    before, problems, left_out and characters.

    >>> stats = Stats()
    >>> stats.add(Measures(10, 4, "repaired", "", {("repair", "glosses"): (2, 6)}, {"repair": 0.5}))
    >>> stats.totals["documents"], stats.removed["repair", "glosses"], dict(stats.families)
    (1, 6, {'spinner': 1})
    """

    def __init__(self) -> None:
        self.items = 0
        self.skipped: Counter[str] = Counter()
        self.verdicts: Counter[str] = Counter()
        self.unsound: Counter[tuple[str, str]] = Counter()
        self.rules: Counter[tuple[str, str]] = Counter()
        self.edits: Counter[tuple[str, str]] = Counter()
        self.removed: Counter[tuple[str, str]] = Counter()
        self.families: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()
        self.totals: Counter[str] = Counter()
        self._first: dict[tuple[str, str], str] = {}
        self._began = time.monotonic()
        self._earlier = 0.0

    def look(self, outcome: Sequence[Any]) -> None:
        """Count an item of the input by its outcomes; a note alone is no item."""
        self.items += not outcome or not all(isinstance(one, Note) for one in outcome)

    def add(self, measures: Measures | Stats) -> None:
        """Count a processed document, or several, given their statistics."""
        if isinstance(measures, Stats):
            for name in _COUNTERS:
                getattr(self, name).update(getattr(measures, name))
            self._first = measures._first | self._first
            return
        totals = self.totals
        totals["documents"] += 1
        totals["characters_read"] += measures.read
        totals["characters_written"] += measures.written
        totals["empty"] += not measures.written
        totals["cleaned_before"] += measures.before
        self.verdicts[measures.verdict] += 1
        if measures.unsound:
            self.unsound[measures.verdict, measures.unsound] += 1
            self._first.setdefault((measures.verdict, measures.unsound), measures.id)
        if not measures.written:
            self._first.setdefault(_EMPTY, measures.id)
        for rule, (count, removed) in measures.edits.items():
            self.rules[rule] += 1
            self.edits[rule] += count
            self.removed[rule] += removed
        if measures.edits:
            self.families.update(_families(measures.edits))
        for step, seconds in measures.seconds.items():
            self.seconds[step] += seconds  # type: ignore[assignment]

    def skip(self, problem: Problem) -> None:
        """Count an input that was not read or could not be processed."""
        left = isinstance(problem, LeftOut)
        self.totals["left_out" if left else "problems"] += 1
        reason = problem.group if isinstance(problem, LeftOut) else problem.cause
        reason = reason.splitlines()[0] if reason else OTHER
        self.skipped[reason if reason in self.skipped or len(self.skipped) < REASONS else OTHER] += 1

    def elapsed(self) -> float:
        """Seconds that the run has taken, including the earlier runs that it continues."""
        return self._earlier + time.monotonic() - self._began

    def state(self) -> dict[str, Any]:
        """The statistics as JSON values."""
        counters = {name: _written(getattr(self, name)) for name in _COUNTERS}
        return {"items": self.items, "elapsed": round(self.elapsed(), 3), **counters}

    def go_on(self, state: Mapping[str, Any]) -> None:
        """Continue, before anything is counted, from the `state` of an earlier run."""
        self._earlier = state["elapsed"]
        self.merge(state)

    def merge(self, state: Mapping[str, Any]) -> None:
        """Add the `state` of others, except their time."""
        self.items += state["items"]
        for name in _COUNTERS:
            keys = {tuple(key.split("\t")) if "\t" in key else key: n for key, n in state[name].items()}
            getattr(self, name).update(keys)

    def datatrove(self) -> list[dict[str, Any]]:
        """The statistics in the form of datatrove's stats.json: for each step its name, its time and its
        counts.

        Text steps count documents (`total`), documents by `family` of damage, and edits and removed
        characters by rule.
        """
        totals, elapsed = self.totals, self.elapsed()
        reader = {
            **{name: totals[name] for name in ("documents", "problems", "left_out", "bytes")},
            "characters": totals["characters_read"],
            **{f"skipped_{reason}": count for reason, count in self.skipped.most_common()},
            "wall_seconds": round(elapsed, 3),
            "documents_per_second": round(totals["documents"] / elapsed, 3) if elapsed else 0,
            "bytes_per_second": round(totals["bytes"] / elapsed) if elapsed else 0,
        }
        names = [name for name in self.seconds if name not in ("read", "write")]
        writer = {"total": totals["documents"], "characters": totals["characters_written"]}
        return [
            self._block("reader", "read", reader),
            *(self._block(name, name, self._step(name)) for name in names),
            self._block("writer", "write", writer),
        ]

    def remarks(self) -> Iterator[str]:
        """Remarks on documents that could not be repaired completely, or are empty.

        >>> stats = Stats()
        >>> stats.add(Measures(0, 0, "clean", "", {}, {}, id="a.txt"))
        >>> stats.add(Measures(9, 9, "partial", "characters are lost", {}, {}, id="b.txt"))
        >>> list(stats.remarks())  # doctest: +ELLIPSIS
        ['1 of 2 documents: partial (characters are lost), first b.txt', ...]
        >>> for why in "cde":
        ...     stats.add(Measures(9, 9, "partial", why, {}, {}))
        >>> list(stats.remarks())[3]
        '1 of 5 documents: partial or unreadable for other reasons; inspect names each'
        """
        every = self.totals["documents"]
        foremost = self.unsound.most_common(UNSOUND)
        others = self.unsound.total() - sum(times for _, times in foremost)
        for key, times in [*foremost, (_OTHERS, others), (_EMPTY, self.totals["empty"])]:
            verdict, why = key
            words = f"{verdict}{f' ({why})' if why else ''}"
            if every > 1 and key in self._first:
                words = f"{words}, first {self._first[key]}"
            if times:
                yield f"{f'{times:,} of {every:,} documents' if every > 1 else 'this document'}: {words}"

    def summary(self, language: Language = "en") -> Iterator[str]:
        """The lines of the summary of a run over several documents.

        >>> stats = Stats()
        >>> stats.add(Measures(10, 4, "repaired", "", {("repair", "glosses"): (2, 6)}, {}))
        >>> stats.add(Measures(4, 4, "clean", "", {}, {}))
        >>> list(stats.summary())[1:]
        ['damage undone: spinner in 1; characters taken away: repair 6']
        >>> list(stats.summary("zh"))[1:]
        ['修复的损坏：注音 1 份；去掉的字符：修复 6']
        """
        say = partial(translated, language=language)
        comma, brackets = COMMA[language], BRACKETS[language]
        totals = self.totals
        size = brackets.format(megabytes(totals["bytes"])) if totals["bytes"] else ""
        counts = ((totals[f"{noun}s"], noun) for noun in ("document", "problem"))
        told = comma.join(counted(many, noun, language) for many, noun in counts if many)
        verdicts = [f"{say(name)} {self.verdicts[name]:,}" for name in Verdict if self.verdicts[name]]
        line = say("{} in {}, {}").format(
            told + size, duration(self.elapsed(), language), rate(self, language)
        )
        yield f"{line}{COLON[language]}{comma.join(verdicts)}" if verdicts else line
        damage = _families(rule for rule in self.edits if rule[0] == "repair")
        found = [say("{} in {}").format(say(name), f"{self.families[name]:,}") for name in sorted(damage)]
        removed: Counter[str] = Counter()
        for (step, _), count in self.removed.items():
            removed[step] += count
        taken = [f"{say(step)} {count:,}" for step, count in removed.items() if count > 0]
        both = (("damage undone: {}", found), ("characters taken away: {}", taken))
        if words := SEMICOLON[language].join(
            say(name).format(comma.join(what)) for name, what in both if what
        ):
            yield words

    def write(self, path: Path) -> None:
        """Write stats.json."""
        from policytext.io.writers.files import replacing

        with replacing(path) as part:
            part.write_text(json.dumps(self.datatrove(), ensure_ascii=False, indent=1) + "\n", "utf-8")

    def _step(self, step: str) -> dict[str, Any]:
        counts: dict[str, Any] = {"total": self.totals["documents"]}
        rules = [rule for rule in self.edits if rule[0] == step]
        if step == "repair":
            counts |= {f"verdict_{name or 'none'}": count for name, count in self.verdicts.items()}
        families = {family for rule in rules for family in _families([rule])}
        counts |= {f"family_{name}": self.families[name] for name in sorted(families)}
        for rule in rules:
            counts[f"edits_{rule[1]}"] = self.edits[rule]
            counts[f"removed_{rule[1]}"] = self.removed[rule]
        return counts

    def _block(self, name: str, timed: str, stats: Mapping[str, Any]) -> dict[str, Any]:
        seconds = round(float(self.seconds[timed]), 6)
        return {"name": f"policytext {name}", "time_stats": {"total": seconds}, "stats": dict(stats)}


def duration(seconds: float, language: Language = "en") -> str:
    """A duration for people.

    >>> duration(3.21), duration(200), duration(7330), duration(200, "zh")
    ('3.2 s', '3 min 20 s', '2 h 2 min', '3 分 20 秒')
    """
    if seconds < 60:
        return translated("{} s", language).format(f"{seconds:.1f}")
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return translated("{} h {} min", language).format(hours, minutes)
    return translated("{} min {} s", language).format(minutes, seconds)


def megabytes(size: float) -> str:
    """An amount of bytes for people.

    >>> megabytes(628), megabytes(1500), megabytes(2.34e6)
    ('0.6 kB', '1.5 kB', '2.3 MB')
    """
    if size >= 1e5:
        return f"{size / 1e6:,.1f} MB"
    return f"{size / 1e3:,.0f} kB" if size >= 1e4 else f"{size / 1e3:,.1f} kB"


def rate(stats: Stats, language: Language = "en") -> str:
    """The speed of a run for people."""
    elapsed = stats.elapsed() or 1e-9
    if stats.totals["bytes"]:
        return translated("{}/s", language).format(megabytes(stats.totals["bytes"] / elapsed))
    return translated("{} documents/s", language).format(f"{stats.totals['documents'] / elapsed:,.0f}")


def _families(rules: Iterable[tuple[str, str]]) -> set[str]:
    known = _known()
    return {known[name] for _, met in rules for name in met.split("+") if name in known}


@cache
def _known() -> dict[str, str]:
    from policytext.pipeline import RULES

    return {rule.name: rule.family for rule in RULES}


def _written(counter: Counter[Any]) -> dict[str, float]:
    return {"\t".join(key) if isinstance(key, tuple) else key: count for key, count in counter.items()}
