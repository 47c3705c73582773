"""Readings in brackets that page spinners put behind characters: 產(chǎn)業(yè).

A gloss names a reading of the character before it. So does a true pronunciation note, which must
stay; what tells them apart is the page. Spinners gloss what conversion to Traditional changed,
always with the first reading, wherever it stands; authors note readings that readers may not
know, once; textbooks gloss everything.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from policytext.language.alphabet import has
from policytext.language.characters import ALL_HAN, HAN, PINYIN, TONED, count_han
from policytext.language.gbk import in_gbk
from policytext.language.opencc import entries
from policytext.language.patterns import lazy
from policytext.language.readings import first_reading, from_bopomofo, read_as, toneless, with_tone
from policytext.language.simplify import traditional_forms
from policytext.repairs.spinner.insertions import ANY_CLOSING, ANY_GLOSS, ANY_OPENING, ANY_READING, MARKS
from policytext.revision import Change, deletions

_LETTERS = lazy(f"[{PINYIN}ㄅ-ㄩ]")
_ONE = lazy(ANY_GLOSS)
_TONED_BARE = f"[a-z]{{0,3}}[{TONED}][a-z]{{0,3}}(?=[0-9])"  # behind a tone a number begins
_BLANK = (" ", "\u3000", "\xa0")
_BLANKS = "".join(_BLANK)
# Where a bare one begins, behind a character, or behind the blank that is behind it.
_BEHIND = lazy(f"[{PINYIN}˙ㄅ-ㄩ](?:(?<=[{ALL_HAN}].)|(?<=[{ALL_HAN}][{_BLANKS}].))")
_BARE = lazy(rf"{ANY_READING}(?![{TONED}A-Za-z0-9.@/_-])|{_TONED_BARE}")
_TONED_READING = f"(?=[a-z]{{0,5}}[{TONED}])[{PINYIN}]{{1,6}}"
_TONED_ONE = lazy(
    rf"[{HAN}](?:[{ANY_OPENING}](?=[a-z]{{0,5}}[{TONED}]){ANY_READING}[{ANY_CLOSING}]|[{_BLANKS}]{_TONED_READING})"
)
_APART = lazy(rf"(?:[{PINYIN}]{{1,6}}(?:[{_BLANKS}](?=[{HAN}{MARKS}a-zü{TONED}]))?)+(?![A-Za-z0-9])")
_PARTING, _PARTING_ALL = lazy("(?<=[)）])[、，；,;]"), lazy(f"(?<=[)）])[、，；,;{_BLANKS}]")
_BRACKETS = lazy(f"[{ANY_OPENING}{ANY_CLOSING}{_BLANKS}]+")
_GOES_ON = lazy(f"[{HAN}{MARKS}“”《》（）,.;:!?]")
_ABOUT = lazy(
    "[讀读念][作為为音法]|[發发]音|[拼注字]音|[生漢汉]字|教材|課文|课文|多音"
)  # of text about readings
SOON = 200  # characters of most spun pages that have a gloss, so that nothing else need be asked of them
LEAST = 3  # distinct toneless glosses: fewer may be an author's
MOST = 0.9  # of all characters glossed: more is a textbook, even of Traditional
SEVERAL, EVERYDAY = 5, 0.6  # glosses of everyday characters, and their share: authors explain rare ones
READINGS = 0.9  # of all that stands in such brackets
FREQUENT = -8.0  # log-probability of an everyday character, of which there are about 600
KNOWN = -10.5  # and of one that is learned at school, of which there are about 2,000
_TRADITIONAL_SCRIPT = 3  # distinct Traditional characters that make a page Traditional
PUT_IN = "a reading that somebody put in"
LABEL = 4  # characters beside a row that has only blanks in it, which some sites put behind each gloss
LEARNERS, WHOLE = 6, 0.9  # characters of a line that is glossed for learners, and the share that are
_BRACKETED = lazy(
    rf"[{ANY_OPENING}](?<=[{HAN}].){ANY_GLOSS.removeprefix(f'[{ANY_OPENING}]')}(?:{ANY_GLOSS})*"
)
"""All the brackets behind a character: they are searched for, as there are fewer of them."""


class Gloss(NamedTuple):
    """A character with what stands in brackets behind it, and how often the page has just this."""

    text: str
    times: int
    facts: Facts

    @property
    def character(self) -> str:
        return self.text[0]


class Facts(NamedTuple):
    """The content of the brackets after a character, and how a spinner treats the character.

    `is_reading`: readings of the character, or of its Traditional forms; `is_first`: the most
    frequent one; `is_near`: readings but for the tone, which sites sometimes get wrong.
    `is_converted`, see there; `is_changed`: it is, or has a Traditional form that is.
    """

    is_toned: bool
    is_repeated: bool
    is_reading: bool
    is_first: bool
    is_near: bool
    is_converted: bool
    is_changed: bool


@lru_cache(1 << 13)
def facts(gloss: str) -> Facts:
    """The facts about a character and its brackets.

    >>> facts("產(chǎn)").is_first, facts("重(chóng)").is_first, facts("值(can)").is_reading
    (True, False, False)
    """
    character = gloss[0]
    readings = [normal_reading(reading) for reading in _BRACKETS.split(gloss[1:]) if reading]
    bare = [toneless(reading) for reading in readings]
    forms = character + traditional_forms().get(character, "")
    first = set(map(first_reading, forms))
    is_reading = all(any(form in read_as(reading) for form in forms) for reading in readings)
    return Facts(
        is_toned=bare != readings,
        is_repeated=len(readings) > 1,
        is_reading=is_reading,
        is_first=first.union(map(toneless, first)).issuperset(readings),
        is_near=is_reading or all(character in read_as(reading) for reading in bare),
        is_converted=is_converted(character),
        is_changed=any(map(is_converted, forms)),
    )


def find(text: str) -> list[Change]:
    """Every gloss of a page whose glosses are a spinner's.

    >>> find("推進(jìn)產(chǎn)業(yè)發(fā)展")[0]
    Change(start=2, end=7, after='', inferred=False, note='')
    >>> find("重(chóng)庆、尉犁(yù lí)县，生产总值(GDP)增长")
    []
    """
    places = _but_for_learners(text, _places(text))
    glosses = [text[start - 1 : end] for start, end in places]
    inserted = _spinners(text, glosses)
    others: list[Change] = []
    if not inserted.issuperset(glosses):  # of a spun page they mostly are
        others = list(_beside(places, glosses, inserted))
        places = [place for place, gloss in zip(places, glosses, strict=True) if gloss in inserted]
    removed = deletions(_with_blanks(text, places))
    return sorted([*removed, *others]) if removed and others else removed


def _with_blanks(text: str, places: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The places with the blank behind each, if the site puts one behind each."""
    if 2 * sum(map(text.count, _BLANK)) <= len(places):
        return places
    blanks = [_is_blank(text, end) for _, end in places]
    if 2 * sum(blanks) <= len(blanks) or sum(blanks) < LEAST:  # fewer may part words: 序號(hào) 姓名
        return places
    return [(start, end + blank) for (start, end), blank in zip(places, blanks, strict=True)]


