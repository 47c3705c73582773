"""Points in time as ISO 8601-2 (EDTF) writes them, from years, months, days and what refines them."""

from __future__ import annotations

import datetime
import re

from policytext.language.numbers import number
from policytext.language.patterns import lazy
from policytext.pagefacts.days import ZERO

_QUARTERS = [("01", "03"), ("04", "06"), ("07", "09"), ("10", "12")]
_PARTS = {  # of a year: the first and the last month of each
    **dict(zip("一二三四1234", [*_QUARTERS, *_QUARTERS], strict=True)),
    "首": _QUARTERS[0],
    "两": _QUARTERS[1],
    "上": ("01", "06"),
    "下": ("07", "12"),
}


def nearest(date: datetime.date, month: int, day: int) -> int:
    """The year in which a month and day lie nearest to a date."""

    def distance(year: int) -> float:
        return abs((year - date.year) * 365.25 + (month - date.month) * 30.44 + day - date.day)

    return min((date.year - 1, date.year, date.year + 1), key=distance)


def formatted(year: int, month: int, day: int, part: str | None, hours: str | None) -> str | None:
    """A point or a part of a year (0: unknown), "" where nothing is known, None where there is no such day.

    >>> formatted(2024, 8, 0, None, None), formatted(0, 8, 23, None, "下午3时")
    ('2024-08', 'XXXX-08-23T15:00')
    >>> formatted(2025, 0, 0, "一、二季度", None), formatted(2025, 0, 0, "年底", None)
    ('2025-01/2025-06', '2025-12')
    >>> formatted(2025, 0, 0, "三季度末", None), formatted(2025, 0, 0, "上半年", None)
    ('2025-09', '2025-01/2025-06')
    >>> formatted(2025, 0, 0, "首季度", None), formatted(2025, 0, 0, "前两个季度", None)
    ('2025-01/2025-03', '2025-01/2025-06')
    """
    stem = f"{year:04d}" if year else "XXXX"
    if month and day:
        try:
            datetime.date(year or 2024, month, day)
        except ValueError:
            return None
        return f"{stem}-{month:02d}-{day:02d}{clock(hours)}"
    if month:
        return f"{stem}-{month:02d}"
    if part and (nth := re.findall("[一二三四1-4首两上下](?=.*(?:季|半年))", part)):
        first, last = _PARTS["一" if "前" in part else nth[0]][0], _PARTS[nth[-1]][1]
        ends = [f"{stem}-{_PARTS[one][1]}" for one in nth]
        closing = ends[0] if len(ends) == 1 else f"{{{','.join(ends)}}}"  # 一、三季度末
        return closing if part[-1] in "末底" else f"{stem}-{first}/{stem}-{last}"
    if part and part[-1] in "初底末":
        return f"{stem}-{'01' if part[-1] == '初' else '12'}"
    return stem if year else ""


def clock(text: str | None) -> str:
    """The time of a day, from midnight on: 下午3时 is T15:00, 晚8点半 T20:30."""
    if not text:
        return ""
    hour, minute = [*re.findall(r"\d+", text), "30" if text.endswith(("半", "半左右", "半许")) else "0"][:2]
    after_noon = re.search("[下晚]", text) or ("中午" in text and int(hour) < _NOON)
    hours = int(hour) + 12 if after_noon and int(hour) < 12 else int(hour)
    return f"T{hours:02d}:{int(minute):02d}"


_NOON = 4  # hours up to which 中午 is after twelve
_DAYTIME = lazy("[上下中]午|早|晚|凌晨")
_HALF = 12  # hours after which a clock begins anew


def until(day: str, opens: str, closes: str, next_day: bool) -> str:
    """The time at which what begins at a time of a day ends, with its day.

    >>> until("2024-05-06", "8:00", "18:00", False), until("2024-05-06", "下午2时", "5时", False)
    ('2024-05-06T18:00', '2024-05-06T17:00')
    >>> until("2024-05-06", "上午11时", "1时", False), until("2024-05-31", "晚10时", "2时", False)
    ('2024-05-06T13:00', '2024-06-01T02:00')
    >>> until("2024-05-31", "22:00", "6:00", False)
    '2024-06-01T06:00'
    """
    begins, ends = clock(opens), clock(closes)
    hour = int(ends[1:3])
    if not next_day and hour < _HALF and _DAYTIME.search(opens) and not _DAYTIME.search(closes):
        noon = f"T{hour + _HALF}{ends[3:]}"
        ends = noon if ends <= begins < noon else ends  # 下午2时至|5时, 上午11时至|1时, 晚10时至|2时
    over = next_day or ends <= begins
    on = day_of(day) if over else None
    return f"{on + datetime.timedelta(days=1) if on else day}{ends}"


def day_of(text: str | None) -> datetime.date | None:
    """The day that an ISO date begins with."""
    try:
        return datetime.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def whole(text: str | None) -> int:
    """A year, month or day as a number, 0 for none; years of the Republic as those of the common era."""
    if text and (republic := re.match("(?:中[华華])?民[国國]", text)):
        return _REPUBLIC + whole(text[republic.end() :].strip().replace("元", "1"))
    if text and len(text) == len("二〇二四") and not text.isascii():
        text = re.sub(f"[{ZERO}]", "〇", text)  # 二O一八年
    value = number(text) if text else None
    return int(value) if value is not None else 0


def century(year: int) -> int:
    """The year that two digits are short for, as POSIX has it (strptime, %y): 69 to 99 are of 1900.

    Three are a year of the Republic, as Taiwan counts.

    >>> century(98), century(24), century(2024), century(114)
    (1998, 2024, 2024, 2025)
    """
    if 100 <= year < 200:
        return _REPUBLIC + year
    return year if year >= 100 else year + (1900 if year >= 69 else 2000)


_REPUBLIC = 1911  # its first year is the next


def shortened(year: int) -> str:
    """How a year is written that `century` fills up, "" for a whole one.

    >>> shortened(98), shortened(114), shortened(2024)
    ('two digits of the year', 'year of the Republic', '')
    """
    if 0 < year < 100:
        return "two digits of the year"
    return "year of the Republic" if 100 <= year < 200 else ""
