"""When a clause speaks of: what is to be, what was, or what holds whenever (a norm); and of which year.

A clause says so itself, or else its sentence, the time that its paragraph announced (到2025年，…), how
the section began (过去一年，…), the heading above it (主要目标, 工作回顾), or the title, in this order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from policytext.commitments.cues import cue
from policytext.language.characters import HAN, NUMERALS
from policytext.language.lines import line_around
from policytext.language.patterns import late
from policytext.language.sentences import sentences
from policytext.recognition.dates import dates
from policytext.recognition.model import Entity
from policytext.structure.numbering import ARTICLE, FIRST
from policytext.structure.outline import Heading

Tense = Literal["future", "past", "norm", ""]

_BY = late(r"[到至][^，。；]{0,2}$")
_BY_END = late(r"(?:底|末)?(?:前|之前|以前|，)")
_BASE = r"(?:[上去]一?年|(?:18|19|20|21)\d\d年)(?:同期|底|末)?"
_COMPARED = late(
    rf"(?<![占同环])[比较]{_BASE}[^，。；、]*|[与和以]{_BASE}(?:水平)?(?:相比|为基[期准数年])[^，。；、]*"
)
"""The year that a change is measured from (比2020年下降13.5%): not the one it is to be reached in."""
_CLAUSE_END = late("[，；]")
_YEAR = late(r"(?:18|19|20|21)\d\d")
_NAMED_AFTER = late(
    "[”」]?(?:时期|期间)?的?(?:良好|精彩)?(?:开[局好篇]|起步|收官|[头首]一?年|第.年)"
    f"|[”」]?(?!时期|期间|末|内)[{HAN}]{{0,8}}(?:规划|纲要|项目)"
)
"""What makes a period the name of something else: 2026年是“十五五”开局之年 speaks of 2026."""
_PERIOD = late(rf"(?:今后|未来)(?P<years>[{NUMERALS}]|\d+)年")
_SAID: tuple[Tense, ...] = ("past", "future")  # what is over is no aim, whatever else is said
_CALLING = 2 / 3
_CALLS = 2
"""Sentences that begin with a verb of doing, at least, and their share, in a paragraph that is taken
for a plan where the text reviews nothing: a single one begins reviews too (加强监管，查处案件30件)."""
_OPENING = 24
"""Code points of a paragraph in which it says what time it and those after it speak of."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The time that a stretch of text speaks of: its tense, and its year or years (`2030`, `2021/2025`)."""

    tense: Tense = ""
    year: str = ""


