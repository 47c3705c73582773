"""Numbers in Excel that are days, times, codes, percentages or of a unit only by their format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from policytext.excel import Share
from policytext.io.readers.cells import value
from policytext.language.patterns import lazy

CODES: Mapping[int, str] = {
    **dict.fromkeys((9, 10), "0%"),
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "y-m-d h:mm"),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "y-m"),
    46: "[h]:mm",
}
"""Built-in formats of days, times and percentages (ECMA-376 18.8.30, including Chinese ones)."""
LONGEST = 255
"""Characters of a format (Excel specifications and limits); of `[` without end each costs the rest."""
SERIALS = range(20_000, 60_000)
"""Numbers that count as days in a column of days: from 1954 to 2064."""

_FIRST = datetime(1899, 12, 30)
_FIRST_OF_MACS = datetime(1904, 1, 1)
_WITHOUT_LEAP_DAY = 60  # Excel believes in a 29 February 1900
_ASIDE = lazy(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|general|e[+-]', re.I)
_OF_DAYS = lazy("[ymdhs]|aaa", re.I)
_OF_YEARS = lazy(r"[ym年月份\W]*y[ym年月份\W]*", re.I)
_ZEROS = lazy("0{2,}")
_LITERAL = r'((?:"[^"]*"|\\.|[^\x00-\x7f])*)'
_UNIT = lazy(rf"{_LITERAL}(?:General|(?:#,##)?[0#?]+(?:\.[0#?]+)?){_LITERAL}(?:_.)?")
_QUOTING = lazy(r'"|\\')

Reading = Callable[[float, bool], Any]
"""A function from a number (and whether it uses the 1904 date system) to what its cell shows."""


def reading(code: str) -> Reading | None:
    """The conversion for numbers in a format of days, hours, codes, percentages or units; None: unchanged.

    A month shown without a day is that month: Excel stores its first day. A format that divides is none of
    a unit: 0!.0,"万元" shows 45,000 as 4.5万元.

    >>> [reading(code)(45292, False) for code in ('yyyy"年"m"月"d"日"', "[$-804]aaaa;@", "yyyy/m", "00000")]
    ['2024-01-01', '2024-01-01', '2024-01', '45292']
    >>> reading("yyyy年m月")(45292, False)
    '2024-01'
    >>> reading("[h]:mm")(1.25, False), reading('0!.0,"万元"')
    ('30:00:00', None)
    >>> reading('#,##0.00"亿元"')(4.5, False), reading("第0号")(7, False)
    ('4.5亿元', '第7号')
    >>> type(reading("0.0%")(0.15, False)).__name__
    'Share'
    """
    section = code[:LONGEST].split(";")[0]
    if _ZEROS.fullmatch(section):
        return partial(_filled, digits=len(section))
    if (unit := _UNIT.fullmatch(section)) and not section.isascii():
        return partial(_with_unit, unit=[_QUOTING.sub("", part) for part in unit.groups()])
    bare = _ASIDE.sub("", section)
    if "%" in bare:
        return lambda number, _: Share.of(number)
    if not _OF_DAYS.search(bare):
        return None
    if "[" in bare:
        return _hours
    return partial(_month, months="m" in bare.lower()) if _OF_YEARS.fullmatch(bare) else day


def _filled(number: float, _: bool, digits: int) -> Any:
    return f"{int(number):0{digits}}" if number >= 0 and number == int(number) else value(number)


def _with_unit(number: float, _: bool, unit: Sequence[str]) -> Any:
    return str(value(number)).join(unit) if number >= 0 else value(number)


def _hours(number: float, _: bool) -> Any:
    seconds = round(number * 86400)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}" if number >= 0 else value(number)


def _month(serial: float, macs: bool, months: bool) -> Any:
    found = day(serial, macs)
    first = "-01" if months else "-01-01"
    return found.removesuffix(first) if isinstance(found, str) else found


def serial_day(written: str) -> str:
    """The day of a number in a column of days, "" if it is none.

    >>> serial_day("45000"), serial_day("45000.5"), serial_day("2023")
    ('2023-03-15', '2023-03-15', '')
    """
    whole, _, part = written.partition(".")
    is_number = whole.isascii() and whole.isdecimal() and (not part or part.isdecimal())
    return str(day(int(whole))) if is_number and len(whole) == 5 and int(whole) in SERIALS else ""


def day(serial: float, macs: bool = False) -> Any:
    """The day, the time or both of a number, in ISO 8601; the number itself if it is none.

    >>> day(45000), day(45000.5), day(0.75), day(-1)
    ('2023-03-15', '2023-03-15T12:00:00', '18:00:00', -1)
    """
    try:
        whole = serial + (not macs and 1 <= serial < _WITHOUT_LEAP_DAY)
        moment = (_FIRST_OF_MACS if macs else _FIRST) + timedelta(seconds=round(whole * 86400))
    except (OverflowError, ValueError):
        return value(serial)
    if serial < 0 or serial != serial:
        return value(serial)
    return value(moment if serial >= 1 else moment.time())
