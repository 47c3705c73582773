"""DATE: days, months, quarters, years, plan periods and the ranges between them, in ISO 8601-2 (EDTF)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from policytext.language.characters import HAN
from policytext.language.numbers import number
from policytext.recognition.model import Entity

_ZERO = "〇零○Ｏ"
_S = r"[ \u3000]?"
_NUMERAL = "一二三四五六七八九"
_REPUBLIC = rf"民[国國]{_S}(?:\d{{1,3}}|元|[一二三四五六七八九十百〇零]{{1,4}})(?={_S}年)"  # year 1 is 1912
_YEAR = (
    rf"(?:(?:中[华華])?{_REPUBLIC}|(?<![\d.])(?:1[89]|20|21)\d\d"
    rf"|(?<![{_ZERO}{_NUMERAL}])[一二][{_ZERO}{_NUMERAL}]{{3}})"
)
_MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9](?!\d)|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_RELATIVE = r"(?:今年|去年|前年|明年|后年|本年度?|上年(?!度?末|度?同期)|[当同次翌]年(?=\d))"
_QUARTERS = "(?:上半年|下半年|前?[一二三四]季度|第[一二三四]季度)"
_PART = (
    rf"(?:年?底|年?末|年初|初(?![步级次中期审稿始夏春秋冬创衷定评赛高])|年中|年内|{_QUARTERS}|[上中下]旬)"
)
_CLOCK = (
    rf"{_S}(?:上午|下午|晚上?|早上|凌晨|中午)?{_S}(?:[01]?\d|2[0-4])"
    r"(?:[:：][0-5]\d(?::[0-5]\d)?|[时点](?:[0-5]?\d分)?)"
)
_TO = rf"{_S}(?:起?[至到]|—{{1,2}}|–|-|－|~|～){_S}"


def _point(prefix: str) -> str:
    """A pattern of one point in time with groups for its year, month, day and what refines it."""
    y, r, p, c = (f"?P<{prefix}{name}>" for name in "yrpc")
    dated = rf"(?:({y}{_YEAR}){_S}年度?|({r}{_RELATIVE})){_S}{_month(prefix)}?"
    return rf"(?:{dated}|{_month(prefix + '_')})({p}{_PART})?({c}{_CLOCK})?"


def _month(prefix: str) -> str:
    m, d = (f"?P<{prefix}{name}>" for name in "md")
    return rf"(?:({m}{_MONTH}){_S}月(?:份|{_S}({d}{_DAY}){_S}(?:[日号](?!线)))?)"


_ISO = (
    r"(?P<iso>(?<![\d.\-/A-Za-z])(?P<iy>(?:1[89]|20)\d\d)(?P<sep>[-/.])(?P<im>1[0-2]|0?[1-9])(?P=sep)"
    rf"(?P<id>3[01]|[12]\d|0?[1-9])(?![\d\-/]))(?P<ic>{_CLOCK})?"
)
_YEAR_LIST = rf"(?P<listed>{_YEAR}(?:、{_YEAR})+)年度?(?!{_S}{_MONTH}{_S}月)"  # 2022、2023年度
_YEARS = rf"(?P<years>{_YEAR})年?{_TO}(?P<until>{_YEAR}){_S}学?年度?(?!{_S}{_MONTH}{_S}月)"  # 2026—2028年
_MONTHS = (  # 1—6月
    rf"(?<![\d.第个—\-])(?:(?:(?P<my>{_YEAR}){_S}年|(?P<mr>{_RELATIVE})){_S})?"
    rf"(?P<months>{_MONTH}){_TO}(?P<through>{_MONTH}){_S}月份?(?!{_S}{_DAY}{_S}日)"
)
_POINTS = (
    rf"(?<![\d.第个{_ZERO}{_NUMERAL}十/]){_point('a')}"
    rf"(?:{_TO}(?:{_point('b')}|(?P<bday>{_DAY}){_S}[日号])|(?P<also>(?:{_S}[、和及]{_S}{_DAY}{_S}[日号])+))?"
)
_DAY_ALONE = (  # 13日下午, 截至23日20时
    rf"(?:(?<![{HAN}\d.])|(?<=截至)|(?<=[于在至])|(?<![\d.年月第期])(?=\d+日(?:[上下]午|凌晨|清晨|傍晚|晚|在)))"
    rf"(?P<dayonly>[12]\d|3[01]|[1-9])日(?:(?P<dc>{_CLOCK})|(?=[，,上下凌清傍晚在从讯电抵赴将召举]|$))"
)
_DAY_NEAR = (
    r"(?<![目以之年月日此的了\d])(?P<near>[今昨明前后][天日])"
    "(?=[上下]午|[早晚]上|凌晨|，|起|在|召开|举行|开幕)"
)
_MONTH_NEAR = (  # 本月15日前, 下月初; not 比上月, of a report on the month before
    rf"(?<![一二三四五六七八九十几数每以比较与同\d])(?P<near_month>[本上下]个?月)"
    rf"(?:(?P<near_day>{_DAY})日|[初底末]|[上中下]旬)?"
)
_WEEKDAY = r"(?P<week>[本上下]周)(?P<weekday>[一二三四五六日天])"
_PLAN_NUMBER = rf"(?:(?<![{_NUMERAL}])十[一二三四五六七]?|(?<![{_NUMERAL}十])[七八九])"
_PLANS = (
    rf"“(?P<quoted>{_PLAN_NUMBER})[·•]?五”(?!普法)"
    rf"|(?P<plan>{_PLAN_NUMBER})[·•]?五(?=规划|时期|期间|以来|末)"
)
_BARE = (  # 力争年底前完成
    rf"(?<![\d年今去明前后每往上本当该几多百千万末{_NUMERAL}十{_ZERO}])年(?P<bare>底|末|初|内)(?![级在容部生])"
)
_HALF = rf"(?<![年度每各按\d、{_NUMERAL}十])(?P<half>{_QUARTERS})(?!例会)"  # 上半年, 一季度 without a year
_DECADE = (  # 八十年代初
    rf"(?:(?:20|二十|上(?:个)?)世纪)?(?<![{_NUMERAL}\d])(?P<decade>[{_NUMERAL}]十|[1-9]0)年代(?:[初中末]期?|后期)?"
)
_DAY_OF_EVENT = r"“(?P<em>1[0-2]|[1-9])[·•.．](?P<ed>3[01]|[12]?\d)”"  # “12·21”事故
_VAGUE = (  # but 每月5日前, 5个工作日前
    r"(?P<vague>近日|(?<![\d一二三四五六七八九十当作息易假节到次届])日前)(?!点|夜)"
)
_STARTS = rf"(?=[\d{_NUMERAL}十中民年今去前明后本上下第当同次翌昨“近日])"
"""What a date begins with: all other places are passed over at once, which halves the time."""
_DATES = re.compile(
    _STARTS
    + "(?:"
    + "|".join(
        (
            _ISO,
            _YEAR_LIST,
            _YEARS,
            _DECADE,
            _MONTHS,
            _POINTS,
            _BARE,
            _HALF,
            _DAY_ALONE,
            _DAY_NEAR,
            _MONTH_NEAR,
            _WEEKDAY,
            _PLANS,
            _DAY_OF_EVENT,
            _VAGUE,
        )
    )
    + ")"
)
_CARRIED = 150  # characters over which a month and day take the year of the date before, in one paragraph
_ANNOUNCED = re.compile(  # …2019年部分节假日安排, 2023年国民经济和社会发展统计公报
    r"关于(?P<year>20\d\d)年[^\n。]{0,20}(?:安排|计划|日程)|(?P<past>20\d\d)年[^\n。]{0,20}统计公报"
)
_QUARTER = {"一": ("01", "03"), "二": ("04", "06"), "三": ("07", "09"), "四": ("10", "12")}
# what is to be reported month by month
_EVERY_MONTH = re.compile("每个?月|[次当]月|按月|月[度报]|之日|其上月|报送上月")
_NEAR = 60  # characters before and behind a month in which it shows
_OF_THE_YEAR = ("本年", "上年")  # told by the year a text is about, not by the day of writing
_COMPARES = tuple("比较与同于由从以")  # before what something is compared with: 较2020年, 比上年
_AWAY = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2}
_SHIFT = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1, "后": 2, "下": 1}
_AFTER = {"当": 0, "同": 0, "次": 1, "翌": 1}  # years after the one that the text has named last


class _Base(NamedTuple):
    """What a date without a year is resolved against: the document's date, or nothing."""

    date: datetime.date | None
    evidence: str
    stated: datetime.date | None = None  # the date before in the same paragraph
    announced: int = 0  # the year that the document says it is about
    spoken: int = 0  # the year named before in the same paragraph
    compared: bool = False  # is the date what something is compared with?


