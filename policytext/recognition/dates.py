"""DATE: days, months, quarters, years, plan periods and the ranges between them, in ISO 8601-2 (EDTF)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.sentences import begun
from policytext.pagefacts.days import iso_day
from policytext.recognition.anchored import (
    CARRIED,
    JOINS,
    MONTH,
    SHIFT,
    Base,
    Group,
    Nearby,
    Period,
    current,
    going_by,
)
from policytext.recognition.datepatterns import DATES, date_shapes
from policytext.recognition.edtf import century, clock, day_of, formatted, nearest, shortened, until, whole
from policytext.recognition.model import Entity

_ANNOUNCED = lazy(  # …2019年部分节假日安排, 2023年国民经济和社会发展统计公报
    r"关于(?P<year>20\d\d)年[^\n。]{0,20}(?:安排|计划|日程)|(?P<past>20\d\d)年[^\n。]{0,20}统计公报"
)
# months that a headline reports: 2025年1—8月份全国…利润增长0.9%
_REPORTED = lazy(
    rf"\s*[^\n。]{{0,30}}?(?P<year>20\d\d)年(?:(?P<from>\d{{1,2}})(?:[—–\-至到~～]+(?P<to>\d{{1,2}}))?月份?"
    rf"|(?P<part>一季度|上半年|前三季度))[{HAN}][^\n。]{{0,60}}(?:\n|\Z)"
)
_PARTS = {"一季度": 3, "上半年": 6, "前三季度": 9}  # the month that each ends with
# what is to be reported month by month
_EVERYMONTH = lazy("每个?月|[次当]月|按月|月[度报]|之日|其上月|报送上月")
_EVERY_YEAR = lazy(  # 每年结息一次，|6月30日
    r"每年(?P<times>[^。；，\n]{0,12}[一两二三四\d]次[^。；\n]{0,8})?[ \u3000]*\Z"
)
_SENTENCE_ENDS = lazy(r"[。；\n]")
_NEAR = 60  # characters before and behind a month in which it shows
_DAYS_BELOW = lazy(r"\n\d{1,2}日")  # of a month on a line of its own
_OF_THE_YEAR = ("本年", "上年", "下年")  # told by the year a text is about, not by the day of writing
_COMPARES = tuple("比较与同于由从以")  # before what something is compared with: 较2020年, 比上年
_PAST = 3  # months from which what is due by a month is meant to be done by the next one of its name
_DUE = lazy("之?前|起?(?:施行|执行|实施|生效)")
MONTHS = range(40, 366)  # days of a period of months within a year: 2025年4月至11月
_AFTER = {"当": 0, "同": 0, "次": 1, "翌": 1}  # years after the one that the text has named last


def dates(text: str, date: str | None = None, evidence: str = "document date") -> Iterator[Entity]:
    """The dates of a text; those without a year are resolved, with the evidence in `detail`.

    A month and day have the year of the date before them in the same paragraph where they go on from
    it, or the year that the document announces (关于2019年部分节假日安排), or else that in which they
    lie nearest to `date` (ISO 8601), which `evidence` names. 上年 is the year before the one that the
    document announces or the paragraph speaks of; 比上年 without either is left open. In a chronicle
    the days at the heads of lines are of the month that stands above them on its line.

    >>> [(d.text, d.normalized) for d in dates("8月23日印发，到2030年，“十四五”期间", "2024-08-30")]
    [('8月23日', '2024-08-23'), ('2030年', '2030'), ('“十四五”', '2021/2025')]
    >>> [d.normalized for d in dates("中华民国113年5月6日")]
    ['2024-05-06']
    >>> [d.normalized for d in dates("2023年2月\\n9日　召开会议。\\n12日　印发方案。")]
    ['2023-02', '2023-02-09', '2023-02-12']
    >>> [d.normalized for d in dates("2004年4月16日至18日；2018—2020年；9月24日")]
    ['2004-04-16/2004-04-18', '2018/2020', '2004-09-24']
    """
    announced = _ANNOUNCED.search(text, 0, 400)
    year = int(announced["year"] or announced["past"]) if announced else 0
    days: dict[str, str] = {}
    reported = _reported(text)
    base = Base(day_of(date), f"{evidence} {date}", announced=year, days=days, reported=reported)
    last = first = latest = heading = period = beside = None
    ended = spoken = read = before = 0
    nearby = Nearby()
    for match in _matches(text):
        start = match.start()
        recurs = _recurs(text, match) or nearby.recurring(text, start)
        compared = text.endswith(_COMPARES, 0, start)
        carried = start - ended <= CARRIED and "\n" not in text[ended:start]
        if "\n" in text[read:start]:
            spoken, latest = 0, heading if _opens_line(text, start) else None
        read = match.end()
        if (year_of := match["ay"] or match["ly"]) and not compared:
            spoken = century(whole(year_of))
        due = _DUE.match(text, match.end()) is not None
        known = nearby.base(base, text, start)._replace(
            spoken=spoken, compared=compared, last=latest, due=due, period=period
        )
        if carried:
            known = known._replace(stated=last, opened=first)
        if beside and not known.stated and text[before:start] in JOINS:
            known = known._replace(stated=beside)
        found = _resolve(match, Base(None, "") if recurs else known)
        if found is None or (match["of_chronicle"] is not None and known.last is None):
            continue
        nearby.read(match, found[0], recurs)
        before, beside = match.end(), day_of(f"{found[0]}-01") if MONTH.fullmatch(found[0]) else None
        if own := _stated(match, found[0]):
            (first, last), ended = own, match.end()
            period = own if (last - first).days in MONTHS else period
        if (day := found[0][:10])[:4].isdigit() and len(day) == len("2024-08-23"):
            days.setdefault(day[5:], day)
            latest = day_of(found[0].split("/")[-1])
        if _opens_line(text, start) and _DAYS_BELOW.match(text, match.end()):
            heading = day_of(f"{found[0]}-01") if MONTH.fullmatch(found[0]) else None
        shown = match[0].rstrip()
        yield Entity(start, start + len(shown), shown, "DATE", found[0], recurs or found[1])


def _reported(text: str) -> Period | None:
    """The first and the last of the months that a headline reports.

    >>> [date.normalized for date in dates("2025年1—8月份利润增长0.9%\\n8月末，")]
    ['2025-01/2025-08', '2025-08']
    """
    if not (found := _REPORTED.match(text)):
        return None
    opens = int(found["from"] or 1)
    closes = int(found["to"] or _PARTS.get(found["part"], opens))
    ordered = 1 <= opens <= closes <= 12
    return (
        (datetime.date(int(found["year"]), opens, 1), datetime.date(int(found["year"]), closes, 1))
        if ordered
        else None
    )


def _opens_line(text: str, at: int) -> bool:
    return text[at - 1 : at] in ("", "\n")


def _recurs(text: str, match: re.Match[str]) -> str:
    """The period of a recurring date, "" for others: 每年3月, 每月5日前报送上月情况, 每年…次年1月."""
    said = text[begun(text, match.start()) : match.start()] if match["ar"] else ""
    of_year = match["ar"] and match["ar"].startswith(_OF_THE_YEAR) and not said.endswith(_COMPARES)
    every = "每年" in said and not re.search(r"\d{4}年", said[said.rindex("每年") :])
    after = every and (of_year or (said and match["ar"][0] in _AFTER))  # 每年…听取上年度
    counted = _EVERY_YEAR.search(text, max(0, match.start() - _NEAR), match.start())
    dated = match["ay"] or match["ly"] or match["ar"] or match["iso"]  # 每年举办一次，2023年5月|首届
    if after or (counted and not (dated and counted["times"])):
        return "every year"
    around = max(0, match.start() - _NEAR), match.end() + _NEAR
    if match["month_end"]:
        ends = _SENTENCE_ENDS.search(text, match.end())
        around = begun(text, match.start()), ends.start() if ends else len(text)
    by_month = match["near_month"] or match["month_end"]
    return "every month" if by_month and _EVERYMONTH.search(text, *around) else ""


def _stated(match: re.Match[str], normalized: str) -> tuple[datetime.date, datetime.date] | None:
    """The day (or month) of a date that gives its year itself, twice; the first and the last of a range."""
    if not ((match["ay"] and match["am"]) or match["iso"]):
        return None
    ends = normalized.split("/")
    first, last = ([*map(int, re.findall(r"\d+", end)), 1, 1][:3] for end in (ends[0], ends[-1]))
    return datetime.date(*first), datetime.date(*last)


def _resolve(match: re.Match[str], base: Base) -> tuple[str, str] | None:
    group = match.groupdict()
    if group["iso"]:
        first, last = (iso_day(*(whole(group[end + name]) for name in "ymd")) for end in "ij")
        opens = first + clock(group["ic"])
        return (f"{opens}/{last}{clock(group['jc'])}" if last > first else opens, "") if first else None
    if group["listed"]:
        return f"{{{','.join(str(whole(year)) for year in group['listed'].split('、'))}}}", ""
    if group["years"] or group["budget"]:
        return _years(group, match[0])
    if any(group[kind] for kind in ("months", "month_list", "first_months", "leading")):
        return _months(group, base)
    if any(map(group.get, _BY_OTHERS)):
        return going_by(group, match[0], base)
    if group["em"]:
        return _event(int(group["em"]), int(group["ed"]), base)
    return _named(group, base) or _points(group, base)


_BY_OTHERS = ("then_day", "then_month", "near_month", "month_end", "week", "dayonly", "near")


def _years(group: Group, shown: str) -> tuple[str, str] | None:
    """Several years, or one of schools: 2026—2028年, 2024/25财年, 2022学年."""
    if budget := group["budget"]:
        year = whole(budget)
        return f"{year}/{year + 1}" if "学" in shown else f"{year}", ""
    first, last = (whole(group[name]) for name in ("years", "until"))
    last += (last < _CENTURY) * (first // _CENTURY * _CENTURY)
    return (f"{first}/{last}", "") if first <= last else None


_CENTURY = 100


def _months(group: Group, base: Base) -> tuple[str, str]:
    """Several months of one year or on into the next, told by the last: 1—6月, 7、8月份, 前5个月."""
    if listed := group["month_list"]:
        months = [whole(month) for month in listed.split("、")]
        year, evidence = _year({**group, "l_m": str(months[-1])}, "l", base)
        return f"{{{','.join(formatted(year, month, 0, None, None) or '' for month in months)}}}", evidence
    if through := group["first_months"] or group["leading"]:  # 今年前5个月
        year, evidence = _year({**group, "f_m": through}, "f", base)
        first, last = (formatted(year, month, 0, None, None) or "" for month in (1, whole(through)))
        return (first if first == last else f"{first}/{last}"), evidence  # 2025年前一月
    opens, closes = (whole(group[name]) for name in ("months", "through"))
    year, evidence = _year({**group, "m_m": group["through"]}, "m", base)
    over = bool(year and closes < opens)  # 2023年11—3月 ends in the next year, 11—3月 in the one it is in
    begins = year - (over and not (group["my"] or group["mr"]))
    ends = formatted(begins + over, closes, 0, None, None)
    return f"{formatted(begins, opens, 0, None, None)}/{ends}", evidence


def _event(month: int, day: int, base: Base) -> tuple[str, str] | None:
    """The day of what is called by it: “7·20” may be of any year, so that the day of writing says none."""
    if named := base.days.get(f"{month:02d}-{day:02d}"):
        return named, f"{named} before"
    event = {"ay": None, "ar": None, "a_m": str(month), "a_d": str(day)}
    year, evidence = _year(event, "a", base._replace(date=None))
    on = formatted(year, month, day, None, None)
    return (on, evidence) if on else None


def _named(group: Group, base: Base) -> tuple[str, str] | None:
    """Times that have a name: a plan's period, a decade, 年底, 近日."""
    if plan := group["plan"] or group["quoted"]:
        begin = 2001 + 5 * (whole(plan) - 10)  # the tenth plan began in 2001
        end = group["plan_end"] or group["quoted_end"]
        years = {"初": str(begin), "末": str(begin + 4)}.get(end or "", f"{begin}/{begin + 4}")
        return years, "five-year plan"
    if group["middle"]:
        return "2050~", "middle of the century"
    if decade := group["decade"]:
        hundreds = whole(group["hundreds"]) or _hundreds(group["century"], base)  # 2020年代
        evidence = "" if group["century"] or group["hundreds"] else "twentieth century"
        return f"{hundreds}{whole(decade) // 10}X" if hundreds else "", evidence
    if part := group["half"] or (group["bare"] and f"年{group['bare']}"):
        year, evidence = current(base, part)
        return formatted(year, 0, 0, part, None) or "", evidence
    if group["vague"]:
        return "", "vague"
    return None


