"""GBK read a byte at a time, where pairs were torn: bytes that are valid UTF-8 read so, others dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

from policytext.language.characters import POINTS
from policytext.language.patterns import lazy
from policytext.language.simplify import simplified_table, traditional_forms
from policytext.repairs.transcoding.byte_by_byte import FOLLOWING, GBK, LEADS
from policytext.repairs.transcoding.byte_values import SPECIALS, TOO_SHORT, western_bytes
from policytext.repairs.transcoding.gates import GBK_TORN
from policytext.repairs.transcoding.lattice import Edge
from policytext.repairs.transcoding.lossy import Block, Mechanism, read
from policytext.repairs.transcoding.strays import HIGH
from policytext.repairs.transcoding.stretches import Stretch, good
from policytext.revision import Change

USUAL = 0.0  # the sense a line must make where others of the page were torn
# Characters: of a long line the first must make sense before all is read. Rubbish, as a picture is in a
# field, takes a fifth of the time.
LONG, PROBE = 600, 300
DECODED = -1.0  # cost of a Latin-1 character that is two bytes of valid UTF-8
DECODED_WIDE = -2.0
CONVERTED = -8.0  # and of one of three bytes that a program converted afterwards
NO_TRACE = -3.0  # cost of a byte that was dropped, which is mostly the soft hyphen
RARELY = -9.0  # the same for others: characters of everyday text have no such second byte
NEVER_SHOWN = -9.0  # cost of bytes that were a character which is never shown, where something is amiss
DELETED = -14.0  # and of any others
FEW = 2  # characters left as they are in a row, that may be what bytes were taken for
CUT = -9.0  # cost of a byte that is gone at an end of a line
SOFT_HYPHEN = frozenset((0xAD,))
DROPPED = frozenset(range(0x80, 0xA1))  # what crawlers take for control characters and blanks

_PAIR = (frozenset(range(0xC2, 0xE0)), FOLLOWING)
_WIDE = (frozenset(range(0xE0, 0xEE)), FOLLOWING, FOLLOWING)


@cache
def _gone() -> Sequence[Edge]:
    """Bytes that may also be lost, if the visible ones make little sense.

    Controls, private use and other planes, all of them valid UTF-8, which programs drop; and whatever
    somebody deleted or put something else for.
    """
    return (
        Edge(0, (frozenset((0xC2,)), DROPPED | SOFT_HYPHEN), NEVER_SHOWN),
        Edge(0, (frozenset((0xEE, 0xEF)), FOLLOWING, FOLLOWING), NEVER_SHOWN),
        Edge(0, (frozenset(range(0xF0, 0xF4)), FOLLOWING, FOLLOWING, FOLLOWING), NEVER_SHOWN),
        *(Edge(length, data, DELETED) for length in (0, 1) for data in ((LEADS,), _PAIR, _WIDE)),
    )


_SPAN = lazy(rf"[^\x00-\x7f]?[{HIGH}\u0100-\u07ff](?:.*[{HIGH}\u0100-\u07ff])?[^\x00-\x7f]?")


_VALID = lazy(rf"[\xc2-\xdf][\x80-\xbf{SPECIALS}]")
_DECODED = lazy(rf"(?![{SPECIALS}])[\u0100-\u07ff]")


@lru_cache(1 << 13)
def _of(character: str, is_mixed: bool) -> Sequence[Edge]:
    """The bytes that one character was, and itself; the most direct way first.

    `is_mixed`: bytes that are valid UTF-8 were read so.
    """
    dropped = (Edge(0, (SOFT_HYPHEN,), NO_TRACE), Edge(0, (DROPPED,), RARELY))
    if character < "\x80":
        byte = Edge(1, (ord(character),))
        return (byte, Edge(1, (LEADS,), CUT)) if character == "\n" else (byte, *dropped)
    as_it_is = Edge(1, (), GBK_TORN.left, character)
    decoded = tuple(character.encode("utf-8", "ignore"))
    try:
        byte = Edge(1, tuple(western_bytes(character)))
    except UnicodeEncodeError:
        if len(decoded) == 2:
            return (Edge(1, decoded), as_it_is, *dropped)
        converted = (Edge(1, tuple(form.encode()), CONVERTED) for form in _other_forms(character))
        return (as_it_is, Edge(1, decoded, DECODED_WIDE), *converted, *dropped)
    if character < "\xa0" or not is_mixed:
        return (byte, as_it_is, *dropped)
    return (byte, Edge(1, decoded, DECODED), as_it_is, *dropped)


def _other_forms(character: str) -> str:
    """Its possible forms before the page was converted to Simplified or Traditional."""
    simple = simplified_table().get(ord(character), "")
    return (simple + traditional_forms().get(character, "")).replace(character, "")


def readings(
    lines: Sequence[tuple[str, int]], sense: float = GBK_TORN.sense
) -> list[tuple[float, list[Change]]]:
    """The best reading of each of the lines, given with their offsets: how far it is above chance, in nats,
    and its changes.

    Nothing if it makes less than this sense.

    >>> readings([("2006Äê3Ô±±¾©ʱ¼䣬Õ㽭ʡ", 0)])[0][1][0].after
    '年'
    """
    gates = GBK_TORN._replace(sense=sense)
    spans = [found for line, _ in lines if (found := _SPAN.search(line))]
    mechanism = _MECHANISMS[_is_mixed(span[0] for span in spans)]
    done = []
    long = [number for number, span in enumerate(spans) if len(span[0]) > LONG]
    probes = read([spans[number][0][:PROBE] for number in long], mechanism, gates)
    hopeless = {number for number, probe in zip(long, probes, strict=True) if probe.sense < sense}
    read_now = ["" if number in hopeless else _bounded(span) for number, span in enumerate(spans)]
    for (_, offset), span, reading in zip(lines, spans, read(read_now, mechanism, gates), strict=True):
        made = sum(character > "\x7f" for block in reading.blocks for character in block.text)
        start = offset + span.start()
        first = start - (span.start() == 0)
        changes = reading.changes(_bounded(span), first, gates)
        if changes:
            changes = sorted([*changes, *_left(reading.blocks, first)], key=itemgetter(0, 1))
        within = (_within(change, start, offset + span.end()) for change in changes)
        inside = [*{change[:3]: change for change in within}.values()]
        done.append((reading.sense * made, inside) if inside else (0.0, []))
    return done


def _bounded(span: re.Match[str]) -> str:
    """The span with the line ends beside it, which are context, and at which a character may be torn."""
    before = "" if span.start() else "\n"
    return before + span[0] + ("" if span.end() < len(span.string) else "\n")


def rejoined(torn: Mapping[int, Sequence[Change]]) -> Iterator[Sequence[Change]]:
    """The changes of lines, by their starts, without what is read twice where a line ends in a character.

    The byte before the line end and the one behind it both tell what it is.

    >>> lines = {0: [Change(4, 5, "级", True)], 6: [Change(6, 7, "级", True), Change(7, 8, "人")]}
    >>> [change.after for changes in rejoined(lines) for change in changes]
    ['级', '', '人']
    """
    end, last = -1, ""
    for start in sorted(torn):
        changes = [*torn[start]]
        first = changes[0]
        if first.after and first.inferred and first.start == start == end + 1:
            if first.after[0] == last:
                changes[0] = first._replace(after=first.after[1:])
            else:
                changes.insert(1, first._replace(after=None, note=TOO_SHORT))
        yield changes
        filled = [change for change in changes if change.after and change.inferred]
        end, last = max(((change.end, (change.after or "")[-1:]) for change in filled), default=(-1, ""))


def _within(change: Change, start: int, end: int) -> Change:
    """The change without the line ends around the span, the first of which may begin what it says."""
    low, high = max(start, change.start), min(end, change.end)
    if change.after is None:  # a mark on nothing but a line end is one on what stands beside it
        return change._replace(start=min(low, end - 1), end=max(high, start + 1))
    after = change.after if change.start >= start else change.after.removeprefix("\n")
    return change._replace(start=low, end=high, after=after)


def _left(blocks: Sequence[Block], offset: int) -> Iterator[Change]:
    """Marks on single characters left as they are among those that were read back, or at an end of them.

    Three bytes that are valid UTF-8, the first of which belonged to a character that is torn off.
    """
    for literal, run in groupby(blocks, lambda block: block.literal):
        here = list(run)
        text = "".join(block.text for block in here)
        if literal and len(text) <= FEW and text[0] > "\x7f" and text[0] not in POINTS:
            yield Change(offset + here[0].start, offset + here[-1].end, None, note=TOO_SHORT)


def _is_mixed(spans: Iterable[str]) -> bool:
    """May bytes that are valid UTF-8 have been read so? Not where any are left as they were."""
    text = "\n".join(spans)
    return _DECODED.search(text) is not None or _VALID.search(text) is None


def _stretches(line: str) -> Iterator[Stretch]:
    return good("gb18030", list(map(_plain, line)))


@lru_cache(1 << 10)
def _plain(character: str) -> bytes | None:
    """The bytes of a character as it most likely was read."""
    data = _of(character, True)[0].data
    return bytes(byte for byte in data if isinstance(byte, int)) or None


_MECHANISMS = {
    False: Mechanism(lambda line, at: _of(line[at], False), GBK, _stretches, _gone),
    True: Mechanism(lambda line, at: _of(line[at], True), GBK, _stretches, _gone),
}
