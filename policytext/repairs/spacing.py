"""Blanks that layout put between single characters: 关 于 印 发."""

from __future__ import annotations

import re
from functools import cache

from policytext.language.characters import HAN, MARKS, NUMERALS
from policytext.language.likelihood import model
from policytext.language.patterns import late
from policytext.revision import Change

_BLANK = "[ \u00a0\u2002-\u200a\u3000]"
_PROBE = late(f"[ \u3000][{HAN}][ \u3000]{{1,2}}[{HAN}][ \u3000]")  # quick to compile and to find nothing
_HEADING = late(f"第[{NUMERALS}百0-9]+[编章节]{_BLANK}*$")
_SERIES = frozenset(
    "零〇一二三四五六七八九十百千万甲乙丙丁戊己庚辛壬癸日月年时分东南西北中上下左右是否有无男女"
)

LIKELY = ((10, -7.5), (8, -6.8), (4, -3.5))  # length, nats a character: short runs may be lists


def find(text: str) -> list[Change]:
    """Runs of four or more single characters that read like text once they are joined.

    >>> find("关 于 印 发《规划》的 通知")
    [Change(start=0, end=7, after='关于印发', inferred=False, note='')]
    >>> find("第二节 被 申 请 人"), find("一 二 三 四 五 六 日"), find("张 三 李 四 王 五")
    ([], [], [])
    """
    if not _PROBE.search(text):
        return []
    changes = []
    for found in _spaced().finditer(text):
        joined = re.sub(_BLANK, "", found[0])
        if _is_text(joined) and not (
            len(joined) < 8 and _HEADING.search(text[max(0, found.start() - 12) : found.start()])
        ):
            changes.append(Change(found.start(), found.end(), joined))
    return changes


@cache
def _spaced() -> re.Pattern[str]:
    one = f"[{HAN}]"
    return re.compile(
        rf"(?<![{HAN}\w]){one}(?:{_BLANK}{{1,2}}[{HAN}{MARKS}\d])*{_BLANK}{{1,2}}{one}(?![{HAN}\w])"
    )


def _is_text(joined: str) -> bool:
    """Is it long and likely enough, and not a series of table heads?"""
    han = [char for char in joined if char not in MARKS]
    if _SERIES.issuperset(han):
        return False
    enough = next((nats for length, nats in LIKELY if len(han) >= length), 0.0)
    return model().score(joined) > enough * len(joined)