def _hundreds(stated: str | None, base: Base) -> int:
    """What the years of a century begin with: 18 for 十九世纪; 0 for 本世纪 where nobody knows which."""
    if stated and stated[0] == "本":
        return base.date.year // _CENTURY if base.date else 0
    return whole(stated) - 1 if whole(stated) else _LAST


_LAST = 19  # what the years of 上世纪 begin with, as those of decades without a century


def _points(group: Group, base: Base) -> tuple[str, str] | None:
    year, evidence = _year(group, "a", base)
    month, day = (whole(group["a" + name] or group["a_" + name]) for name in "md")
    if not (year or month) and (group["ar"] or "")[:1] in _AFTER:
        return None
    first = formatted(year, month, day, group["ap"], group["ac"])
    if first is None:
        return None
    if also := group["also"]:
        days_ = [
            formatted(year, month, whole(number), None, None)
            for number in date_shapes()["DAY"].findall(re.sub(r"(?<=\d)[二三四五]", "", also))
        ]
        return (f"{{{','.join([first, *filter(None, days_)])}}}" if day else first), evidence
    if group["closing"] and group["ac"] and day and year:
        on, _, _ = first.partition("T")
        return f"{first}/{until(on, group['ac'], group['closing'], bool(group['next_day']))}", evidence
    if group["bday"]:
        last = formatted(year, month, whole(group["bday"]), None, group["bdc"])
        return (f"{first}/{last}" if last and day else first), evidence
    month_b, day_b = (whole(group["b" + name] or group["b_" + name]) for name in "md")
    year_b = (
        century(whole(group["by"]))
        if group["by"]
        else (_year(group, "b", base)[0] if group["br"] else year)
    )
    if not (group["by"] or group["br"] or month_b):
        return first, evidence
    if year and not (group["by"] or group["br"]) and 0 < month_b < month:  # 12月30日至1月3日
        year_b += 1
    if year and group["br"] and group["br"][0] in _AFTER:  # 12月30日至次年1月3日
        year_b = year + _AFTER[group["br"][0]]
    last = formatted(year_b, month_b, day_b, group["bp"], group["bc"])
    if (
        last and month and year and group["by"] and not group["ay"] and first > last
    ):  # 8月15日至2018年3月29日
        over = (month, day) > (month_b or 12, day_b or 31)
        first, evidence = formatted(year_b - over, month, day, None, group["ac"]) or first, f"until {last}"
    return (f"{first.split('/')[0]}/{last.split('/')[-1]}", evidence) if last else (first, evidence)


