"""The headline that an article's first lines are, if they are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from policytext.pagefacts.formulas import is_official, is_outline
from policytext.pagefacts.title import whole_from

LONGEST = 80
_STOP = re.compile(r"[。；;：:，,、！？!?…][”’」』）)》\"']*$")
_CAPTION = re.compile(r"(?:摄|攝|供图|供圖|摄影|攝影)[)）]?$|^图[:：]|^图为")
_DATELINE = re.compile(r"\d日[电讯]$")  # 本报海州3月5日讯, over the text
_COMMA = re.compile("[，,。；;]")
_KIND = re.compile(
    r"(?:通知|意见|意見|批复|批復|公告|通告|决定|決定|办法|辦法|方案|函|报告|報告|通报|通報|令|规定|規定|条例|條例"
    r"|细则|細則|规划|規劃|纲要|綱要|要点|要點|解读|解讀|讲话|講話|公报|公報)[）)》]?$"
)


class JudgedLine(Protocol):
    """A line, how surely it is furniture, and how much it speaks for an article."""

    @property
    def text(self) -> str: ...
    @property
    def strength(self) -> int: ...
    @property
    def weight(self) -> float: ...


def headline(kept: Sequence[JudgedLine]) -> str:
    """The headline of an article, "" if its first line is none; up to three lines of it are joined.

    >>> from policytext.boilerplate.features import read
    >>> headline(read("海州市人民政府关于做好\\n春季防火工作的通知\\n各县人民政府：\\n现通知如下。"))
    '海州市人民政府关于做好春季防火工作的通知'
    >>> headline(read("第一条　为了规范管理，制定本办法。"))
    ''
    """
    title: list[str] = []
    first = next((i for i, line in enumerate(kept[:3]) if not _CAPTION.search(line.text)), 0)
    kept = kept[first:]
    for line in kept[:3]:
        follows = not title or (len(line.text) >= 8 and not _KIND.search(title[-1]))
        if (
            not _fits(line)
            or not follows
            or (title and line.text.startswith(("（", "(")))
            or _CAPTION.search(line.text)
        ):
            break
        title.append(line.text)
    title = title[whole_from(title) :]
    if not title or all(line.weight < 1 for line in kept[len(title) : len(title) + 4]):
        return ""
    wrapped = len(title) > 1 and not _KIND.search(title[0]) and _KIND.search(title[-1])
    return ("" if wrapped else " ").join(title)


def _fits(line: JudgedLine) -> bool:
    shown = line.text
    return (
        5 <= len(shown) <= LONGEST
        and not line.strength
        and "\t" not in shown  # a row of a table
        and not _DATELINE.search(shown)
        and not _STOP.search(shown)
        and len(_COMMA.findall(shown)) < 2
        and not is_outline(shown)
        and not (is_official(shown) and not _KIND.search(shown))
    )
