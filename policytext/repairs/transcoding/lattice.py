"""What damaged text can have been: a lattice of the characters that its bytes make, some of which are lost.

Between two offsets of the text lie the bytes that can have made what is seen there (`Edge`). Read as an
encoding they make characters, which begin and end wherever they can: `lattice` says which can follow which.
The likeliest way through it is found by `beam`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from policytext.language.likelihood import classes

Byte = int | frozenset[int]  # known; or lost, and one of these
Bytes = tuple[Byte, ...]

WORST = -14.0  # nats that a character left as it is can cost at most: it is what it is


class Edge(NamedTuple):
    """What may lie between two offsets: bytes, or (where no character is open) `literal` text.

    An edge may end where it starts: a byte of which no trace is left.
    """

    end: int
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


class Options(NamedTuple):
    """The characters that may stand in one place, as code points that the model reads, with their costs.

    `lost`: bytes of theirs are; `literal`: the text as it is.
    """

    texts: tuple[str, ...]
    codes: tuple[int, ...]
    costs: tuple[float, ...]
    lost: bool = False
    literal: bool = False


class Node(NamedTuple):
    """A place between characters: at an offset, with the bytes of a character that is open there.

    `pending`: what else the last edge makes; `is_gone`: behind a byte without trace, after which there is
    no other.
    """

    offset: int
    open: Bytes = ()
    is_gone: bool = False
    pending: tuple[Options, ...] = ()

    @property
    def turn(self) -> tuple[int, int, bool]:
        """Its place in the order of nodes."""
        return self.offset, -len(self.pending), self.is_gone


class Arc(NamedTuple):
    """One of `options` may stand between two nodes, which are numbers in `Lattice.nodes`."""

    start: int
    end: int
    options: Options
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Nodes in an order in which arcs lead onwards, from the first to the last."""

    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]


def lattice(
    size: int,
    edges: Callable[[int], Iterable[Edge]],
    coding: Coding,
    begun: bytes = b"",
    ended: bytes = b"",
) -> Lattice | None:
    """All that text from offset 0 to `size` can be, None if it can be nothing.

    `begun` are the bytes of a character that is open at its beginning, `ended` those at its end.
    """
    begin, end = Node(0, tuple(begun)), Node(size, tuple(ended), is_gone=True)  # nothing comes behind it
    ways: dict[Node, list[Way]] = {}
    agenda: dict[tuple[int, int, bool], set[Node]] = defaultdict(set)
    agenda[begin.turn].add(begin)
    while agenda:
        for node in agenda.pop(min(agenda)):
            if node != end:
                ways[node] = _ways(node, end, edges, coding)
                for following, _, _ in ways[node]:
                    agenda[following.turn].add(following)
    leading = {end}  # the nodes from which there is a way to the end
    for node in reversed(ways):
        if any(following in leading for following, _, _ in ways[node]):
            leading.add(node)
    if begin not in leading:
        return None
    nodes = [*(node for node in ways if node in leading), end]
    number = {node: place for place, node in enumerate(nodes)}
    arcs = [
        Arc(number[node], number[following], options, cost)
        for node in nodes[:-1]
        for following, options, cost in ways[node]
        if following in number
    ]
    return Lattice(tuple(nodes), tuple(arcs))


Way = tuple[Node, Options, float]


def _ways(
    node: Node, end: Node, edges: Callable[[int], Iterable[Edge]], coding: Coding, cost: float = 0.0
) -> list[Way]:
    """The nodes to which a character leads from a node, over as many edges as it takes to complete one."""
    offset, opened, was_gone, pending = node
    if pending:
        return [(_or_end(Node(offset, opened, was_gone, pending[1:]), end), pending[0], cost)]
    ways: list[Way] = []
    for stop, data, own, literal in edges(offset):
        is_gone = stop == offset
        if stop > end.offset or (is_gone and was_gone):
            continue
        if literal:
            if not opened:
                ways.append((_or_end(Node(stop), end), _literal(literal), cost + own))
            continue
        for left, made in _made(coding, opened, data):
            if made:
                following = Node(stop, left, is_gone, made[1:])
                ways.append((_or_end(following, end), made[0], cost + own))
            else:
                ways += _ways(Node(stop, left, is_gone), end, edges, coding, cost + own)
    return ways


def _or_end(node: Node, end: Node) -> Node:
    is_end = node.offset == end.offset and node.open == end.open and not node.pending
    return end if is_end else node


@lru_cache(1 << 10)
def _literal(text: str) -> Options:
    return Options((text,), (ord(text.translate(classes())),), (0.0,), literal=True)


@lru_cache(1 << 14)
def _made(coding: Coding, opened: Bytes, data: Bytes) -> Sequence[tuple[Bytes, tuple[Options, ...]]]:
    """What bytes can make after those of an open character: characters, and the bytes then left open."""
    made: tuple[Options, ...] = ()
    for byte in data:
        fed = coding.feed(opened, byte)
        if fed is None:
            return ()
        opened, complete = fed
        if complete:
            if not (characters := coding.characters(opened)):
                return ()
            texts, costs = zip(*characters, strict=True)
            codes = tuple(ord(text.translate(classes())) for text in texts)
            made = (*made, Options(texts, codes, costs, any(not isinstance(b, int) for b in opened)))
            opened = ()
    return ((opened, made),)
