"""Bounds of numbers by the words around them: at least, at most, more than, less than, about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from policytext.language.characters import HAN
from policytext.language.numbers import NUMERALS
from policytext.language.patterns import LazyPattern, lazy
from policytext.recognition.model import Entity
from policytext.resources import alternation, rows

_LONGEST = 12  # characters of 不得超过 and the like before a number, with its currency
_WHOLE = 24  # characters of the whole that a number is a share of, and its bound: 不少于|执法人员总数的|5%
_VERBS = 4  # characters of the verb behind such an adverb: 至少|配备, 每年至少|安排一次
_NOT = "(?P<no>(?:不|未|没有?)(?:得|能|应当?|可以?|宜|许|再|准|予|会|允许|要|必)?)"
_VERB = "(?:(?:可|能)?(?:达到?|[为有占合需计是到了]))?"  # 约|合, 最高|可达
_SPAN = lazy("(?<=[时天日分年])(?:滑动)?(?:平均|雨|降)")  # 最大|8小时|平均浓度, 24小时|雨量
_SOLVED = lazy(
    rf"(?<=突破)[{NUMERALS}十百\d]+[项个种类批道](?!大关|台阶|目标|左右)(?:以上)?[{HAN}]{{2}}"
)  # 突破|50项技术
_ASIDE = lazy(  # 30%| |以上, 1万台|（套）|以上, 50人|（不含）|以下
    rf"[ \u3000]?[（(](?:(?P<not>不)?(?:包?含|包括)[^（()），。；]{{0,8}}|[{HAN}]{{1,2}})[）)]|[ \u3000]"
)
_LISTED = ("、", "和", "或", "或者", "及", "以及")
_UP = lazy("(?<!以)上$")  # 上|百亿元


@cache
def _table(side: str) -> Mapping[str, tuple[str, str]]:
    """The meaning of each word of a side, and its meaning after 不, 不得, 未."""
    return {word: (bound, "".join(no)) for of, word, bound, *no in rows("value_bounds.tsv") if of == side}


_OF_WHOLE = lazy(lambda: rf"{_NOT}(?P<word>{alternation(_table('before'))})[{HAN}]{{2,}}的\Z")


@cache
def _pattern(side: str) -> LazyPattern:
    words = alternation(_table(side))
    if side == "adverb":
        return lazy(rf"(?P<word>{words})(?:(?![{NUMERALS}的])[{HAN}]){{1,{_VERBS}}}\Z")
    before = rf"{_NOT}?(?P<word>{words}){_VERB}(?:每[{HAN}]{{1,4}})?[人民币 ]{{0,3}}\Z"
    return lazy(before if side == "before" else words)


def bounded(text: str, found: Iterable[Entity]) -> Iterator[Entity]:
    """The values, with their bound after the unit in `detail`.

    >>> from policytext.recognition.values import values
    >>> text = "不得低于10%，500亩以上，约合3亿元，80多家，12个"
    >>> [value.detail for value in bounded(text, values(text))]
    ['%; at least', '亩; at least', 'CNY; about', '家; more than', '个']
    >>> text = "30人（含）以上、50人（不含）以下"
    >>> [value.detail for value in bounded(text, values(text))]
    ['人; at least', '人; less than']
    >>> text = "首次突破1亿元、5亿元的"
    >>> [value.detail for value in bounded(text, values(text))]
    ['CNY; more than', 'CNY; more than']
    """
    for row in _rows(text, found):
        before = [_before(text, value) for value in row]
        after = [bound_after(text, value.end)[0] for value in row]
        first, last = before[0], after[-1]
        shared = "" if first and last else first or last
        for value, ahead, behind in zip(row, before, after, strict=True):
            bound = behind or ahead or bound_within(text, value) or shared
            yield replace(value, detail=f"{value.detail}; {bound}") if bound else value


def _rows(text: str, found: Iterable[Entity]) -> Iterator[list[Entity]]:
    """Values that are listed in one unit, which share the bound of the first or last: 超过1亿元、5亿元."""
    row: list[Entity] = []
    for value in found:
        listed = row and (value.type, value.detail) == (row[-1].type, row[-1].detail)
        if row and not (listed and text[row[-1].end : value.start] in _LISTED):
            yield row
            row = []
        row.append(value)
    if row:
        yield row


def _before(text: str, value: Entity) -> str:
    if _SPAN.match(text, value.end) or _SOLVED.match(text, value.start):
        return ""
    return bound_before(text[max(0, value.start - _WHOLE) : value.start])[0]


def bound_before(text: str) -> tuple[str, int]:
    """The bound that a text ends with, and its length; 0 where more than the bound stands there.

    >>> bound_before("总动力不超过"), bound_before("每市至少储备"), bound_before("至少有一项的占")
    (('at most', 3), ('at least', 0), ('', 0))
    >>> bound_before("法制审核人员不少于执法人员总数的"), bound_before("超高清产业的")
    (('at least', 0), ('', 0))
    """
    ahead = text[-_LONGEST:]
    if word := _pattern("before").search(ahead):
        bound = _table("before")[word["word"]][bool(word["no"])]
        return bound, len(word[0]) if bound else 0
    if adverb := _pattern("adverb").search(ahead):
        return _table("adverb")[adverb["word"]][0], 0
    whole = _OF_WHOLE.search(text[-_WHOLE:]) if text.endswith("的") else None
    return _table("before")[whole["word"]][1] if whole else "", 0


def bound_after(text: str, at: int) -> tuple[str, int]:
    """The bound at an offset of a text (左右), and its length; ("", 0) if none."""
    aside = _ASIDE.match(text, at)
    word = _pattern("after").match(text, aside.end() if aside else at)
    if word is None:
        return "", 0
    bound = _table("after")[word[0]][0]
    without = aside is not None and aside["not"]
    return (_WITHOUT.get(bound, bound) if without else bound), word.end() - at


_WITHOUT = {"at least": "more than", "at most": "less than"}


def bound_within(text: str, value: Entity) -> str:
    """Bounds that are part of the number: 80多家, 上|百亿元."""
    if _UP.search(text[max(0, value.start - 2) : value.start]) and value.text[0] in "十百千万亿":
        return "more than"
    inside = None if "/" in value.normalized else _pattern("with").search(value.text)
    return _table("with")[inside[0]][0] if inside else ""
