"""Stretches of a lattice that read so well that no search is needed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from policytext.language.likelihood import classes, model
from policytext.repairs.transcoding.lattice import Edge

UNLIKELY = -20.0  # log-probability of three characters in a row that need a second look
VALID = 100  # characters that are read at once where bytes are valid UTF-8
AHEAD, BACK = 80, 2  # characters looked at, of which the last ones are left to the search


class Plain:
    """The bytes at each offset of a lattice, where it is plain what they are (elsewhere None)."""

    def __init__(self, pieces: Iterable[bytes | None]) -> None:
        self._data = bytearray()
        self._places = [0]  # in the bytes, of each offset
        self._offsets: dict[int, int] = {}  # and the other way round
        self._stops: list[int] = []  # the offsets that are not plain
        for at, piece in enumerate(pieces):
            if piece is None:
                self._stops.append(at)
            self._data += piece or b""
            self._places.append(len(self._data))
            self._offsets.setdefault(len(self._data), at + 1)
        self._stops.append(len(self._places) - 1)

    def ahead(self, offset: int, most: int) -> bytes:
        """The bytes from an offset on to where they are not plain, or of that many characters."""
        stop = min(self._stops[bisect_left(self._stops, offset)], offset + most)
        return bytes(self._data[self._places[offset] : self._places[stop]])

    def valid(self, offset: int) -> tuple[int, str] | None:
        """How far the bytes from an offset on are valid UTF-8, and what they are."""
        data = self.ahead(offset, VALID)
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            text = data[: error.start].decode()
        return self.longest(offset, text, "utf-8")

    def longest(self, offset: int, text: str, codec: str) -> tuple[int, str] | None:
        """As much of `text` from an offset on as ends where a character of the damaged text does."""
        for size in range(len(text), 0, -1):
            end = self._offsets.get(self._places[offset] + len(text[:size].encode(codec)))
            if end is not None:
                return end, text[:size]
        return None


class Stretches:
    """Where the first edge at each offset makes good Chinese throughout.

    For encodings of one byte or two, in which nothing but the outcome tells where a character begins.
    """

    def __init__(self, ways: Sequence[Sequence[Edge]], codec: str) -> None:
        self._plain = Plain(_known(edges[0]) for edges in ways)
        self._codec = codec

    def likely(self, offset: int) -> tuple[int, str] | None:
        """How far all is good from an offset on, and what it is."""
        text = self._plain.ahead(offset, AHEAD).decode(self._codec, "replace")
        return self._plain.longest(offset, text[: max(0, _good(text) - BACK)], self._codec)


def _known(edge: Edge) -> bytes | None:
    known = bytes(byte for byte in edge.data if isinstance(byte, int))
    return known if known and len(known) == len(edge.data) else None


def _good(text: str) -> int:
    """How many characters there are before the first that cannot be, or three in a row that hardly are."""
    read, logp = text.translate(classes()), model().logp
    before = last = 0.0
    for i, character in enumerate(read):
        if character == "\ufffd":
            return i
        nats = logp(read[max(0, i - 2) : i], character)
        if before + last + nats < UNLIKELY:
            return max(0, i - 2)
        before, last = last, nats
    return len(text)
