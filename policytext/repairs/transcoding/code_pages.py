"""Chinese whose bytes were read one by one in a code page other than the Western ones: ╓╨╬─, еЏ‘е±•, ·˘Őą.

A zip tool shows names as code page 437 has their bytes, a console as 850 or 866, Windows in Prague as
1250. Pages share most of their letters, so which one it was is decided for a whole stretch, by what each
makes of it, before anything is replaced. The Western pages take part; what they explain best is left to
`one_by_one`, which knows more of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from policytext.language.alphabet import has
from policytext.language.characters import HAN, MARKS, PRIVATE_USE
from policytext.language.gbk import decoded
from policytext.language.lines import neighbours
from policytext.language.patterns import LazyPattern, lazy
from policytext.language.simplify import simplified_table
from policytext.repairs.transcoding.byte_values import TOO_SHORT, is_everyday
from policytext.repairs.transcoding.evidence import better_than_chance, beyond_ascii, is_doubtful
from policytext.repairs.transcoding.examples import but_examples
from policytext.resources import rows
from policytext.revision import Change

WESTERN = ("latin-1", "cp1252")
OWN = ("utf-8", "gb18030", "cp950")
VALID = 5.0  # nats that a character in the shape of UTF-8 is worth: a hundredth of three bytes are such
ENOUGH = 6.5  # nats above chance for a stretch: two common characters that follow one another
LEAST = 2  # Chinese characters that a stretch of pairs must come to
SENSE = 1.2  # the same for each character: words of other languages come out below 0
USUAL = 0.5  # share of `ENOUGH` for a pair that explains other stretches of the text
PLAIN = 3.0  # the same for each character of a stretch, from which no other page is tried
_HAN = lazy(f"[{HAN}]")
_NAME = lazy(f"[{MARKS}0-9\\s]*[{HAN}](?:[{MARKS}0-9\\s]*[{HAN}]){{1,11}}[{MARKS}0-9\\s]*")
_LETTER = "\xc0-\xd6\xd8-\xf6\xf8-\u017f\u0386-ωЀ-џ"
_SIGN = "\xa1-\xb1\xb4-\xbf\xd7\u02c6-\u02dd\u2044\u2200-\u259f"
# Frames and signs beside letters, signs before ASCII again and again.
_SIGNS = lazy(
    f"[{_LETTER}][\u2500-\u257f]|[\u2500-\u257f][{_LETTER}]|[{_LETTER}][£¤¥¦¨©¬®¯±²³´µ¶¸¹¼½¾]+[{_LETTER}]"
    f"|[{_SIGN}][0-9]?[{_SIGN}{_LETTER}][{_SIGN}{_LETTER}]|[{_SIGN}][@-~](?=.{{0,6}}[{_SIGN}][@-~])"
)
_MARKS = lazy(f"[{MARKS}]+")
_UNMAPPED = lazy(f"[{PRIVATE_USE}]")
_AROUND = "“”‘’·—… "  # marks of sound text that pages have too
BOM = "\ufeff"
# Letters beyond Latin-1, symbols, frames: what the pages have, and Chinese text seldom has two of in a row.
_ANY = lazy("[\x80-\u06ff\u0e00-\u0e7f\u1ea0-\u1ef9\u2190-\u22ff\u2320-\u25ff]")
_QUICK = lazy(f"{_ANY.pattern}{{2}}")
# Frames of one kind of line, bars: GBK has the bytes of several; and no three characters in a row are one.
_DRAWN = lazy("[▀-▟ -~]*|[─│┌┐└┘├┤┬┴┼ -~]*|[═║╔╗╚╝╠╣╦╩╬ -~]*|[═╒╤╕╞╪╡╘╧╛│├┼┤─ -~]*")
_THRICE = lazy(rf"([{HAN}])\1\1")
_TORN = lazy(f"[^\x00-\x7f{HAN}\u2000-\u206f\u3000-\u303f\uff00-\uffef]")


class Pair(NamedTuple):
    """Bytes written in encoding `own` were read in code page `page`."""

    page: str
    own: str


class Reading(NamedTuple):
    """The reading of a stretch by a pair, and its evidence above chance in nats, by character too."""

    evidence: float
    pair: Pair
    text: str
    sense: float


@but_examples
def find(text: str) -> Sequence[Change]:
    """Undo UTF-8, GBK and Big5 read in another code page.

    >>> [change.after for change in find("附件：╓╨╬─├√╫╓.jpg，еЏ‘е±•и§„е€’")]
    ['中文名字', '发展规划']
    >>> find("Ελλάδα, České středisko, Россия и Китай, Đường lối, ├──┤ │ αβγ ≤ ≥")
    []
    """
    if not (has(text, _ANY) and _QUICK.search(text)):
        return []
    stretches = list(_stretches(text))
    explained: dict[Pair, float] = defaultdict(float)
    for *_, readings in stretches:
        for reading in readings:
            explained[reading.pair] += max(0.0, reading.evidence)
    changes = []
    left: list[tuple[int, int, list[Reading]]] = []
    for start, end, readings in stretches:
        sound = (reading for reading in readings if reading.evidence > 0)
        best = max(sound, key=lambda r: (explained[r.pair], r.evidence), default=None)
        if best is None or best.pair.page in WESTERN:
            left += [(start, end, readings)] if best is None else []
            continue
        usual = explained[best.pair] - best.evidence > ENOUGH
        if best.evidence >= ENOUGH * (USUAL if usual else 1.0):
            changes.append(Change(start, end, best.text))
        else:
            left.append((start, end, readings))
    pair = max(explained, key=lambda pair: explained[pair]) if changes else None
    for start, end, readings in left:
        is_western = any(reading.pair.page in WESTERN for reading in readings)
        if not is_western and any(_may_be(reading, pair, text[start:end]) for reading in readings):
            changes.append(Change(start, end, None, note=TOO_SHORT))
    return sorted(changes)


def _may_be(reading: Reading, pair: Pair | None, stretch: str) -> bool:
    """Is it what a stretch too short to tell may have been: read as others of the text were, or a name?"""
    if reading.pair == pair and _HAN.search(reading.text):
        return True
    if _MARKS.fullmatch(reading.text):
        return not stretch.isalpha()
    is_labelled = "：" in reading.text  # then what follows may be a rare name
    is_usual = is_labelled or is_everyday(reading.text.translate(simplified_table()))
    return is_usual and _NAME.fullmatch(reading.text) is not None and is_no_word(stretch)


def is_no_word(stretch: str) -> bool:
    """Has it what no word of a language has: a small letter before a capital one, signs among letters?"""
    is_mixed = any(one.islower() and other.isupper() for one, other in pairwise(stretch) if one > "\x7f")
    return is_mixed or _SIGNS.search(stretch) is not None


def _may_be_words(stretch: str) -> bool:
    return not is_no_word(stretch) and all(c.isalpha() for c in stretch if c > "\x7f")


def stretches(text: str) -> Iterator[re.Match[str]]:
    """The stretches of characters of code pages, with what is ASCII between them."""
    if has(text, _ANY) and _QUICK.search(text):
        yield from _stretch().finditer(text)


def _stretches(text: str) -> Iterator[tuple[int, int, list[Reading]]]:
    """Where stretches that can be read start and end, if need be without the marks around them."""
    for found in _stretch().finditer(text):
        tried = [(low, high, _readings(found[0][low:high])) for low, high in _insides(found[0])]
        sound = (one for one in tried if any(reading.evidence > 0 for reading in one[2]))
        low, high, readings = next(sound, tried[0])
        start, end = found.start() + low, found.start() + high
        around = neighbours(text, start, end)
        if not _HAN.search(around):
            readings = [reading for reading in readings if not _MARKS.fullmatch(reading.text)]
        if readings and not _TORN.search(around):  # where bytes of it became other characters
            yield start, end, readings


def _insides(stretch: str) -> Iterator[tuple[int, int]]:
    """All of a stretch; without the mark at each end, which pages have too; without all such marks."""
    size = len(stretch)
    low, high = size - len(stretch.lstrip(_AROUND)), len(stretch.rstrip(_AROUND))
    spans = ((0, size), (min(low, 1), max(high, size - 1)), (low, high))
    return (span for span in dict.fromkeys(spans) if span[0] < span[1])


@cache
def pages() -> dict[str, dict[int, str]]:
    """The bytes (as characters of the same number) of each code page's characters beyond ASCII."""
    table: dict[str, dict[int, str]] = {}
    for codec, _ in rows("code_pages.tsv"):
        characters = [bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(0x80, 0x100)]
        table[codec] = {ord(character): chr(byte) for byte, character in enumerate(characters, 0x80)}
    return table


