"""UTF-8 read as Windows-1252 with U+FFFD for each of the five bytes that this does not define."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.patterns import late
from policytext.repairs.transcoding.byte_by_byte import UTF8
from policytext.repairs.transcoding.byte_values import SPECIALS, Patience, lines, western_bytes
from policytext.repairs.transcoding.gates import UTF8_AS_WESTERN
from policytext.repairs.transcoding.lattice import Edge
from policytext.repairs.transcoding.lossy import Lattice, in_utf8, read
from policytext.repairs.transcoding.shortcuts import Plain
from policytext.repairs.transcoding.strays import strays
from policytext.revision import Change

LOST = "\ufffd"
HOLES = frozenset(byte for byte in range(0x80, 0x100) if not bytes([byte]).decode("cp1252", "ignore"))
REST = 0.1  # share of the stray characters that may be left over

_KNOWN = rf"[\x80-\xbf{SPECIALS}]"
_HOLED = late(rf"[\xe2-\xe9\xef](?:{LOST}[\x80-\xbf{SPECIALS}{LOST}]|{_KNOWN}{LOST})")


def find(text: str) -> Iterator[tuple[int, int, list[Change]]]:
    """Start, end and changes of the lines in which the lost bytes can be told, or where they were.

    >>> [change.after for change in next(find("落实人民政府è¦\ufffd求"))[2]]
    ['要']
    """
    if LOST not in text:
        return
    patience = Patience()
    for start, end in lines(_HOLED.search, text):
        changes = _line_changes(text[start:end], start)
        if changes:
            yield start, end, changes
        if not patience.attempt(end - start, bool(changes)):
            break


def _line_changes(line: str, start: int) -> list[Change]:
    reading = read(_lattice(line + "\n"), UTF8_AS_WESTERN)  # its end is context like any other
    rest = "".join(block.text for block in reading.blocks if block.literal)
    if strays(rest, 0, len(rest)) > REST * strays(line, 0, len(line)):
        return []
    return reading.changes(line, start, UTF8_AS_WESTERN)


def _lattice(text: str) -> Lattice:
    ways = [list(_edges(character, at)) for at, character in enumerate(text)]
    return in_utf8(ways, UTF8, Plain(map(_only, text)))


def _edges(character: str, at: int) -> Iterator[Edge]:
    """The bytes that one character was, and itself."""
    byte = _byte(character)
    if character == LOST:
        yield Edge(at + 1, (HOLES,))
    elif byte is not None:
        yield Edge(at + 1, (byte,))
    if character > "\x7f":
        cost = UTF8_AS_WESTERN.left if byte is not None or character == LOST else 0.0
        yield Edge(at + 1, (), cost, character)


def _byte(character: str) -> int | None:
    try:
        return western_bytes(character)[0]
    except UnicodeEncodeError:
        return None


def _only(character: str) -> bytes | None:
    byte = _byte(character)
    return None if byte is None else bytes([byte])
