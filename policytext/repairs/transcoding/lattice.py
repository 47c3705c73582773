"""The possible originals of damaged text: a lattice of the characters of its bytes, some of which are lost.

Between two offsets of the text lie the bytes that can have made what is seen there (`Edge`). Read as an
encoding they make characters, which begin and end wherever they can: `lattice` says which can follow which.
The likeliest way through it is found by `beam`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from heapq import heappop, heappush
from typing import NamedTuple

from policytext.language.likelihood import classes, model

Byte = int | frozenset[int]  # known; or lost, and one of these
Bytes = tuple[Byte, ...]

WORST = -14.0  # nats that a character left as it is can cost at most: it is what it is


class Edge(NamedTuple):
    """A possible source of `length` characters of the text: bytes, or (if no character is open) `literal`
    text.

    An edge may have no length: a byte of which no trace is left.
    """

    length: int
    data: Bytes
    cost: float = 0.0
    literal: str = ""


class Coding(NamedTuple):
    """A multi-byte encoding, a byte at a time.

    `feed(open, byte)` is the bytes of the open character with one more and whether it is complete, or None
    where the byte cannot follow; `characters(data)` are those that complete bytes may stand for, with a
    cost in nats for each.
    """

    feed: Callable[[Bytes, Byte], tuple[Bytes, bool] | None]
    characters: Callable[[Bytes], Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """The characters that may stand in one place, as code points that the model reads, with their costs.

    `lost`: bytes of theirs are; `literal`: the text as it is; `nats`: how likely each is by itself; `best`:
    the likeliest.
    """

    texts: tuple[str, ...]
    codes: tuple[int, ...]
    costs: tuple[float, ...]
    lost: bool = False
    literal: bool = False
    nats: tuple[float, ...] = (0.0,)
    best: float = 0.0


class Node(NamedTuple):
    """A place between characters: at an offset, with the bytes of a character that is open there.

    `is_gone`: behind a byte without trace, after which there is no other; `pending`: what else the last
    edge makes.
    """

    offset: int
    open: Bytes = ()
    is_gone: bool = False
    pending: tuple[Options, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Nodes in an order in which arcs lead onwards, from the first to the last.

    `depths`: how many arcs the longest way to each node has; `turns`: numbers that nodes have in common
    which come at the same offset. An arc leads from one of `starts` to that of `ends`, which are numbers
    of nodes; one of its `options` stands there.
    """

    nodes: list[Node]
    depths: list[int]
    turns: list[int]
    starts: list[int]
    ends: list[int]
    options: list[Options]
    costs: list[float]


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


_Way = tuple[int, Options, float]  # the number of the node to which an arc leads, and what stands on it
_as_node: Callable[[tuple[int, Bytes, bool, tuple[Options, ...]]], Node] = partial(tuple.__new__, Node)


def lattice(
    size: int, edges: Sequence[Sequence[Edge]], coding: Coding, begun: bytes = b"", ended: bytes = b""
) -> Lattice | None:
    """All that text from offset 0 to `size` can be, None if it can be nothing.

    `edges` are those that lead on from each offset, up to `size` or the end of the line; `begun` are the
    bytes of a character that is open at its beginning, `ended` those at its end.
    """
    begin, end = Node(0, tuple(begun)), Node(size, tuple(ended), is_gone=True)  # nothing comes behind it
    find = _Finder(begin, end, edges, coding)
    nodes = find.nodes
    ways: dict[int, list[_Way]] = {}
    seen = {_Finder.BEGIN, _Finder.END}
    agenda = [(0, False, 0, 0, _Finder.BEGIN)]
    while agenda:
        node = heappop(agenda)[-1]
        ways[node] = found = find.from_node(nodes[node])
        for following, _, _ in found:
            if following not in seen:
                seen.add(following)
                offset, _, is_gone, pending = nodes[following]
                heappush(agenda, (offset, is_gone, -len(pending), len(seen), following))
    return _ordered(nodes, ways)


