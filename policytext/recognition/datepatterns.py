"""The pattern of dates: days, months, quarters, years and ranges between them."""

from __future__ import annotations

from functools import partial

from policytext.language.patterns import lazy, shapes
from policytext.pagefacts.days import ZERO

_NUMERAL = "一二三四五六七八九"


def _point(prefix: str) -> str:
    """A pattern of one point in time with groups for its year, month, day and what refines it."""
    y, r, p, c = (f"?P<{prefix}{name}>" for name in "yrpc")
    dated = rf"(?:({y}YEAR)(?:BLANK年度?|(?=OF_NAME))|({r}RELATIVE))BLANK{_month(prefix)}?"
    return rf"(?:{dated}|{_month(prefix + '_')})({p}PART)?({c}CLOCK)?"


def _month(prefix: str) -> str:
    m, d = (f"?P<{prefix}{name}>" for name in "md")
    return rf"(?:({m}MONTH)BLANK月(?!龄)(?:份|BLANK({d}DAY)BLANK(?:[日号](?!线)|(?=MORE_DAYS)))?)"


date_shapes = partial(
    shapes, "date_shapes.tsv", ZERO=ZERO, NUMERAL=_NUMERAL, POINT_A=_point("a"), POINT_B=_point("b")
)
_SIGNS = "年月日季天周纪五/.．·•-"
# A date has one of these soon, or begins with a year: the rows of the table need not be tried elsewhere.
_MAY_BE = rf"(?=\d{{4}}|[一二][{ZERO}{_NUMERAL}]{{3}}|[^，。；：！？\n{_SIGNS}]{{0,30}}+[{_SIGNS}])"
DATES = lazy(lambda: f"{_MAY_BE}(?:{date_shapes()['date'].pattern})")
