"""The names of those who can have a duty, and lists of such names: 财政部、税务总局和有关部门."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from policytext.commitments.cues import cue, words
from policytext.language.characters import LOOSE_HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.resources import alternation, lists

_LONGEST = 30  # code points of one name: the longest seen has 26
LEVEL = "[（(〔](?:[市州区县盟地旗]|社区|街道)(?:、(?:[市州区县盟地旗]|社区|街道))*[）)〕]"
"""What an office is called elsewhere: 各县（市、区）人民政府, 村（社区）."""

_ALSO = "[（(](?:以下|下)?[统简合]?称[^（）()]{1,30}[）)]"
"""What a body is called from here on: 中央国债登记结算有限责任公司（以下简称中央结算公司）."""
BRACKETS = rf"(?:{LEVEL}|{_ALSO}|[（(]{LOOSE_HAN}[^，。；（）()\n]{{0,20}}[）)])"

_AND = "、|，|,|特别是|尤其是|以及|等(?=有关|相关)|及其(?!他|余)|或者?|及|和|与"
_SEPARATOR = lazy(f"(?P<level>{LEVEL})|{_ALSO}(?:{_AND})?|{_AND}")
_JOINS = lazy("和|与|及|或")  # which names hold too: 工业和信息化部
_LEVEL = lazy("(?:各?(?:有关)?(?:省|自治区|直辖市|计划单列市|地级?市|[市州县区])|[省市县区]级|地市级)")
_ANYBODY = lazy("任何(?:单位|组织|机构)(?:和|或者?|、)个人")
_PERSON = lazy("个人|公民|其他组织")  # who ends a list of bodies, but is none: 有关单位和个人
_OTHERS = ("有关", "相关", "各有关", "其他", "军区")  # 各省、自治区和有关部门 are no offices of one kind
_SUCH = lazy(
    f"等(?:{LOOSE_HAN}{{1,8}}领域)?(?:有关|相关|职能|行政(?:管理|执法)?|主管|监管|监督管理){{0,2}}(?:部门|单位|机构)"
    "(?:[和、](?:部门|单位|机构))?$"
)
_DIVIDES = lazy("、(?![^（(]*[）)])")
_HALF = lazy(f"{LOOSE_HAN}{{2,8}}")
_FIELD = lazy(f"{LOOSE_HAN}{{2,14}}")  # 卫生健康, of the departments of a list that ends with 等部门
_OPENS = words("opens")
NO_NAME = words("no_name")


class Name(NamedTuple):
    """A name `[start, end)` of a text."""

    text: str
    start: int
    end: int


@cache
def endings() -> str:
    """A pattern of how the name of a body ends, the longest first."""
    names = lists("organisations.tsv")
    longer = [word for kind in ("institution", "company") for word in names[kind] if len(word) > 1]
    return f"{alternation(longer)}|{words('body').pattern}"


@cache
def _shape(parties: bool) -> LazyPattern:
    ends = f"{endings()}|{words('party').pattern}" if parties else endings()
    return lazy(rf"(?:{LEVEL}|{LOOSE_HAN}|[“”·（）()]){{0,{_LONGEST}}}?(?:{ends})(?:{BRACKETS})?等?")


@lru_cache(maxsize=4096)
def is_body(name: str, parties: bool = False) -> bool:
    """Is it the name of a body, and of nobody in particular? Or of a party, whom a rule binds.

    >>> [is_body(name) for name in ("税务总局", "各地区", "我们", "积极稳妥推进", "经营者")]
    [True, True, False, False, False]
    >>> is_body("经营者", parties=True)
    True
    """
    if NO_NAME.search(name) or _OPENS.match(name) or name in lists("duty_words.tsv")["not_body"]:
        return False
    *halves, name = _DIVIDES.split(name)  # 生产、经营单位
    return all(map(_is_half, halves)) and _shape(parties).fullmatch(name) is not None


def _is_half(name: str) -> bool:
    """Can it be what a name that ends behind it begins with: the 生产 of 生产、经营单位?"""
    return _HALF.fullmatch(name) is not None and not _OPENS.match(name) and not cue("call").match(name)


def names(text: str, start: int, end: int, parties: bool = False) -> list[Name]:
    """The names of a list, or nothing where one of its items is no body's (nor, with `parties`, theirs).

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
    parted = [mark.span() for mark in _SEPARATOR.finditer(text, start, end) if not mark["level"]]
    for low, high in [*parted, (end, end)]:
        joins = _JOINS.fullmatch(text, low, high) is not None
        item = text[at:low]
        shown = item.strip(" \u3000\n")
        rest = text[at:end].partition("、")[0] if fields and joins else ""
        if rest and not is_body(shown) and (len(rest) < end - at or rest in lists("agencies.tsv")["field"]):
            continue  # 自然资源和规划、教育等部门, 文化和旅游等部门, but 电影部门和|教育、电信等部门
        person = bool(found) and low == end and _PERSON.fullmatch(shown) is not None
        if not shown and found and text[low - 1 : low] in "）)":
            at = high
            continue
        is_field = fields and _FIELD.fullmatch(shown) and not (NO_NAME.search(shown) or _OPENS.match(shown))
        if not (person or is_field or is_body(shown, parties)):
            if joins or (text[low:high] == "、" and all(map(_is_half, _DIVIDES.split(shown)))):
                continue  # part of a name, or of what is none
            return []
        begin = at + item.index(shown)
        bare = shown.removesuffix("等") if shown != "等" else shown
        if bare.endswith("部门") and not _LEVEL.match(bare):  # 教育、公安主管部门 are two
            for half in _DIVIDES.split(bare)[:-1]:
                found.append(Name(half, begin, begin + len(half)))
                begin += len(half) + 1
            bare = _DIVIDES.split(bare)[-1]
        found.append(Name(bare, begin, begin + len(bare)))
        at = high
    return _together(text, found)


def _together(text: str, found: list[Name]) -> list[Name]:
    """The names, those of levels (省、自治区、直辖市) as one, and with the office that they all have."""
    made: list[Name] = []
    at = 0
    while at < len(found):
        last = at
        while last < len(found) and _LEVEL.fullmatch(found[last].text):
            last += 1
        if last > at and last < len(found) and not found[last].text.startswith(_OTHERS):
            last += 1
        start, end = found[at].start, found[max(at, last - 1)].end
        made.append(Name(text[start:end], start, end))
        at = max(at + 1, last)
    return made
