"""The lines of a text, split before headings inside them, which text from PDF has."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from policytext.language.characters import LOOSE_HAN
from policytext.language.numbers import number
from policytext.language.patterns import lazy
from policytext.structure.numbering import ARTICLE, CHAPTER, DASH, FIRST, SECOND, SECTION, Number, number_at

WORDS = 30
"""Code points of the longest heading that is followed directly by the first one below it:
总体要求（一）指导思想。"""

_NUMERAL = "(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,3})"
_ENDS = lazy(r"[。！？][”’」』）)]?[ \t\u3000]*(?=[第（(一二三四五六七八九十\d])")
_BELOW = lazy(
    rf"[ \t\u3000]*(?=第[ \u3000]?{_NUMERAL}[ \u3000]?[节節条條]|[（(]{_NUMERAL}[）)]"
    rf"|{_NUMERAL}[、．.]{LOOSE_HAN})"
)
_BREAK = lazy("[，。；：、！？]")
_STOP = lazy("[。；：！？]")  # 第四章 立案、调查和审核第十六条, 五、加强监管，防范风险（一）稳妥推进
_UNBROKEN = ((CHAPTER, ARTICLE), (SECTION, ARTICLE), (FIRST, SECOND))
# a title and its first chapter on one line
_OPENED = lazy(
    r"[^，。；：]{2,60}?(?<![本该的、和与及《])"
    r"(?=第[一1][篇編编章][ \t\u3000]{0,4}[^，。；：\s][^，。；：]{1,12}$)"
)
_COUNTED = lazy(r"[ \t\u3000]*(\d{1,4})[ \t\u3000]+(?=\S)")
_LEAST_COUNTED = 8
"""Lines of a draft that are numbered one by one; with fewer it may be a list."""
_VALUE = lazy("[零〇一二三四五六七八九十百千]+|[0-9０-９]+")


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not blank, each with its offset; without the numbers of a draft's lines.

    >>> list(lines("一、总则\\n\\n二、附则"))
    [(0, '一、总则'), (6, '二、附则')]
    """
    counted = _is_counted(text)
    start = 0
    for line in text.split("\n"):
        if line.strip():
            number = _COUNTED.match(line) if counted else None
            skipped = number.end() if number else 0
            yield start + skipped, line[skipped:]
        start += len(line) + 1


def _is_counted(text: str) -> bool:
    """Does each line begin with its number, as drafts for deliberation are printed?"""
    if not _COUNTED.match(text):
        return False
    found = [_COUNTED.match(line) for line in text.split("\n") if line.strip()]
    return len(found) >= _LEAST_COUNTED and all(
        one and other and int(other[1]) == int(one[1]) + 1 for one, other in itertools.pairwise(found)
    )


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, split before headings inside them, with their offsets.

    A number inside a line begins a heading if it is the next of its order, after a sentence, or the first
    of a lower order, directly after the words of a heading.

    >>> [piece for _, piece in pieces("一、要求（一）目标。到明年完成。（二）原则。依法推进。二、保障")]
    ['一、要求', '（一）目标。到明年完成。', '（二）原则。依法推进。', '二、保障']
    >>> [piece for _, piece in pieces("一、要求。发展第一、二、三产业，依照第一条办理。")]
    ['一、要求。发展第一、二、三产业，依照第一条办理。']
    """
    parting = _Parting()
    for start, line in lines(text):
        at = 0
        while cut := parting.cut(line, at):
            yield start + at, line[at:cut]
            at = cut
        yield start + at, line[at:]


class _Parting:
    """The numbers so far, by order: 一、 is above （一）, which is above 1."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}  # the values under the headings that are open
        self._ever: dict[int, int] = {}  # some orders are counted through a whole document

    def cut(self, line: str, at: int) -> int:
        """The offset in a line of the next heading after `at`, 0 if there is none."""
        found = number_at(line[at:])
        if found:
            self._note(found[0])
        if not self._last:
            opened = _OPENED.match(line) if at == 0 else None
            return opened.end() if opened else 0
        level = found[0].level if found else max(self._last)
        words = at + found[1] if found and level != DASH else len(line)
        below = _BELOW.search(line, words + 2, words + 2 * WORDS) if level != ARTICLE else None
        if below and below.start() <= words + WORDS:
            inner = number_at(line[below.end() :])
            is_long = inner and (level, inner[0].level) in _UNBROKEN
            if (
                inner
                and inner[0].level > level
                and self._is_first(inner[0])
                and not (_STOP if is_long else _BREAK).search(line, words, below.start())
                and line.rfind("《", at, below.end()) <= line.rfind("》", at, below.end())
            ):
                return below.end()
        for end in _ENDS.finditer(line, at + 1):
            inner = number_at(line[end.end() :]) if end.end() < len(line) else None
            if inner and self._follows(inner[0], level):
                return end.end()
        return 0

    def _is_first(self, found: Number) -> bool:
        """Is a number the first of its order, or the next if the order is numbered continuously?"""
        return value_of(found.text) in (1, self._ever.get(found.level, 0) + 1)

    def _follows(self, found: Number, level: int) -> bool:
        """Is a number the next of its order, or the first of an order below `level` or of chapters?"""
        if found.decimal or found.level == DASH:
            return False
        if found.level in self._last:
            return value_of(found.text) == self._last[found.level] + 1
        return (found.level > level or found.level <= ARTICLE) and self._is_first(found)

    def _note(self, found: Number) -> None:
        """Note a number: it continues its order, and lower orders restart, except articles in chapters."""
        self._last[found.level] = self._ever[found.level] = value_of(found.text)
        for order in [order for order in self._last if order > found.level]:
            if order != ARTICLE:
                del self._last[order]


def value_of(number_text: str) -> int:
    """What a number counts: 3 of 第三条, 三、 and 3.1; 0 of a dash."""
    digits = _VALUE.search(number_text)
    return int(number(digits[0]) or 0) if digits else 0
