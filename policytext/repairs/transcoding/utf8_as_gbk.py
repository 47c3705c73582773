"""UTF-8 read as GBK where bytes were lost, or where what came of it was folded or converted afterwards."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from enum import Enum
from functools import cache

from policytext.language.characters import PRIVATE_USE
from policytext.language.patterns import late
from policytext.language.simplify import simplified_table
from policytext.repairs.transcoding.byte_by_byte import UTF8, lost_before
from policytext.repairs.transcoding.byte_values import foreign
from policytext.repairs.transcoding.evidence import better_than_chance, beyond_ascii, commonness, gain
from policytext.repairs.transcoding.gates import UTF8_AS_GBK
from policytext.repairs.transcoding.lattice import Edge
from policytext.repairs.transcoding.lossy import Lattice, Reading, in_utf8, read
from policytext.repairs.transcoding.shortcuts import Plain
from policytext.revision import Change

LOST = {"?", "\ufffd"}
TWO_LOST = -6.0
UNUSUAL = -4.0  # cost of a lost byte that most decoders would have read
MADE_SO = 0.9  # share of a line's characters that misread UTF-8 consists of, below which it is none
SOME = 12  # characters of a line that must make sense roughly before it is searched
RUN = 4  # characters
NO_TRACE = -4.0
BETTER = 10.0  # nats that supposing so must win
NO_PAIR = -5.0  # cost of two bytes that were a private use character, which many programs drop
FOLDED = -1.0
ANYTHING = frozenset(range(0x80, 0x100))

# The bytes that the UTF-8 of Chinese is made of.
_OF_UTF8 = frozenset((*range(0x80, 0xC0), 0xC2, 0xC3, *range(0xE2, 0xEA), 0xEF))


_PRIVATE_PAIRS = (
    (frozenset(range(0xAA, 0xB0)), frozenset((*range(0xA1, 0xC0), *range(0xE2, 0xEA), 0xEF))),
    (frozenset(range(0xA1, 0xA8)), frozenset(range(0x80, 0xA1))),
)


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


_PRIVATE = late(f"[{PRIVATE_USE}]")


class Loss(Enum):
    """What was left where bytes made no character."""

    BYTE = "a mark for each byte"
    PAIR = "a mark for a byte or for two"
    DROPPED = "nothing"
    MANY = "nothing, for up to two bytes in a row"
    PRIVATE = "a mark for each byte, and nothing for pairs that were private use"


def _edges(line: str, loss: Loss) -> list[list[Edge]]:
    """The lattice of a line: the bytes that each of its characters may have been."""
    ways = [_known(line, at) for at in range(len(line))]
    for at, character in enumerate(line):
        if character in LOST:
            ways[at].append(Edge(at + 1, (_lost(ways, at + 1),)))
            if loss is Loss.PAIR:
                ways[at].append(Edge(at + 1, (ANYTHING,), UNUSUAL))
                ways[at].append(Edge(at + 1, (ANYTHING, ANYTHING), TWO_LOST))
        elif loss in (Loss.DROPPED, Loss.MANY):
            ways[at].append(Edge(at, (_lost(ways, at),), NO_TRACE))
            if loss is Loss.MANY:
                ways[at].append(Edge(at, (lost_before(_OF_UTF8), _lost(ways, at)), 2 * NO_TRACE))
        if loss is Loss.PRIVATE:
            ways[at] += (Edge(at, pair, NO_PAIR) for pair in _PRIVATE_PAIRS)
    return ways


def _known(line: str, at: int) -> list[Edge]:
    """The bytes that the character at an offset can have been made of, itself and before folding."""
    character = line[at]
    edges = [Edge(at + 1, (), UTF8_AS_GBK.left, character)] if character > "\x7f" else []
    if character < "\x80":
        edges.append(Edge(at + 1, (ord(character),), UTF8_AS_GBK.mark if character in LOST else 0.0))
    elif len(data := character.encode("gb18030", "ignore")) == 2 and _OF_UTF8.issuperset(data):
        edges.append(Edge(at + 1, tuple(data)))
    if character == "€":
        edges.append(Edge(at + 1, (0x80,)))
    for rest, data in _before_folding().get(character, ()):
        if line.startswith(rest, at + 1):
            edges.append(Edge(at + 1 + len(rest), tuple(data), FOLDED))
    return edges


def _lost(ways: Sequence[Sequence[Edge]], following: int) -> frozenset[int]:
    """The bytes that can have been lost before an offset: those that make no pair with what follows."""
    edges = ways[following] if following < len(ways) else ()
    firsts = [edge.data[0] for edge in edges if edge.data and edge.end > following]
    return lost_before(first for first in firsts if isinstance(first, int))


def _lattice(line: str, loss: Loss) -> Lattice:
    """Of a line, in which characters that can only be one pair of bytes, all valid, need no search."""
    text = line + "\n"  # its end is context like any other
    ways = _edges(text, loss)
    return in_utf8(ways, UTF8, Plain(_only(text, at, edges) for at, edges in enumerate(ways)))


def _only(text: str, at: int, edges: Sequence[Edge]) -> bytes | None:
    """The bytes of the character at an offset, if it can only have been made of these."""
    known = [edge for edge in edges if edge.data and edge.end > at]
    if len(known) != 1 or text[at] in LOST:
        return None
    return bytes(byte for byte in known[0].data if isinstance(byte, int))


@cache
def _made_so() -> frozenset[str]:
    """The characters that misread UTF-8 consists of, folded and converted ones included."""
    pairs = (bytes((lead, trail)) for lead in _OF_UTF8 for trail in _OF_UTF8)
    own = {pair.decode("gb18030", "ignore") for pair in pairs}
    return frozenset(own | LOST | {first for first in _before_folding() if first > "\x7f"})


def _plausible(line: str) -> bool:
    """Is there a run of such characters, long enough or the whole of a line, with a rare one in it?"""
    made = _made_so()
    for found in foreign().finditer(line):
        low, high = found.span()
        while low > 0 and high - low < RUN and line[low - 1] in made:
            low -= 1
        while high < len(line) and high - low < RUN and line[high] in made:
            high += 1
        if high - low >= min(RUN, len(line)) and made.issuperset(line[low:high]):
            return True
    return False


def roughly(line: str) -> str:
    """The line read back as UTF-8 with no thought for what is lost."""
    return line.encode("gb18030", "ignore").decode("utf-8", "ignore")


def changes(line: str, start: int, enough: float) -> list[Change]:
    """What to change in a line that does not read as a whole, at its offset `start`.

    It must win `enough` nats over leaving the line alone.
    """
    if not _plausible(line):
        return []
    rough = roughly(line)
    if beyond_ascii(rough) > SOME and commonness(rough) < UTF8_AS_GBK.rubbish * beyond_ascii(rough):
        return _marked(line, start)
    reading = Reading([], "", 0.0)
    marks = bool(LOST.intersection(line))
    for loss in (Loss.BYTE, Loss.PAIR) if marks else (Loss.BYTE, Loss.DROPPED, Loss.MANY):
        reading = read(_lattice(line, loss), UTF8_AS_GBK)
        hopeless = reading.sense < 0 and (marks or loss is not Loss.BYTE)
        if hopeless or reading.is_whole:
            break
    if not (marks or reading.is_whole or _PRIVATE.search(line)):
        other = read(_lattice(line, Loss.PRIVATE), UTF8_AS_GBK)
        if gain(reading.text, other.text) > BETTER:
            reading = other
    if all(block.literal for block in reading.blocks):
        return []
    if reading.sense < UTF8_AS_GBK.sense:
        return _marked(line, start)
    if gain(line, reading.text) < enough:
        return []
    return reading.changes(line, start, UTF8_AS_GBK)


def _marked(line: str, start: int) -> list[Change]:
    """That the line is misread and lost, where it looks like nothing else."""
    seen = [character for character in line if character > "\x7f"]
    if sum(character in _made_so() for character in seen) < MADE_SO * len(seen):
        return []
    if better_than_chance(line) > UTF8_AS_GBK.rubbish * len(line):
        return []
    return [Change(start, start + len(line), None, note="misread more than once, and bytes are lost")]
