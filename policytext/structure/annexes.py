"""Annexes: the line that one begins on, with its name; and lists of annexes, which begin none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytext.language.patterns import lazy
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.days import only_day
from policytext.structure.pieces import lines

_WORD = r"附[ \u3000]{0,2}(?:件|录|表|图)[ \u3000]{0,2}"
_ANNEX = lazy(rf"{_WORD}(?:[一二三四五六七八九十\d]{{0,3}}|[A-Z])(?:[-—]\d+)?[：:]?")
_NAMED = lazy(
    rf"(?P<label>{_WORD}(?:[一二三四五六七八九十\d]{{1,3}}|[A-Z])(?:[-—]\d+)?)"
    r"(?:[：:]|[ \u3000]+)[ \u3000]*(?P<words>[^，。；：:]{2,50})"
)
_NAME = lazy(  # the name of an annex, on the line below its number
    r"[^，。；：:\n]{1,38}(?:方案|办法|表|单|目录|细则|规定|规程|规范|标准|指南|指引|要求|制度|计划|规划|意见|解释|"
    r"书|图|函|报告|措施|指标|要点|分工|公告|通知|说明|声明|协议|流程|样式|格式)(?:[（(][^（）()\n]{1,12}[）)])?"
)
_ANNEXES = lazy(r"(?m)^[ \t\u3000]*附(?:[ \u3000]{0,2}件)?[：:][ \t\u3000]*(?:(?=1[．.、])|$\n?)")
_LISTED = lazy(r"\d{1,2}[．.、](?!\d)")
_LONGEST_LIST = 3000  # code points in which a list of annexes ends


class Annex(NamedTuple):
    """Where an annex begins, `[start, end)`: 附件1, and its name, which may be on the next line."""

    label: str
    words: str
    start: int
    end: int


def annexes(text: str, listed: set[int]) -> Iterator[Annex]:
    """The annexes of a text, in order; not those of the lines `listed`.

    >>> [annex[:2] for annex in annexes("附件1\\n节水办法\\n第一条 节水。\\n附件2 分工表\\n负责", set())]
    [('附件1', '节水办法'), ('附件2', '分工表')]
    """
    found = list(lines(text))
    for at, (start, line) in enumerate(found):
        if "附" not in line[:8] or start in listed:
            continue
        shown = line.strip()
        first = start + line.index(shown[0])
        end = first + len(shown)
        if _ANNEX.fullmatch(shown):
            below, under = found[at + 1] if at + 1 < len(found) else (0, "")
            name = None if _ANNEX.fullmatch(under.strip()) else _NAME.fullmatch(under.strip())
            if name:
                end = below + len(under.rstrip())
            yield Annex(shown, name[0] if name else "", first, end)
        elif named := _begins(found, at):
            yield Annex(named["label"], named["words"].strip(), first, end)


def _begins(found: Sequence[tuple[int, str]], at: int) -> re.Match[str] | None:
    """The annex and its name on one line, unless it stands in a list of annexes above a signature."""
    named = _NAMED.fullmatch(found[at][1].strip())
    if named is None or at + 1 == len(found):
        return None
    below = found[at + 1][1].strip()
    is_list = _LISTED.match(below) or _ANNEX.match(below) or _signs(below) or below[0] in "（("
    return None if is_list else named


def listed_annexes(text: str) -> set[int]:
    """The lines of lists of annexes (附件：1.节水办法 / 2.分工表) that begin neither annex nor heading.

    >>> sorted(listed_annexes("附件：\\n1.节水办法\\n2.分工表\\n青江市水务局\\n2025年3月4日"))
    [0, 4, 11]
    """
    listed: set[int] = set()
    for match in _ANNEXES.finditer(text):
        heads = text[match.start() : match.end()].endswith("\n") or match.end() == len(text)
        items: list[int] = []
        behind: list[str] = []  # the two lines behind the list
        for at, line in lines(text[match.end() : match.end() + _LONGEST_LIST]):
            if not behind and _LISTED.match(line.strip()):
                items.append(match.end() + at)
            else:
                behind.append(line.strip())
                if len(behind) == 1:
                    first = match.end() + at
                else:
                    break
        if not heads:
            listed.update(items[1:])
        elif items and (not behind or _signs(behind[0]) or _ANNEX.match(behind[0])):
            listed |= {match.start(), *items}
        elif not items and behind and _signs(behind[0]):
            listed.add(match.start())
        elif not items and len(behind) > 1 and _signs(behind[1]):
            listed |= {match.start(), first}
    return listed


def _signs(line: str) -> bool:
    return bool(agencies("".join(line.split())) or only_day(line))  # 科 技 部
