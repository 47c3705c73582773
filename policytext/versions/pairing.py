"""Pairing of clauses that are versions of each other, and of clauses that are parts of another."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from policytext.versions.clauses import Clause, joined

ALIKE = 0.5
"""Least similarity of two clauses in the same place that are versions of each other: below half, more is
new than kept, and a reader sees a deletion and an addition."""
HELD = 0.7
"""Least share of a part's bigrams that the whole clause has: with less, more of it is new than a
conjunction and a repeated subject."""
PARTED = 0.7
"""Least similarity of a clause and the parts of it together."""
WHOLE = 40_000
"""Pairs of clauses up to which all are compared (a second); in longer texts identical clauses are paired
first, and then the others between them."""


def paired(before: Sequence[Clause], after: Sequence[Clause]) -> dict[int, int]:
    """Pairs of clauses of the old and the new version, in order: no pair crosses another."""
    if len(before) * len(after) <= WHOLE:
        return _similar(before, after, range(len(before)), range(len(after)))
    kept = dict(_in_order(_identical(before, after)))
    pairs = dict(kept)
    ends = sorted(kept.items())
    for (i, j), (last_i, last_j) in zip([(-1, -1), *ends], [*ends, (len(before), len(after))], strict=True):
        pairs |= _similar(before, after, range(i + 1, last_i), range(j + 1, last_j))
    return pairs


def similarity(one: Clause, other: Clause, least: float = 0.0) -> float:
    """The Dice coefficient (Dice 1945) of their character bigrams; 0 where it is below `least`."""
    if one.said == other.said:
        return 1.0
    sizes = one.size, other.size
    if 2 * min(sizes) < least * sum(sizes):
        return 0.0
    found = 2 * (one.bigrams & other.bigrams).total() / sum(sizes) if sum(sizes) else 1.0
    return found if found >= least else 0.0


def _identical(before: Sequence[Clause], after: Sequence[Clause]) -> list[tuple[int, int]]:
    """Clauses that say the same, the first with the first where several do."""
    places: dict[str, list[int]] = defaultdict(list)
    for j in range(len(after) - 1, -1, -1):
        places[after[j].said].append(j)
    return [(i, places[clause.said].pop()) for i, clause in enumerate(before) if places.get(clause.said)]


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest sequence of pairs that increases on both sides (patience sorting, Fredman 1975).

    `difflib` takes the square of how often a clause repeats, as the cells of annexes do, for each block.
    """
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
    """The pairing in order of two stretches whose similarities have the highest sum (Needleman 1970).

    Similarities are squared, so that an unchanged clause counts more than two half-new ones.
    """
    if not olds or not news:
        return {}
    score = [[similarity(before[i], after[j], ALIKE) ** 2 for j in news] for i in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in range(len(olds) - 1, -1, -1):
        for b in range(len(news) - 1, -1, -1):
            pair = score[a][b] and score[a][b] + best[a + 1][b + 1]
            best[a][b] = max(best[a + 1][b], best[a][b + 1], pair)
    pairs: dict[int, int] = {}
    a = b = 0
    while a < len(olds) and b < len(news):
        if score[a][b] and best[a][b] == score[a][b] + best[a + 1][b + 1]:
            pairs[olds[a]] = news[b]
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def parted(before: Sequence[Clause], after: Sequence[Clause], pairs: Mapping[int, int]) -> dict[int, range]:
    """The clauses of one version that consist of several consecutive clauses of the other.

    `pairs` are versions of each other; unpaired clauses beside a clause's version, or in the gap where it
    would be, can be its parts.

    >>> old = [Clause("第一条", "节约用水是每个单位的义务，用水应当计量并且按期缴费。", 0, 30)]
    >>> parts = "节约用水是每个单位的义务。", "用水应当计量并按期缴费。"
    >>> new = [Clause("", part, 0, 13) for part in parts]
    >>> parted(old, new, {0: 0})
    {0: range(0, 2)}
    """
    # where the version of the next clause behind begins, from the last clause on
    ends = [len(after)] * bool(before)
    for i in range(len(before) - 1, 0, -1):
        ends.append(pairs.get(i, ends[-1]))
    found: dict[int, range] = {}
    low = 0
    for i, (clause, high) in enumerate(zip(before, reversed(ends), strict=True)):
        own = pairs.get(i)
        if own is None or clause.said != after[own].said:
            run = _parts(clause, after, range(low, high), own)
            if len(run) > 1:
                found[i] = run
                low = run[-1] + 1
        low = low if own is None else max(low, own + 1)
    return found


def _parts(whole: Clause, after: Sequence[Clause], gap: range, own: int | None) -> range:
    """The longest run of parts of a clause in a gap; with its own version, if it has one."""
    best = range(0)
    start = gap.start
    for at in range(gap.start, gap.stop + 1):
        if at < gap.stop and _holds(whole, after[at]):
            continue
        run = range(start, at)
        if len(run) > len(best) and (own is None or own in run):
            best = run
        start = at + 1
    return best if _is_whole(whole, after, best) else range(0)


def beside(whole: Clause, found: Sequence[Clause], own: int, free: Set[int]) -> range:
    """The unpaired parts of a clause around its version `own`; empty if there are none."""
    low = high = own
    while low - 1 in free and _holds(whole, found[low - 1]):
        low -= 1
    while high + 1 in free and _holds(whole, found[high + 1]):
        high += 1
    return range(low, high + 1) if _is_whole(whole, found, range(low, high + 1)) else range(0)


def _is_whole(whole: Clause, found: Sequence[Clause], run: range) -> bool:
    """Are several clauses together more similar to another than each of them alone?"""
    if len(run) < 2:
        return False
    together = similarity(whole, joined(found[run[0] : run[-1] + 1]))
    return together > max(PARTED, *(similarity(whole, found[at]) for at in run))


def _holds(whole: Clause, part: Clause) -> bool:
    return (whole.bigrams & part.bigrams).total() >= HELD * part.bigrams.total()
