"""The values of the fields of records: days in any form, words, and what stands for nothing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from policytext.io.readers.exceldays import serial_day
from policytext.language.patterns import lazy
from policytext.pagefacts.days import days, is_unset, stated_day

_RANGE = lazy(r"\d\s*[日号]?\s*(?:[至到~～—–]|--)+\s*\d|\d{8}\s*-\s*\d{8}")
_OF_PROGRAMS = "nan|nat|none|null|undefined|#?n/?a|<na>"
NOTHING = lazy(rf"\s*(?:{_OF_PROGRAMS})\s*", re.I)
"""What programs write where there is nothing, as pandas, R and databases do."""
_UNKNOWN = lazy(
    rf"\s*+(?:(?:{_OF_PROGRAMS}|0|未知|不详|不明|暂?无|未注明|未填写?|待定|unknown|[-—–/]+)\s*+)?", re.I
)
"""What people write there in a field of facts, too."""
_UNIX = lazy(r"(?:/Date\()?(1[0-7]\d{8})(?:\d{3})?(?:[-+]\d{4}\)/|\)/)?")
"""Seconds or milliseconds since 1970, from 2001 to 2027; ASP.NET writes /Date(1714521600000)/."""
_ERROR = lazy(r"[45]\d\d")
_CHINA = timezone(timedelta(hours=8))


@lru_cache(maxsize=1024)
def day_of(written: str) -> tuple[str, str]:
    """The day of a field of days, "" if it has none, and a note.

    >>> day_of("2024年5月1日"), day_of("1714521600")[0], day_of("5月1日")[0]
    (('2024-05-01', ''), '2024-05-01', '')
    >>> day_of("2024年5月1日至6月1日")
    ('', "'{}' has values with several days, which give no date")
    """
    if day := serial_day(written):
        return day, "'{}' has days as Excel counts them: 45000 is 2023-03-15"
    if unset(written):
        return "", "'{}' has 1970-01-01 or another day 0 of a program, which is no day that was set"
    if day := stated_day(written):
        if _RANGE.search(written) or len({day.iso for day in days(written)}) > 1:
            return "", "'{}' has values with several days, which give no date"
        return day, ""
    if unix := _UNIX.fullmatch(written):
        day = str(datetime.fromtimestamp(int(unix[1]), _CHINA).date())
        return day, "'{}' has seconds since 1970: 1714521600 is 2024-05-01 in China"
    return "", "'{}' has values that are no day with month and year, and give no date" if written else ""


def is_error(status: Any) -> bool:
    """Is this the status of an answer of a server that has not the page?

    >>> is_error(404), is_error("503"), is_error(200), is_error("现行有效")
    (True, True, False, False)
    """
    return str(status).isascii() and _ERROR.fullmatch(str(status)) is not None


def unset(value: Any) -> bool:
    """Is this what programs write where there is nothing, or no day?"""
    return isinstance(value, str) and (NOTHING.fullmatch(value) is not None or is_unset(value))


def is_unknown(value: Any) -> bool:
    """Does a field of facts say with this that it has none?

    >>> is_unknown("不详"), is_unknown("N/A"), is_unknown("——"), is_unknown("无锡市")
    (True, True, True, False)
    """
    return isinstance(value, str) and _UNKNOWN.fullmatch(value) is not None


def word(value: Any) -> str | None:
    """A value as a word, that of an object its name; "" if it is null, nan, false, 0 or empty.

    None for lists and objects of several.

    >>> word(["某局 "]), word({"$date": {"$numberLong": "1714521600000"}}), word(5.0), word(["一", "二"])
    ('某局', '1714521600000', '5', None)
    """
    if isinstance(value, str):
        return "" if NOTHING.fullmatch(value) else value.strip()
    if isinstance(value, dict) and isinstance(name := value.get("name"), str):
        return name.strip()
    while (isinstance(value, list) and len(value) == 1) or (isinstance(value, dict) and len(value) == 1):
        [inner] = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict) and not next(iter(value)).startswith("$"):  # of MongoDB
            return None
        value = inner
    if not value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if isinstance(value, str | int | float) else None
