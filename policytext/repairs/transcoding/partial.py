"""UTF-8 read as GBK where bytes were lost, or where what came of it was folded or converted afterwards."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from enum import Enum
from functools import cache

from policytext.language.simplify import simplified_table
from policytext.repairs.transcoding.codes import foreign
from policytext.repairs.transcoding.codings import UTF8, lost_before
from policytext.repairs.transcoding.evidence import better_than_chance, beyond_ascii, commonness, gain
from policytext.repairs.transcoding.lattice import Block, Edge, as_changes, best_path
from policytext.repairs.transcoding.stretch import Plain
from policytext.revision import Change

LOST = {"?", "\ufffd"}
LEFT = -9.0  # cost of leaving a character of a damaged line alone, which starts a stretch of them
ASCII_MARK = -4.0  # cost of taking a "?" for one
TWO_LOST = -6.0
UNUSUAL = -4.0  # cost of a lost byte that most decoders would have read
RUBBISH = -2.0  # nats a character above chance below which a line is no Chinese
SENSE = 0.8  # nats a character above chance below which the outcome is still rubbish
MADE_SO = 0.9  # share of a line's characters that misread UTF-8 consists of, below which it is none
SOME = 12  # characters of a line that must make sense roughly before it is searched
RUN = 4  # characters
NO_TRACE = -4.0
FOLDED = -1.0
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


class Loss(Enum):
    """What was left where bytes made no character."""

    BYTE = "a mark for each byte"
    PAIR = "a mark for a byte or for two"
    DROPPED = "nothing"
    MANY = "nothing, for up to two bytes in a row"


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
    return ways


def _known(line: str, at: int) -> list[Edge]:
    """The bytes that the character at an offset can have been made of, itself and before folding."""
    character = line[at]
    edges = [Edge(at + 1, (), LEFT, character)] if character > "\x7f" else []
    if character < "\x80":
        edges.append(Edge(at + 1, (ord(character),), ASCII_MARK if character in LOST else 0.0))
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


class _Line:
    """A line as a lattice, with the stretches of it that need no search."""

    def __init__(self, line: str, loss: Loss = Loss.BYTE) -> None:
        self.text = line + "\n"  # its end is context like any other
        self.ways = _edges(self.text, loss)
        self._plain = Plain(map(self._only, range(len(self.text))))

    def sure(self, offset: int) -> tuple[int, str] | None:
        """How far each character from `offset` on can only be one pair of bytes, all of which are valid."""
        return self._plain.valid(offset)

    def _only(self, at: int) -> bytes | None:
        """The bytes of a character that can only have been made of these."""
        known = [edge for edge in self.ways[at] if edge.data and edge.end > at]
        if len(known) != 1 or self.text[at] in LOST:
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
    if beyond_ascii(rough) > SOME and commonness(rough) < RUBBISH * beyond_ascii(rough):
        return _marked(line, start)
    blocks: list[Block] = []
    after = ""
    marks = bool(LOST.intersection(line))
    for loss in (Loss.BYTE, Loss.PAIR) if marks else (Loss.BYTE, Loss.DROPPED, Loss.MANY):
        blocks = _read(_Line(line, loss))
        after = "".join(block.text for block in blocks)
        hopeless = better_than_chance(after) < 0 and (marks or loss is not Loss.BYTE)
        if hopeless or (blocks and not any(block.literal for block in blocks)):
            break
    if all(block.literal for block in blocks):
        return []
    if better_than_chance(after) < SENSE * len(after):
        return _marked(line, start)
    if gain(line, after) < enough:
        return []
    return list(as_changes(blocks, line, start))


def _marked(line: str, start: int) -> list[Change]:
    """That the line is misread and lost, where it looks like nothing else."""
    seen = [character for character in line if character > "\x7f"]
    if sum(character in _made_so() for character in seen) < MADE_SO * len(seen):
        return []
    if better_than_chance(line) > RUBBISH * len(line):
        return []
    return [Change(start, start + len(line), None, note="misread more than once, and bytes are lost")]


def _read(line: _Line) -> list[Block]:
    return best_path(len(line.text), line.ways.__getitem__, UTF8, line.sure, width=10) or []
