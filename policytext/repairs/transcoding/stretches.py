"""Stretches of a damaged line that are beyond doubt, so that no search is needed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from policytext.language.likelihood import classes, model

UNLIKELY = -20.0  # log-probability of three characters in a row that need a second look
AHEAD = 80  # characters looked at together
BACK = 2  # of these the first and the last ones, which are left to the search
GOOD = 2  # characters in a row that make good Chinese by more than chance

_UTF8 = re.compile(
    rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+"
)
_FOLLOWING = re.compile(rb"[\x80-\xbf]")


class Stretch(NamedTuple):
    """`[start, end)` of a damaged line is `text`.

    Characters need not end where those of the line do: `begun` are bytes of its first character that stand
    before `start`, `open` those of the character behind it that stand before `end`.
    """

    start: int
    end: int
    text: str
    begun: bytes = b""
    open: bytes = b""


class Run(NamedTuple):
    """Characters in a row of which it is plain what bytes they were: the first, the bytes, and the place
    in these of each and of the end."""

    start: int
    data: bytes
    places: list[int]


def runs(pieces: Sequence[bytes | None]) -> Iterator[Run]:
    """The runs of a line, of each of whose characters the bytes are given or (not plain) None."""
    at = 0
    while at < len(pieces):
        if pieces[at] is None:
            at += 1
            continue
        known = []
        start = at
        while at < len(pieces) and (piece := pieces[at]) is not None:
            known.append(piece)
            at += 1
        yield Run(start, b"".join(known), [0, *accumulate(map(len, known))])


def valid(pieces: Sequence[bytes | None]) -> Iterator[Stretch]:
    r"""Where plain bytes are valid UTF-8.

    What is followed by bytes that begin no character is in doubt: some may be gone within it.

    >>> [stretch[:3] for stretch in valid([b"\xe5\x8f", b"\x91\xe5", b"\xb1\x95", None, b"\x8f", b"a"])]
    [(0, 3, '发展'), (5, 6, 'a')]
    """
    for run in runs(pieces):
        for found in _UTF8.finditer(run.data):
            start, end = found.span()
            try:
                text = found[0].decode()
            except UnicodeDecodeError:  # overlong, or half a surrogate pair
                continue
            if _FOLLOWING.match(run.data, end):
                end -= len(text[-1].encode())
                text = text[:-1]
            if text:
                yield _stretch(run, start, end, text)


def good(codec: str, pieces: Sequence[bytes | None]) -> Iterator[Stretch]:
    """Where plain bytes make good Chinese in an encoding of one byte or two.

    In these nothing but the outcome tells where a character begins.
    """
    for run in runs(pieces):
        place, is_known = 0, run.start == 0
        while len(run.data) - place >= 2 * GOOD:
            ways = (_good(run, place + skipped, codec, is_known) for skipped in range(2 - is_known))
            size, start, text = max(ways)
            is_known = size >= max(GOOD, 1)
            if is_known:
                place = start + len(text.encode(codec))
                yield _stretch(run, start, place, text)
            else:
                place += 2


def _good(run: Run, place: int, codec: str, is_known: bool) -> tuple[int, int, str]:
    """Size, place and text of the good Chinese from a place on, but for what the search is to confirm."""
    text = ""
    for ahead in (GOOD + 2 * BACK, AHEAD):  # mostly there is none, which is soon said
        data = run.data[place : place + 2 * ahead]
        text = data.decode(codec, "replace")
        if (size := _good_size(text)) < min(len(text), GOOD + BACK):
            return 0, 0, ""
    is_end = size == len(text) and place + len(data) == len(run.data)
    skipped = "" if is_known else text[:BACK]
    text = text[len(skipped) : size if is_end else max(0, size - BACK)]
    return len(text), place + len(skipped.encode(codec)), text


def _stretch(run: Run, start: int, end: int, text: str) -> Stretch:
    """The stretch between two places in the bytes, which may lie inside characters of the line."""
    first, last = bisect_left(run.places, start), bisect_left(run.places, end)
    begun, rest = run.data[start : run.places[first]], run.data[end : run.places[last]]
    return Stretch(run.start + first, run.start + last, text, begun, rest)


def _good_size(text: str) -> int:
    """How many characters there are before the first that cannot be, or three in a row that hardly are."""
    read, logp = text.translate(classes()), model().logp
    before = last = 0.0
    for place, character in enumerate(read):
        if character == "\ufffd":
            return place
        nats = logp(read[max(0, place - 2) : place], character)
        if before + last + nats < UNLIKELY:
            return max(0, place - 2)
        before, last = last, nats
    return len(text)
