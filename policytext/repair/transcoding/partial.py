"""UTF-8 read as GBK where bytes were lost, or where what came of it was folded or converted afterwards."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from policytext.language.simplify import simplified_table
from policytext.repair.transcoding.codings import UTF8, lost_before
from policytext.repair.transcoding.evidence import gain
from policytext.repair.transcoding.lattice import Block, Edge, best_path
from policytext.revision import Change

CLEAR = 1.5  # nats that a filling must be ahead of the next
ENOUGH = 12.0  # nats that a reading must win over leaving the line alone
LOST = {"?", "\ufffd"}
LEFT = -9.0  # cost of leaving a character of a damaged line alone, which starts a stretch of them
ASCII_MARK = -4.0  # cost of taking a "?" for one
TWO_LOST = -5.0
ANYTHING = frozenset(range(0x80, 0x100))

# The bytes that the UTF-8 of Chinese is made of.
_OF_UTF8 = frozenset((*range(0x80, 0xC0), 0xC2, 0xC3, *range(0xE2, 0xEA), 0xEF))


@cache
def _before_folding() -> dict[str, tuple[tuple[str, bytes], ...]]:
    """What folding (NFKC) or conversion (Traditional to Simplified) of misread UTF-8 can have made each
    string from: by its first character, the rest of the string and the bytes."""
    table: dict[str, set[tuple[str, bytes]]] = defaultdict(set)
    for lead in _OF_UTF8:
        for trail in _OF_UTF8:
            data = bytes((lead, trail))
            try:
                own = data.decode("gb18030")
            except UnicodeDecodeError:
                continue
            folded = unicodedata.normalize("NFKC", own)
            for seen in {folded, own.translate(simplified_table()), folded.translate(simplified_table())}:
                if seen != own and seen.strip():
                    table[seen[0]].add((seen[1:], data))
    return {first: tuple(sorted(ways)) for first, ways in table.items()}


def _edges(line: str, two: bool) -> list[list[Edge]]:
    """The lattice of a line: the bytes that each of its characters may have been; `two`: a mark may
    stand for a pair of bytes that is no character."""
    ways: list[list[Edge]] = []
    for at, character in enumerate(line):
        here = [Edge(at + 1, (), LEFT, character)] if character > "\x7f" else []
        if character < "\x80":
            here.append(Edge(at + 1, (ord(character),), ASCII_MARK if character in LOST else 0.0))
        elif len(data := character.encode("gb18030", "ignore")) == 2 and _OF_UTF8.issuperset(data):
            here.append(Edge(at + 1, tuple(data)))
        if character == "€":
            here.append(Edge(at + 1, (0x80,)))
        for rest, data in _before_folding().get(character, ()):
            if line.startswith(rest, at + 1):
                here.append(Edge(at + 1 + len(rest), tuple(data), -1.0))
        ways.append(here)
    for at, character in enumerate(line):
        if character in LOST:
            lost = lost_before(_firsts(ways, at + 1, 0x0A))
            ways[at].append(Edge(at + 1, (lost,)))
            if two:
                ways[at].append(Edge(at + 1, (ANYTHING, ANYTHING), TWO_LOST))
    return ways


def _firsts(ways: Sequence[Sequence[Edge]], at: int, end: int) -> Iterator[int]:
    """The bytes that may come first at an offset."""
    if at == len(ways):
        yield end
        return
    for edge in ways[at]:
        if edge.data and isinstance(edge.data[0], int):
            yield edge.data[0]


class _Line:
    """A line as a lattice, with the stretches of it that need no search."""

    def __init__(self, line: str, two: bool = False) -> None:
        self.text = line + "\n"  # its end is context like any other
        self.ways = _edges(self.text, two)

    def sure(self, offset: int) -> tuple[int, str] | None:
        """How far each character from `offset` on can only be one pair of bytes, all of which are valid."""
        end, data, ends = offset, bytearray(), {0: offset}
        while end < len(self.ways):
            known = [edge for edge in self.ways[end] if edge.data]
            if len(known) != 1 or self.text[end] in LOST:
                break
            data += bytes(byte for byte in known[0].data if isinstance(byte, int))
            end = ends[len(data)] = end + 1
        try:
            data.decode()
        except UnicodeDecodeError as error:
            del data[error.start :]
        while data and len(data) not in ends:
            last = data.decode()[-1].encode()
            del data[-len(last) :]
        return (ends[len(data)], data.decode()) if data else None


def changes(line: str, start: int) -> list[Change] | None:
    """What to change in a line that does not read as a whole, at its offset `start`; None if nothing."""
    blocks = _read(_Line(line))
    if LOST.intersection(line) and any(block.literal for block in blocks):
        blocks = _read(_Line(line, two=True))
    if all(block.literal for block in blocks):
        return None
    after = "".join(block.text for block in blocks)
    if gain(line, after) < ENOUGH:
        return None
    return list(_as_changes(blocks, line, start))


def _read(line: _Line) -> list[Block]:
    return best_path(len(line.text), line.ways.__getitem__, UTF8, line.sure) or []


def _as_changes(blocks: Sequence[Block], line: str, offset: int) -> Iterator[Change]:
    for block in blocks:
        start, end = offset + block.start, offset + min(block.end, len(line))
        if block.text.rstrip("\n") == line[block.start : block.end]:
            continue
        if block.lost and block.lead < CLEAR:
            yield Change(start, end, None, note="a byte is lost, and more than one character would do")
        else:
            yield Change(start, end, block.text.removesuffix("\n"), inferred=block.lost)
