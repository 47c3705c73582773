"""An input in pieces that are read apart, on whatever machine, and together are what `read` gives.

`scan` looks through one input; `Plan` cuts inputs that were scanned into units of so many items;
`items` reads a unit. Whoever reads must see the same files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from policytext.document import Problem
from policytext.io.kinds import KINDS
from policytext.io.read import Item, Part, UniqueIds, id_of, may_repeat, opened_source, renamed, unbatched
from policytext.io.readers.find import Source
from policytext.io.readers.origin import Note
from policytext.settings import Settings


class Piece(NamedTuple):
    """The items [start, stop) of an input, some of which get other ids than their own."""

    source: Source
    start: int
    stop: int
    names: Mapping[int, str]


Unit = list[Piece | Problem]


def is_single(source: Source) -> bool:
    """Is it known without reading that an input is one document? Of pages this is so."""
    return bool(source.kind) and KINDS[source.kind].form == "page"


def scan(source: Source, settings: Settings) -> list[str | None]:
    """Look through an input: the id of each item, None for a problem."""
    held = unbatched(opened_source(source, settings))
    return [None if isinstance(one, Problem) else id_of(one) for one in held if not isinstance(one, Note)]


class Plan:
    """Units of `size` items each, made of inputs as they come, without the first `skip` items.

    `several` says that there is more than one input.
    """

    def __init__(self, size: int, *, several: bool, skip: int = 0) -> None:
        self._size, self._several, self._skip = size, several, skip
        self._names = UniqueIds()
        self._unit: Unit = []
        self._room = size

    def add(self, source: Source | Problem, found: list[str | None] | None = None) -> Iterator[Unit]:
        """The units that are full with this input; the ids `found` in it, None where it is one document."""
        if isinstance(source, Problem):
            if self._skip:
                self._skip -= 1
            else:
                yield from self._put(source, 1)
            return
        ids = [source.id] if found is None else found
        names = self._renamed(source, ids) if found and may_repeat(source, self._several) else {}
        start = min(self._skip, len(ids))
        self._skip -= start
        while start < len(ids):
            stop = min(start + self._room, len(ids))
            held = {at: name for at, name in names.items() if start <= at < stop}
            yield from self._put(Piece(source, start, stop, held), stop - start)
            start = stop

    def rest(self) -> Iterator[Unit]:
        """The last unit, which is not full."""
        if self._unit:
            yield self._unit

    def _put(self, piece: Piece | Problem, size: int) -> Iterator[Unit]:
        self._unit.append(piece)
        self._room -= size
        if not self._room:
            yield self._unit
            self._unit, self._room = [], self._size

    def _renamed(self, source: Source, ids: Iterable[str | None]) -> dict[int, str]:
        return {
            at: name
            for at, own in enumerate(ids)
            if own is not None and (name := self._names.distinct(own, source.id)) != own
        }


def items(unit: Unit, settings: Settings) -> Iterator[Part]:
    """What a unit holds, as `read_parts` gives it."""
    for piece in unit:
        if isinstance(piece, Problem):
            yield piece
            continue
        yield from _held(piece, unbatched(opened_source(piece.source, settings)))


def _held(piece: Piece, opened: Iterator[Item]) -> Iterator[Part]:
    """What a piece has of an input: its items, and the notes behind each, or before the first of all."""
    at = 0
    for item in opened:
        if isinstance(item, Note):
            if at > piece.start or not piece.start:
                yield item
            continue
        if at == piece.stop:
            return
        if at >= piece.start:
            name = piece.names.get(at)
            yield renamed(item, name) if name and not isinstance(item, Problem) else item
        at += 1
