"""Small places right behind their county: 高邮界首、宝应氾水, 在渠县城坝发现, 霞浦长表岛."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.places import find_places, is_place
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.language.surnames import surnames
from policytext.recognition.build import is_deed, words_of
from policytext.recognition.counted import body_ends
from policytext.recognition.model import Entity
from policytext.recognition.nameform import characters_of, looks_like_goods
from policytext.resources import word_set

Span = tuple[int, int]

_LONGEST = 4  # characters of a small place's name
_LEAST = 2  # characters of one, and items of a list that are made alike
_SHAPED = "湖湾镇乡村庄寨屯坝堡岭崖渡寺庙河江"  # what places' names end with, and few other words
_SOMEBODY = frozenset("工匠农民商员师企")  # with which people and firms of a county end: 德化|瓷工
_ITEMS = lazy(rf"[{HAN}]{{3,12}}(?:、[{HAN}]{{4,8}})+", needs="、")
_LED = lazy(rf"(?:(?<![存现实自内正潜])在|[来回]到|前往|位于|地处|赴|驻|途经|(?<![{HAN}])[到至])\Z")
_SHAPE = lazy(rf"(?P<name>[{HAN}]{{1,3}}[岛港店铺坝滩湾岭关屯寨堡墩垭坳沟峡潭溪湖峪墟圩集庄])")
_NO_FIRST = frozenset("各本该全两三每某新老旧大小中东西南北上下内外原现主辖境市县区镇城")
"""With which a word for some of a county begins: 境内, 各村, 新店, 东湖."""


def small_places(reading: Reading, places: Sequence[Entity]) -> Iterator[Span]:
    """Small places with their county, in lists and where something is or somebody goes.

    >>> from policytext.recognition.locations import locations
    >>> text = "高邮界首、宝应氾水、兴化大纵湖列入名录，青海盐湖、宁夏枸杞出口，高邮农村、兴化船匠"
    >>> [place.text for place in locations(Reading(text))]
    ['高邮界首', '宝应氾水', '兴化大纵湖', '青海', '宁夏', '高邮']
    """
    text = reading.text
    for match in _ITEMS.finditer(text):
        listed = list(_listed(reading, *match.span()))
        if len({text[start : start + _LEAST] for start, _ in listed}) >= _LEAST:  # no 大城细管、大城智管
            yield from listed
    for place in places:
        code, division = place.normalized, any(p.end == len(place.text) for p in find_places(place.text))
        if division and code.isdigit() and not code.endswith("0000") and place.text[-1] not in "市州盟区":
            end = _shaped_end(reading, place.end)
            led = not code.endswith("00") and _LED.search(text, max(0, place.start - _LEAST), place.start)
            if end := end or (_led_end(reading, place.end) if led else None):
                yield place.start, end


def _listed(reading: Reading, start: int, end: int) -> Iterator[Span]:
    """The items of a list that are a county's short name and a small place; the last up to what it does."""
    for item in reading.text[start:end].split("、"):
        last = start + len(item)
        place = next(
            (p for p in find_places(item) if p.start == 0 or reading.text[start - 1 : start] != "、"), None
        )
        if place and not (place.official or place.codes[0].endswith("0000")):  # no 上海敬华
            own = start + place.end
            if last == end:
                last = _before_deed(reading, own, last)
            if reading.text[own] not in _VERBS and _can_be_small(reading, own, last):
                yield start + place.start, last
        start += len(item) + 1


def _before_deed(reading: Reading, start: int, end: int) -> int:
    """Where the last item of a list ends, before a verb or 等: 兴化大纵湖|列入名录."""
    words = reading.words_in(start, end)
    return next((word.start for word in words[1:] if word.tag[0] in _GOES_ON), end)


_GOES_ON = frozenset("vpdcufmtr")
"""The first letters of jieba's tags of words that a sentence goes on with behind a place."""


def _shaped_end(reading: Reading, start: int) -> int | None:
    """The end of a small place that has a place's last word: 霞浦|长表岛."""
    name = _SHAPE.match(reading.text, start)
    if name is None or not _closes(reading, name.end()) or any(find_places(name[0])):
        return None
    person = surnames().get(name[0][0]) == _STRONG and len(name[0]) == _FULL
    begins = reading.text[start] not in _NO_FIRST | _VERBS
    named = begins and not (person or is_known(name[0])) and _can_be_small(reading, *name.span())
    return name.end() if named else None


def _led_end(reading: Reading, start: int) -> int | None:
    """The end of a small place that one is or goes to: 在渠县|城坝|发现."""
    ends = range(start + _LEAST, min(start + _LONGEST, len(reading.text)) + 1)
    end = next((end for end in ends if end in reading.ending and _closes(reading, end)), start)
    words = reading.words_in(start, end)
    verb = any(word.tag[0] in _GOES_ON for word in words) or reading.text[start] in _NO_FIRST | _VERBS
    return end if words and not verb and _can_be_small(reading, start, end) else None


_VERBS = frozenset(
    "种候有去设办开打收修建投养治送运至到经往赴"
)  # what jieba's guesses begin with: 和顺县|种药
_STRONG, _FULL = 2, 3  # a surname that is hardly anything else; characters of a name with it


def _closes(reading: Reading, end: int) -> bool:
    """Does a name end here: before a mark, or a word that a sentence goes on with?"""
    word = reading.word_from(end)
    return word is None or not word.text.isalpha() or word.tag[0] in _GOES_ON


def _can_be_small(reading: Reading, start: int, end: int) -> bool:
    """Can it be the name of a place in a division: no word of the dictionary but for a name, no trade?"""
    name = reading.text[start:end]
    words = reading.words_in(start, end)
    if not (_LEAST <= len(name) <= _LONGEST and name.isalpha() and words[0].start == start):
        return False
    if any(map(is_deed, words)) or (looks_like_goods(name) and name[-1] not in _SHAPED):
        return False
    if name[-1] in _SOMEBODY or name in word_set("no_names.tsv", "village"):
        return False
    common = any(
        word.text in words_of("outside")
        or (
            len(word.text) > 1
            and is_known(word.text)
            and word.tag not in ("ns", "nz")
            and not (is_place(word.text) or word.text[-1] in _SHAPED)
        )
        for word in words
    )
    return not common and not name.endswith(body_ends()) and characters_of("function").isdisjoint(name)
