"""Stretches of a lattice that read so well that no search is needed."""

from __future__ import annotations

from collections.abc import Sequence

from policytext.language.likelihood import classes, model
from policytext.repair.transcoding.lattice import Edge

LIKELY = -7.5  # log-probability of a character that needs no second look
AHEAD, BACK = 24, 2  # characters looked at, of which the last ones are left to the search


def likely_stretch(ways: Sequence[Sequence[Edge]], offset: int, codec: str) -> tuple[int, str] | None:
    """How far the first edge at each offset from `offset` on makes good Chinese throughout, and which.

    For encodings of one byte or two, in which nothing but the outcome tells where a character begins.
    """
    data, ends = bytearray(), {0: offset}
    for at in range(offset, min(len(ways), offset + AHEAD)):
        plain = ways[at][0]
        known = bytes(byte for byte in plain.data if isinstance(byte, int))
        if plain.literal or len(known) < len(plain.data):
            break
        data += known
        ends[len(data)] = plain.end
    text = bytes(data).decode(codec, "replace")
    read, size = text.translate(classes()), 0
    good: list[tuple[int, int]] = []
    for i, character in enumerate(text):
        if character == "\ufffd" or model().logp(read[max(0, i - 2) : i], read[i]) < LIKELY:
            break
        size += 1 if character < "\x80" else 2
        if size in ends:
            good.append((i + 1, size))
    if len(good) <= BACK:
        return None
    count, size = good[-1 - BACK]
    return ends[size], text[:count]
