"""Stretches of a lattice that read so well that no search is needed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from policytext.language.likelihood import classes, model
from policytext.repair.transcoding.lattice import Edge

UNLIKELY = -20.0  # log-probability of three characters in a row that need a second look
AHEAD, BACK = 80, 2  # characters looked at, of which the last ones are left to the search


class Stretches:
    """Where the first edge at each offset makes good Chinese throughout.

    For encodings of one byte or two, in which nothing but the outcome tells where a character begins.
    """

    def __init__(self, ways: Sequence[Sequence[Edge]], codec: str) -> None:
        self._codec = codec
        self._data = bytearray()
        self._places = [0]  # in the bytes, of each offset
        self._offsets = {0: 0}  # and the other way round
        self._stops = []  # the offsets whose first edge is not plain bytes
        for at, edges in enumerate(ways):
            known = [byte for byte in edges[0].data if isinstance(byte, int)]
            if edges[0].literal or len(known) < len(edges[0].data):
                self._stops.append(at)
            self._data += bytes(known)
            self._places.append(len(self._data))
            self._offsets[len(self._data)] = at + 1
        self._stops.append(len(ways))

    def likely(self, offset: int) -> tuple[int, str] | None:
        """How far all is good from an offset on, and what it is."""
        stop = min(self._stops[bisect_left(self._stops, offset)], offset + AHEAD)
        start = self._places[offset]
        text = self._data[start : self._places[stop]].decode(self._codec, "replace")
        size = _good(text) - BACK
        while size > 0:
            end = self._offsets.get(start + len(text[:size].encode(self._codec)))
            if end is not None:
                return end, text[:size]
            size -= 1
        return None


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
