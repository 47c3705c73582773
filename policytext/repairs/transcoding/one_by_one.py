"""Chinese whose bytes were read one by one, as Latin-1 or Windows-1252."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from policytext.composition import replaced
from policytext.language.alphabet import has
from policytext.language.characters import ALL_HAN, HAN, is_han
from policytext.language.gbk import decoded
from policytext.language.lines import neighbours
from policytext.language.patterns import lazy
from policytext.repairs.transcoding import fields
from policytext.repairs.transcoding.byte_values import SPECIALS, STRAY, lines, patiently, western_bytes
from policytext.repairs.transcoding.evidence import (
    above_chance,
    better_than_chance,
    beyond_ascii,
    commonness,
    is_common,
    weakest,
)
from policytext.repairs.transcoding.examples import but_examples
from policytext.repairs.transcoding.gates import GBK_TORN
from policytext.repairs.transcoding.strays import ANY_STRAY, HIGH, SUSPECT, TORN, torn_lines
from policytext.revision import Change

ENOUGH = 5.0  # nats above chance from which a reading is believed by itself
ESTABLISHED = 4  # characters of a page believed, from which weaker evidence for the same reading will do
WEAK = -3.0  # nats a character
USUAL = 6.0  # nats for a reading that the page has elsewhere
PLAIN = 3.0  # nats a character from which no other encoding is tried
VALID = 7.0  # nats that three bytes in the shape of UTF-8 are worth
# Nats above chance of three characters in a row, below which bytes may be missing there: 遵岩韵略则 was
# 遵循以下原则 without two soft hyphens. At 0 sound lines are doubted.
TORN_AT = -4.0
# Nats by which a line is likelier as torn than without it: where bytes are missing 17 and more, beside
# rare names up to 7.
LIKELIER = 12.0
BETWEEN = "·"  # the parts of a headline, or of the path to a page, with blanks beside it
UNREAD = 14.0  # nats that a high byte left over costs

_REGION = lazy(rf"[{HIGH}][{HIGH}@-~]*[{STRAY}][{HIGH}@-~]*|[{STRAY}][{HIGH}@-~]+")

_TONED = lazy("[àáèéìíòóùúü][a-z]{0,3}")  # of a reading in brackets, which is no damage
_READING = lazy(rf"[(（?\ufffd](?<=[{ALL_HAN}].)[a-z]{{0,4}}{_TONED.pattern}[)）]")
_OPENING, _CLOSING = frozenset("(（?\ufffd"), frozenset(")）")
_FOLLOWING = rf"[\x80-\xbf{SPECIALS}]"
_UTF8 = lazy(rf"(?:[\xc2-\xdf]{_FOLLOWING}|[\xe0-\xef]{_FOLLOWING}{{2}}|[\xf0-\xf4]{_FOLLOWING}{{3}})+")
_INCOMPLETE = lazy(rf"[\xe2-\xe9\xef](?:[\ufffd?]|[\"' ]{_FOLLOWING}|{_FOLLOWING}(?!{_FOLLOWING}))")
_AGAIN = lazy(rf"[\xc2\xc3]{_FOLLOWING}|[\xe0-\xef]{_FOLLOWING}{{2}}")  # not just any two bytes
# What three bytes of UTF-8 may turn out to be: punctuation, symbols, Chinese, full-width forms.
_CHINESE = lazy(
    f"[\u2010-\u2027\u2030-\u205e\u2100-\u2bff\u3000-\u33ff{HAN}\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
)
_STRAYS = lazy(f"[{HIGH}]{{2,}}")
_BESIDE = lazy(f"[{HAN}\u3000-\u303f\uff00-\uffef]")


# What GB 18030 has four bytes for, two of them digits; a no-break space is often among it.
_FOURS = lazy(rf"[{HIGH}][0-9](?:[{HIGH}][0-9]){{1,7}}")


_Holed = tuple[int, int, Sequence[Change]]  # start and end of a line that lost bytes, and its changes


class _Reading(NamedTuple):
    """A region of the text read in another encoding, and how far that is above chance, in nats."""

    evidence: float
    codec: str
    changes: list[Change]
    size: int


@but_examples
def find(text: str) -> Sequence[Change]:
    """Undo UTF-8, GBK and Big5 read as Latin-1 or Windows-1252, UTF-8 several times over.

    >>> [change.after for change in find("见å…³äºŽ，·¢Õ¹ºÍ¸Ä¸ï")]
    ['关于', '发展和改革']
    >>> find("MARQUÉ… SELKÄ\\xa0EDELLÄ\\xa0MAAHAN Élève, où êtes-vous? Đặng, Ägäis, «ÀÉÍÓÚ»")
    []
    """
    if not has(text, ANY_STRAY) or _are_readings(text):
        return []
    holed = _with_holes(text)
    fours = list(_of_fours(text))
    borders = sorted([*((start, end) for start, end, _ in holed), *map(_span, fours)])
    regions = [
        _readings(text, *found.span())
        for low, high in zip(
            [0, *(end for _, end in borders)], [*(start for start, _ in borders), len(text)], strict=True
        )
        for found in _REGION.finditer(text, low, high)
        if text[found.end() : found.end() + 1] not in _CLOSING or not _is_gloss(text, *found.span())
    ]
    known: Counter[str] = Counter()
    for best in (max(readings) for readings in regions if readings):
        if best.evidence > ENOUGH:
            known[best.codec] += best.size
    established = {codec for codec, size in known.items() if size >= ESTABLISHED}
    chosen = [reading for readings in regions if (reading := _chosen(readings, established))]
    if "gb18030" in established:
        chosen = sorted([*chosen, *fours], key=_span)
    done = _with_torn_lines(text, chosen, holed)
    return sorted(
        [*done, *(field for field in fields.find(text) if _is_free(field, done))], key=itemgetter(0, 1)
    )


def _is_free(change: Change, done: Sequence[Change]) -> bool:
    """Does it overlap none of those that are done, which are in order?"""
    before = bisect_left(done, change.end, key=lambda other: other.start) - 1
    return before < 0 or done[before].end <= change.start


def _are_readings(text: str) -> bool:
    """Are all such characters the toned letters of readings, as on spun pages, and none beside another?"""
    return not TORN.search(text) and not ANY_STRAY.search(_READING.sub("", text))


def _with_holes(text: str) -> list[_Holed]:
    """The lines of UTF-8 that lost bytes, which most pages can do without."""
    if not _INCOMPLETE.search(text):
        return []
    from policytext.repairs.transcoding import utf8_as_western

    return list(utf8_as_western.find(text))


def _is_gloss(text: str, start: int, end: int) -> bool:
    """Is it a toned letter, with others behind it, in a bracket behind a Chinese character?"""
    low = start
    while low > start - 4 and "a" <= text[low - 1 : low] <= "z":
        low -= 1
    return (
        text[low - 1 : low] in _OPENING
        and low > 1
        and is_han(text[low - 2])
        and _TONED.fullmatch(text, start, end) is not None
    )


def _with_torn_lines(text: str, readings: list[_Reading], holed: list[_Holed]) -> list[Change]:
    """The changes of the readings and of lines with holes; in other lines of which the readings leave
    bits, those that make more of it."""
    places = list(torn_lines(text))
    if not places and not holed:
        return [change for reading in readings for change in reading.changes]
    from policytext.repairs.transcoding import gbk_torn  # which most pages can do without

    page = _TornPage(text, readings, holed, {}, set())
    page.read(places, GBK_TORN.sense)
    if page.torn:
        page.read(lines(SUSPECT.search, text), gbk_torn.USUAL)
    kept = [reading for number, reading in enumerate(readings) if number not in page.replaced]
    more = [
        *(reading.changes for reading in kept),
        *gbk_torn.rejoined(page.torn),
        *(changes for *_, changes in holed),
    ]
    return sorted((change for changes in more for change in changes), key=itemgetter(0, 1))


class _TornPage(NamedTuple):
    """A text with the readings of its regions and of its lines with holes: the changes of `torn` lines by
    their offsets, and the numbers of readings that these have `replaced`."""

    text: str
    readings: list[_Reading]
    holed: list[_Holed]
    torn: dict[int, Sequence[Change]]
    replaced: set[int]

    def read(self, lines: Iterable[tuple[int, int]], enough: float) -> None:
        """Read the lines as torn of which other readings leave something."""
        from policytext.repairs.transcoding import gbk_torn

        starts = [reading.changes[0].start for reading in self.readings]
        within = {
            (start, end): range(bisect_left(starts, start), bisect_left(starts, end))
            for start, end in lines
        }

        def better(batch: list[tuple[int, int]]) -> Iterator[list[Change]]:
            found = gbk_torn.readings([(self.text[start:end], start) for start, end in batch], enough)
            for line, (evidence, changes) in zip(batch, found, strict=True):
                others = [self.readings[number] for number in within[line]]
                is_better = changes and evidence > sum(reading.evidence for reading in others)
                yield (
                    changes
                    if is_better
                    and (
                        _leaves_strays(self.text, *line, others)
                        or _is_likelier(self.text, *line, others, changes)
                    )
                    else []
                )

        open_ = (line for line in within if self._is_open(*line, within[line]))
        for start, end, changes in patiently(open_, better):
            if changes:
                self.replaced.update(within[start, end])
                self.torn[start] = changes

    def _is_open(self, start: int, end: int, here: range) -> bool:
        near = bisect_right(self.holed, start, key=lambda line: line[1])
        if start in self.torn or (near < len(self.holed) and self.holed[near][0] < end):
            return False
        return not _is_whole(self.text, start, end, [self.readings[number] for number in here])


def _is_whole(text: str, start: int, end: int, readings: list[_Reading]) -> bool:
    """Do the readings of a line leave no stray bytes, and all make good Chinese?"""
    if any(r.codec != "utf-8" and weakest(r.changes[0].after or "") < TORN_AT for r in readings):
        return False
    return not _leaves_strays(text, start, end, readings)


def _leaves_strays(text: str, start: int, end: int, readings: list[_Reading]) -> bool:
    at = start
    for change in (change for reading in readings for change in reading.changes):
        if SUSPECT.search(text, at, change.start):
            return True
        at = change.end
    return SUSPECT.search(text, at, end) is not None


def _is_likelier(text: str, start: int, end: int, readings: list[_Reading], torn: Sequence[Change]) -> bool:
    """Is a line read as torn far likelier than by readings that leave no stray bytes?

    任命郑翯同志 has a rare name, and was not 任命汁ＢG同志.
    """
    whole, other = (
        replaced(text, ((c.start, c.end, c.after) for c in changes if c.after is not None), start, end)
        for changes in ((change for reading in readings for change in reading.changes), torn)
    )
    return sum(above_chance(other)) > sum(above_chance(whole)) + LIKELIER


def _of_fours(text: str) -> Iterator[_Reading]:
    """Characters of four bytes each, if it is GB 18030."""
    for found in _FOURS.finditer(text):
        try:
            after = western_bytes(found[0]).decode("gb18030")
        except UnicodeError:
            continue
        if 4 * len(after) == len(found[0]):
            yield _Reading(0.0, "gb18030", [Change(*found.span(), after)], len(after))


def _span(reading: _Reading) -> tuple[int, int]:
    return reading.changes[0].start, reading.changes[-1].end


def _chosen(readings: list[_Reading], established: set[str]) -> _Reading | None:
    """The reading to take: one that stands by itself, or a weaker one such as the page has elsewhere."""
    best = max(readings, key=lambda r: r.evidence + USUAL * (r.codec in established), default=None)
    if best is None or best.evidence > ENOUGH:
        return best
    usual = best.codec in established and (best.evidence > WEAK * best.size or _is_common(best))
    return best if usual else None


def _is_common(reading: _Reading) -> bool:
    """Is all of it in the smaller set of characters that most pages keep to?"""
    return all(
        (change.after or "").encode("gb2312", "ignore").decode("gb2312") == change.after
        for change in reading.changes
    )


def _readings(text: str, start: int, end: int) -> list[_Reading]:
    """The possible readings of the bytes between two offsets."""
    if plain := _as_common_gbk(text[start:end], start):
        return [plain]
    utf8 = _as_utf8(text, start, end)
    return [*([utf8] if utf8 else ()), *_as_double_byte(text[start:end], start)]


def _as_common_gbk(region: str, start: int) -> _Reading | None:
    """The region as GBK, if most of its characters are common ones: then it is nothing else."""
    after = decoded(western_bytes(region), "gb18030")
    if after is None or not is_common(after):
        return None
    change = Change(start, start + len(region), after)
    return _Reading(commonness(after), "gb18030", [change], len(after))


def _as_utf8(text: str, start: int, end: int) -> _Reading | None:
    """Each run of valid UTF-8 for itself. Validity is evidence; bytes left over speak against it."""
    changes: list[Change] = []
    rest: list[str] = []
    at, told = start, 0
    for found in _UTF8.finditer(text, start, end):
        low, high = found.span()
        after = _utf8(found[0])
        beside = neighbours(text, low, high)
        is_telling = after is not None and bool(_CHINESE.search(after) or _BESIDE.search(beside))
        told += is_telling
        if after is not None and (is_telling or (after == BETWEEN and not beside.strip())):
            changes.append(Change(low, high, after))
            rest.append(text[at:low])
            at = high
    if not changes:
        return None
    rest.append(text[at:end])
    chinese = _CHINESE.findall("".join(change.after or "" for change in changes))
    evidence = better_than_chance("".join(filter(_BESIDE.match, chinese)))
    evidence += VALID * max(told > 0, len(chinese))
    evidence -= UNREAD * sum(len(stray) for piece in rest for stray in _STRAYS.findall(piece))
    return _Reading(evidence, "utf-8", changes, max(1, len(chinese)))


def _utf8(run: str, rounds: int = 3) -> str | None:
    """The original of a run, decoded as UTF-8 repeatedly while that is possible."""
    after = decoded(western_bytes(run))
    if after and rounds and _AGAIN.search(after):
        return _UTF8.sub(lambda found: _utf8(found[0], rounds - 1) or found[0], after)
    return after


def _as_double_byte(region: str, start: int) -> Iterator[_Reading]:
    """The region as GBK and as Big5, where all of it can be."""
    data = western_bytes(region)
    for codec in ("gb18030", "cp950"):
        after = decoded(data, codec)
        if after is None:
            continue
        change = Change(start, start + len(region), after)
        evidence = better_than_chance(after)
        yield _Reading(evidence, codec, [change], size := beyond_ascii(after))
        if evidence > PLAIN * size > 2 * PLAIN:
            return
