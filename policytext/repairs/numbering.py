"""Numbers of headings that are lost, told by those before and behind: 第五条, 第�条, 第七条.

六 and 八 differ in one byte of UTF-8, so what is left of one may be either; but articles and headings are
counted. A number is filled in only between two that leave no other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from policytext.language.numbers import in_chinese, number
from policytext.language.patterns import lazy
from policytext.repairs.transcoding.byte_values import FOREIGN, is_everyday
from policytext.revision import Change

_NUMERAL = "[零〇一二三四五六七八九十百千0-9]"
_HEADING = lazy(
    r"^[ \t\u3000]*+(?:第([^第\n]{1,6}?)([编編章节節条條])(?!之)"
    r"|([（(])([^（()）\n]{1,5})[）)]|([^、\n]{1,5})、)",
    re.MULTILINE,
)
_NUMBER = lazy(f"{_NUMERAL}+")
_DAMAGED = lazy(f"{_NUMERAL.replace('[', '[^')}+")
_MARK = lazy("[?\ufffd]")
# All that `_HEADING` may find a number in and more, but quickly, as it begins with a literal.
_WRITTEN = lazy(r"\n[ \t\u3000]*+(第[^\n]{1,6}|[（(][^\n]{1,5}|[^、\n]{1,5}+(?=、))")


class _Count(NamedTuple):
    """The text in place of a number at `[start, end)`, and its value if it is one."""

    start: int
    end: int
    text: str
    value: int | None


def find(text: str) -> list[Change]:
    """The numbers of headings that are lost and have only one reading.

    >>> find("第五条 甲\\n第鍏�条 乙\\n第七条 丙")
    [Change(start=7, end=9, after='六', inferred=True, note='')]
    >>> find("第五条 甲\\n第鍏�条 乙\\n第八条 丙"), find("一、甲\\n张三、李四\\n三、丙")
    ([], [])
    """
    if not _may_be_lost(text):
        return []
    return sorted(
        Change(one.start, one.end, told, inferred=True)
        for counts in _counts(text)
        for one, told in _told(counts)
    )


def _may_be_lost(text: str) -> bool:
    """Stands anything where headings have their numbers that no number has?"""
    has_marks = "?" in text or "\ufffd" in text
    if not has_marks and is_everyday(text):
        return False
    numbers = "".join(_WRITTEN.findall(f"\n{text}"))
    return FOREIGN.search(numbers) is not None or (has_marks and _MARK.search(numbers) is not None)


def odd(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of numbers of headings that are others than those around them say.

    >>> list(odd("第九条 甲\\n第十条 乙\\n第十条 丙\\n第十二条 丁"))
    [(13, 14)]
    """
    for counts in _counts(text):
        for before, one, behind in zip(counts, counts[1:], counts[2:], strict=False):
            if None not in (before.value, one.value, behind.value):
                assert before.value is not None and behind.value is not None
                if behind.value == before.value + 2 and one.value != before.value + 1:
                    yield one.start, one.end


def _counts(text: str) -> list[list[_Count]]:
    """The numbers in the headings of a text, by kind and in order."""
    found: dict[str, list[_Count]] = defaultdict(list)
    for heading in _HEADING.finditer(text):
        group = 1 if heading[1] else 4 if heading[4] else 5
        written = heading[group]
        is_number = _NUMBER.fullmatch(written) is not None
        if is_number or _MARK.search(written) or FOREIGN.search(written):
            value = number(written) if is_number else None
            kind = heading[2] or heading[3] or "、"
            found[kind].append(_Count(*heading.span(group), written, None if value is None else int(value)))
    return list(found.values())


def _told(counts: list[_Count]) -> Iterator[tuple[_Count, str]]:
    """Those that are lost, with the number that alone is left for each."""
    known = [place for place, one in enumerate(counts) if one.value is not None]
    for low, high in pairwise(known):
        first, last = counts[low].value, counts[high].value
        assert first is not None and last is not None
        if last - first == high - low and last < 10_000:  # as `in_chinese` writes
            for place in range(low + 1, high):
                told = first + place - low
                written = str(told) if counts[low].text.isascii() else in_chinese(told)
                if _may_be(counts[place].text, written):
                    yield counts[place], written


def _may_be(seen: str, written: str) -> bool:
    """Does it agree with the numerals that are left?"""
    head, *_, tail = _DAMAGED.split(seen)
    return written.startswith(head) and written.endswith(tail)