@cache
def _stretch() -> LazyPattern:
    """Characters of code pages, with what is ASCII between them."""
    high = re.escape("".join(map(chr, sorted(set().union(*pages().values())))))
    return lazy(f"[{high}](?:[ -~]{{0,40}}?[{high}])*[@-~]?")


@lru_cache(1 << 12)  # most are a mark or two that sound text has too, again and again
def _readings(stretch: str) -> list[Reading]:
    """The possible readings of a stretch's bytes, one for each pair that can read all of them."""
    return list(_tried(stretch))


def _tried(stretch: str) -> Iterator[Reading]:
    if _DRAWN.fullmatch(stretch):
        return
    for page, byte_of in pages().items():
        if not all(character < "\x80" or ord(character) in byte_of for character in stretch):
            continue
        data = stretch.translate(byte_of).encode("latin-1")
        for own in OWN:
            text = decoded(data, own)
            if text is None:
                continue
            reading = _weighed(text, Pair(page, own))
            if own != "utf-8" and 0 < reading.sense < PLAIN and _may_be_words(stretch):
                reading = reading._replace(evidence=-1.0)  # библиотеки is ⒎⑿分濞品, применение 能足平平言
            yield reading
            if page == WESTERN[0] and reading.sense > PLAIN:
                return


def _weighed(text: str, pair: Pair) -> Reading:
    size = max(1, beyond_ascii(text))
    if text == BOM:
        return Reading(2 * ENOUGH, pair, text, 0.0)
    if pair.own == "gb18030" and _MARKS.fullmatch(text):
        return Reading(ENOUGH * USUAL, pair, text, 0.0)  # enough where others were read so
    sense = better_than_chance(text) / size
    shape = VALID if pair.own == "utf-8" else 0.0
    is_chance = not shape and (len(_HAN.findall(text)) < LEAST or is_doubtful(text))  # °C is 。 of Big5
    if is_chance or sense + shape < SENSE or _UNMAPPED.search(text) or _THRICE.search(text):
        return Reading(-1.0, pair, text, sense)
    return Reading((sense + shape) * size, pair, text, sense)
