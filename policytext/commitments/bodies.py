"""The names of those who can have a duty, and lists of such names: 财政部、税务总局和有关部门."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from policytext.language.characters import LOOSE_HAN
from policytext.resources import lists

_LONGEST = 30  # code points of one name: the longest seen has 26
LEVEL = "[（(](?:[市州区县盟地旗]|社区|街道)(?:、(?:[市州区县盟地旗]|社区|街道))*[）)]"
"""What an office is called elsewhere: 各县（市、区）人民政府, 村（社区）."""

_SEPARATOR = re.compile(
    f"(?P<level>{LEVEL})|[、,，]|特别是|尤其是|以及|等(?=有关|相关)|及其(?!他|余)|及|和|与"
)
_LEVEL = re.compile("(?:各?(?:省|自治区|直辖市|地级?市|[市州县区])|[省市县区]级|地市级)")
_NO_NAME = re.compile(
    "由|下[设属]|^(?:应(?!急)|[要须对在将以]|支持|鼓励|引导|推动|推进|促进)|第[一二三四五六七八九十百\\d]+条"
)


_ANYBODY = re.compile("任何(?:单位|组织|机构)(?:和|或者?|、)个人")


_OTHERS = ("有关", "相关", "各有关", "其他")  # 各省、自治区和有关部门 are no offices of one kind
_SUCH = re.compile("等(?:有关|相关|主管|职能|行政(?:管理)?)?(?:部门|单位|机构)$")
_FIELD = re.compile(f"{LOOSE_HAN}{{2,14}}")  # 卫生健康, of the departments of a list that ends with 等部门


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
    return re.compile(
        rf"(?:{LEVEL}|{LOOSE_HAN}|[“”·（）()]){{0,{_LONGEST}}}?(?:{endings()})(?:{LEVEL})?等?"
    )


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
    >>> [name.text for name in names("市、区民政、卫生健康等部门", 0, 13)]
    ['市、区民政', '卫生健康']
    """
    found: list[Name] = []
    if _ANYBODY.fullmatch(text, start, end):
        return [Name(text[start:end], start, end)]
    such = _SUCH.search(text, start, end)
    end = such.start() if such and _SEPARATOR.search(text, start, such.start()) else end
    fields = such is not None and end == such.start()
    at = start
    for low, high in [*_separators(text, start, end), (end, end)]:
        item = text[at:low]
        shown = item.strip(" \u3000\n")
        if not (is_body(shown) or (fields and _FIELD.fullmatch(shown) and not _NO_NAME.search(shown))):
            if text[low:high] in ("和", "与", "及"):
                continue  # part of a name, or of what is none
            return []
        begin = at + item.index(shown)
        bare = shown.removesuffix("等") if shown != "等" else shown
        found.append(Name(bare, begin, begin + len(bare)))
        at = high
    level = next((at for at, name in enumerate(found) if not _LEVEL.fullmatch(name.text)), 0)
    if level and not found[level].text.startswith(_OTHERS):
        first, last = found[0].start, found[level].end
        return [Name(text[first:last], first, last), *found[level + 1 :]]
    return found


def _separators(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _SEPARATOR.finditer(text, start, end) if not match["level"])
