"""GBK and Big5 read as each other, as EUC-KR or Shift-JIS, where some characters' bytes are not certain.

Bytes that made no character became marks; and some characters have two codes in Shift-JIS or Big5.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import product
from typing import NamedTuple

from policytext.language.gbk import encoded, in_gbk
from policytext.language.patterns import lazy
from policytext.repairs.transcoding import folding
from policytext.repairs.transcoding.byte_by_byte import (
    BIG5,
    BIG5_AS_GBK,
    GBK,
    GBK_AS_BIG5,
    GBK_AS_EUC_KR,
    LEADS,
    lost_before,
)
from policytext.repairs.transcoding.byte_values import TOO_SHORT, strange
from policytext.repairs.transcoding.evidence import (
    better_than_chance,
    beyond_ascii,
    commonness,
    is_common,
    is_doubtful,
)
from policytext.repairs.transcoding.gates import PAIRS_AS_PAIRS
from policytext.repairs.transcoding.lattice import Coding, Edge
from policytext.repairs.transcoding.lossy import Mechanism, read
from policytext.repairs.transcoding.stretches import Stretch, good
from policytext.repairs.transcoding.utf8_as_gbk import roughly
from policytext.revision import Change

LOST = "?\ufffd"
_BIG5_LEADS = frozenset(range(0xA1, 0xFF))
_MARK = lazy(f"[{LOST}]")
ESTABLISHED = 30  # characters of a page read back, from which on it is plain how the page was misread
USUAL = 0.5  # the sense that a line of such a page must make, in nats for each character


class _Crossing(NamedTuple):
    """Text written in `own` was read as `other`; `dropped`: nothing is left of lost bytes."""

    other: str
    own: str
    coding: Coding
    dropped: bool = False


JAPANESE = _Crossing("cp932", "gb18030", GBK)
MARKED: tuple[_Crossing, ...] = (
    _Crossing("cp950", "gb18030", GBK_AS_BIG5),
    _Crossing("gbk", "cp950", BIG5_AS_GBK),
    _Crossing("cp949", "gb18030", GBK_AS_EUC_KR),
    JAPANESE,
    _Crossing("cp949", "cp950", BIG5),
)
FOLDABLE = MARKED[:2]
DROPPED = tuple(crossing._replace(dropped=True) for crossing in MARKED)
FURTHER = (
    4  # marks in a row that tell what the first of them can have been: with 2 all passages come out so
)
NO_TRACE = -6.0  # cost of a byte of which nothing is left
_HANGUL = lazy("[\uac00-\ud7a3]")
_KATAKANA = lazy("[\uff61-\uff9f]{2}")  # most bytes of GBK by themselves, read as Shift-JIS


def changes(lines: Sequence[tuple[str, int]], known: Counter[_Crossing]) -> list[list[Change]]:
    """What to change in each of the lines, given with their offsets, that has such characters.

    `known`: how many characters of the page were read back from what, which is kept up to date. Lines with
    marks are tried for that first; where it is plain, lines that show less of it are believed too.
    """
    done: list[list[Change]] = [[] for _ in lines]
    usual = next((crossing for crossing, _ in known.most_common(1)), None)
    found: dict[_Crossing, list[int]] = defaultdict(list)
    if usual:
        found[usual] = [number for number, (line, _) in enumerate(lines) if _may_be(usual, line)]
    _read(lines, found, known, done)
    found.clear()
    for number, (line, _) in enumerate(lines):
        if not done[number] and (crossing := _crossing(line)) and crossing is not usual:
            found[crossing].append(number)
    _read(lines, found, known, done)
    return done


def _may_be(usual: _Crossing, line: str) -> bool:
    """Has a line such characters, and may it be misread as its page mostly is?"""
    if is_common(line) or is_common(roughly(line)):
        return False
    is_likelier = better_than_chance(_roughly(line, usual)) > better_than_chance(line)
    return has_marks(line) or (is_likelier and _may_be_folded(usual, line))


def _read(
    lines: Sequence[tuple[str, int]],
    found: dict[_Crossing, list[int]],
    known: Counter[_Crossing],
    done: list[list[Change]],
) -> None:
    """Read the numbered lines that were `found` to be misread so, where that makes sense."""
    for crossing, numbers in found.items():
        is_plain = known[crossing] >= ESTABLISHED
        gates = PAIRS_AS_PAIRS._replace(sense=USUAL) if is_plain else PAIRS_AS_PAIRS
        ended = [lines[number][0] + "\n" for number in numbers]  # the end of a line is context too
        readings = read(ended, _MECHANISMS[crossing], gates)
        for number, reading in zip(numbers, readings, strict=True):
            done[number] = reading.changes(*lines[number], gates)
            known[crossing] += sum(len(change.after or "") for change in done[number])


def marks(lines: Sequence[tuple[str, int]], known: Counter[_Crossing]) -> Iterator[Change]:
    """Marks on lines of a page that was plainly misread so, which look it and could not be read."""
    crossing, size = next(iter(known.most_common(1)), (None, 0))
    if crossing and size >= ESTABLISHED:
        likely = [(line, start) for line, start in lines if has_marks(line)]
        readings = read([line + "\n" for line, _ in likely], _MECHANISMS[crossing], PAIRS_AS_PAIRS)
        for (line, start), reading in zip(likely, readings, strict=True):
            if reading.text.removesuffix("\n") != line:
                yield Change(start, start + len(line), None, note=TOO_SHORT)


def has_marks(line: str) -> bool:
    """Does something stand in it for bytes that were lost?"""
    return any(mark in line for mark in LOST)


@lru_cache(1 << 8)  # rules have several turns, and of most lines nothing has changed
def _crossing(line: str) -> _Crossing | None:
    """How the line was misread, if it was."""
    if has_marks(line):
        crossings = MARKED
    elif _KATAKANA.search(line) and not _two_codes(JAPANESE.other).keys().isdisjoint(line):
        crossings = (JAPANESE,)
    else:
        crossings = tuple(crossing for crossing in MARKED if _may_be_folded(crossing, line))
        crossings += DROPPED if strange(line) or _HANGUL.search(line) else ()
    if not crossings or is_common(line) or is_common(roughly(line)):
        return None
    readings = ((better_than_chance(_roughly(line, crossing)), crossing) for crossing in crossings)
    evidence, crossing = max(readings, key=lambda found: found[0])
    rough = _roughly(line, crossing)
    if crossing in DROPPED or (crossing in FOLDABLE and not has_marks(line)):
        if is_doubtful(rough):
            crossing = crossing._replace(dropped=True)
        elif crossing.dropped:
            return None
    known = _MARK.sub("", line)  # what is lost speaks for nothing
    if evidence < better_than_chance(known) + beyond_ascii(known) + len(line) - len(known):
        return None
    if better_than_chance(roughly(line)) > max(evidence, 0.0):
        return None
    return crossing


def _roughly(line: str, crossing: _Crossing) -> str:
    """The line read back roughly: behind a mark from the first byte on, or from the second."""
    read = []
    for piece in _MARK.split(line):
        data = piece.encode(crossing.other, "ignore")
        read.append(max((data[skip:].decode(crossing.own, "ignore") for skip in (0, 1)), key=commonness))
    return "".join(read)


def _may_be_folded(crossing: _Crossing, line: str) -> bool:
    return folding.pattern(crossing.other, crossing.own).search(line) is not None


def _stretches(crossing: _Crossing, line: str) -> Iterator[Stretch]:
    known = [_known(crossing, line, at) for at in range(len(line))]
    for found in folding.pattern(crossing.other, crossing.own).finditer(line):
        known[found.start() : found.end()] = [None] * len(found[0])
    return good(crossing.own, known)


def _known(crossing: _Crossing, line: str, at: int) -> bytes | None:
    """The bytes of a character, where they are plain."""
    data = _edges(crossing, line, at)[0].data if line[at] not in _two_codes(crossing.other) else ()
    known = bytes(byte for byte in data if isinstance(byte, int))
    return known if known and len(known) == len(data) else None


def _edges(crossing: _Crossing, line: str, at: int) -> Sequence[Edge]:
    """The bytes that one character was."""
    if line[at] not in LOST:
        folded = folding.edges(crossing.other, crossing.own, line, at)
        return (*_of(crossing, line[at], ""), *folded)
    end = at + 1
    while end < at + FURTHER and line[end : end + 1] and line[end] in LOST:
        end += 1
    return _of(crossing, line[at], line[at + 1 : end + 1])


@lru_cache(1 << 14)
def _of(crossing: _Crossing, character: str, following: str) -> Sequence[Edge]:
    """The same; for marks by what stands behind them, which a "?" that is one may do too."""
    if character in LOST:
        edges = [Edge(1, (_lost(following, crossing),))]
        if following[:1] == "?":
            edges.append(Edge(2, (_lost_before(b"?", crossing), 0x3F), PAIRS_AS_PAIRS.mark))
        return (*edges, Edge(1, (0x3F,), PAIRS_AS_PAIRS.mark)) if character == "?" else edges
    if character < "\x80":
        return (Edge(1, (ord(character),)),)
    if codes := _two_codes(crossing.other).get(character):
        if crossing is JAPANESE:  # where so many have two that each choice is one to be judged
            return tuple(Edge(1, tuple(frozenset((byte,)) for byte in code)) for code in codes)
        return (*(Edge(1, tuple(code)) for code in codes), Edge(1, (), PAIRS_AS_PAIRS.left, character))
    is_of_gbk = crossing.other == "gbk" and in_gbk(character)  # with private use, which the codec lacks
    data = encoded(character) if is_of_gbk else character.encode(crossing.other, "ignore")
    edges = [Edge(1, tuple(data))] if data else []
    if crossing.dropped and data:
        edges.append(Edge(0, (_lost_before(data[:1], crossing),), NO_TRACE))
    return (*edges, Edge(1, (), PAIRS_AS_PAIRS.left, character))


@cache
def _two_codes(codec: str) -> dict[str, list[bytes]]:
    """The characters that an encoding has more than one code for: which one it was is a choice."""
    codes: dict[str, list[bytes]] = defaultdict(list)
    pairs = list(map(bytes, product(range(0x81, 0xFF), range(0x40, 0xFF))))
    decoded = b"\n".join(pairs).decode(codec, "replace").split("\n")  # all at once: no pair ends in one
    for code, character in zip(pairs, decoded, strict=True):
        if len(character) == 1 and character != "\ufffd":
            codes[character].append(code)
    return {character: found for character, found in codes.items() if len(found) > 1}


@cache
def _lost(following: str, crossing: _Crossing) -> frozenset[int]:
    """The bytes that can have been lost before what follows, other marks of lost bytes and a character."""
    if not following or following[0] not in LOST:
        return _lost_before((following.encode(crossing.other, "ignore") or b"\n")[:1], crossing)
    behind = _lost(following[1:], crossing) if len(following) > 1 else b"?"  # no more is looked at
    return _lost_before(behind, crossing)


def _lost_before(following: Iterable[int], crossing: _Crossing) -> frozenset[int]:
    return lost_before(following, crossing.other, _BIG5_LEADS if crossing.own == "cp950" else LEADS)


_MECHANISMS = {
    crossing: Mechanism(partial(_edges, crossing), crossing.coding, partial(_stretches, crossing))
    for crossing in (*MARKED, *DROPPED)
}
