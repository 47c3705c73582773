"""PER: names in parts with dots between, of other languages: 麦克尔·史密斯, 阿不都拉·买买提."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from policytext.language.characters import is_han
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.recognition.aftername import announces, says
from policytext.recognition.nameform import PERSONAL
from policytext.resources import lists

DOTS = "·•・．"
SHORT = 3  # characters, dots not counted: a name as short is one only where something announces it
LONGEST_PART = 8  # characters of 阿卜杜热合曼江, and one
_DOTTED = lazy(lambda: rf"{_part()}(?:[{DOTS}](?:[A-Z][.{DOTS}])?{_part()}){{1,3}}")


def _part() -> str:
    return f"[{_characters('syllable')}]{{1,{LONGEST_PART}}}"


@cache
def _characters(kind: str) -> str:
    return "".join(lists("dotted_names.tsv")[kind])


def dotted_names(reading: Reading, cued: Collection[int]) -> Iterator[tuple[int, int]]:
    """The spans of names with dots; `cued` is where a post or the like says that a name begins.

    What a name is written with (新华社's tables, and those of Xinjiang's languages) is its widest extent;
    the words around it, where they reach into it, narrow it: 参加|汤姆·哈迪|加入.

    >>> text = "努尔兰·满金致辞，由汤姆·哈迪加入，青海·高原"
    >>> [text[start:end] for start, end in dotted_names(Reading(text), ())]
    ['努尔兰·满金', '汤姆·哈迪']
    """
    for match in _DOTTED.finditer(reading.text):
        start, end = _start(reading, match, cued), _end(reading, match)
        parts = re.split(f"[{DOTS}]", reading.text[start:end])
        if all(parts) and _is_person(reading, parts, start, end, start in cued):
            yield start, end


def _start(reading: Reading, match: re.Match[str], cued: Collection[int]) -> int:
    """Behind the last post, or the word that reaches into the first part, unless it is a name itself."""
    first = match.start() + len(re.split(f"[{DOTS}]", match[0])[0])
    announced = [at for at in range(match.start(), first) if at in cued]
    if announced:
        return announced[-1]
    word = reading.word(match.start())
    if word.start == match.start() or not is_known(word.text):
        return match.start()
    return word.start if word.tag in PERSONAL else word.end


def _end(reading: Reading, match: re.Match[str]) -> int:
    """Before the word that begins in the last part and goes on behind it, or that no name ends with."""
    end = match.end()
    word = reading.word(end - 1)
    if word.end > end and is_known(word.text):
        if word.tag in PERSONAL:
            return word.end
        end = end if says(reading.text, end) else word.start
    return end - 1 if reading.text[end - 1] in _characters("not_last") else end


def _is_person(reading: Reading, parts: list[str], start: int, end: int, cued: bool) -> bool:
    text = reading.text
    if cued or announces(text, end):
        return True
    size = sum(map(len, parts))
    before = text[start - 1 : start]
    free = not is_han(before) or start in reading.starting or before in _characters("before")
    behind = reading.word_from(end)
    whole = behind is not None and is_known(behind.text)
    goes_on = says(text, end) or not is_han(text[end : end + 1]) or whole
    return size > SHORT and free and goes_on