def _beside(
    places: Iterable[tuple[int, int]], glosses: Iterable[str], inserted: frozenset[str]
) -> Iterator[Change]:
    """Marks on the other first readings of a spun page, which an author may have put in."""
    for place, gloss in zip(places, glosses, strict=True):
        if gloss not in inserted and (its := facts(gloss)).is_toned and its.is_first and its.is_reading:
            yield Change(*place, None, note=PUT_IN)


def _but_for_learners(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places, in order, that are in no line for learners; each line is judged once."""
    kept: list[tuple[int, int]] = []
    first = 0
    while first < len(places):
        end = text.find("\n", places[first][1])
        high = end if end >= 0 else len(text)
        behind = bisect_left(places, (high, 0), first)
        at = places[first][0] - 1
        begin, last = text.rfind("\n", 0, at) + 1, places[behind - 1][1]
        if not _is_for_learners(text[begin:at], text[at:last], text[last:high], behind - first):
            kept += places[first:behind]
        first = behind
    return kept


def _is_for_learners(before: str, row: str, after: str, times: int) -> bool:
    """Is nearly all of a line with so many glosses glossed, once and with tones: a verse, a list?

    Or a `row` in it of characters, from the first gloss to the last. Marks part them, whatever the
    row is called, or blanks behind a label: 元素：钾(jiǎ)、钙(gài)等. Spun pages gloss whole words:
    農(nóng)業(yè).
    """
    if times < LEARNERS or times <= WHOLE * (han := count_han(row)):
        return False
    beside = count_han(before + after)
    parting = _PARTING if beside > LABEL else _PARTING_ALL
    is_row = 2 * len(parting.findall(row)) >= times - 1
    return _are_toned(before + row + after, han + beside, times) or (is_row and _are_toned(row, han, times))


def _are_toned(glossed: str, han: int, times: int) -> bool:
    """Has nearly each of so many characters one of these glosses, with its tone?"""
    return times > WHOLE * han and len(_TONED_ONE.findall(glossed)) > max(LEARNERS - 1, WHOLE * han)


def _is_blank(text: str, at: int) -> bool:
    """Does a blank stand there that Chinese text has no use for?"""
    return text[at : at + 1] in _BLANK and _GOES_ON.match(text, at + 1) is not None


def of_spun_page(text: str, behind: Mapping[int, str] = MappingProxyType({})) -> list[Change]:
    """The glosses of a page known to be spun, however few: toned, of what conversion changed.

    `behind`: what stands before some offsets once the page is mended.

    >>> of_spun_page("推动(dòng)审判，重(chóng)庆")
    [Change(start=2, end=8, after='', inferred=False, note='')]
    """
    glosses = ((start, end, behind.get(start, text[start - 1])) for start, end in _places(text))
    known = ((start, end, facts(character + text[start:end])) for start, end, character in glosses)
    return deletions(
        (start, end)
        for start, end, its in known
        if its.is_toned and its.is_first and its.is_reading and its.is_changed
    )


def spinner_glosses(text: str) -> frozenset[str]:
    """The glosses, each with its character, that a spinner put into the page (empty: none did)."""
    return _spinners(text, (text[start - 1 : end] for start, end in _places(text)))


def _places(text: str) -> list[tuple[int, int]]:
    """Where readings behind characters start and end: those in brackets, or else bare ones."""
    is_spun = _ONE.search(text, 0, SOON) is not None
    if not is_spun and not has(text, _LETTERS):
        return []
    if is_spun or _ONE.search(text):
        return [found.span() for found in _BRACKETED.finditer(text)]
    return [place for begun in _BEHIND.finditer(text) if (place := _bare(text, begun.start()))]


def _bare(text: str, at: int) -> tuple[int, int] | None:
    """Where the bare reading that begins there starts and ends, with the blanks around it."""
    is_apart = text[at - 1] in _BLANK
    found = (_APART if is_apart else _BARE).match(text, at)
    return (at - is_apart, found.end()) if found else None


def _spinners(text: str, glosses: Iterable[str]) -> frozenset[str]:
    seen = [Gloss(gloss, times, facts(gloss)) for gloss, times in Counter(glosses).items()]
    read = [gloss for gloss in seen if gloss.facts.is_reading]
    if not read:
        return frozenset()
    toned = [gloss for gloss in read if gloss.facts.is_toned]
    if 2 * _total(toned) > _total(read):
        return _toned(text, read, seen)
    return _toneless(text, read, seen)


def normal_reading(reading: str) -> str:
    """The reading in Pinyin as usual: pages also write ɑ and ɡ, numbers for tones, and Bopomofo.

    >>> [normal_reading(reading) for reading in ("ɡuɑn ", "chan3", "ㄧㄝˋ")]
    ['guan', 'chǎn', 'yè']
    """
    reading = reading.strip(" ")
    if "ㄅ" <= reading.lstrip("˙")[:1] <= "ㄩ":
        return from_bopomofo(reading)
    if reading[-1:].isdigit():
        return with_tone(reading[:-1].replace("v", "ü"), int(reading[-1]))
    return reading.replace("ɑ", "a").replace("ɡ", "g")


def is_converted(character: str) -> bool:
    """Can the character be what conversion to Traditional makes of another, and is it outside GB2312?

    >>> [is_converted(character) for character in "產為产于喆"]
    [True, True, False, False, False]
    """
    return character in converted()


def _toned(text: str, glosses: list[Gloss], seen: list[Gloss]) -> frozenset[str]:
    """The spinner's glosses on a page with tones: those behind what conversion changed."""
    first = [gloss for gloss in glosses if gloss.facts.is_first]
    traditional = [gloss for gloss in first if gloss.facts.is_converted]
    unchanged = [gloss for gloss in glosses if not gloss.facts.is_changed]
    found: frozenset[str] = frozenset()
    if traditional and 4 * _total(unchanged) <= _total(traditional):
        known = {gloss.character for gloss in traditional}
        is_plain = all(is_usual(gloss.text) for gloss in traditional)
        # what every reader knows counts too, and two such need no other
        least = _TRADITIONAL_SCRIPT * (len(known) < 2) - len(known) if is_plain else _TRADITIONAL_SCRIPT
        if len(known) > 2 or (_is_traditional(text, known, least) and not is_about_readings(text)):
            found = _texts(gloss for gloss in seen if gloss.facts.is_converted and gloss.facts.is_near)
    if _is_sparse(text, glosses) and _is_pointless(first, seen):
        return found | _texts(first)
    since = _texts(gloss for gloss in glosses if gloss.facts.is_changed)
    if since <= found or not _is_converted_since(text, glosses, first, unchanged):
        return found
    return found | since


def _is_converted_since(
    text: str, glosses: list[Gloss], first: list[Gloss], unchanged: list[Gloss]
) -> bool:
    """Was the page, or some of it, converted to Simplified after it was spun?"""
    changed = [
        g
        for g in first
        if g.facts.is_converted or (g.facts.is_changed and g.character in traditional_forms())
    ]
    least = SEVERAL if is_about_readings(text) else LEAST
    is_spun = len(changed) >= least and 9 * _total(unchanged) <= _total(changed)
    return is_spun and _is_sparse(text, glosses)


def _toneless(text: str, glosses: list[Gloss], seen: list[Gloss]) -> frozenset[str]:
    """The spinner's glosses on a page without tones, where unchanged characters have them too."""
    is_repeated = any(gloss.facts.is_repeated for gloss in glosses)
    if (len(glosses) < LEAST and not is_repeated) or not _is_sparse(text, glosses, MOST):
        return frozenset()
    traditional = sum(gloss.facts.is_converted for gloss in glosses)
    if is_repeated or traditional > 1:
        return _texts(glosses)
    if not _is_sparse(text, glosses):
        return frozenset()
    return _texts(glosses) if _is_pointless(glosses, seen) else frozenset()


def _is_pointless(glosses: list[Gloss], seen: list[Gloss]) -> bool:
    """Are they readings of characters that every reader knows, and hardly anything else in brackets?"""
    known = [gloss for gloss in glosses if _is_everyday(gloss.character, FREQUENT)]
    return (
        len(known) >= SEVERAL
        and len(known) > EVERYDAY * len(glosses)
        and _total(glosses) > READINGS * _total(seen)
    )


def is_known(character: str) -> bool:
    """Is it one that everybody learns at school?"""
    return _is_everyday(character, KNOWN)


@lru_cache(1 << 13)
def is_usual(gloss: str) -> bool:
    """Is it the usual reading of a character that conversion changes, and that every reader knows?

    >>> is_usual("赏(shǎng)"), is_usual("长(cháng)"), is_usual("镁(měi)"), is_usual("行(xíng)")
    (True, False, False, False)
    """
    its = facts(gloss)
    is_one = its.is_toned and its.is_changed and not its.is_repeated
    is_first = first_reading(gloss[0]) == normal_reading(gloss[2:-1])
    return is_one and is_first and is_known(gloss[0])


def is_about_readings(text: str) -> bool:
    """Does it speak of how characters are read?"""
    return _ABOUT.search(text) is not None


@lru_cache(1 << 13)
def _is_everyday(character: str, frequent: float) -> bool:
    from policytext.language.likelihood import classes, model  # which pages without glosses can do without

    return model().logp("", character.translate(classes())) > frequent


def _is_sparse(text: str, glosses: list[Gloss], most: float = 0.6) -> bool:
    """Textbooks gloss all they print; spinners some of it."""
    bare = len(text) - sum(gloss.times * (len(gloss.text) - 1) for gloss in glosses)
    return _total(glosses) < most * bare


def _is_traditional(text: str, but: Iterable[str], least: int) -> bool:
    return len({*filter(is_converted, set(text))}.difference(but)) >= least


@cache
def converted() -> frozenset[str]:
    """All characters of which `is_converted` is true."""
    tables = (traditional_forms(), entries("TWVariants.txt"))  # 爲, and 為, which most sites have
    forms = {form for table in tables for forms in table.values() for form in forms}
    return frozenset(form for form in forms if in_gbk(form) and not form.encode("gb2312", "ignore"))


def _total(glosses: Iterable[Gloss]) -> int:
    return sum([gloss.times for gloss in glosses])


def _texts(glosses: Iterable[Gloss]) -> frozenset[str]:
    return frozenset(gloss.text for gloss in glosses)
