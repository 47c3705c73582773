"""What dates without a year, a month or a day go by: the document's date, or the date before them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import NamedTuple

from policytext.language.patterns import lazy
from policytext.language.sentences import begun
from policytext.pagefacts.days import iso_day
from policytext.recognition.edtf import clock, day_of, formatted, whole

CARRIED = 150  # characters over which a date takes the year or month of the date before, in one paragraph
JOINS = ("、", "和", "及", "与")  # between dates of one year: 9月和12月
MONTH = lazy(r"\d{4}-\d\d")
SHIFT = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1, "后": 2, "下": 1}
_AWAY = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2}

Period = tuple[datetime.date, datetime.date]
"""The first days of the first month and of the last."""

Group = Mapping[str, str | None]
"""The groups of a match of a date."""


class Base(NamedTuple):
    """The date against which dates without a year are resolved: the document's, or nothing."""

    date: datetime.date | None
    evidence: str
    stated: datetime.date | None = None  # the date before in the same paragraph, the last day of a range
    opened: datetime.date | None = None  # the first day of that range
    period: Period | None = None  # the last range of months with its year
    reported: Period | None = None  # the months that the headline reports
    announced: int = 0  # the year that the document says it is about
    spoken: int = 0  # the year named before in the same paragraph
    compared: bool = False  # is the date what something is compared with?
    due: bool = False  # is something to be done until the date, or in force from it: 12月底|前?
    days: Mapping[str, str] = {}  # the days that the text has named before, by month and day
    last: datetime.date | None = None  # the last of them in the same paragraph, with its year or without
    named: datetime.date | None = None  # the last day or month named nearby, that 次日 goes by
    parted: str = ""  # a part of a year nearby: 2023年一季度, and 二季度 behind it


class Nearby:
    """The date before: by which 次日 goes, whose year 二季度 has, and whether it recurs."""

    def __init__(self) -> None:
        self._end, self._recurs, self._part = 0, "", ""
        self._day: datetime.date | None = None

    def recurring(self, text: str, start: int) -> str:
        """The period of a date in a list of those that recur: 每年3月、|9月."""
        return self._recurs if text[self._end : start].lstrip("前底") in JOINS else ""

    def base(self, base: Base, text: str, start: int) -> Base:
        """What a date at an offset is resolved against, with this one if it is near."""
        if start - self._end > CARRIED or "\n" in text[self._end : start]:
            return base
        every = _EVERY.search(text, begun(text, start), start)
        return base._replace(named=None if every else self._day, parted=self._part)

    def read(self, match: re.Match[str], normalized: str, recurs: str) -> None:
        """Go on to the next date."""
        self._end, self._recurs = match.end(), recurs
        part = match["half"] or (match["ap"] and not match["am"])
        if part and normalized[:4].isdigit() and not _is_other(match):
            self._part = normalized
        if not (recurs or match["then_day"] or match["then_month"]):
            from_then = _OPEN.match(match.string, match.end())
            self._day = None if from_then else _last_day(normalized)


_EVERY = lazy("每|按[日周月季年]|逐[日月]")  # 按月发放，当月工资|次月发放
_OPEN = lazy("之?前|起|之?后")  # 3月1日|起，当日受理、次日办结: on any day from then on
_OTHERS = tuple("比较与同继自从由")
_SINCE = lazy("以来|之?后|相比|同期")


def _is_other(match: re.Match[str]) -> bool:
    """Is it what something is compared with, or since when: 比|2023年四季度, 去年四季度|以来?"""
    before = match.string[max(0, match.start() - 1) : match.start()]
    return before in _OTHERS or _SINCE.match(match.string, match.end()) is not None


def _last_day(normalized: str) -> datetime.date | None:
    """The last day of a date, or the first of a month."""
    last = normalized.split("/")[-1].rstrip("}").split(",")[-1]
    return day_of(last) or day_of(f"{last}-01" if MONTH.fullmatch(last) else None)


def _then(word: str, named: datetime.date | None) -> tuple[str, str] | None:
    """The day or month that 次日, 同日, 当月 mean, by the day that the text has named last."""
    if named is None:
        return None
    evidence, later = f"day of {named.isoformat()} before", word[0] in "次翌第"
    if "月" not in word:
        return (named + datetime.timedelta(later)).isoformat(), evidence
    months = 12 * named.year + named.month - 1 + later
    return f"{months // 12:04d}-{months % 12 + 1:02d}", evidence


def going_by(group: Group, shown: str, base: Base) -> tuple[str, str] | None:
    """The day or month of a date that goes by another: 本月15日, 下周五, 昨天, 次日, 18日至20日."""
    if group["then_day"] or group["then_month"]:
        then = _then(shown, base.named)
        return (then[0] + clock(group["then_clock"]), then[1]) if then else None
    if group["dayonly"]:
        return _days(group, base)
    if group["month_end"] and base.named:
        return f"{base.named:%Y-%m}", f"month of {base.named.isoformat()} before"
    if base.date is None:
        return "", "month unknown" if group["month_end"] or group["near_month"] else "day unknown"
    if month := group["near_month"] or (group["month_end"] and "本"):
        months = 12 * base.date.year + base.date.month - 1 + SHIFT[month[0]]
        day = whole(group["near_day"])
        return formatted(months // 12, months % 12 + 1, day, None, None) or "", base.evidence
    away = _AWAY[group["near"][0]] if group["near"] else -base.date.weekday()
    if week := group["week"]:
        away += 7 * SHIFT[week[0]] + "一二三四五六日".index((group["weekday"] or "").replace("天", "日"))
    return (base.date + datetime.timedelta(away)).isoformat(), base.evidence


def _days(group: Group, base: Base) -> tuple[str, str] | None:
    """A day without its month, or a range of them: 18日至20日."""
    day, evidence = _day_of_month(whole(group["dayonly"]), base)
    if day and group["daythrough"]:
        last = f"{day[:8]}{whole(group['daythrough']):02d}"
        return (f"{day}/{last}", evidence) if day < last else None
    return (day + clock(group["dc"]), evidence) if day else None


def _day_of_month(day: int, base: Base) -> tuple[str, str]:
    """A day without its month: in that of the date before it, or of the document's date."""
    before = base.last or base.stated
    if before and day >= before.day:
        return iso_day(before.year, before.month, day), f"month of {before.isoformat()} before"
    if base.date:
        return iso_day(base.date.year, base.date.month, day), base.evidence
    return f"XXXX-XX-{day:02d}", "month unknown"


def current(base: Base, part: str) -> tuple[int, str]:
    """The year that a text speaks of where it says none: 年底, 上半年.

    That of a part nearby only if this one is later in it: 2023年一季度, 二季度; not 2023年四季度, 一季度.
    """
    if base.stated:
        return base.stated.year, f"year of {base.stated.isoformat()} before"
    year = int(base.parted[:4] or 0)
    if year and (formatted(year, 0, 0, part, None) or "") > base.parted:
        return year, f"year of {year} before"
    if base.announced:
        return base.announced, f"announces {base.announced}"
    return (base.date.year, base.evidence) if base.date else (0, "year unknown")
