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
from functools import cache
from typing import NamedTuple

from policytext.language.gbk import in_gbk
from policytext.language.readings import first_reading, read_as, toneless
from policytext.language.simplify import traditional_forms
from policytext.revision import Change

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹɑɡ"
_BRACKETED = re.compile(rf"[㐀-鿿](?:[(（][{LETTERS}]{{1,6}}[)）])+")
_READING = re.compile(f"[{LETTERS}]+")
_TRADITIONAL_SCRIPT = 3  # distinct Traditional characters that make a page Traditional


class Gloss(NamedTuple):
    """A character with what stands in brackets behind it, and how often the page has just this."""

    text: str
    times: int

    @property
    def character(self) -> str:
        return self.text[0]

    @property
    def readings(self) -> list[str]:
        return [normal_reading(reading) for reading in _READING.findall(self.text, 1)]

    @property
    def is_toned(self) -> bool:
        return any(toneless(reading) != reading for reading in self.readings)

    @property
    def is_repeated(self) -> bool:
        return len(self.readings) > 1

    @property
    def is_reading(self) -> bool:
        forms = self.character + traditional_forms().get(self.character, "")
        return all(any(form in read_as(reading) for form in forms) for reading in self.readings)

    @property
    def is_first_reading(self) -> bool:
        return all(reading in _first_readings(self.character) for reading in self.readings)


def find(text: str) -> list[Change]:
    """Every gloss of a page whose glosses are a spinner's.

    >>> find("推進(jìn)產(chǎn)業(yè)發(fā)展")[0]
    Change(start=2, end=7, after='', inferred=False, note='')
    >>> find("重(chóng)庆、尉犁(yù lí)县，生产总值(GDP)增长")
    []
    """
    if ")" not in text and "）" not in text:
        return []
    inserted = spinner_glosses(text)
    if not inserted:
        return []
    return [
        Change(found.start() + 1, found.end(), "")
        for found in _BRACKETED.finditer(text)
        if found[0] in inserted
    ]


def spinner_glosses(text: str) -> frozenset[str]:
    """The glosses, each with its character, that a spinner put into the page (empty: none did)."""
    seen = [Gloss(*item) for item in Counter(_BRACKETED.findall(text)).items()]
    glosses = [gloss for gloss in seen if gloss.is_reading]
    if not glosses:
        return frozenset()
    toned = [gloss for gloss in glosses if gloss.is_toned]
    if 2 * _total(toned) > _total(glosses):
        return _toned(text, glosses, seen)
    return _toneless(text, glosses)


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
    return character in _converted()


def _toned(text: str, glosses: list[Gloss], seen: list[Gloss]) -> frozenset[str]:
    """The spinner's glosses on a page with tones: those behind what conversion changed."""
    first = [gloss for gloss in glosses if gloss.is_first_reading]
    traditional = [gloss for gloss in first if is_converted(gloss.character)]
    unchanged = [gloss for gloss in glosses if not _is_changed(gloss.character)]
    if traditional and 4 * _total(unchanged) <= _total(traditional):
        known = {gloss.character for gloss in traditional}
        if len(known) > 2 or _is_traditional(text, known):
            return _texts(gloss for gloss in seen if is_converted(gloss.character) and _is_nearly(gloss))
        return frozenset()
    simplified = [gloss for gloss in first if gloss.character in traditional_forms()]
    changed = [gloss for gloss in simplified if _is_changed(gloss.character)]
    is_spun = len(changed) > 2 and 9 * _total(unchanged) <= _total(changed)
    if is_spun and _is_sparse(text, glosses) and _is_constant(text, changed):
        return _texts(gloss for gloss in glosses if _is_changed(gloss.character))
    return frozenset()


def _toneless(text: str, glosses: list[Gloss]) -> frozenset[str]:
    """The spinner's glosses on a page without tones, where unchanged characters have them too."""
    traditional = sum(is_converted(gloss.character) for gloss in glosses)
    repeated = any(gloss.is_repeated for gloss in glosses)
    if len(glosses) > 2 and _is_sparse(text, glosses):
        often = len(glosses) > 7 and _total(glosses) >= 1.5 * len(glosses)
        if repeated or traditional > 1 or (often and _is_constant(text, glosses)):
            return _texts(glosses)
    return frozenset()


def _is_sparse(text: str, glosses: list[Gloss]) -> bool:
    """Textbooks gloss all they print; spinners some of it."""
    bare = len(text) - sum(gloss.times * (len(gloss.text) - 1) for gloss in glosses)
    return _total(glosses) < 0.6 * bare


def _is_constant(text: str, glosses: list[Gloss]) -> bool:
    """Do these characters hardly ever stand without their gloss?"""
    return _total(glosses) >= 0.8 * sum(map(text.count, {gloss.character for gloss in glosses}))


def _is_traditional(text: str, but: Iterable[str]) -> bool:
    return len({*filter(is_converted, set(text))}.difference(but)) >= _TRADITIONAL_SCRIPT


def _is_nearly(gloss: Gloss) -> bool:
    """A reading but for its tone, which sites sometimes get wrong."""
    return all(gloss.character in read_as(toneless(reading)) for reading in gloss.readings)


def _is_changed(character: str) -> bool:
    """Was the character changed by conversion to Traditional, or would it be?"""
    return is_converted(character) or any(map(is_converted, traditional_forms().get(character, "")))


@cache
def _converted() -> frozenset[str]:
    forms = {form for forms in traditional_forms().values() for form in forms}
    return frozenset(form for form in forms if in_gbk(form) and not form.encode("gb2312", "ignore"))


def _first_readings(character: str) -> set[str]:
    """First readings of the character and its Traditional forms, with tone and without."""
    toned = set(map(first_reading, character + traditional_forms().get(character, "")))
    return toned | set(map(toneless, toned))


def _total(glosses: Iterable[Gloss]) -> int:
    return sum(gloss.times for gloss in glosses)


def _texts(glosses: Iterable[Gloss]) -> frozenset[str]:
    return frozenset(gloss.text for gloss in glosses)
