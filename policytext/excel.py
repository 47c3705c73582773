"""Limits of Excel workbooks ("Excel specifications and limits"), and texts that are cut to fit."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from policytext.wording import Language, translated

CELL = 32_767
"""UTF-16 units of a cell."""
ROWS = 1_048_576
"""Rows of a sheet."""
COLUMNS = 16_384
"""Columns of a sheet."""
MARK = "…[cut: {} more characters]"
"""The end of a text that was cut to fit its cell."""
_MARK_AT_MOST = 40  # characters


class Moment(str):
    """A day, a time of day or both, in ISO 8601, which a workbook stores as a date, not as text."""

    __slots__ = ()


class Share(str):
    """A number in percent, as a workbook shows it, which stores the number: of 1.0, 1% and 100% are unlike.

    >>> Share.of(0.155), Share.of(1).number
    ('15.5%', 1.0)
    """

    __slots__ = ()

    @classmethod
    def of(cls, number: float) -> Share:
        """The share with this number, with all of its digits."""
        return cls(f"{(Decimal(repr(number)) * 100).normalize():f}%")

    @property
    def number(self) -> float:
        """The number that a workbook stores."""
        return float(Decimal(self[:-1]) / 100)


def units(text: str) -> int:
    """The UTF-16 units of a text, as Excel counts.

    >>> units("字"), units("𠮷")
    (1, 2)
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str) -> bool:
    """Does a text fit in a cell?"""
    return len(text) * 2 <= CELL or units(text) <= CELL


def is_changed(text: str) -> bool:
    """Does Excel make another number, or a day, of a cell when it opens a CSV?

    >>> [is_changed(text) for text in ("00123", "110101199003078888", "1E5", "1-2", "2024-05")]
    [True, True, True, True, True]
    >>> [is_changed(text) for text in ("0", "0.5", "5000000000000000000", "2024-05-06", "1—2", "440100")]
    [False, False, False, False, False, False]
    """
    return _CHANGED.fullmatch(text) is not None


_CHANGED = re.compile(r"0[0-9]+|[1-9](?=[0-9]{14,}[1-9])[0-9]+|[0-9]+[Ee][0-9]+|[0-9]{1,4}[-/][0-9]{1,2}")


def shortened(text: str, language: Language) -> str:
    """The beginning of a text that does not fit in a cell, with a note of how much is missing.

    >>> shortened("字" * 40_000, "en")[-30:]
    '字字…[cut: 7273 more characters]'
    """
    kept = text.encode("utf-16-le")[: 2 * (CELL - _MARK_AT_MOST)].decode("utf-16-le", "ignore")
    return kept + translated(MARK, language).format(len(text) - len(kept))


def missing(text: str) -> int:
    """The number of characters cut from a text that was `shortened`; 0 for any other.

    >>> missing(shortened("字" * 40_000, "zh")), missing("字" * 40_000)
    (7273, 0)
    """
    if not text.endswith(("]", "〕")):  # a sound text asks for no table
        return 0
    found = _marks().search(text, max(len(text) - _MARK_AT_MOST, 0))
    return int(found[found.lastindex or 0]) if found else 0


@cache
def _marks() -> re.Pattern[str]:
    marks = (re.escape(translated(MARK, language)).replace(r"\{\}", r"(\d+)") for language in ("en", "zh"))
    return re.compile("|".join(rf"{mark}\Z" for mark in marks))
