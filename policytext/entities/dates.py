"""DATE: days, months, quarters, years, plan periods and the ranges between them, in ISO 8601-2 (EDTF)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from typing import NamedTuple

from policytext.entities.model import Entity
from policytext.entities.numbers import number

_ZERO = "〇零○Ｏ"
_S = r"[ \u3000]?"
_YEAR = rf"(?:(?<![\d.])(?:1[89]|20|21)\d\d|(?<![{_ZERO}一二三四五六七八九])[一二][{_ZERO}一二三四五六七八九]{{3}})"
_MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9](?!\d)|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_RELATIVE = r"(?:今年|去年|前年|明年|后年|本年度?|上年(?!度?末|度?同期)|当年(?=\d))"
_PART = r"(?:年?底|年初|年末|年中|上半年|下半年|前?[一二三四]季度|第[一二三四]季度|[上中下]旬)"
_CLOCK = rf"{_S}(?:上午|下午|晚上?|早上|凌晨|中午)?{_S}(?:[01]?\d|2[0-4])(?:[:：][0-5]\d(?::[0-5]\d)?|[时点](?:[0-5]?\d分)?)"


def _point(prefix: str) -> str:
    """A pattern of one point in time with groups for its year, month, day and what refines it."""
    y, r, m, d, p, c = (f"?P<{prefix}{name}>" for name in "yrmdpc")
    month = rf"(?:({m}{_MONTH}){_S}月(?:份|{_S}({d}{_DAY}){_S}(?:[日号](?!线)))?)"
    return rf"(?:(?:({y}{_YEAR}){_S}年度?|({r}{_RELATIVE})){_S}{month}?|{month.replace(prefix, prefix + '_')})({p}{_PART})?({c}{_CLOCK})?"


_TO = rf"{_S}(?:至|到|—{{1,2}}|–|-|－|~|～){_S}"
_DATES = re.compile(
    rf"(?P<iso>(?<![\d.\-/A-Za-z])(?P<iy>(?:1[89]|20)\d\d)(?P<sep>[-/.])(?P<im>1[0-2]|0?[1-9])(?P=sep)(?P<id>3[01]|[12]\d|0?[1-9])(?![\d\-/]))(?P<ic>{_CLOCK})?"
    rf"|(?P<years>{_YEAR})年?{_TO}(?P<until>{_YEAR}){_S}年度?(?P<untilp>{_PART})?(?!{_S}{_MONTH}{_S}月)"
    rf"|(?<![\d.第个{_ZERO}一二三四五六七八九十/]){_point('a')}"
    rf"(?:{_TO}(?:{_point('b')}|(?P<bday>{_DAY}){_S}[日号])|{_S}(?:、|和){_S}(?P<also>{_DAY}){_S}[日号])?"
    r"|(?<![一-鿿])(?P<dayonly>[12]\d|3[01]|[1-9])[日](?=[，,上下晚在从讯电]|$)"
    r"|“?(?P<plan>(?<![一二三四五六七八九])十[一二三四五六七]?|[七八九])[·•]?五”?(?:规划|时期|期间)"
    r"|“(?P<quoted>十[一二三四五六七]?|[七八九])五”"
)  # fmt: skip
_QUARTER = {"一": ("01", "03"), "二": ("04", "06"), "三": ("07", "09"), "四": ("10", "12")}
_SHIFT = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1, "后": 2}


class _Base(NamedTuple):
    """What a date without a year is resolved against: the document's date, or nothing."""

    date: Date | None
    evidence: str


def dates(text: str, date: str | None = None) -> Iterator[Entity]:
    """The dates of a text, those without a year resolved against `date` (ISO 8601) to the nearest.

    >>> [(d.text, d.normalized) for d in dates("8月23日印发，到2030年，“十四五”期间", "2024-08-30")]
    [('8月23日', '2024-08-23'), ('2030年', '2030'), ('“十四五”', '2021/2025')]
    >>> [d.normalized for d in dates("2004年4月16日至18日；2018—2020年；9月24日")]
    ['2004-04-16/2004-04-18', '2018/2020', 'XXXX-09-24']
    """
    base = _Base(_day(date), f"document date {date}")
    for match in _DATES.finditer(text):
        found = _resolve(match, base)
        if found is None:
            continue
        normalized, detail = found
        start, end = match.span()
        raw = match[0]
        if match["plan"] and raw.endswith(("期间", "时期", "规划")):
            end -= 2
        trimmed = text[start:end].rstrip()
        if trimmed.startswith("“") != trimmed.endswith("”"):
            start, trimmed = (start + 1, trimmed[1:]) if trimmed.startswith("“") else (start, trimmed)
        yield Entity(start, start + len(trimmed), trimmed, "DATE", normalized, detail)


