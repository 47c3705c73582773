"""The likeliest ways through lattices of characters, all of a page at once, and how sure each step is.

A beam search (Viterbi) over the states of the trigram model, its last two characters, in which the nodes of
all lattices that come at the same turn are weighed together, over arrays. Forwards and backwards over what
the beam kept then gives each character's posterior probability (Baum and others 1970).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from policytext.language.likelihood import CONTEXT, classes
from policytext.language.likelihood_arrays import NONE, array_model
from policytext.repairs.transcoding.lattice import WORST, Step, Task

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from policytext.language.likelihood_arrays import Floats, Integers

WIDTH = 16  # paths kept at a node
DEPTH = 12.0  # nats behind the best at a node at which a path is given up
_CODE, _CONTEXT = np.int64(21), np.int64(42)  # bits of a code point, and of two


class _Moves(NamedTuple):
    """The possible moves: all arcs of all lattices, by layer and node.

    Nodes and texts are numbered through; a layer ends at each of `cuts`.
    """

    start: Integers
    end: Integers
    code: Integers
    cost: Floats
    floor: Floats
    text: Integers
    cuts: list[int]


class _Rows(NamedTuple):
    """The ways from kept paths to kept paths of one layer."""

    source: Integers
    target: Integers
    weight: Floats


def best_ways(tasks: Sequence[Task], gains: Floats | None = None) -> list[list[Step]]:
    """The likeliest way through each lattice, on a page where characters have such gains (`habits`)."""
    asked = [task._replace(left=task.left[-CONTEXT:], right=task.right[:CONTEXT]) for task in tasks]
    different = list(dict.fromkeys(asked))  # a page is damaged in the same way wherever it says the same
    solved = dict(zip(different, _Search(different, gains).ways(), strict=True)) if different else {}
    return [solved[task] for task in asked]


def _add(sums: Floats, places: Integers, values: Floats) -> None:
    """Add each value in its place; places lie close to each other."""
    if len(places):
        low = int(places.min())
        added = np.bincount(places - low, values)
        sums[low : low + len(added)] += added


class _Search:
    def __init__(self, tasks: Sequence[Task], gains: Floats | None) -> None:
        self._tasks = tasks
        sizes = np.array([len(task.lattice.nodes) for task in tasks], np.int64)
        self._ends = np.cumsum(sizes) - 1  # the last node of each
        self._nodes = self._ends - sizes + 1  # the first
        self._task = np.repeat(np.arange(len(tasks)), sizes)  # of each node
        self._moves = self._all_moves(gains)
        total = int(sizes.sum())
        self._begin, self._number = np.zeros(total, np.int64), np.zeros(total, np.int64)
        room = total * WIDTH
        self._score = np.zeros(room)
        self._first, self._second, self._pair, self._back, self._text, self._node = (
            np.zeros(room, np.int64) for _ in range(6)
        )
        self._used = 0
        self._rows: list[_Rows] = []

    def ways(self) -> list[list[Step]]:
        self._start()
        moves = self._moves
        for low, high in zip([0, *moves.cuts], [*moves.cuts, len(moves.start)], strict=True):
            self._step(low, high)
        return self._read(*self._backward())

    def _all_moves(self, gains: Floats | None) -> _Moves:
        """Layers are the depths of nodes, so that whatever leads to a node does so in one."""
        lattices = [task.lattice for task in self._tasks]
        base = np.repeat(self._nodes, [len(lattice.starts) for lattice in lattices])
        start = base + list(chain.from_iterable(lattice.starts for lattice in lattices))
        end = base + list(chain.from_iterable(lattice.ends for lattice in lattices))
        depth = np.array(list(chain.from_iterable(lattice.depths for lattice in lattices)))[end]
        cost = np.array(list(chain.from_iterable(lattice.costs for lattice in lattices)))
        options = list(chain.from_iterable(lattice.options for lattice in lattices))
        self._options = list(dict.fromkeys(options))
        counts = np.array([len(option.codes) for option in self._options])
        codes = np.array(list(chain.from_iterable(option.codes for option in self._options)))
        costs = np.array(list(chain.from_iterable(option.costs for option in self._options)))
        literal = [WORST if option.literal else -np.inf for option in self._options]
        if gains is not None:
            is_read = np.repeat([not option.literal for option in self._options], counts)
            costs = costs + is_read * gains[np.minimum(codes, len(gains) - 1)]
        number = {option: place for place, option in enumerate(self._options)}
        option = np.array([number[option] for option in options])
        order = np.lexsort((end, depth))
        self._firsts = np.cumsum(counts) - counts  # the first text of each
        arc, within = _spread(counts[option[order]])
        arc = order[arc]
        text = self._firsts[option[arc]] + within
        return _Moves(
            start[arc],
            end[arc],
            codes[text],
            costs[text] + cost[arc],
            np.array(literal)[option[arc]],
            text,
            (_begins(depth[arc])[1:]).tolist(),
        )

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

    def _step(self, low: int, high: int) -> None:
        """All ways to the nodes of one layer; of those that come to the same state the best is kept."""
        moves = self._moves
        start = moves.start[low:high]
        move, source = _spread(self._number[start])
        source += self._begin[start][move]
        move += low
        second, code, node = self._second[source], moves.code[move], moves.end[move]
        nats, pair = array_model().onwards(self._first[source], second, code, self._pair[source])
        weight = np.maximum(nats, moves.floor[move]) + moves.cost[move]
        score = self._score[source] + weight
        begin = _begins(node)
        best = np.maximum.reduceat(score, begin)
        likely = np.flatnonzero(score > np.repeat(best - DEPTH, _sizes(begin, len(node))))
        state = node[likely] << _CONTEXT | second[likely] << _CODE | code[likely]
        order = np.lexsort((-score[likely], state))
        is_new = _is_new(state[order])
        rows = likely[order]
        winners = rows[is_new]
        target = np.cumsum(is_new) - 1
        begin = _begins(node[winners])
        size = _sizes(begin, len(winners))
        if size.max() > WIDTH:
            kept = _best(begin, size, score[winners])
            place = np.full(len(winners), -1)
            place[kept] = np.arange(len(kept))
            target = place[target]
            known = target >= 0
            rows, target, winners = rows[known], target[known], winners[kept]
            size = np.minimum(size, WIDTH)
            begin = np.cumsum(size) - size
        self._rows.append(_Rows(source[rows], target + self._used, weight[rows]))
        new = slice(self._used, self._used + len(winners))
        self._score[new], self._first[new], self._second[new] = (
            score[winners],
            second[winners],
            code[winners],
        )
        self._back[new], self._text[new], self._node[new] = (
            source[winners],
            moves.text[move[winners]],
            node[winners],
        )
        self._pair[new] = pair[winners]
        at = self._node[new][begin]
        self._begin[at], self._number[at] = begin + self._used, size
        self._used = new.stop

    def _backward(self) -> tuple[list[int], Floats]:
        """The last path of each task's likeliest way, and how sure each path's last step is."""
        count, used = len(self._tasks), self._used
        number = self._number[self._ends]
        task = np.repeat(np.arange(count), number)
        last = np.arange(len(task)) + np.repeat(
            self._begin[self._ends] - np.cumsum(number) + number, number
        )
        final = self._score[last] + self._ahead(last, task)
        best = np.lexsort((-final, task))[np.cumsum(number) - number]
        forward, backward = np.zeros(used), np.zeros(used)
        forward[:count] = 1.0
        whole = _Rows(*map(np.concatenate, zip(*self._rows, strict=True)))
        # Relative to the best way to each path, so that numbers stay near 1.
        ratio = np.exp(self._score[whole.source] + whole.weight - self._score[whole.target])
        ratios = np.split(ratio, np.cumsum([len(rows.source) for rows in self._rows[:-1]]))
        for rows, own in zip(self._rows, ratios, strict=True):
            _add(forward, rows.target, forward[rows.source] * own)
        backward[last] = np.exp(final - final[best][task])
        mass = np.add.reduceat(forward[last] * backward[last], np.cumsum(number) - number)
        for rows, own in zip(reversed(self._rows), reversed(ratios), strict=True):
            _add(backward, rows.source, backward[rows.target] * own)
        ends = last[best].tolist()
        chosen = np.array([path for end in ends for path in self._way_to(end)])
        share = forward[whole.source] * ratio * backward[whole.target]
        return ends, self._shares(chosen, whole.target, share, mass)

    def _shares(self, chosen: Integers, target: Integers, share: Floats, mass: Floats) -> Floats:
        """The share of all ways that have what stands at the offset to which each chosen path leads."""
        lattices = [task.lattice for task in self._tasks]
        own = np.array(list(chain.from_iterable(lattice.turns for lattice in lattices)))
        turns = (own + self._nodes[self._task])[self._node[: self._used]]
        code = np.full(int(turns.max()) + 1, -1)
        code[turns[chosen]] = self._second[chosen]
        turn = turns[target]
        same = np.flatnonzero(self._second[target] == code[turn])
        sums = np.bincount(turn[same], share[same], len(code))
        sure = np.ones(self._used)
        sure[chosen] = sums[turns[chosen]] / mass[self._task[self._node[chosen]]]
        return sure

    def _way_to(self, path: int) -> Iterator[int]:
        """The paths on the way to one, itself first."""
        while self._back[path] >= 0:
            yield path
            path = self._back[path]

    def _ahead(self, last: Integers, task: Integers) -> Floats:
        """The log-probabilities of the text after the lattices for the paths to their ends."""
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
        back, node, text = self._back.tolist(), self._node.tolist(), self._text
        number = np.searchsorted(self._firsts, text[: self._used], "right") - 1
        which, within = number.tolist(), (text[: self._used] - self._firsts[number]).tolist()
        ways = []
        for path, first in zip(ends, self._nodes.tolist(), strict=True):
            steps = []
            while back[path] >= 0:
                options, last = self._options[which[path]], back[path]
                stands = options.texts[within[path]], options.lost, options.literal
                steps.append(Step(node[last] - first, node[path] - first, *stands, float(sure[path])))
                path = last
            ways.append(steps[::-1])
        return ways


def _spread(sizes: Integers) -> tuple[Integers, Integers]:
    """The group that each is in of as many in a row as the sizes say, and its place there."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    return group, np.arange(len(group)) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _sizes(begin: Integers, end: int) -> Integers:
    """The sizes of groups that begin there, the last of which goes to the end."""
    sizes = np.empty_like(begin)
    np.subtract(begin[1:], begin[:-1], out=sizes[:-1])
    sizes[-1:] = end - begin[-1:]
    return sizes


def _is_new(values: Integers) -> NDArray[np.bool_]:
    """Is each another value than the one before?"""
    is_new = np.empty(len(values), np.bool_)
    is_new[:1] = True
    np.not_equal(values[1:], values[:-1], out=is_new[1:])
    return is_new


def _begins(values: Integers) -> Integers:
    """Where another value begins."""
    return np.flatnonzero(_is_new(values))


def _best(begin: Integers, size: Integers, score: Floats) -> Integers:
    """The places of the best of each group, in their order."""
    group = np.repeat(np.arange(len(begin)), size)
    order = np.lexsort((-score, group))
    rank = np.arange(len(score)) - np.repeat(begin, size)
    return order[rank < WIDTH]
