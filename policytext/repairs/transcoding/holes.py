"""UTF-8 read as Windows-1252 with U+FFFD for each of the five bytes that this does not define."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.patterns import late
from policytext.repairs.transcoding.codes import SPECIALS, Patience, lines, western_bytes
from policytext.repairs.transcoding.codings import UTF8
from policytext.repairs.transcoding.evidence import better_than_chance, beyond_ascii
from policytext.repairs.transcoding.lattice import Edge, as_changes, best_path
from policytext.repairs.transcoding.strays import strays
from policytext.repairs.transcoding.stretch import Plain
from policytext.revision import Change

LOST = "\ufffd"
HOLES = frozenset(byte for byte in range(0x80, 0x100) if not bytes([byte]).decode("cp1252", "ignore"))
LEFT = -14.0  # cost of leaving a character alone that may be a byte
SENSE = 1.0  # nats a character above chance that the outcome must be
CLEAR = 2.0  # nats that a filling must be ahead: with less, the wrong one is as likely
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


def _line_changes(line: str, offset: int) -> list[Change]:
    text = line + "\n"  # its end is context like any other
    ways = [list(_edges(character, at)) for at, character in enumerate(text)]
    plain = Plain(map(_only, text))
    blocks = best_path(len(text), ways.__getitem__, UTF8, plain.valid) or []
    read = "".join(block.text for block in blocks if not block.literal)
    rest = "".join(block.text for block in blocks if block.literal)
    if strays(rest, 0, len(rest)) > REST * strays(line, 0, len(line)):
        return []
    if better_than_chance(read) < SENSE * max(1, beyond_ascii(read)):
        return []
    return list(as_changes(blocks, line, offset, CLEAR))


def _edges(character: str, at: int) -> Iterator[Edge]:
    """The bytes that one character was, and itself."""
    byte = _byte(character)
    if character == LOST:
        yield Edge(at + 1, (HOLES,))
    elif byte is not None:
        yield Edge(at + 1, (byte,))
    if character > "\x7f":
        yield Edge(at + 1, (), LEFT if byte is not None or character == LOST else 0.0, character)


def _byte(character: str) -> int | None:
    try:
        return western_bytes(character)[0]
    except UnicodeEncodeError:
        return None


def _only(character: str) -> bytes | None:
    byte = _byte(character)
    return None if byte is None else bytes([byte])