def dates(text: str, date: str | None = None, evidence: str = "document date") -> Iterator[Entity]:
    """The dates of a text; those without a year are resolved, with the evidence in `detail`.

    A month and day have the year of the date before them in the same paragraph where they go on from
    it, or the year that the document announces (关于2019年部分节假日安排), or else that in which they
    lie nearest to `date` (ISO 8601), which `evidence` names. 上年 is the year before the one that the
    document announces or the paragraph speaks of; 比上年 without either is left open.

    >>> [(d.text, d.normalized) for d in dates("8月23日印发，到2030年，“十四五”期间", "2024-08-30")]
    [('8月23日', '2024-08-23'), ('2030年', '2030'), ('“十四五”', '2021/2025')]
    >>> [d.normalized for d in dates("中华民国113年5月6日")]
    ['2024-05-06']
    >>> [d.normalized for d in dates("2004年4月16日至18日；2018—2020年；9月24日")]
    ['2004-04-16/2004-04-18', '2018/2020', '2004-09-24']
    """
    announced = _ANNOUNCED.search(text, 0, 400)
    year = int(announced["year"] or announced["past"]) if announced else 0
    base = _Base(_day(date), f"{evidence} {date}", announced=year)
    last, ended, spoken, read = None, 0, 0, 0
    for match in _DATES.finditer(text):
        start = match.start()
        recurs = _recurs(text, match)
        compared = text.endswith(_COMPARES, 0, start)
        carried = start - ended <= _CARRIED and "\n" not in text[ended:start]
        spoken, read = 0 if "\n" in text[read:start] else spoken, match.end()
        if match["ay"] and not compared:
            spoken = _int(match["ay"])
        known = base._replace(stated=last if carried else None, spoken=spoken, compared=compared)
        found = _resolve(match, _Base(None, "") if recurs else known)
        if found is None:
            continue
        if own := _stated(match, found[0]):
            last, ended = own, match.end()
        shown = match[0].rstrip()
        yield Entity(start, start + len(shown), shown, "DATE", found[0], recurs or found[1])


