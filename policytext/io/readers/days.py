"""Days as pages and tables write them."""

from __future__ import annotations

import re

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\D{1,2}(1[0-2]|0?[1-9])\D{1,2}(3[01]|[12]\d|0?[1-9])(?!\d)")
_SOLID = re.compile(r"(?<!\d)((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)")


def day(written: str) -> str:
    """The first day in a value as YYYY-MM-DD, or nothing.

    >>> day("2022-02-11 08:52:25"), day("2022年2月1日"), day("20220211"), day("L_104485")
    ('2022-02-11', '2022-02-01', '2022-02-11', '')
    """
    found = _DAY.search(written) or _SOLID.search(written)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""
