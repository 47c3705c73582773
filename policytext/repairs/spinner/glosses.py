"""Readings in brackets that page spinners put behind characters: 產(chǎn)業(yè).

A gloss names a reading of the character before it. So does a true pronunciation note, which must
stay; what tells them apart is the page. Spinners gloss what conversion to Traditional changed,
always with the first reading, wherever it stands; authors note readings that readers may not
know, once; textbooks gloss everything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from policytext.language.characters import GLOSS, HAN
from policytext.language.gbk import in_gbk
from policytext.language.patterns import late
from policytext.language.readings import first_reading, read_as, toneless
from policytext.language.simplify import traditional_forms
from policytext.repairs.spinner.insertions import CLOSING, OPENED, OPENING
from policytext.revision import Change

_ONE = late(GLOSS)
_BRACKETS = late(f"[{OPENING}{CLOSING}]+")
_TRADITIONAL_SCRIPT = 3  # distinct Traditional characters that make a page Traditional


class Gloss(NamedTuple):
    """A character with what stands in brackets behind it, and how often the page has just this."""

    text: str
    times: int
    facts: Facts

    @property
    def character(self) -> str:
        return self.text[0]


class Facts(NamedTuple):
    """What the brackets behind a character hold, and what the character is to a spinner.

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
    readings = [normal_reading(reading) for reading in _BRACKETS.split(gloss[2:-1])]
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
    if not _ONE.search(text):
        return []
    places = _places(text)
    inserted = _spinners(text, (text[start:end] for start, end in places))
    return [Change(start + 1, end, "") for start, end in places if text[start:end] in inserted]


def spinner_glosses(text: str) -> frozenset[str]:
    """The glosses, each with its character, that a spinner put into the page (empty: none did)."""
    return _spinners(text, (text[start:end] for start, end in _places(text)))


def _places(text: str) -> list[tuple[int, int]]:
    """Where characters with brackets behind them start and end."""
    return [(found.start() - 1, found.end()) for found in _bracketed().finditer(text)]


@cache
def _bracketed() -> re.Pattern[str]:
    """All the brackets behind a character: they are searched for, as there are fewer of them."""
    return re.compile(rf"[{OPENING}](?<=[{HAN}].){OPENED}(?:{GLOSS})*")


def _spinners(text: str, glosses: Iterable[str]) -> frozenset[str]:
    seen = [Gloss(gloss, times, facts(gloss)) for gloss, times in Counter(glosses).items()]
    read = [gloss for gloss in seen if gloss.facts.is_reading]
    if not read:
        return frozenset()
    toned = [gloss for gloss in read if gloss.facts.is_toned]
    if 2 * _total(toned) > _total(read):
        return _toned(text, read, seen)
    return _toneless(text, read)


def normal_reading(reading: str) -> str:
    """The reading with a and g spelt as usual: pages also write the phonetic letters ɑ and ɡ.

    >>> normal_reading("ɡuɑn")
    'guan'
    """
    return reading.replace("ɑ", "a").replace("ɡ", "g")


def is_converted(character: str) -> bool:
    """Can the character be what conversion to Traditional makes of another, and is it outside GB2312?

    >>> [is_converted(character) for character in "產产于喆"]
    [True, False, False, False]
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
        if len(known) > 2 or _is_traditional(text, known):
            found = _texts(gloss for gloss in seen if gloss.facts.is_converted and gloss.facts.is_near)
    return found | _converted_since(text, glosses, first, unchanged)


def _converted_since(
    text: str, glosses: list[Gloss], first: list[Gloss], unchanged: list[Gloss]
) -> frozenset[str]:
    """The same where the page, or a part of it, was converted to Simplified afterwards."""
    simplified = [g for g in first if g.facts.is_changed and not g.facts.is_converted]
    changed = [gloss for gloss in simplified if gloss.character in traditional_forms()]
    if len(changed) < 3 or 9 * _total(unchanged) > _total(changed):
        return frozenset()
    is_spun = len(changed) >= 5 or _is_inside_words(text, glosses)
    if is_spun and _is_sparse(text, glosses) and _is_constant(text, changed):
        return _texts(gloss for gloss in glosses if gloss.facts.is_changed)
    return frozenset()


def _toneless(text: str, glosses: list[Gloss]) -> frozenset[str]:
    """The spinner's glosses on a page without tones, where unchanged characters have them too."""
    traditional = sum(gloss.facts.is_converted for gloss in glosses)
    repeated = any(gloss.facts.is_repeated for gloss in glosses)
    if len(glosses) > 2 and _is_sparse(text, glosses):
        often = len(glosses) > 7 and _total(glosses) >= 1.5 * len(glosses)
        if repeated or traditional > 1 or (often and _is_constant(text, glosses)):
            return _texts(glosses)
    return frozenset()


def _is_sparse(text: str, glosses: list[Gloss]) -> bool:
    """Textbooks gloss all they print; spinners some of it."""
    bare = len(text) - sum(gloss.times * (len(gloss.text) - 1) for gloss in glosses)
    return _total(glosses) < 0.6 * bare


def _is_inside_words(text: str, glosses: list[Gloss]) -> bool:
    """Do most glossed characters follow another? Those that authors explain stand by themselves."""
    inside = re.findall(f"(?<=[{HAN})）])[{HAN}]{GLOSS}", text)
    return 2 * len(inside) >= _total(glosses)


def _is_constant(text: str, glosses: list[Gloss]) -> bool:
    """Do these characters mostly have their gloss? (Simplified merges some with others that have none.)"""
    return _total(glosses) >= 0.6 * sum(map(text.count, {gloss.character for gloss in glosses}))


def _is_traditional(text: str, but: Iterable[str]) -> bool:
    return len({*filter(is_converted, set(text))}.difference(but)) >= _TRADITIONAL_SCRIPT


@cache
def converted() -> frozenset[str]:
    """All characters of which `is_converted` is true."""
    forms = {form for forms in traditional_forms().values() for form in forms}
    return frozenset(form for form in forms if in_gbk(form) and not form.encode("gb2312", "ignore"))


def _total(glosses: Iterable[Gloss]) -> int:
    return sum(gloss.times for gloss in glosses)


def _texts(glosses: Iterable[Gloss]) -> frozenset[str]:
    return frozenset(gloss.text for gloss in glosses)
