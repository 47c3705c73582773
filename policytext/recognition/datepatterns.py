"""The pattern of dates: days, months, quarters, years and ranges between them."""

from __future__ import annotations

from functools import partial

from policytext.language.patterns import lazy, shapes

_S = r"[ \u3000]?"
_NUMERAL = "一二三四五六七八九"
_REPUBLIC = rf"民[国國]{_S}(?:\d{{1,3}}|元|[一二三四五六七八九十百〇零]{{1,4}})(?={_S}年)"  # year 1 is 1912
_YEAR = (
    rf"(?:(?:中[华華])?{_REPUBLIC}|(?<![\d.])(?:1[89]|20|21)\d\d"
    rf"|(?<![{ZERO}{_NUMERAL}])[一二][{ZERO}{_NUMERAL}]{{3}}"
    r"|(?:(?<![\w.])|(?<=[于自从至到在与比]))\d\d(?=年(?:1[0-2]|0?[1-9])月(?!以[上下内]|的)))"  # 98年6月
)
_MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12]\d|0?[1-9](?!\d)|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_LAST_YEAR = (  # not 三年|以上年限, 历史|上年均
    r"(?<![岁年月日级人元名个吨斤亩倍项次%％\d]以)(?<!历史)(?<!世界)上年度?(?!度?同期|[均龄轻纪限份])"
)
_AFTER_NAMED = (  # told by the year named before
    rf"(?:(?<![每应适相])当年(?=\d|[度底末内初])|(?:(?<![不相])同|(?<![{_NUMERAL}十\d两几多每首再某本此])次|翌)年)度?"
    "(?![级龄轻份])"
)
_RELATIVE = rf"(?:今年|去年|前年|明年|后年|本年度?|{_LAST_YEAR}|(?<!以)下年度|{_AFTER_NAMED})"
_NTH = "[一二三四1-4]"
_QUARTERS = rf"(?:上半年|下半年|前?{_NTH}(?:[、和]{_NTH})*季度|第{_NTH}(?:[、和]第{_NTH})*季度)"
_PART = (
    rf"(?:年?底|年?末|年初|初(?![步级次中期审稿始夏春秋冬创衷定评赛高])|年中|年内|{_QUARTERS}|[上中下]旬)"
)
_CLOCK = (
    rf"{_S}(?:上午|下午|晚上?|早上|凌晨|中午)?{_S}(?:[01]?\d|2[0-4])"
    rf"(?:[:：][0-5]\d(?::[0-5]\d)?|{_S}[时点](?:{_S}[0-5]?\d{_S}分)?(?:许|左右)?)"
)
_TO = rf"{_S}(?:起?[至到]|—{{1,2}}|–|-|－|~|～){_S}"

_MORE_DAYS = rf"(?:{_TO}(?:{_MONTH}月)?|(?:、{DAY})*[、和]){DAY}{_S}[日号]"  # 3月8|—10日, 5月1|、2、3日


def _point(prefix: str) -> str:
    """A pattern of one point in time with groups for its year, month, day and what refines it."""
    y, r, p, c = (f"?P<{prefix}{name}>" for name in "yrpc")
    dated = rf"(?:({y}{_YEAR}){_S}年度?|({r}{_RELATIVE})){_S}{_month(prefix)}?"
    return rf"(?:{dated}|{_month(prefix + '_')})({p}{_PART})?({c}{_CLOCK})?"


def _month(prefix: str) -> str:
    m, d = (f"?P<{prefix}{name}>" for name in "md")
    day = rf"({d}{DAY}){_S}(?:[日号](?!线)|(?={_MORE_DAYS}))"
    return rf"(?:({m}{_MONTH}){_S}月(?:份|{_S}{day})?)"


_PARTS = {
    "BLANK": _S, "TO": _TO, "ZERO": _ZERO, "NUMERAL": _NUMERAL, "YEAR": _YEAR, "MONTH": _MONTH, "DAY": DAY,
    "MORE_DAYS": _MORE_DAYS, "RELATIVE": _RELATIVE, "CLOCK": _CLOCK, "QUARTERS": _QUARTERS,
    "PLAN": rf"(?:(?<![{_NUMERAL}])十[一二三四五六七]?|(?<![{_NUMERAL}十])[七八九])",
    "POINT_A": _point("a"), "POINT_B": _point("b"),
}  # fmt: skip
STARTS = rf"(?=[\d{_NUMERAL}十中民年今去前明后本上下第当同次翌昨“近日])"
"""What a date begins with: all other places are passed over at once, which halves the time."""
date_shapes = partial(shapes, "date_shapes.tsv", **_PARTS)
DATES = lazy(lambda: f"{STARTS}(?:{date_shapes()['date'].pattern})")
