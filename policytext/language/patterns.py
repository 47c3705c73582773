"""Regular expressions that are compiled when they are first used.

Compiling takes a millisecond where classes hold Chinese characters, and most texts need few patterns.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern")


class _Late:
    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        pattern = re.compile(self._source, self._flags)
        for method in _METHODS:  # found without this detour from now on
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern, as `re.compile` gives it, but compiled when it is first used.

    >>> late("[一-龥]+").findall("关于2025年的通知")
    ['关于', '年的通知']
    """
    return cast("re.Pattern[str]", _Late(source, flags))
