"""The likeliest ways through lattices of characters, all of a page at once, and how sure each step is.

A beam search (Viterbi) over the states of the trigram model, its last two characters, in which the nodes of
all lattices that come at the same turn are weighed together, over arrays. Forwards and backwards over what
the beam kept then gives each character's posterior probability (Baum and others 1970).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from policytext.language.likelihood import classes
from policytext.language.likelihood_arrays import NONE, array_model
from policytext.repairs.transcoding.lattice import WORST, Lattice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from policytext.language.likelihood_arrays import Floats, Integers

WIDTH = 16  # paths kept at a node
DEPTH = 12.0  # nats behind the best at a node at which a path is given up
_CODE, _CONTEXT = np.int64(21), np.int64(42)  # bits of a code point, and of two


class Task(NamedTuple):
    """A lattice, and the text on both sides of it."""

    lattice: Lattice
    left: str
    right: str


class Step(NamedTuple):
    """Part of the likeliest way: `text` between two nodes, and the probability that it is right."""

    start: int
    end: int
    text: str
    lost: bool
    literal: bool
    sure: float


class _Layers(NamedTuple):
    """The arcs of a lattice as arrays, with the layer of each, and its options in one row."""

    layer: Integers
    start: Integers
    end: Integers
    cost: Floats
    first: Integers
    number: Integers
    codes: Integers
    option_costs: Floats
    floors: Floats
    texts: list[tuple[str, bool, bool]]


def _add(sums: Floats, places: Integers, values: Floats) -> None:
    """Add each value in its place; places lie close to each other."""
    if len(places):
        low = int(places.min())
        added = np.bincount(places - low, values)
        sums[low : low + len(added)] += added


@lru_cache(1 << 12)
def _layers(lattice: Lattice) -> _Layers:
    turns = [node.turn for node in lattice.nodes]
    layers = {turn: place for place, turn in enumerate(dict.fromkeys(turns))}
    layer = [layers[turns[arc.end]] for arc in lattice.arcs]
    options = [arc.options for arc in lattice.arcs]
    count = np.array([len(option.codes) for option in options], np.int64)
    return _Layers(
        np.array(layer, np.int64),
        np.array([arc.start for arc in lattice.arcs], np.int64),
        np.array([arc.end for arc in lattice.arcs], np.int64),
        np.array([arc.cost for arc in lattice.arcs]),
        np.cumsum(count) - count,
        count,
        np.array([code for option in options for code in option.codes], np.int64),
        np.array([cost for option in options for cost in option.costs]),
        np.repeat([WORST if option.literal else -np.inf for option in options], count),
        [(text, option.lost, option.literal) for option in options for text in option.texts],
    )


class _Rows(NamedTuple):
    """The ways from kept paths to kept paths of one layer."""

    source: Integers
    target: Integers
    weight: Floats
    code: Integers


def best_ways(tasks: Sequence[Task]) -> list[list[Step]]:
    """The likeliest way through each lattice."""
    return _Search(tasks).ways() if tasks else []


class _Search:
    def __init__(self, tasks: Sequence[Task]) -> None:
        self._tasks = tasks
        self._layers = [_layers(task.lattice) for task in tasks]
        sizes = np.array([len(task.lattice.nodes) for task in tasks], np.int64)
        self._nodes = np.cumsum(sizes) - sizes  # the first node of each
        self._task = np.repeat(np.arange(len(tasks)), sizes)  # of each node
        pools = np.array([len(layers.codes) for layers in self._layers], np.int64)
        self._pools = np.cumsum(pools) - pools
        self._codes = np.concatenate([layers.codes for layers in self._layers])
        self._costs = np.concatenate([layers.option_costs for layers in self._layers])
        self._floors = np.concatenate([layers.floors for layers in self._layers])
        total = int(sizes.sum())
        self._begin, self._number = np.zeros(total, np.int64), np.zeros(total, np.int64)
        room = total * WIDTH
        self._score = np.zeros(room)
        self._first, self._second, self._pair, self._back, self._option, self._node = (
            np.zeros(room, np.int64) for _ in range(6)
        )
        self._used = 0
        self._rows: list[_Rows] = []

    def ways(self) -> list[list[Step]]:
        self._start()
        self._forward()
        return self._read(*self._backward())

    def _start(self) -> None:
        count = len(self._tasks)
        read = [("\0\0" + task.left[-2:].translate(classes()))[-2:] for task in self._tasks]
        self._first[:count] = [ord(left[0]) for left in read]
        self._second[:count] = [ord(left[1]) for left in read]
        pair = array_model().pairs(self._first[:count], self._second[:count])
        self._pair[:count] = np.where(self._first[:count] == NONE, 0, pair)
        self._node[:count] = self._nodes
        self._back[:count] = -1
        self._begin[self._nodes] = np.arange(count)
        self._number[self._nodes] = 1
        self._used = count

    def _forward(self) -> None:
        layers = self._layers
        layer = np.concatenate([one.layer for one in layers])
        order = np.argsort(layer, kind="stable")
        sizes = [len(one.layer) for one in layers]
        nodes, pools = np.repeat(self._nodes, sizes), np.repeat(self._pools, sizes)
        start = (np.concatenate([one.start for one in layers]) + nodes)[order]
        end = (np.concatenate([one.end for one in layers]) + nodes)[order]
        first = (np.concatenate([one.first for one in layers]) + pools)[order]
        count = np.concatenate([one.number for one in layers])[order]
        cost = np.concatenate([one.cost for one in layers])[order]
        cuts = np.flatnonzero(np.diff(layer[order])) + 1
        for low, high in zip([0, *cuts], [*cuts, len(order)], strict=True):
            here = slice(low, high)
            self._step(start[here], end[here], first[here], count[here], cost[here])

    def _step(self, start: Integers, end: Integers, first: Integers, count: Integers, cost: Floats) -> None:
        """All ways to the nodes of one layer; of those that come to the same state the best is kept."""
        number = self._number[start] * count
        arc = np.repeat(np.arange(len(start)), number)
        within = np.arange(len(arc)) - np.repeat(np.cumsum(number) - number, number)
        source = self._begin[start][arc] + within // count[arc]
        option = first[arc] + within % count[arc]
        second, code = self._second[source], self._codes[option]
        nats, pair = array_model().onwards(self._first[source], second, code, self._pair[source])
        weight = np.maximum(nats, self._floors[option]) + self._costs[option] + cost[arc]
        score, node = self._score[source] + weight, end[arc]
        state = node << _CONTEXT | second << _CODE | code
        order = np.lexsort((-score, state))
        state = state[order]
        is_new = np.concatenate(([True], state[1:] != state[:-1]))
        group = np.empty(len(order), np.int64)
        group[order] = np.cumsum(is_new) - 1
        winners = order[is_new]
        kept = self._kept(node[winners], score[winners])
        place = np.full(len(winners), -1)
        place[kept] = np.arange(self._used, self._used + len(kept))
        target = place[group]
        known = target >= 0
        self._rows.append(_Rows(source[known], target[known], weight[known], code[known]))
        rows = winners[kept]
        new = slice(self._used, self._used + len(rows))
        self._score[new], self._first[new], self._second[new] = score[rows], second[rows], code[rows]
        self._back[new], self._option[new], self._node[new] = source[rows], option[rows], node[rows]
        self._pair[new] = pair[rows]
        self._used += len(rows)
        begin = np.flatnonzero(np.diff(node[rows], prepend=-1))  # they are in order of their nodes
        at = node[rows][begin]
        self._begin[at], self._number[at] = new.start + begin, np.diff(begin, append=len(rows))

    def _kept(self, node: Integers, score: Floats) -> Integers:
        """Of paths to nodes those that are among the best of their node, node by node."""
        order = np.lexsort((-score, node))
        node, score = node[order], score[order]
        is_new = np.concatenate(([True], node[1:] != node[:-1]))
        begin = np.flatnonzero(is_new)
        group = np.cumsum(is_new) - 1
        rank = np.arange(len(order)) - begin[group]
        is_kept: NDArray[np.bool_] = (rank < WIDTH) & (score > score[begin][group] - DEPTH)
        return order[is_kept]

    def _backward(self) -> tuple[list[int], Floats]:
        """The last path of each task's likeliest way, and how sure each path's last step is."""
        count, used = len(self._tasks), self._used
        ends = self._nodes + [len(task.lattice.nodes) - 1 for task in self._tasks]
        last = np.concatenate([np.arange(self._begin[e], self._begin[e] + self._number[e]) for e in ends])
        task = np.repeat(np.arange(count), self._number[ends])
        final = self._score[last] + self._ahead(last, task)
        order = np.lexsort((-final, task))
        best = order[np.concatenate(([True], np.diff(task[order]) > 0))]
        forward, backward = np.zeros(used), np.zeros(used)
        forward[:count] = 1.0
        ratios = []
        for rows in self._rows:  # relative to the best way to each path, so that numbers stay near 1
            ratio = np.exp(self._score[rows.source] + rows.weight - self._score[rows.target])
            ratios.append(ratio)
            _add(forward, rows.target, forward[rows.source] * ratio)
        backward[last] = np.exp(final - final[best][task])
        mass = np.bincount(task, forward[last] * backward[last], count)
        for rows, ratio in zip(reversed(self._rows), reversed(ratios), strict=True):
            _add(backward, rows.source, backward[rows.target] * ratio)
        ends_of_best = last[best].tolist()
        is_best = np.zeros(used, np.bool_)
        is_best[[path for end in ends_of_best for path in self._way_to(end)]] = True
        sure = np.ones(used)
        for rows, ratio in zip(self._rows, ratios, strict=True):
            of = self._task[self._node[rows.target]]
            chosen = np.full(count, -1)  # what stands here on the likeliest way of each task
            ours = is_best[rows.target]
            chosen[of[ours]] = rows.code[ours]
            same = rows.code == chosen[of]
            share = forward[rows.source[same]] * ratio[same] * backward[rows.target[same]]
            sums = np.bincount(of[same], share, count) / mass
            sure[rows.target[ours]] = sums[of[ours]]
        return ends_of_best, sure

    def _way_to(self, path: int) -> Iterator[int]:
        """The paths on the way to one, itself first."""
        while self._back[path] >= 0:
            yield path
            path = self._back[path]

    def _ahead(self, last: Integers, task: Integers) -> Floats:
        """What the text behind the lattices says of the paths to their ends."""
        right = np.zeros((len(self._tasks), 2), np.int64)
        for place, (_, _, text) in enumerate(self._tasks):
            codes = [ord(character) for character in text[:2].translate(classes())]
            right[place, : len(codes)] = codes
        one, two = right[task].T
        first, second = self._first[last], self._second[last]
        model = array_model()
        nats = np.where(one != NONE, model.logp(first, second, one), 0.0)
        return nats + np.where(two != NONE, model.logp(second, one, two), 0.0)

    def _read(self, ends: list[int], sure: Floats) -> list[list[Step]]:
        back, node, option = self._back.tolist(), self._node.tolist(), self._option.tolist()
        ways = []
        for place, path in enumerate(ends):
            nodes, texts = int(self._nodes[place]), self._layers[place].texts
            pool = int(self._pools[place])
            steps = []
            while back[path] >= 0:
                text, lost, literal = texts[option[path] - pool]
                start, end = node[back[path]] - nodes, node[path] - nodes
                steps.append(Step(start, end, text, lost, literal, float(sure[path])))
                path = back[path]
            ways.append(steps[::-1])
        return ways