def _year(group: Group, prefix: str, base: Base) -> tuple[int, str]:
    if stated := group[prefix + "y"]:
        year = whole(stated)
        return century(year), shortened(year)
    if relative := group[prefix + "r"]:
        return _relative(relative, base)
    month = whole(group.get(prefix + "_m")) or 1
    day = whole(group.get(prefix + "_d")) or 15
    before = _in_range(base, month, day) or base.stated
    if before and (month, day) >= (before.month, before.day):
        return before.year, f"year of {before.isoformat()} before"
    planned = None if base.date and base.period and base.date > base.period[1] else base.period
    if of_period := _in_period(base.reported, month) or _in_period(planned, month):
        return of_period
    if base.announced:
        return base.announced, f"announces {base.announced}"
    if base.date is None:
        return 0, "year unknown"
    year = nearest(base.date, month, day)
    overdue = base.due and 12 * (base.date.year - year) + base.date.month - month >= _PAST
    return year + overdue, base.evidence


def _in_period(period: Period | None, month: int) -> tuple[int, str] | None:
    """The year of a month within a period that a text plans or its headline reports, and the evidence."""
    if period is None:
        return None
    opens, closes = period
    for year in (opens.year, closes.year):
        if (opens.year, opens.month) <= (year, month) <= (closes.year, closes.month):
            return year, f"{opens:%Y-%m} to {closes:%Y-%m} before"
    return None


