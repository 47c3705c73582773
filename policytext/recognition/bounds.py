"""What the words around a number make of it: at least, at most, more than, less than, about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from policytext.recognition.model import Entity
from policytext.resources import either, rows

_LONGEST = 12  # characters of 不得超过 and the like before a number, with its currency
_NOT = "(?P<no>(?:不|未|没有?)(?:得|能|应当?|可以?|宜|许|再|准|予|会|允许|要|必)?)"
_VERB = "(?:(?:可|能)?(?:达到?|[为有占合需计是到了]))?"  # 约|合, 最高|可达
_UP = re.compile("(?<!以)上$")  # 上|百亿元


@cache
def _table(side: str) -> Mapping[str, tuple[str, str]]:
    """What each word of a side says, and what it says with 不, 不得, 未 before it."""
    return {word: (bound, "".join(no)) for of, word, bound, *no in rows("value_bounds.tsv") if of == side}


@cache
def _pattern(side: str) -> re.Pattern[str]:
    words = either(_table(side))
    before = rf"{_NOT}?(?P<word>{words}){_VERB}[人民币 ]{{0,3}}\Z"
    return re.compile(before if side == "before" else words)


def bounded(text: str, found: Iterable[Entity]) -> Iterator[Entity]:
    """The values, with their bound after the unit in `detail`.

    >>> from policytext.recognition.values import values
    >>> text = "不得低于10%，500亩以上，约合3亿元，80多家，12个"
    >>> [value.detail for value in bounded(text, values(text))]
    ['%; at least', '亩; at least', 'CNY; about', '家; more than', '个']
    """
    for value in found:
        bound = _bound(text, value)
        yield replace(value, detail=f"{value.detail}; {bound}") if bound else value


def _bound(text: str, value: Entity) -> str:
    if after := _pattern("after").match(text, value.end):
        return _table("after")[after[0]][0]
    before = _pattern("before").search(text[max(0, value.start - _LONGEST) : value.start])
    bound = _table("before")[before["word"]][bool(before["no"])] if before else ""
    if bound:
        return bound
    if "以上" in value.text:
        return "at least"
    if _UP.search(text[max(0, value.start - 2) : value.start]) and value.text[0] in "十百千万亿":
        return "more than"
    inside = None if "/" in value.normalized else _pattern("with").search(value.text)
    return _table("with")[inside[0]][0] if inside else ""
