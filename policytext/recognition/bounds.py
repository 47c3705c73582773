"""What the words around a number make of it: at least, at most, more than, less than, about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from policytext.recognition.model import Entity
from policytext.resources import either, rows

_LONGEST = 5  # characters of a word before a number, with its negation
_NOT = ("不", "不得", "不能", "不应", "不宜", "不可", "不要", "不准", "不许", "未", "没有")


@cache
def _table(side: str) -> Mapping[str, str]:
    """What each word of a side says; one that can be negated also as 不得低于."""
    found: dict[str, str] = {}
    for where, word, bound, *negated in rows("value_bounds.tsv"):
        if where == side:
            found |= {word: bound} if bound else {}
            found |= {no + word: opposite for opposite in negated for no in _NOT}
    return found


@cache
def _pattern(side: str) -> re.Pattern[str]:
    words = either(_table(side))
    return re.compile(rf"(?:{words})(?=[人民币 ]{{0,3}}\Z)" if side == "before" else words)


def bounded(text: str, found: Iterable[Entity]) -> Iterator[Entity]:
    """The values, with their bound after the unit in `detail`.

    >>> from policytext.recognition.values import values
    >>> text = "不得低于10%，500亩以上，约3亿元，80多家，12个"
    >>> [value.detail for value in bounded(text, values(text))]
    ['%; at least', '亩; at least', 'CNY; about', '家; more than', '个']
    """
    for value in found:
        bound = _bound(text, value)
        yield replace(value, detail=f"{value.detail}; {bound}") if bound else value


def _bound(text: str, value: Entity) -> str:
    if after := _pattern("after").match(text, value.end):
        return _table("after")[after[0]]
    if before := _pattern("before").search(text[max(0, value.start - _LONGEST - 3) : value.start]):
        return _table("before")[before[0]]
    inside = _pattern("with").search(value.text)
    if "以上" in value.text:
        return "at least"
    return _table("with")[inside[0]] if inside else ""
