"""GBK read a byte at a time, where pairs were torn: bytes that are valid UTF-8 read so, others dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.language.likelihood import classes, model
from policytext.repair.transcoding.codes import SPECIALS, STRAY, western_bytes
from policytext.repair.transcoding.codings import GBK
from policytext.repair.transcoding.evidence import better_than_chance
from policytext.repair.transcoding.lattice import DOUBT, Block, Edge, best_path
from policytext.revision import Change

ENOUGH = 3.0  # nats above chance, for each character of a line
USUAL = 0.0  # the same where other lines of the page were torn
POOR = 3.5  # nats a character below which a plain reading may be bettered
MANY, SHARE = 4, 0.3  # stray characters that a line must have, and their share of all beyond ASCII
CLEAR = 1.5
LEFT = -14.0  # cost of leaving a character alone
DECODED = -1.0  # cost of a Latin-1 character that is two bytes of valid UTF-8
DECODED_WIDE = -2.0
NO_TRACE = -6.0
DROPPED = frozenset((*range(0x80, 0xA1), 0xAD))  # what crawlers take for control characters and blanks
LIKELY = -7.5  # log-probability of a character that needs no second look
AHEAD, BACK = 24, 2  # characters looked at, of which the last ones are left to the search

_HIGH = rf"\x80-\xff{SPECIALS}"
_TORN = re.compile(rf"[{_HIGH}][{_HIGH}\u0100-\u07ff]")
_SUSPECT = re.compile(f"[{STRAY}\u0100-\u07ff]")
_STRAY = re.compile(f"[{STRAY}]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SPAN = re.compile(rf"[^\x00-\x7f]?[{_HIGH}\u0100-\u07ff](?:.*[{_HIGH}\u0100-\u07ff])?[^\x00-\x7f]?")


class _Line:
    """A line as a lattice of the bytes that its characters were."""

    def __init__(self, line: str) -> None:
        self.text = line
        self.ways = [list(_edges(line, at)) for at in range(len(line))]

    def sure(self, offset: int) -> tuple[int, str] | None:
        """How far the most direct reading from `offset` on is good Chinese throughout."""
        data, ends = bytearray(), {0: offset}
        for at in range(offset, min(len(self.ways), offset + AHEAD)):
            plain = self.ways[at][0]
            if plain.literal:
                break
            data += bytes(byte for byte in plain.data if isinstance(byte, int))
            ends[len(data)] = plain.end
        text = bytes(data).decode("gb18030", "replace")
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


def _edges(line: str, at: int) -> Iterator[Edge]:
    """The bytes that one character was, the most direct way first."""
    character = line[at]
    try:
        byte = western_bytes(character)[0]
        yield Edge(at + 1, (byte,))
        if character >= "\xa0":
            yield Edge(at + 1, tuple(character.encode()), DECODED)
    except UnicodeEncodeError:
        data = tuple(character.encode("utf-8", "ignore"))
        if len(data) == 2:
            yield Edge(at + 1, data)
        elif len(data) > 2:
            yield Edge(at + 1, (), LEFT, character)
            yield Edge(at + 1, data, DECODED_WIDE)
    if character > "\x7f":
        yield Edge(at + 1, (), LEFT, character)
        yield Edge(at, (DROPPED,), NO_TRACE)


def torn_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the lines that have bytes read one by one, or next to what valid UTF-8 makes."""
    for start, end in _lines(_TORN, text):
        if strays(text, start, end) >= max(MANY, SHARE * len(_BEYOND_ASCII.findall(text, start, end))):
            yield start, end


def suspect_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the lines that may be such on a page that has them."""
    return _lines(_SUSPECT, text)


def _lines(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while found := pattern.search(text, at):
        start = text.rfind("\n", at, found.start()) + 1 or at
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        yield start, end
        at = end


def strays(text: str, start: int, end: int) -> int:
    """How many characters between two offsets hardly ever stand in clean Chinese."""
    return len(_STRAY.findall(text, start, end))


def reading(line: str, offset: int, enough: float = ENOUGH) -> tuple[float, list[Change]]:
    """The best reading of a line at an offset, and how far it is above chance.

    Nothing if it is not `enough` nats a character above.

    >>> reading("2006Äê3Ô±±¾©ʱ¼䣬Õ㽭ʡ", 0)[1][0].after
    '年'
    """
    span = _SPAN.search(line)
    assert span is not None
    each, blocks = _read(span[0])
    if each < enough:
        return 0.0, []
    changes = list(_as_changes(blocks, span[0], offset + span.start()))
    return each * sum(character > "\x7f" for block in blocks for character in block.text), changes


def _read(text: str) -> tuple[float, list[Block]]:
    """A reading and how good it is, in nats a character above chance."""
    line = _Line(text)
    blocks = best_path(len(text), line.ways.__getitem__, GBK, line.sure) or []
    after = "".join(block.text for block in blocks if not block.literal)
    size = sum(character > "\x7f" for character in after)
    return better_than_chance(after) / max(size, MANY), blocks


def _as_changes(blocks: Sequence[Block], line: str, offset: int) -> Iterator[Change]:
    for block in blocks:
        start, end = offset + block.start, offset + block.end
        if block.text == line[block.start : block.end]:
            continue
        if block.lost and block.lead < min(CLEAR, DOUBT):
            yield Change(start, end, None, note="a byte is lost, and more than one character would do")
        else:
            yield Change(start, end, block.text, inferred=block.lost)