class Timeline:
    """The time of each clause of a text that is read from the beginning, sentence by sentence.

    `date` (ISO 8601) is the document's; without it only what the words say is known.

    >>> text = "去年投资增长6%。到2030年，覆盖率达到25%。"
    >>> timeline = Timeline(text, "2026-01-20")
    >>> timeline.begin(0, 9), timeline.clause(0, 8)
    (None, Frame(tense='past', year='2025'))
    >>> timeline.begin(9, len(text)), timeline.clause(16, 24)
    (None, Frame(tense='future', year='2030'))
    """

    def __init__(
        self, text: str, date: str = "", headings: Sequence[Heading] = (), title: str = ""
    ) -> None:
        self._text = text
        self._now = int(date[:4]) if date[:4].isdigit() else 0
        self._dates = list(dates(text, f"{date}-01-01"[:10] if date else None))
        self._days = [date.start for date in self._dates]
        self._headings, self._title = headings, title
        self._sections = [heading.start for heading in headings if heading.level <= FIRST]
        self._reviews: bool | None = (
            None  # does the text say anywhere of something that it was? when first asked
        )
        self._start = self._end = 0  # of the sentence under way
        self._paragraph = self._section = Frame()
        self._planned = False  # did the sentence before, in the same paragraph, speak of what is to be?

    def begin(self, start: int, end: int) -> None:
        """The next sentence begins."""
        planned = self._said(self._start, self._end)
        if planned.year and planned.tense == "future":
            self._paragraph = planned
        self._planned = planned.tense == "future" or (self._planned and not planned.tense)
        if start == 0 or self._text[start - 1] == "\n":
            self._paragraph, self._planned = Frame(), False
            opening = self._said(start, min(end, start + _OPENING))
            self._section = (
                opening if opening.tense in ("future", "past") and opening.year else self._section
            )
        if bisect_left(self._sections, start) < bisect_left(self._sections, end):
            self._section = Frame()
        self._start, self._end = start, end

    def clause(self, start: int, end: int) -> Frame:
        """The time of a clause of the sentence under way."""
        own, sentence = self._said(start, end), self._nearest(start, end)
        tense, year = own.tense or sentence.tense, own.year or sentence.year
        if not tense:
            above = self._paragraph if self._paragraph.tense else self._section
            above = above if above.tense else self._announced()
            tense, year = above.tense, year or above.year
        elif not year and self._paragraph.tense == tense:
            year = self._paragraph.year
        over = self._now and year and int(year[-4:]) < self._now
        return Frame("past" if over and tense == "future" else tense, year)

    def _nearest(self, start: int, end: int) -> Frame:
        """What the sentence says up to the clause `[start, end)`, of two times the nearest.

        去年完成86亿元，今年计划完成95亿元，增速保持在10%以上: the 10% are to come.
        """
        whole = self._said(self._start, end)
        marks = [self._start, *(m.end() for m in _CLAUSE_END.finditer(self._text, self._start, start))]
        for low in reversed(marks):
            near = self._said(low, start)
            if near.tense:
                return (
                    near
                    if near.year
                    else Frame(near.tense, whole.year if near.tense == whole.tense else "")
                )
        return whole

    def _said(self, start: int, end: int) -> Frame:
        """What a stretch says of its time by itself, the last word having it."""
        compared = [match.span() for match in _COMPARED.finditer(self._text, start, end)]
        words = _COMPARED.sub("", self._text[start:end])
        named = [
            date
            for date in self._dates[bisect_left(self._days, start) : bisect_left(self._days, end)]
            if _YEAR.match(date.normalized)
            if not any(low <= date.start < high for low, high in compared)
            if "/" not in date.normalized or not _NAMED_AFTER.match(self._text, date.end)
        ]
        period = _PERIOD.search(words)
        if period and self._now:
            years = NUMERALS.find(period["years"]) + 1 or int(period["years"])
            return Frame("future", f"{self._now}/{self._now + years - 1}")
        last = named[-1] if named else None
        return Frame(self._tense(words, last), _years(last) if last else "")

    def _tense(self, words: str, date: Entity | None) -> Tense:
        for tense in _SAID:
            if cue(tense).search(words):
                return tense
        if date is None:
            return ""
        until = int(_years(date)[-4:])
        before, after = self._text[max(0, date.start - 4) : date.start], self._text[date.end : date.end + 4]
        if _BY.search(before) or _BY_END.match(after):
            return "future" if not self._now or until >= self._now else "past"
        if self._now and until != self._now:
            return "future" if until > self._now else "past"
        return "future" if date.text.startswith(("今年", "本年")) else ""

    def _announced(self) -> Frame:
        """What the headings above, nearest first, or else the title, announce."""
        at = self._start
        above = [
            heading for heading in self._headings if heading.start <= at < heading.until and heading.level
        ]
        if any(heading.level == ARTICLE for heading in above):
            return Frame("norm")
        for heading in reversed(above):
            said = self._said(heading.start, heading.end)
            is_ahead = self._now and said.year and int(said.year[-4:]) >= self._now
            if tense := self._words(heading.text) or said.tense or ("future" if is_ahead else ""):
                return Frame(tense, said.year if tense == "future" else "")
        calls = any(cue("duty").search(heading.text) for heading in above)
        return Frame(self._words(self._title) or ("future" if calls or self._called_for() else ""))

    def _called_for(self) -> bool:
        """Does the paragraph under way call for things to be done, in a text that reviews nothing?"""
        line = self._text[slice(*line_around(self._text, self._start))]
        if self._planned or cue("charged").search(line):
            return True
        if self._reviews is None:
            self._reviews = bool(cue("past").search(self._text) or cue("done").search(self._text))
        said = [line[start:end].strip() for start, end in sentences(line)]
        calls = sum(cue("call").match(sentence) is not None for sentence in said)
        return not self._reviews and calls >= max(_CALLS, _CALLING * len(said))

    def _words(self, words: str) -> Tense:
        if cue("review").search(words):
            return "past"
        return "future" if cue("plan").search(words) else ""


def _years(date: Entity) -> str:
    """The year of a date, or the first and the last of a period."""
    found = re.findall(r"\d{4}(?=-|/|$)", date.normalized)
    return found[0] if len(set(found)) < 2 else f"{found[0]}/{found[-1]}"


def is_norm(sentence: str) -> bool:
    """Does it set a condition, a time limit or a penalty?

    >>> is_norm("逾期不改的，处一万元以上三万元以下罚款。"), is_norm("森林覆盖率达到25%。")
    (True, False)
    """
    return cue("norm").search(sentence) is not None
