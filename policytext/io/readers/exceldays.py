"""Days and times as Excel keeps them: a number, which is a day by its format only."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from policytext.io.readers.cells import value
from policytext.language.patterns import late

DAYS = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
"""The formats of days and times without a code of their own (ECMA-376 18.8.30, with those of Chinese)."""
SERIALS = range(20_000, 60_000)
"""Numbers that are days in a column of days: from 1954 to 2064."""

_FIRST = datetime(1899, 12, 30)
_FIRST_OF_MACS = datetime(1904, 1, 1)
_WITHOUT_LEAP_DAY = 60  # Excel believes in a 29 February 1900
_ASIDE = late(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|general|e[+-]', re.I)
_OF_DAYS = late("[ymdhs]|aaa", re.I)


def is_of_days(code: str) -> bool:
    """Does a format show a day or a time?

    >>> is_of_days('yyyy"年"m"月"d"日"'), is_of_days('#,##0.00 "days"'), is_of_days("[$-804]aaaa;@")
    (True, False, True)
    """
    return bool(_OF_DAYS.search(_ASIDE.sub("", code.split(";")[0])))


def serial_day(written: str) -> str:
    """The day that a number in a column of days is, "" where it is none.

    >>> serial_day("45000"), serial_day("45000.5"), serial_day("2023")
    ('2023-03-15', '2023-03-15', '')
    """
    whole, _, part = written.partition(".")
    is_number = whole.isascii() and whole.isdecimal() and (not part or part.isdecimal())
    return str(day(int(whole))) if is_number and len(whole) == 5 and int(whole) in SERIALS else ""


def day(serial: float, macs: bool = False) -> Any:
    """The day, the time or both that a number is, in ISO 8601; the number where it is none.

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
