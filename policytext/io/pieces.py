"""Inputs divided into pieces that can be read on different machines, with the result of `read`.

`scan` enumerates the items of one input; `Plan` divides scanned inputs into units of so many items;
`items` reads a unit. All machines must see the same files.
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
    """The items [start, stop) of an input, with changed ids for some of them."""

    source: Source
    start: int
    stop: int
    names: Mapping[int, str]


Unit = list[Piece | Problem]


def is_single(source: Source) -> bool:
    """Is it known without reading that an input is one document, as pages are?"""
    return bool(source.kind) and KINDS[source.kind].form == "page"


def scan(source: Source, settings: Settings) -> list[str | None]:
    """The id of each item of an input, None for a problem."""
    held = unbatched(opened_source(source, settings))
    return [None if isinstance(one, Problem) else id_of(one) for one in held if not isinstance(one, Note)]


class Plan:
    """Units of `size` items each, without the first `skip` items.

    `several`: there is more than one input.
    """

    def __init__(self, size: int, *, several: bool, skip: int = 0) -> None:
        self._size, self._several, self._skip = size, several, skip
        self._names = UniqueIds()
        self._unit: Unit = []
        self._room = size

    def add(self, source: Source | Problem, found: list[str | None] | None = None) -> Iterator[Unit]:
        """The units that this input completes; the ids `found` in it, None if it is one document."""
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
        """The last, incomplete unit."""
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
    """The items of a unit, as from `read_parts`."""
    for piece in unit:
        if isinstance(piece, Problem):
            yield piece
            continue
        yield from _held(piece, unbatched(opened_source(piece.source, settings)))


def _held(piece: Piece, opened: Iterator[Item]) -> Iterator[Part]:
    """The items of a piece, and the notes after each (or before the very first)."""
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
