"""The names of those who can have a duty, and lists of such names: 财政部、税务总局和有关部门."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from policytext.language.characters import LOOSE_HAN
from policytext.resources import lists

_LONGEST = 30  # code points of one name: the longest seen has 26
_SEPARATOR = re.compile("[、,，]|特别是|尤其是|以及|等(?=有关|相关)|及(?!其)|和|与")
_LEVEL = re.compile("(?:各?(?:省|自治区|直辖市|地级?市|[市州县区])|[省市县区]级|地市级)")
_NO_NAME = re.compile(
    "由|下[设属]|^(?:[要应须对在将以]|支持|鼓励|引导|推动|推进|促进)|第[一二三四五六七八九十百\\d]+条"
)


_ANYBODY = re.compile("任何(?:单位|组织|机构)(?:和|或者?|、)个人")


class Name(NamedTuple):
    """A name `[start, end)` of a text."""

    text: str
    start: int
    end: int


@cache
def endings() -> str:
    """A pattern of how the name of a body ends, the longest first as the table has them."""
    return "|".join(lists("duty_words.tsv")["body"])


@cache
def _is_body() -> re.Pattern[str]:
    return re.compile(rf"(?:{LOOSE_HAN}|[“”·（）()]){{0,{_LONGEST}}}?(?:{endings()})等?")


def is_body(name: str) -> bool:
    """Is it the name of a body, and of nobody in particular?

    >>> [is_body(name) for name in ("税务总局", "各地区", "我们", "积极稳妥推进")]
    [True, True, False, False]
    """
    if _NO_NAME.search(name) or name in lists("duty_words.tsv")["not_body"][0].split("|"):
        return False
    return _is_body().fullmatch(name) is not None


def names(text: str, start: int, end: int) -> list[Name]:
    """The names of a list, or nothing where one of its items is no body's.

    A name that holds 和 or 及 itself (工业和信息化部) stays whole, and so do offices of several levels
    that are named together (各省、自治区、直辖市邮政管理局).

    >>> [name.text for name in names("工业和信息化部、科技部和有关部门", 0, 16)]
    ['工业和信息化部', '科技部', '有关部门']
    """
    found: list[Name] = []
    if _ANYBODY.fullmatch(text, start, end):
        return [Name(text[start:end], start, end)]
    at = start
    for low, high in [*_separators(text, start, end), (end, end)]:
        item = text[at:low]
        shown = item.strip(" \u3000\n")
        if not is_body(shown):
            if text[low:high] in ("和", "与", "及"):
                continue  # part of a name, or of what is none
            return []
        begin = at + item.index(shown)
        bare = shown.removesuffix("等") if shown != "等" else shown
        found.append(Name(bare, begin, begin + len(bare)))
        at = high
    levels = all(_LEVEL.fullmatch(name.text) for name in found[:-1])
    if len(found) > 1 and levels and not _LEVEL.fullmatch(found[-1].text):
        first, last = found[0].start, found[-1].end
        return [Name(text[first:last], first, last)]
    return found


def _separators(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _SEPARATOR.finditer(text, start, end))
