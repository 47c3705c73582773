"""GBK read a byte at a time, where pairs were torn: bytes that are valid UTF-8 read so, others dropped."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.patterns import late
from policytext.repairs.transcoding.byte_by_byte import GBK
from policytext.repairs.transcoding.byte_values import western_bytes
from policytext.repairs.transcoding.gates import GBK_TORN
from policytext.repairs.transcoding.lattice import Edge
from policytext.repairs.transcoding.lossy import Lattice, in_pairs, read
from policytext.repairs.transcoding.strays import HIGH
from policytext.revision import Change

USUAL = 0.0  # the sense a line must make where others of the page were torn
LONG, PROBE = 600, 300  # characters: of a long line the first ones must make sense before all is read
DECODED = -1.0  # cost of a Latin-1 character that is two bytes of valid UTF-8
DECODED_WIDE = -2.0
NO_TRACE = -3.0  # cost of a byte that was dropped, which is mostly the soft hyphen
RARELY = -9.0  # the same for others: characters of everyday text have no such second byte
SOFT_HYPHEN = frozenset((0xAD,))
DROPPED = frozenset(range(0x80, 0xA1))  # what crawlers take for control characters and blanks

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
            yield Edge(at + 1, (), GBK_TORN.left, character)
            yield Edge(at + 1, data, DECODED_WIDE)
    if character > "\x7f":
        yield Edge(at + 1, (), GBK_TORN.left, character)
        yield Edge(at, (SOFT_HYPHEN,), NO_TRACE)
        yield Edge(at, (DROPPED,), RARELY)


def reading(line: str, offset: int, sense: float = GBK_TORN.sense) -> tuple[float, list[Change]]:
    """The best reading of a line at an offset, and how far it is above chance, in nats.

    Nothing if it makes less than this sense.

    >>> reading("2006Äê3Ô±±¾©ʱ¼䣬Õ㽭ʡ", 0)[1][0].after
    '年'
    """
    span = _SPAN.search(line)
    assert span is not None
    gates = GBK_TORN._replace(sense=sense)
    if len(span[0]) > LONG and read(_lattice(span[0][:PROBE]), gates).sense < sense:
        return 0.0, []
    found = read(_lattice(span[0]), gates)
    made = sum(character > "\x7f" for block in found.blocks for character in block.text)
    changes = found.changes(span[0], offset + span.start(), gates)
    return (found.sense * made, changes) if changes else (0.0, [])


def _lattice(text: str) -> Lattice:
    return in_pairs([list(_edges(text, at)) for at in range(len(text))], GBK, "gb18030")
