"""Pruning of lattices: paths that cannot win, and characters without alternatives."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from policytext.language.likelihood import CONTEXT
from policytext.repairs.transcoding.lattice import Lattice, Options, turns

# Nats by which the likeliest way over an arc is behind the likeliest of all, each character by itself: from
# 10 on nothing changed in 384 damaged passages of sixteen families.
MARGIN = 14


class Part(NamedTuple):
    """Some of the nodes of a lattice, from number `first` on, of which `lattice` has the ways.

    `left`: the two characters before it, if these are part of the lattice; `is_open`: there is a choice.
    """

    first: int
    lattice: Lattice
    left: str
    is_open: bool


def pruned(whole: Lattice) -> Lattice:
    """The lattice without arcs that no way worth a search goes over.

    Each character by itself, not by what is before it, a way over it is as likely as its parts, which the
    likeliest ways forwards and backwards tell of all arcs in one go.
    """
    arcs = [  # whole numbers, as sums of these are the same in any order
        (start, end, int(options.best + cost))
        for start, end, options, cost in zip(
            whole.starts, whole.ends, whole.options, whole.costs, strict=True
        )
    ]
    size = len(whole.nodes)
    before, behind = [float("-inf")] * size, [float("-inf")] * size
    before[0] = behind[-1] = 0
    for start, end, nats in arcs:
        if (score := before[start] + nats) > before[end]:
            before[end] = score
    for start, end, nats in reversed(arcs):
        if (score := behind[end] + nats) > behind[start]:
            behind[start] = score
    least = before[-1] - MARGIN
    kept = [before[start] + nats + behind[end] >= least for start, end, nats in arcs]
    narrow = whole if all(kept) else _of_arcs(whole, kept)
    open_ = (arc for arc, is_kept in zip(arcs, kept, strict=True) if is_kept)
    for place, (start, end, _) in enumerate(open_):
        if len(narrow.options[place].texts) > 1:
            needed = int(least - before[start] - behind[end] - narrow.costs[place])
            narrow.options[place] = _likely(narrow.options[place], needed)
    return narrow


@lru_cache(1 << 14)
def _likely(options: Options, least: int) -> Options:
    """Those of the options that are at least as likely by themselves, or the likeliest."""
    least = min(least, int(options.best))
    kept = [int(nats) >= least for nats in options.nats]
    if all(kept):
        return options
    return replace(
        options,
        texts=tuple(compress(options.texts, kept)),
        codes=tuple(compress(options.codes, kept)),
        costs=tuple(compress(options.costs, kept)),
        nats=tuple(compress(options.nats, kept)),
    )


def _of_arcs(whole: Lattice, kept: list[bool]) -> Lattice:
    """The lattice of the arcs that are kept; each lies on a way from the first node to the last."""
    starts, ends = list(compress(whole.starts, kept)), list(compress(whole.ends, kept))
    left = sorted({0, *ends})
    number = {node: place for place, node in enumerate(left)}
    starts, ends = [number[node] for node in starts], [number[node] for node in ends]
    depths = [0] * len(left)
    for start, end in zip(starts, ends, strict=True):
        depths[end] = max(depths[end], depths[start] + 1)
    nodes = [whole.nodes[node] for node in left]
    return Lattice(
        nodes,
        depths,
        turns(nodes),
        starts,
        ends,
        list(compress(whole.options, kept)),
        list(compress(whole.costs, kept)),
    )


@lru_cache(1 << 12)
def cut(whole: Lattice) -> list[Part]:
    """The parts of a lattice, from its first node to the last, each of which can be searched by itself."""
    return list(_parts(whole))


def _parts(whole: Lattice) -> Iterator[Part]:
    """The parts of a lattice between runs of two or more characters without alternatives, and the rest of
    these.

    Two known characters are all that the model sees of what is before them. So the first two of a run end a
    part, whose ways they tell apart, and the last two are what stands before the next.
    """
    first, last = 0, len(whole.nodes) - 1
    left = ""
    for low, high in _runs(_only_ways(whole)):
        behind = low + CONTEXT if low > first else low
        if low > first:
            yield Part(first, _slice(whole, first, behind), left, is_open=True)
        if high > behind:
            yield Part(behind, _slice(whole, behind, high), left, is_open=False)
        first = high
        left = "".join(options.texts[0] for options in _slice(whole, high - CONTEXT, high).options)
    if first < last:
        whole = _slice(whole, first, last) if first else whole
        yield Part(first, whole, left, is_open=True)


def _only_ways(whole: Lattice) -> Iterator[int]:
    """The numbers of nodes at which all ways meet, from which one character leads to the next such node."""
    starts, ends = whole.starts, whole.ends
    reached, count = 0, len(starts)
    for arc, (start, end) in enumerate(zip(starts, ends, strict=True)):
        is_first = arc == 0 or starts[arc - 1] != start
        is_last = arc + 1 == count or starts[arc + 1] != start
        is_alone = is_first and is_last and reached <= start and end == start + 1
        if is_alone and len(whole.options[arc].texts) == 1:
            yield start
        reached = max(reached, end)


def _runs(numbers: Iterator[int]) -> Iterator[tuple[int, int]]:
    """Start and end of numbers in a row, as many as the model has for context or more."""
    low = high = -1
    for number in numbers:
        if number != high:
            if high - low >= CONTEXT:
                yield low, high
            low = number
        high = number + 1
    if high - low >= CONTEXT:
        yield low, high


def _slice(whole: Lattice, first: int, last: int) -> Lattice:
    """The part of it between two nodes at which all ways meet."""
    low, high = bisect_left(whole.starts, first), bisect_left(whole.starts, last)
    return Lattice(
        whole.nodes[first : last + 1],
        [depth - whole.depths[first] for depth in whole.depths[first : last + 1]],
        [turn - whole.turns[first] for turn in whole.turns[first : last + 1]],
        [start - first for start in whole.starts[low:high]],
        [end - first for end in whole.ends[low:high]],
        whole.options[low:high],
        whole.costs[low:high],
    )
