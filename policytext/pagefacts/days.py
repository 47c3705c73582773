"""Days written out in full, however a page writes them: 2024-03-05, 二〇二四年三月五日, 民國113年3月5日."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from policytext.language.numbers import number
from policytext.language.patterns import lazy

ZERO = "〇零○ＯOo0０"  # in years of Chinese numerals as pages write them: 二O一八年
_NUMERAL = "一二三四五六七八九"
_DIGIT = "0-9０-９"
_FIRST_YEAR = 1911  # year 1 of the Republic (民國元年) is 1912

DIGITS = (  # a day in digits, as templates of sites write it
    r"(?P<year>(?:19|20)\d\d)\s*(?P<mark>[-./年]|(?<=\d\s)(?=\d\d/\d\d\s\d\d:))\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})(?!\d)\s*日?"
)
_DAY = lazy(
    rf"(?:(?:中[华華])?(?P<republic>民[国國])\s*(?P<of>[{_DIGIT}]{{1,3}}|元|[{_NUMERAL}十百]{{1,4}})"
    rf"|(?<![\d０-９.])(?P<year>(?:1[89]|2[01])\d\d|[１２][０-９]{{3}})"
    rf"|(?<![{_NUMERAL}{ZERO}])(?P<chinese>[一二][{ZERO}{_NUMERAL}]{{3}}))"
    rf"\s*(?P<mark>[-./年])\s*(?P<month>[{_DIGIT}]{{1,2}}|十?[{_NUMERAL}]|十)"
    rf"\s*(?P<second>[-./月])\s*(?P<day>[{_DIGIT}]{{1,2}}|[{_NUMERAL}]?十[{_NUMERAL}]?|[{_NUMERAL}])(?![{_DIGIT}])"
    r"(?P<closing>\s*[日号號])?"
)
_AROUND = lazy(
    r"[\W_]*(?:(?:星期|周)[一二三四五六日天])?(?:[上下]午)?(?:\d{1,2}[:：时時](?:\d\d?分?)?[整正]?)?(?:印发|发布|發布|公布)?[\W_]*"
)


_PART = lazy(  # 202405 is a month, 20245 a number
    rf"(?P<year>(?:1[89]|2[01])\d\d(?!\d(?!\d))|[一二][{ZERO}{_NUMERAL}]{{3}})\s*"
    rf"(?:\.0|年度?|[-./年]?\s*(?P<month>1[0-2]|0?[1-9]|十[一二]?|[{_NUMERAL}])\s*月?)?"
)
_YEAR = lazy(r"(?<!\d)((?:19|20)\d\d)(?:(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9]))?(?![\ds])")  # 1990s: ten
_UNSET = ("1899-12-30", "1899-12-31", "1900-01-01", "1970-01-01")
"""The day 0 of Excel, SQL Server and Unix, which stands where none was set."""
_STAMP = 30  # characters of a day with its hour, as programs write it
_REPUBLIC = lazy(r"(1\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_SHORT = lazy(r"\d\d([-./])\d\d\1\d\d")
_CLOCK = lazy(r"((?:19|20)\d\d-\d\d-\d\d)[T ](\d\d):\d\d(?::\d\d(?:\.\d+)?)?(?:Z|([+-]\d\d):?\d\d)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = lazy(  # Jan 5, 2024; 5 January 2024; as programs write it: Fri, 05 Jan 2024 08:00:00 GMT
    rf"\b(?:(?<!:)(?P<before>\d{{1,2}})(?:st|nd|rd|th)?[ -])?(?P<month>{'|'.join(_MONTHS)})"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b\.?[ -]{0,2}"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!:),?)?"
    r"(?:[ ]\d\d?:[\d:]{2,5}(?:[ ][A-Z+\d]{1,5})?)?[ -]?(?P<year>(?:19|20)\d\d)\b",
    re.I,
)
_HOUR = lazy(r"(?<!\d)(\d\d):\d\d(?::\d\d)?[ ](?:(?:GMT|UTC|Z)?([+-]\d\d):?\d\d|GMT|UTC|Z)(?![\w+-])")
_SAME = str.maketrans("—–", "--")
_CHINA = 8  # hours that clocks there are ahead of UTC
_SOLID = lazy(r"(?<!\d)((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)")


class Day(NamedTuple):
    """A day that stands at `[start, end)` of a text, in ISO 8601."""

    start: int
    end: int
    iso: str


def days(text: str) -> Iterator[Day]:
    """The days of a text that are written out with their year; days that do not exist are left out.

    >>> [day.iso for day in days("2024-3-5，二○一○年四月十四日，中華民國110年12月23日，2023年2月29日")]
    ['2024-03-05', '2010-04-14', '2021-12-23']
    """
    for match in _DAY.finditer(text):
        if match["mark"] == "年" and match["second"] != "月":
            continue
        if iso := _iso(match):
            yield Day(match.start(), match.end(), iso)


def first_day(text: str) -> str:
    """The first day of a text in ISO 8601, "" if there is none.

    >>> first_day("成文日期：2024年03月05日"), first_day("2024年3月")
    ('2024-03-05', '')
    """
    return next((day.iso for day in days(text)), "")


def stated_day(value: str) -> str:
    """The day that a field holds, written in any way, 20240305 too; "" if it holds none.

    A moment that says how far its clock is from UTC, as programs write it, is one of the clocks of China.

    >>> stated_day("2022-02-11 08:52:25"), stated_day("20220211"), stated_day("L_104485")
    ('2022-02-11', '2022-02-11', '')
    >>> stated_day("2024-04-30T16:00:00.000Z"), stated_day("Tue, 30 Apr 2024 16:00:00 GMT")
    ('2024-05-01', '2024-05-01')
    >>> [stated_day(day) for day in ("Apr 30 2024 20:00 GMT+0800", "10:30 Apr 30th 2024", "Mayor 5 2024")]
    ['2024-04-30', '2024-04-30', '']
    >>> [stated_day(day) for day in ("May 1, 2024", "Wed May  1 08:00:00 CST 2024", "２０２４／５／１")]
    ['2024-05-01', '2024-05-01', '2024-05-01']
    """
    value = unicodedata.normalize("NFKC", value).translate(_SAME).replace("元月", "1月")
    if moment := _CLOCK.search(value):
        hour = int(moment[2]) - int(moment[3] or 0) + _CHINA
        return _shifted(moment[1], hour) if iso_day(*map(int, moment[1].split("-"))) else ""
    if found := first_day(value):
        return found
    if solid := _SOLID.search(value):
        return iso_day(*map(int, solid.groups()))
    english = _ENGLISH.search(value)
    if not english or not (day := english["before"] or english["day"]):
        return ""
    iso = iso_day(int(english["year"]), _MONTHS.index(english["month"].lower()) + 1, int(day))
    clock = _HOUR.search(value)
    return _shifted(iso, int(clock[1]) - int(clock[2] or 0) + _CHINA) if iso and clock else iso


def _shifted(iso: str, hours: int) -> str:
    return str(datetime.date.fromisoformat(iso) + datetime.timedelta(days=hours // 24))


def stated_part(value: str) -> str:
    """The month or the year that a field consists of, instead of a day; "" if it is something else.

    >>> [stated_part(value) for value in ("2024年5月", "二〇二四年", "２０２４", "20245", "2021-2025")]
    ['2024-05', '2024', '2024', '', '']
    """
    part = _PART.fullmatch(unicodedata.normalize("NFKC", value).strip())
    if part is None:
        return ""
    year = _year(part["year"])
    return f"{year}-{_value(part['month']):02}" if part["month"] else str(year)


def is_unset(value: str) -> bool:
    """Is it the day 0 of a program, which stands where no day was set? One that is written out was set.

    >>> is_unset("1970-01-01 08:00:00"), is_unset("1970年1月1日"), is_unset("1970-01-02")
    (True, False, False)
    """
    return len(value) < _STAMP and "年" not in value and stated_day(value) in _UNSET


def stated_year(value: str) -> str:
    """The year of all that a field holds; "" for a span of years, and for a day that none has set.

    >>> [stated_year(value) for value in ("二〇二四年", "2024上半年", "20240512", "2021-2025")]
    ['2024', '2024', '2024', '']
    >>> stated_year("20240506-20240509"), stated_year("1990s"), stated_year("1970-01-01")
    ('2024', '', '')
    """
    if is_unset(value):
        return ""
    years = {stated_part(value)[:4]} - {""} or {*_YEAR.findall(value)} or {stated_day(value)[:4]}
    return years.pop() if len(years) == 1 else ""


def only_day(line: str) -> str:
    """The day that a line consists of, brackets and 印发 aside; "" if there is more on it, or no day.

    >>> only_day("（二〇二四年三月五日）"), only_day("2024 年 3 月 5 日印发"), only_day("到2024年3月5日")
    ('2024-03-05', '2024-03-05', '')
    """
    if len(line) > 40:
        return ""
    day = next(days(line), None)
    alone = day and _AROUND.fullmatch(line, 0, day.start) and _AROUND.fullmatch(line, day.end)
    return day.iso if day and alone else ""


def day_of_label(value: str) -> str:
    """The day that the value of a label of days is, of years of the Republic without their name too.

    >>> day_of_label("2024年3月5日"), day_of_label("113-03-05"), day_of_label("113年3月5日")
    ('2024-03-05', '2024-03-05', '2024-03-05')
    >>> day_of_label("24-03-05")
    '2024-03-05'
    """
    if _SHORT.fullmatch(value):
        return iso_day(*map(int, f"20{value}".replace("/", "-").replace(".", "-").split("-")))
    republic = _REPUBLIC.fullmatch(value)
    if republic is None:
        return only_day(value)
    year, month, day = map(int, republic.groups())
    return iso_day(_FIRST_YEAR + year, month, day)


def iso_day(year: int, month: int, day: int) -> str:
    """A day in ISO 8601, "" if there is no such day.

    >>> iso_day(2024, 2, 29), iso_day(2023, 2, 29)
    ('2024-02-29', '')
    """
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _iso(match: re.Match[str]) -> str:
    if match["republic"]:
        year = _FIRST_YEAR + _value(match["of"].replace("元", "1"))
    else:
        year = _year(match["year"] or match["chinese"])
    return iso_day(year, _value(match["month"]), _value(match["day"]))


def _year(written: str) -> int:
    return _value(written if written[0] in "12１２" else re.sub(rf"[{ZERO}]", "〇", written))


def _value(text: str) -> int:
    return int(number(text) or 0)
