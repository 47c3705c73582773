"""The labels of a page's buttons: 打印本页, 关闭窗口, 大 中 小."""

from __future__ import annotations

from functools import cache

from policytext.language.patterns import lazy
from policytext.resources import alternation, rows


@cache
def controls() -> dict[str, bool]:
    """The labels of buttons, in Simplified characters and capitals, and whether one alone is sufficient.

    >>> controls()["打印本页"], controls()["大"]
    (True, False)
    """
    return {name.upper(): strength == "strong" for name, strength in rows("page_controls.tsv")}


_SURE_BUTTONS = lazy(
    lambda: alternation(name for name, sure in controls().items() if sure and len(name) > 1)
)
_BUTTONS = lazy(lambda: alternation(name for name in controls() if len(name) > 1))


def without_buttons(line: str) -> str:
    """A line without the words of buttons, which templates run together with what stands beside them.

    >>> without_buttons("政策正文国科发火〔2016〕32号原文链接")
    '国科发火〔2016〕32号'
    """
    return _BUTTONS.sub("", line).strip()


def are_controls(line: str) -> bool:
    """Is a line the words of several buttons that a copy ran together?

    >>> are_controls("打印本页关闭窗口"), are_controls("分享经验")
    (True, False)
    """
    found = [match[0] for match in _SURE_BUTTONS.finditer(line)]
    return len(found) > 1 and sum(map(len, found)) == len(line)