def _ordered(nodes: Sequence[Node], ways: dict[int, list[_Way]]) -> Lattice | None:
    """The lattice of the nodes, in the order of their ways, from which there is a way to the end."""
    leads = bytearray(len(nodes))
    leads[_Finder.END] = True
    for node in reversed(ways):
        for following, _, _ in ways[node]:
            if leads[following]:
                leads[node] = True
                break
    if not leads[_Finder.BEGIN]:
        return None
    order = [*(node for node in ways if leads[node]), _Finder.END]
    places = [-1] * len(nodes)
    for place, node in enumerate(order):
        places[node] = place
    kept = [nodes[node] for node in order]
    depths: list[int] = [0] * len(order)
    starts: list[int] = []
    ends: list[int] = []
    options: list[Options] = []
    costs: list[float] = []
    for start, node in enumerate(order[:-1]):
        depth = depths[start] + 1
        for following, choice, cost in ways[node]:
            stop = places[following]
            if stop >= 0:
                starts.append(start)
                ends.append(stop)
                options.append(choice)
                costs.append(cost)
                if depths[stop] < depth:
                    depths[stop] = depth
    return Lattice(kept, depths, turns(kept), starts, ends, options, costs)


def turns(nodes: Sequence[Node]) -> list[int]:
    """The turn of each node: the same for those that come at the same offset."""
    found: list[int] = []
    last = None
    for offset, _, is_gone, pending in nodes:
        here = offset, len(pending), is_gone
        found.append(found[-1] + (here != last) if found else 0)
        last = here
    return found


class _Finder:
    """Finds where a character leads from a node, over as many edges as it takes to complete one.

    `nodes` are by their number: the end, the beginning, and others in the order in which they were met.
    """

    END, BEGIN = 0, 1

    def __init__(self, begin: Node, end: Node, edges: Sequence[Sequence[Edge]], coding: Coding) -> None:
        self._end, self._edges, self._coding = end, edges, coding
        self._found: dict[tuple[int, Bytes, bool], list[_Way]] = {}
        self.nodes = [end, begin]
        self._numbers = {end: self.END, begin: self.BEGIN}

    def number(self, node: Node) -> int:
        """The number of a node: what is as good as the end is the end."""
        number = self._numbers.get(node)
        if number is None:
            end = self._end
            is_end = node.offset == end.offset and node.open == end.open and not node.pending
            self._numbers[node] = number = self.END if is_end else len(self.nodes)
            if not is_end:
                self.nodes.append(node)
        return number

    def from_node(self, node: Node) -> list[_Way]:
        offset, opened, is_gone, pending = node
        if pending:
            return [(self.number(Node(offset, opened, is_gone, pending[1:])), pending[0], 0.0)]
        return self._from(offset, opened, is_gone)

    def _from(self, offset: int, opened: Bytes, was_gone: bool) -> list[_Way]:
        key = offset, opened, was_gone
        if key in self._found:
            return self._found[key]
        ways: list[_Way] = []
        numbers, last = self._numbers, self._end.offset  # looked up here: there are many
        for length, data, cost, literal in self._edges[offset] if offset < len(self._edges) else ():
            stop = offset + length
            if stop > last or (was_gone and not length):
                continue
            if literal:
                if not opened:
                    ways.append((self.number(Node(stop)), _literal(literal), cost))
            elif (made := _made(self._coding, opened, data)) is not None:
                left, characters = made
                if characters:
                    node = _as_node((stop, left, not length, characters[1:]))
                    number = numbers.get(node)
                    ways.append((self.number(node) if number is None else number, characters[0], cost))
                else:
                    further = self._from(stop, left, not length)
                    ways += [(number, options, own + cost) for number, options, own in further]
        self._found[key] = ways
        return ways


@lru_cache(1 << 10)
def _literal(text: str) -> Options:
    read = text.translate(classes())
    best = max(WORST, model().logp("", read))
    return Options((text,), (ord(read),), (0.0,), literal=True, nats=(best,), best=best)


@lru_cache(1 << 14)
def _made(coding: Coding, opened: Bytes, data: Bytes) -> tuple[Bytes, tuple[Options, ...]] | None:
    """The results of bytes after those of an open character: the bytes then left open, and characters."""
    made: tuple[Options, ...] = ()
    alone = model().logp
    for byte in data:
        fed = coding.feed(opened, byte)
        if fed is None:
            return None
        opened, complete = fed
        if complete:
            if not (characters := coding.characters(opened)):
                return None
            texts, costs = zip(*characters, strict=True)
            read = [text.translate(classes()) for text in texts]
            nats = tuple(cost + alone("", c) for c, cost in zip(read, costs, strict=True))
            is_lost = any(not isinstance(b, int) for b in opened)
            made = (*made, Options(texts, tuple(map(ord, read)), costs, is_lost, False, nats, max(nats)))
            opened = ()
    return opened, made
