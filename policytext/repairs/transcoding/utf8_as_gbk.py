"""UTF-8 read as GBK where bytes were lost, or where what came of it was folded or converted afterwards."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache, lru_cache, partial

from policytext.language.characters import PRIVATE_USE, is_han
from policytext.language.patterns import lazy
from policytext.language.simplify import simplified_table
from policytext.repairs.transcoding import faint
from policytext.repairs.transcoding.byte_by_byte import UTF8, lost_before
from policytext.repairs.transcoding.byte_values import FOREIGN
from policytext.repairs.transcoding.evidence import beyond_ascii, commonness, gain
from policytext.repairs.transcoding.gates import UTF8_AS_GBK
from policytext.repairs.transcoding.lattice import Edge
from policytext.repairs.transcoding.lossy import (
    CLEAR,
    NOTHING,
    SWALLOWED,
    Mechanism,
    Reading,
    disputed,
    doubted_figures,
    mended,
    read,
)
from policytext.repairs.transcoding.stretches import Stretch, valid
from policytext.revision import Change

LOST = {"?", "\ufffd"}
TWO_LOST = -6.0
UNUSUAL = -4.0  # cost of a lost byte that most decoders would have read
MADE_SO = 0.9  # share of a line's characters that misread UTF-8 consists of, below which it is none
SOME = 12  # characters of a line that must make sense roughly before it is searched
LEFT = 0.15  # characters that a line must have left for each that is seen: sound UTF-8 has two of three
RUN = 4  # characters
NO_TRACE = -4.0
BETTER = 10.0  # nats that supposing so must win
NO_PAIR = -5.0  # cost of two bytes that were a private use character, which many programs drop
FOLDED = -1.0
BOM = "锘"  # two of the three bytes of a byte order mark; the third begins the next pair
ANYTHING = frozenset(range(0x80, 0x100))
# Many programs write "?" for two bytes, and a digit may be the second: 骞?鏈 is 年9月.
_SWALLOWED = (Edge(1, (ANYTHING, ord(SWALLOWED)), 0.0),)
_CLOSING = frozenset("\t”’』」》〉）】〕\"')]>|,;，。；、")

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


_PRIVATE = lazy(f"[{PRIVATE_USE}]")


class Loss(Enum):
    """The traces of bytes that made no character."""

    BYTE = "a mark for each byte"
    PAIR = "a mark for a byte or for two"
    DROPPED = "nothing"
    MANY = "nothing, for up to two bytes in a row"
    PRIVATE = "nothing, for bytes as for pairs that were private use"


def _edges(loss: Loss, line: str, at: int) -> Sequence[Edge]:
    """The bytes that the character at an offset may have been, and those that may be lost before it."""
    known = _known(line, at)
    if line[at] in LOST:
        swallowed = _SWALLOWED if line[at] == "?" and not line[at + 1 : at + 2].isdigit() else ()
        return (*known, *_marked_bytes(loss, _lost(line, at + 1)), *swallowed)
    if loss in (Loss.DROPPED, Loss.MANY):
        return (*known, *_dropped_bytes(loss, _lost(line, at)), *_cut(line, at))
    if loss is Loss.PRIVATE:
        return (*known, *_dropped_bytes(Loss.MANY, _lost(line, at)), *_dropped_pairs(), *_cut(line, at))
    return known


@lru_cache(1 << 10)
def _marked_bytes(loss: Loss, lost: frozenset[int]) -> Sequence[Edge]:
    if loss is not Loss.PAIR:
        return (Edge(1, (lost,)),)
    return Edge(1, (lost,)), Edge(1, (ANYTHING,), UNUSUAL), Edge(1, (ANYTHING, ANYTHING), TWO_LOST)


@lru_cache(1 << 10)
def _dropped_bytes(loss: Loss, lost: frozenset[int]) -> Sequence[Edge]:
    one = Edge(0, (lost,), NO_TRACE)
    if loss is not Loss.MANY:
        return (one,)
    return one, Edge(0, (lost_before(_OF_UTF8), lost), 2 * NO_TRACE)


def _cut(line: str, at: int) -> Sequence[Edge]:
    """Any byte before what closes a quotation, as what is quoted was misread by itself."""
    return (Edge(0, (ANYTHING,), NO_TRACE + UNUSUAL),) if at and line[at] in _CLOSING else ()


@cache
def _dropped_pairs() -> Sequence[Edge]:
    return tuple(Edge(0, pair, NO_PAIR) for pair in _PRIVATE_PAIRS)


def _known(line: str, at: int) -> Sequence[Edge]:
    """The bytes that the character at an offset can have been made of, itself and before folding."""
    character = line[at]
    if at == 0 and character == BOM and (rest := line[1:2].encode("gb18030", "ignore"))[:1] == b"\xbf":
        return [Edge(2, (0xEF, 0xBB, *rest))]
    known = _of(character)
    if rests := _rests(character):
        return (*known, *(edge for rest, edge in rests if line.startswith(rest, at + 1)))
    return known


@lru_cache(1 << 13)
def _of(character: str) -> Sequence[Edge]:
    """The bytes that a character can have been made of by itself, and itself."""
    if character < "\x80":
        edges = [Edge(1, (ord(character),))]
    else:
        edges = [Edge(1, (), UTF8_AS_GBK.left, character)]
        data = character.encode("gb18030", "ignore")
        if len(data) == 2 and _OF_UTF8.issuperset(data):
            edges.append(Edge(1, tuple(data)))
        if character == "€":
            edges.append(Edge(1, (0x80,)))
    folded = _before_folding().get(character, ())
    return (*edges, *(Edge(1, tuple(data), FOLDED) for rest, data in folded if not rest))


@lru_cache(1 << 13)
def _rests(character: str) -> Sequence[tuple[str, Edge]]:
    """The possible characters after it, if both together are one folded character."""
    folded = _before_folding().get(character, ())
    return tuple((rest, Edge(1 + len(rest), tuple(data), FOLDED)) for rest, data in folded if rest)


def _lost(line: str, following: int) -> frozenset[int]:
    """The bytes that can have been lost before an offset: those that make no pair with what follows."""
    edges = _known(line, following) if following < len(line) else ()
    return lost_before(edge.data[0] for edge in edges if edge.data and isinstance(edge.data[0], int))


def _stretches(line: str) -> Iterator[Stretch]:
    """Where characters that can only be one pair of bytes are valid UTF-8."""
    plain = [_plain(character) for character in line]
    only = [data for data, _ in plain]
    for at, (_, rests) in enumerate(plain):
        for rest in rests:
            if line.startswith(rest, at + 1):
                only[at : at + 1 + len(rest)] = [None] * (1 + len(rest))
    return valid(only)


@lru_cache(1 << 13)
def _plain(character: str) -> tuple[bytes | None, tuple[str, ...]]:
    """The bytes of a character by itself, and what may stand behind it where it is one before folding."""
    known = [edge for edge in _of(character) if edge.data]
    if len(known) != 1:
        return None, ()
    data = bytes(byte for byte in known[0].data if isinstance(byte, int))
    return data, tuple(rest for rest, _ in _rests(character))


MECHANISMS = {loss: Mechanism(partial(_edges, loss), UTF8, _stretches) for loss in Loss}


@cache
def _made_so() -> frozenset[str]:
    """The characters that misread UTF-8 consists of, folded and converted ones included."""
    pairs = (bytes((lead, trail)) for lead in _OF_UTF8 for trail in _OF_UTF8)
    own = {pair.decode("gb18030", "ignore") for pair in pairs}
    return frozenset(own | LOST | {first for first in _before_folding() if first > "\x7f"})


def _plausible(line: str) -> bool:
    """Is all of the line such characters, or is there a run of them with a rare one, or one by a number?"""
    if _made_so().issuperset(character for character in line if character > "\x7f") or _has_run(line):
        return True
    return not LOST.isdisjoint(line) and faint.search(line) is not None


def _has_run(line: str) -> bool:
    """Is there a run of such characters, long enough or a whole phrase, with a rare one in it?"""
    made = _made_so()
    for found in FOREIGN.finditer(line):
        low, high = found.span()
        while low > 0 and high - low < RUN and line[low - 1] in made:
            low -= 1
        while high < len(line) and high - low < RUN and line[high] in made:
            high += 1
        if high - low >= min(RUN, len(line)) and made.issuperset(line[low:high]):
            return True
    return any(FOREIGN.search(phrase) and made.issuperset(phrase) for phrase in faint.PHRASE.findall(line))


def roughly(line: str) -> str:
    """The line read back as UTF-8 with no thought for what is lost."""
    return line.encode("gb18030", "ignore").decode("utf-8", "ignore")


def changes(lines: Sequence[tuple[str, int]], enough: float) -> list[list[Change]]:
    """What to change in each of the lines, given with their offsets, that do not read as a whole.

    It must win `enough` nats over leaving the line alone.
    """
    done: list[list[Change]] = [[] for _ in lines]
    likely = []
    for number, (line, start) in enumerate(lines):
        if _plausible(line):
            if _is_hopeless(line):
                done[number] = _marked(line, start)
            else:
                likely.append(number)
    readings = _readings([lines[number][0] for number in likely])
    for number, reading in zip(likely, readings, strict=True):
        line, start = lines[number]
        if all(block.literal for block in reading.blocks):
            continue
        if reading.sense < UTF8_AS_GBK.sense:
            done[number] = _marked(line, start)
        elif (len(line) > SOME and _is_rubbish(line)) or _gain(line, reading.text) >= enough:
            done[number] = list(_but_words(line, start, reading.changes(line, start, UTF8_AS_GBK)))
    return done


def _but_words(line: str, start: int, changes: Sequence[Change]) -> Iterator[Change]:
    """The changes, none of 听 to a no-break space (it has the bytes of one) beside Chinese that stays."""
    read = {at for change in changes if change.after is not None for at in (change.start, change.end - 1)}
    for change in changes:
        beside = [at for at in (change.start - 1, change.end) if start <= at < start + len(line)]
        if change.after != "\xa0" or not any(at not in read and is_han(line[at - start]) for at in beside):
            yield change


def _gain(line: str, after: str) -> float:
    """What is won by the reading, which has the end of the line; beside a number that counts for both."""
    return gain(line + "\n" * (faint.search(line) is not None), after)


def _shows_it(line: str) -> bool:
    """Does more speak for it than rare characters, which names have too?"""
    if LOST.isdisjoint(line):
        return beyond_ascii(line) > SOME and _has_run(line)
    return _has_run(line) or faint.search(line) is not None


def _is_rubbish(line: str) -> bool:
    """Are its characters so rare that it is no Chinese, whatever else it is?"""
    return commonness(line) < UTF8_AS_GBK.rubbish * beyond_ascii(line)


def _is_hopeless(line: str) -> bool:
    """Is too much of it lost for a search, or does what is left make no sense?"""
    rough = roughly(line)
    size = beyond_ascii(rough)
    if beyond_ascii(line) > RUN and size < LEFT * beyond_ascii(line):
        return True
    return size > SOME and _is_rubbish(rough)


def _readings(lines: Sequence[str]) -> list[Reading]:
    """Of each line the best reading, under the first supposition on what is lost that makes all of it.

    Where that makes a rare character the next must win clearly: 㣲011 for 〔2011, of bytes by chance.
    """
    found = [NOTHING] * len(lines)
    marked = [not LOST.isdisjoint(line) for line in lines]
    open_ = list(range(len(lines)))
    for loss in (Loss.BYTE, Loss.PAIR, Loss.DROPPED, Loss.MANY):
        tried = [n for n in open_ if loss is Loss.BYTE or marked[n] == (loss is Loss.PAIR)]
        for n, reading in zip(tried, _read(lines, tried, loss), strict=True):
            if not found[n].is_whole or gain(found[n].text, reading.text) > BETTER:
                found[n] = mended(found[n], reading) if loss is Loss.PAIR else reading
            is_hopeless = reading.sense < 0 and (marked[n] or loss is not Loss.BYTE)
            is_done = found[n].is_whole and not FOREIGN.search(found[n].text)
            if is_hopeless or is_done:
                open_.remove(n)
    tried = [
        n
        for n, line in enumerate(lines)
        if not (_is_settled(found[n]) or _PRIVATE.search(line))
        and (not marked[n] or (_has_run(line) and not found[n].is_whole))
    ]
    for n, reading in zip(tried, _read(lines, tried, Loss.PRIVATE), strict=True):
        gone = sum(block.literal and not block.text for block in found[n].blocks)
        won = gain(found[n].text, reading.text) - UTF8_AS_GBK.left * gone
        if marked[n] and _left(reading) >= _left(found[n]):
            continue
        if won > BETTER:
            found[n] = reading
        elif won > 0 and _left(reading) == _left(found[n]):
            found[n] = disputed(reading, found[n])
    return found


def _left(reading: Reading) -> int:
    """How many characters it leaves as they are, or out, as their bytes are no character."""
    return sum(max(1, block.end - block.start) for block in reading.blocks if block.literal)


def _is_settled(reading: Reading) -> bool:
    """Is all of it read, and beyond doubt?"""
    return reading.is_whole and all(block.sure >= CLEAR for block in reading.blocks)


def _read(lines: Sequence[str], numbers: Sequence[int], loss: Loss) -> list[Reading]:
    """Their ends are context like any other."""
    here = [lines[number] + "\n" for number in numbers]
    return doubted_figures(here, read(here, MECHANISMS[loss], UTF8_AS_GBK))


def _marked(line: str, start: int) -> list[Change]:
    """That the line is misread and lost, where it looks like nothing else."""
    seen = [character for character in line if character > "\x7f"]
    is_made_so = sum(character in _made_so() for character in seen) >= MADE_SO * len(seen)
    if not (is_made_so and _is_rubbish(line) and _shows_it(line)):
        return []
    return [Change(start, start + len(line), None, note="misread more than once, and bytes are lost")]