def _recurs(text: str, match: re.Match[str]) -> str:
    """What a date comes back in, "" where it does not: 每年3月, 每月5日前报送上月情况."""
    if text.endswith("每年", 0, match.start()):
        return "every year"
    around = max(0, match.start() - _NEAR), match.end() + _NEAR
    return "every month" if match["near_month"] and _EVERY_MONTH.search(text, *around) else ""


def _stated(match: re.Match[str], normalized: str) -> datetime.date | None:
    """The day (or month) of a date that gives its year itself; the last one of a range."""
    group = match.groupdict()
    if not ((group["ay"] and group["am"]) or group["iso"]):
        return None
    year, month, day = [*map(int, re.findall(r"\d+", normalized.split("/")[-1])), 1][:3]
    return datetime.date(year, month, day)


def _resolve(match: re.Match[str], base: _Base) -> tuple[str, str] | None:
    group = match.groupdict()
    if group["iso"]:
        day = _iso(int(group["iy"]), int(group["im"]), int(group["id"]))
        return (day + _clock(group["ic"]), "") if day else None
    if group["listed"]:
        return f"{{{','.join(str(_int(year)) for year in group['listed'].split('、'))}}}", ""
    if group["near_month"]:
        return _near_month(group, base)
    if group["week"]:
        return _weekday(group["week"], group["weekday"] or "", base)
    if group["years"]:
        first, last = (_int(group[name]) for name in ("years", "until"))
        return (f"{first}/{last}", "") if first <= last else None
    if group["months"]:
        year, evidence = _year(group, "m", base)
        opens, closes = (_format(year, _int(group[name]), 0, None, None) for name in ("months", "through"))
        return f"{opens}/{closes}", evidence
    if group["dayonly"]:
        day, evidence = _day_of_month(int(group["dayonly"]), base)
        return (day + _clock(group["dc"]), evidence) if day else None
    if group["near"]:
        away = datetime.timedelta(_AWAY[group["near"][0]])
        return ((base.date + away).isoformat(), base.evidence) if base.date else ("", "day unknown")
    if group["em"]:
        year, evidence = _year({"ay": None, "ar": None, "a_m": group["em"], "a_d": group["ed"]}, "a", base)
        on = _format(year, int(group["em"]), int(group["ed"]), None, None)
        return (on, evidence) if on else None
    return _named(group, base) or _points(group, base)


