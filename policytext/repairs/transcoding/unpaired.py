"""GBK read a byte at a time, where pairs were torn: bytes that are valid UTF-8 read so, others dropped."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.patterns import late
from policytext.repairs.transcoding.codes import western_bytes
from policytext.repairs.transcoding.codings import GBK
from policytext.repairs.transcoding.evidence import better_than_chance, beyond_ascii
from policytext.repairs.transcoding.lattice import Block, Edge, as_changes, best_path
from policytext.repairs.transcoding.strays import HIGH, MANY
from policytext.repairs.transcoding.stretch import Stretches
from policytext.revision import Change

ENOUGH = 3.0  # nats above chance, for each character of a line
USUAL = 0.0  # the same where other lines of the page were torn
LONG, PROBE = 600, 300  # characters: of a long line the first ones must make sense before all is read
LEFT = -14.0  # cost of leaving a character alone
DECODED = -1.0  # cost of a Latin-1 character that is two bytes of valid UTF-8
DECODED_WIDE = -2.0
NO_TRACE = -5.0
DROPPED = frozenset((*range(0x80, 0xA1), 0xAD))  # what crawlers take for control characters and blanks

_SPAN = late(rf"[^\x00-\x7f]?[{HIGH}\u0100-\u07ff](?:.*[{HIGH}\u0100-\u07ff])?[^\x00-\x7f]?")


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


def reading(line: str, offset: int, enough: float = ENOUGH) -> tuple[float, list[Change]]:
    """The best reading of a line at an offset, and how far it is above chance.

    Nothing if it is not `enough` nats a character above.

    >>> reading("2006Äê3Ô±±¾©ʱ¼䣬Õ㽭ʡ", 0)[1][0].after
    '年'
    """
    span = _SPAN.search(line)
    assert span is not None
    if len(span[0]) > LONG and _read(span[0][:PROBE])[0] < enough:
        return 0.0, []
    each, blocks = _read(span[0])
    if each < enough:
        return 0.0, []
    changes = list(as_changes(blocks, span[0], offset + span.start()))
    return each * sum(character > "\x7f" for block in blocks for character in block.text), changes


def _read(text: str) -> tuple[float, list[Block]]:
    """A reading and how good it is, in nats a character above chance."""
    ways = [list(_edges(text, at)) for at in range(len(text))]
    blocks = best_path(len(text), ways.__getitem__, GBK, Stretches(ways, "gb18030").likely) or []
    after = "".join(block.text for block in blocks if not block.literal)
    return better_than_chance(after) / max(beyond_ascii(after), MANY), blocks
