"""UTF-8 read as Windows-1252 where bytes were lost.

U+FFFD or a question mark stands for the five bytes that this does not define, or nothing; blanks at the
end of a line (A0) were trimmed, or it was cut inside a character; and typographers made straight quotes of
curly ones, which are bytes here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from policytext.language.patterns import lazy
from policytext.repairs.transcoding.byte_by_byte import FOLLOWING, UTF8
from policytext.repairs.transcoding.byte_values import SPECIALS, lines, patiently, western_bytes
from policytext.repairs.transcoding.gates import UTF8_AS_WESTERN
from policytext.repairs.transcoding.lattice import Edge
from policytext.repairs.transcoding.lossy import NOTHING, Mechanism, Reading, read
from policytext.repairs.transcoding.strays import strays
from policytext.repairs.transcoding.stretches import valid
from policytext.revision import Change

LOST = "\ufffd?"
HOLES = frozenset(byte for byte in range(0x80, 0x100) if not bytes([byte]).decode("cp1252", "ignore"))
ELSEWHERE = frozenset((0x8A, 0x8E, 0x9A, 0x9E))  # what Turkish and Vietnamese Windows do not define besides
UNSEEN = HOLES | {0xA0, 0xAD}  # bytes of which no trace may be left
NO_TRACE, STRAIGHTENED = -4.0, -2.0  # cost of supposing so, and of a quote or blank that was another
CUT = -6.0  # and of any byte at the end of a line or field: of a title cut at so many bytes
MARK = -3.0  # and that a question mark stands for one
ENDS = "\n\t"
FOLDED = {'"': frozenset((0x93, 0x94)), "'": frozenset((0x91, 0x92)), " ": frozenset((0xA0,))}
FEW, MOST = 4, 4  # stray characters of a line, and for each whole one, that it can have and be UTF-8
REST = 0.1  # share of the stray characters that may be left over

_KNOWN = rf"[\x80-\xbf{SPECIALS}]"
_WHOLE = lazy(rf"[\xe2-\xe9\xef]{_KNOWN}{{2}}")
_HOLED = lazy(
    rf"[\xe2-\xe9\xef](?:[{LOST}][\x80-\xbf{SPECIALS}{LOST}]|{_KNOWN}[{LOST}])"
    rf"|(?<![A-Za-z])[\xe2-\xe9\xef](?:[\"' ]{_KNOWN}|{_KNOWN}(?!{_KNOWN}))"
)


def find(text: str) -> Iterator[tuple[int, int, Sequence[Change]]]:
    """Start, end and changes of the lines in which the lost bytes can be told, or where they were.

    >>> [change.after for change in next(find("落实人民政府è¦\ufffd求"))[2]]
    ['要']
    """

    def changes(batch: list[tuple[int, int]]) -> Iterator[list[Change]]:
        likely = [(start, end) for start, end in batch if _is_likely(text[start:end])]
        found = read([text[start:end] + "\n" for start, end in likely], _MECHANISM, UTF8_AS_WESTERN)
        readings = dict(zip(likely, found, strict=True))  # the end of a line is context like any other
        for start, end in batch:
            yield _line_changes(text[start:end], start, readings.get((start, end), NOTHING))

    return (line for line in patiently(lines(_HOLED.search, text), changes) if line[2])


def _is_likely(line: str) -> bool:
    """Are enough of its characters whole, as most would be in UTF-8?"""
    return LOST[0] in line or strays(line, 0, len(line)) <= FEW + MOST * len(_WHOLE.findall(line))


def _line_changes(line: str, start: int, reading: Reading) -> list[Change]:
    rest = "".join(block.text for block in reading.blocks if block.literal)
    if strays(rest, 0, len(rest)) > REST * strays(line, 0, len(line)):
        return []
    return reading.changes(line, start, UTF8_AS_WESTERN)


@lru_cache(1 << 13)
def _of(character: str) -> Sequence[Edge]:
    """The bytes that one character was, and itself."""
    return tuple(_ways(character))


def _ways(character: str) -> Iterator[Edge]:
    byte = _byte(character)
    if character in LOST:
        mark = MARK if character == "?" else 0.0
        yield Edge(1, (HOLES,), mark)
        yield Edge(1, (ELSEWHERE,), mark + NO_TRACE)
    if byte is not None:
        yield Edge(1, (byte,))
    if character in FOLDED:
        yield Edge(1, (FOLDED[character],), STRAIGHTENED)
    yield Edge(0, (UNSEEN,), NO_TRACE)  # before an ASCII character too, as numbers stand behind words
    if character in ENDS:
        yield Edge(0, (FOLLOWING,), CUT)
    if character > "\x7f":
        cost = UTF8_AS_WESTERN.left if byte is not None or character in LOST else 0.0
        yield Edge(1, (), cost, character)


def _byte(character: str) -> int | None:
    try:
        return western_bytes(character)[0]
    except UnicodeEncodeError:
        return None


@lru_cache(1 << 10)
def _only(character: str) -> bytes | None:
    byte = _byte(character)
    return None if byte is None or character in FOLDED or character in LOST else bytes([byte])


_MECHANISM = Mechanism(lambda line, at: _of(line[at]), UTF8, lambda line: valid(list(map(_only, line))))