def _in_range(base: Base, month: int, day: int) -> datetime.date | None:
    """The first day of a range over the turn of a year, if a day can lie in that year of it."""
    opened, stated = base.opened, base.stated
    over = opened is not None and stated is not None and stated.year - opened.year == 1
    return opened if over and opened and (month, day) >= (opened.month, opened.day) else None


def _relative(word: str, base: Base) -> tuple[int, str]:
    """The year that 今年, 去年, 上年 stand for; 当年 and 次年 go by the one named before."""
    if word[0] in _AFTER:
        named = base.spoken and base.spoken + _AFTER[word[0]]
        return named, f"year of {base.spoken} before" if named else "year unknown"
    shift = SHIFT[word[0]]
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
    return bool(_matches(text))


@lru_cache(maxsize=1)
def _matches(text: str) -> Sequence[re.Match[str]]:
    """The matches of dates; cached, as entities and targets search the same text."""
    return [day for match in DATES.finditer(text) if not _is_lunar(match) for day in _days_of(match)]


def _is_lunar(match: re.Match[str]) -> bool:
    """Is it a month behind the year of a lunar date: 农历二〇二一年|六月?"""
    text, start = match.string, match.start()
    return _LUNAR_YEAR.search(text, max(0, start - _LUNAR), start) is not None


_LUNAR = 9  # characters of a lunar year, with blanks
_LUNAR_YEAR = lazy(r"[农阴夏旧]历[ \u3000]?[^\s，。]{2,4}年[ \u3000]?\Z")


def _days_of(match: re.Match[str]) -> Iterator[re.Match[str]]:
    """The match, or the two days of what is no range: 2024-06-30至2024-03-01, 2024-02-30至2024-03-05."""
    first, last = (iso_day(*(whole(match[end + name]) for name in "ymd")) for end in "ij")
    if not match["jy"] or (first and first <= last):
        yield match
        return
    for start, end in (
        (match.start(), max(match.end("iso"), match.end("ic"))),
        (match.start("jy"), match.end()),
    ):
        if day := DATES.match(match.string, start, end):
            yield day