def _resolve(match: re.Match[str], base: _Base) -> tuple[str, str] | None:
    group = match.groupdict()
    if group["iso"]:
        day = _iso(int(group["iy"]), int(group["im"]), int(group["id"]))
        return (day + _clock(group["ic"]), "") if day else None
    if group["years"]:
        first, last = (_int(group[name]) for name in ("years", "until"))
        return (f"{first}/{last}", "") if first <= last else None
    if plan := group["plan"] or group["quoted"]:
        first = 1951 + 5 * (_int(plan) - 1) if plan != "十" else 2001
        first = {7: 1986, 8: 1991, 9: 1996}.get(_int(plan), 2001 + 5 * (_int(plan) - 10))
        return f"{first}/{first + 4}", "five-year plan"
    if group["dayonly"]:
        if base.date is None:
            return None
        day = _iso(base.date.year, base.date.month, int(group["dayonly"]))
        return (day, base.evidence) if day else None
    return _points(group, base)


def _points(group: dict[str, str | None], base: _Base) -> tuple[str, str] | None:
    year, evidence = _year(group, "a", base)
    month, day = (_int(group["a" + name] or group["a_" + name]) for name in "md")
    first = _format(year, month, day, group["ap"], group["ac"])
    if first is None:
        return None
    if extra := group["bday"] or group["also"]:
        last = _format(year, month, _int(extra), None, None)
        return (f"{first}/{last}", evidence) if last and day else (first, evidence)
    month_b, day_b = (_int(group["b" + name] or group["b_" + name]) for name in "md")
    year_b = _int(group["by"]) or (_year(group, "b", base)[0] if group["br"] else year)
    if not (group["by"] or group["br"] or month_b):
        return first, evidence
    last = _format(year_b, month_b, day_b, group["bp"], group["bc"])
    return (f"{first.split('/')[0]}/{last.split('/')[-1]}", evidence) if last else (first, evidence)


def _year(group: dict[str, str | None], prefix: str, base: _Base) -> tuple[int, str]:
    if stated := group[prefix + "y"]:
        return _int(stated), ""
    if base.date is None:
        return 0, "year unknown"
    if relative := group[prefix + "r"]:
        return base.date.year + _SHIFT[relative[0]], base.evidence
    month = _int(group[prefix + "_m"]) or 1
    day = _int(group[prefix + "_d"]) or 15
    candidates = (base.date.year - 1, base.date.year, base.date.year + 1)
    nearest = min(
        candidates,
        key=lambda y: abs(
            (y - base.date.year) * 365 + (month - base.date.month) * 30.4 + day - base.date.day
        ),
    )  # type: ignore[union-attr]
    return nearest, base.evidence


def _format(year: int, month: int, day: int, part: str | None, clock: str | None) -> str | None:
    stem = f"{year:04d}" if year else "XXXX"
    if month and day:
        try:
            Date(year or 2024, month, day)
        except ValueError:
            return None
        return f"{stem}-{month:02d}-{day:02d}{_clock(clock)}"
    if month:
        return f"{stem}-{month:02d}"
    if part and "季度" in part:
        first, last = _QUARTER[part.replace("第", "").replace("前", "")[0]]
        return f"{stem}-{'01' if '前' in part else first}/{stem}-{last}"
    if part in ("上半年", "下半年"):
        return f"{stem}-01/{stem}-06" if part == "上半年" else f"{stem}-07/{stem}-12"
    if part in ("年底", "底", "年末"):
        return f"{stem}-12"
    return stem if year or not part else None


def _clock(text: str | None) -> str:
    if not text:
        return ""
    hour, minute = (re.findall(r"\d+", text) + ["0"])[:2]
    hours = int(hour) + 12 if re.search("[下晚]", text) and int(hour) < 12 else int(hour)
    return f"T{hours:02d}:{int(minute):02d}"


def _iso(year: int, month: int, day: int) -> str:
    try:
        return Date(year, month, day).isoformat()
    except ValueError:
        return ""


def _day(text: str | None) -> Date | None:
    try:
        return Date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _int(text: str | None) -> int:
    value = number(text) if text else None
    return int(value) if value is not None else 0