def _near_month(group: dict[str, str | None], base: _Base) -> tuple[str, str]:
    """The month of the document's date or the one beside it: 本月15日, 下月初."""
    if base.date is None:
        return "", "month unknown"
    months = 12 * base.date.year + base.date.month - 1 + _SHIFT[(group["near_month"] or "本")[0]]
    return _format(months // 12, months % 12 + 1, _int(group["near_day"]), None, None) or "", base.evidence


def _weekday(week: str, day: str, base: _Base) -> tuple[str, str]:
    """A day of the week of the document's date or the one beside it: 本周五."""
    if base.date is None:
        return "", "day unknown"
    monday = base.date - datetime.timedelta(base.date.weekday())
    away = 7 * _SHIFT[week[0]] + "一二三四五六日".index(day.replace("天", "日"))
    return (monday + datetime.timedelta(away)).isoformat(), base.evidence


def _day_of_month(day: int, base: _Base) -> tuple[str, str]:
    """A day without its month: in that of the date before it, or of the document's date."""
    if base.stated and day >= base.stated.day:
        return _iso(base.stated.year, base.stated.month, day), f"month of {base.stated.isoformat()} before"
    if base.date:
        return _iso(base.date.year, base.date.month, day), base.evidence
    return f"XXXX-XX-{day:02d}", "month unknown"


def _named(group: dict[str, str | None], base: _Base) -> tuple[str, str] | None:
    """Times that have a name: a plan's period, a decade, 年底, 近日."""
    if plan := group["plan"] or group["quoted"]:
        begin = 2001 + 5 * (_int(plan) - 10)  # the tenth plan began in 2001
        return f"{begin}/{begin + 4}", "five-year plan"
    if group["decade"]:
        return f"{19:d}{_int(group['decade']) // 10}X", "twentieth century"
    if group["bare"]:
        year, evidence = _current(base)
        part = "年内" if group["bare"] == "内" else "年" + group["bare"]
        return _format(year, 0, 0, part, None) or "", evidence
    if group["half"]:
        year, evidence = _current(base)
        return _format(year, 0, 0, group["half"], None) or "", evidence
    if group["vague"]:
        return "", "vague"
    return None


def _current(base: _Base) -> tuple[int, str]:
    """The year that a text speaks of where it says none: 年底, 上半年."""
    if base.stated:
        return base.stated.year, f"year of {base.stated.isoformat()} before"
    if base.announced:
        return base.announced, f"announces {base.announced}"
    return (base.date.year, base.evidence) if base.date else (0, "year unknown")


def _points(group: dict[str, str | None], base: _Base) -> tuple[str, str] | None:
    year, evidence = _year(group, "a", base)
    month, day = (_int(group["a" + name] or group["a_" + name]) for name in "md")
    first = _format(year, month, day, group["ap"], group["ac"])
    if first is None:
        return None
    if also := group["also"]:
        days_ = [_format(year, month, _int(number), None, None) for number in re.findall(_DAY, also)]
        return (f"{{{','.join([first, *filter(None, days_)])}}}" if day else first), evidence
    if group["bday"]:
        last = _format(year, month, _int(group["bday"]), None, None)
        return (f"{first}/{last}" if last and day else first), evidence
    month_b, day_b = (_int(group["b" + name] or group["b_" + name]) for name in "md")
    year_b = _int(group["by"]) or (_year(group, "b", base)[0] if group["br"] else year)
    if not (group["by"] or group["br"] or month_b):
        return first, evidence
    if year and not (group["by"] or group["br"]) and 0 < month_b < month:  # 12月30日至1月3日
        year_b += 1
    last = _format(year_b, month_b, day_b, group["bp"], group["bc"])
    return (f"{first.split('/')[0]}/{last.split('/')[-1]}", evidence) if last else (first, evidence)


def _year(group: dict[str, str | None], prefix: str, base: _Base) -> tuple[int, str]:
    if stated := group[prefix + "y"]:
        return _int(stated), ""
    if relative := group[prefix + "r"]:
        return _relative(relative, base)
    month = _int(group.get(prefix + "_m")) or 1
    day = _int(group.get(prefix + "_d")) or 15
    if base.stated and (month, day) >= (base.stated.month, base.stated.day):
        return base.stated.year, f"year of {base.stated.isoformat()} before"
    if base.announced:
        return base.announced, f"announces {base.announced}"
    if base.date is None:
        return 0, "year unknown"
    return _nearest(base.date, month, day), base.evidence


def _relative(word: str, base: _Base) -> tuple[int, str]:
    """The year that 今年, 去年, 上年 stand for; 当年 and 次年 go by the one named before."""
    if word[0] in _AFTER:
        named = base.spoken and base.spoken + _AFTER[word[0]]
        return named, f"year of {base.spoken} before" if named else "year unknown"
    shift = _SHIFT[word[0]]
    if word.startswith(_OF_THE_YEAR):
        if base.announced:
            return base.announced + shift, f"announces {base.announced}"
        if base.spoken:
            return base.spoken + shift, f"year of {base.spoken} before"
        if base.compared:
            return 0, "year compared unknown"
    return (base.date.year + shift, base.evidence) if base.date else (0, "year unknown")


def has_dates(text: str) -> bool:
    """Is there anything in the text that looks like a date?"""
    return _DATES.search(text) is not None


def _nearest(date: datetime.date, month: int, day: int) -> int:
    """The year in which a month and day lie nearest to a date."""

    def distance(year: int) -> float:
        return abs((year - date.year) * 365.25 + (month - date.month) * 30.44 + day - date.day)

    return min((date.year - 1, date.year, date.year + 1), key=distance)


def _format(year: int, month: int, day: int, part: str | None, clock: str | None) -> str | None:
    stem = f"{year:04d}" if year else "XXXX"
    if month and day:
        try:
            datetime.date(year or 2024, month, day)
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
    if part in ("年初", "初"):
        return f"{stem}-01"
    if part in ("年底", "底", "年末", "末"):
        return f"{stem}-12"
    return stem if year else ""


def _clock(text: str | None) -> str:
    if not text:
        return ""
    hour, minute = [*re.findall(r"\d+", text), "0"][:2]
    hours = int(hour) + 12 if re.search("[下晚]", text) and int(hour) < 12 else int(hour)
    return f"T{hours:02d}:{int(minute):02d}"


def _iso(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _int(text: str | None) -> int:
    if text and (republic := re.match("(?:中[华華])?民[国國]", text)):
        return 1911 + (_int(text[republic.end() :].strip().replace("元", "1")))
    value = number(text) if text else None
    return int(value) if value is not None else 0
