"""GBK read as Big5 or Shift-JIS, Big5 read as GBK, where the bytes of some characters are not certain.

Bytes that made no character became marks; and Windows' Shift-JIS has two codes for some characters.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import product
from typing import NamedTuple

from policytext.language.patterns import late
from policytext.repairs.transcoding.byte_by_byte import BIG5, GBK
from policytext.repairs.transcoding.evidence import better_than_chance, beyond_ascii
from policytext.repairs.transcoding.gates import PAIRS_AS_PAIRS
from policytext.repairs.transcoding.lattice import Coding, Edge
from policytext.repairs.transcoding.lossy import Lattice, in_pairs, read
from policytext.repairs.transcoding.utf8_as_gbk import roughly
from policytext.revision import Change

LOST = "?\ufffd"
SOME = 12  # characters that must make sense roughly before a line is searched


class _Crossing(NamedTuple):
    """Text written in `own` was read as `other`."""

    other: str
    own: str
    coding: Coding


MARKED = (_Crossing("cp950", "gb18030", GBK), _Crossing("gbk", "cp950", BIG5))
JAPANESE = _Crossing("cp932", "gb18030", GBK)
_KATAKANA = late("[\uff61-\uff9f]{2}")  # most bytes of GBK by themselves, read as Shift-JIS


def changes(line: str, start: int) -> list[Change]:
    """What to change in a line with such characters, at its offset `start`."""
    crossings: tuple[_Crossing, ...] = ()
    if any(mark in line for mark in LOST):
        crossings = MARKED
    elif _KATAKANA.search(line) and not _two_codes().keys().isdisjoint(line):
        crossings = (JAPANESE,)
    if not crossings:
        return []
    readings = ((better_than_chance(_roughly(line, crossing)), crossing) for crossing in crossings)
    evidence, crossing = max(readings, key=lambda found: found[0])
    rough = _roughly(line, crossing)
    if beyond_ascii(rough) > SOME and evidence < PAIRS_AS_PAIRS.rubbish * beyond_ascii(rough):
        return []
    if evidence < better_than_chance(line) + len(line):
        return []
    if better_than_chance(roughly(line)) > max(evidence, 0.0):
        return []
    return read(_lattice(line, crossing), PAIRS_AS_PAIRS).changes(line, start, PAIRS_AS_PAIRS)


def _roughly(line: str, crossing: _Crossing) -> str:
    """The line read back with no thought for what is lost."""
    return line.encode(crossing.other, "ignore").decode(crossing.own, "ignore")


def _lattice(line: str, crossing: _Crossing) -> Lattice:
    ways = [_edges(line, at, crossing) for at in range(len(line))]
    return in_pairs(ways, crossing.coding, crossing.own)


def _edges(line: str, at: int, crossing: _Crossing) -> list[Edge]:
    """The bytes that one character was."""
    character = line[at]
    if character in LOST:
        following = line[at + 1 : at + 2].encode(crossing.other, "ignore")[:1] or b"\n"
        edges = [Edge(at + 1, (_lost_before(following[0], crossing.other),))]
        return [*edges, Edge(at + 1, (0x3F,), PAIRS_AS_PAIRS.mark)] if character == "?" else edges
    if character < "\x80":
        return [Edge(at + 1, (ord(character),))]
    if crossing is JAPANESE and (codes := _two_codes().get(character)):
        return [Edge(at + 1, tuple(frozenset((byte,)) for byte in code)) for code in codes]
    data = character.encode(crossing.other, "ignore")
    left = Edge(at + 1, (), PAIRS_AS_PAIRS.left, character)
    return [Edge(at + 1, tuple(data)), left] if data else [left]


@cache
def _two_codes() -> dict[str, list[bytes]]:
    """The characters that Shift-JIS has more than one code for: which one it was is a choice."""
    codes: dict[str, list[bytes]] = defaultdict(list)
    for code in product((*range(0x81, 0xA0), *range(0xE0, 0xFD)), range(0x40, 0xFD)):
        character = bytes(code).decode("cp932", "replace")
        if len(character) == 1 and character != "\ufffd":
            codes[character].append(bytes(code))
    return {character: found for character, found in codes.items() if len(found) > 1}


@cache
def _lost_before(following: int, codec: str) -> frozenset[int]:
    """The bytes that a decoder has no character for, standing before this one."""
    return frozenset(
        lead
        for lead in range(0x80, 0x100)
        if not bytes((lead, following)).decode(codec, "ignore")[:1] > "\x7f"
    )
