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
from policytext.commitments.target.wording import odds
from policytext.language.characters import NUMERALS
from policytext.language.lines import line_around
from policytext.language.patterns import lazy
from policytext.recognition.dates import dates
from policytext.recognition.model import Entity
from policytext.structure.numbering import ARTICLE, DASH, FIRST, TITLE
from policytext.structure.outline import Heading

Tense = Literal["future", "past", "norm", ""]

_BY = lazy("(?<![高升长加大降少低展增截])[到至][^，。；]{0,2}$")  # 由2020年的…提高到2025年的… was
_BY_END = lazy(r"(?:底|末)?(?:之?前|以前)(?![^，。；]{0,6}的)")
_ASIDE = lazy(r"[（(][^（）()\n]*[）)]")  # （2024年为62%）: the time of the aside alone
_FROM = lazy("[由从][^，。；]{2,8}(?!起|开始|[前以])[^，。；]{0,20}[到至为]")
_SO_FAR = lazy("上半年|前[一二三四五六七八九十\\d]+个?月|[一二三]季度|以来|年?初")
_CLAUSE_END, _STOP = lazy("[，；]"), lazy("[。；\n]")
_NAMED = lazy("远景|[^，。；]{0,6}(?:议程|愿景)")  # 2030年|可持续发展议程已经通过
_YEAR = lazy(r"(?:18|19|20|21)\d\d")
_FAR = lazy("远景目标")  # …和2035年远景目标纲要: what is said of it is said of the five years
_RELATIVE = lazy("[今明本]年(?!代)")  # years that a text without a date does not tell
_COUNTED = lazy(f"[两半几{NUMERALS}\\d]年(?:之?内|时间)")  # 三年内, of all that the sentence lists
_IN_YEAR = lazy(f"全年|(?<![两半几数多{NUMERALS}十\\d])年内|下半年")
_RECKONED = lazy("累计|同比|环比")
_PERIOD = lazy(rf"(?:今后|未来)(?P<years>[{NUMERALS}]|\d+)年")
_SAID: tuple[Tense, ...] = ("past", "future")  # what is over is no aim, whatever else is said
PLANS, REVIEWS = 0.0, -1.5
"""Log-odds from which on a paragraph plans, or reviews, where only its words say so; between them bounds
decide (不低于80%). Chosen on 284 targets of excerpts of 450 code points of reports whose words were not
learned: of what the whole report makes a target, 87% were found in the excerpt alone, and 96% of what was
given was right (with 0.5 and -1.0: 82% and 97%; with -0.5 and -1.5: 88% and 92%)."""
PLAIN = 1.0
"""Log-odds that a paragraph needs to plan which says of something that it is past."""
_NEAR = 8  # clauses before a number that are asked one by one
BACK = 300
"""Code points before a number in which its sentence may tell its time: lists of figures are longer."""
_THIS_YEAR = ("今年", "本年", "年内", "年底")
_CLOSING = "10"  # the month from which a document says by 今年 as well what has been done
_BEGINS = 8  # code points before a time that a sentence begins with: 力争到2030年
_OPENING = 24
"""Code points of a paragraph in which it says what time it and those after it speak of."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The time that a stretch of text speaks of: its tense, and its year or years (`2030`, `2021/2025`).

    `read`: nothing says the tense, the paragraph is worded so.
    """

    tense: Tense = ""
    year: str = ""
    read: bool = False


class Timeline:
    """The time of each clause of a text that is read from the beginning, sentence by sentence.

    `date` (ISO 8601) is the document's; without it only what the words say is known.

    >>> text = "去年投资增长6%。到2030年，覆盖率达到25%。"
    >>> timeline = Timeline(text, "2026-01-20")
    >>> timeline.begin(0, 9), timeline.clause(0, 8)
    (None, Frame(tense='past', year='2025', read=False))
    >>> timeline.begin(9, len(text)), timeline.clause(16, 24)
    (None, Frame(tense='future', year='2030', read=False))
    """

    def __init__(
        self, text: str, date: str = "", headings: Sequence[Heading] = (), title: str = ""
    ) -> None:
        self._text = text
        self.now = int(date[:4]) if date[:4].isdigit() else 0
        self._closing = date[5:7] >= _CLOSING
        self._dates = list(dates(text, f"{date}-01-01"[:10] if date else None))
        self._days = [date.start for date in self._dates]
        self._headings, self._title = headings, _announces(title)
        self._first = self.now or int(self._title.year[:4] or 0)  # what was before it is over
        self._sections = [heading for heading in headings if heading.level <= FIRST]
        self._starts = [heading.start for heading in self._sections]
        self._within = FIRST  # the level of the headings that end what the section began with
        self._read = -1  # where the paragraph begins that was read last
        self._plans: Tense = ""  # and as what it was
        self._start = self._end = 0  # of the sentence under way
        self._before: list[tuple[int, int]] = []  # sentences before it, in its paragraph, not yet read
        self._frames: dict[tuple[int, int], Frame] = {}  # what stretches were found to say
        self._paragraph = self._section = Frame()
        self._over = 0 if self._first else self._latest_over()
        self._planned = False  # did the sentence before, in the same paragraph, speak of what is to be?

    def _latest_over(self) -> int:
        """The last year of which a text that has no date tells what was; 0 if it does of none."""
        over = 0
        for date, following in zip(self._dates, [*self._days, len(self._text)][1:], strict=True):
            if not _YEAR.fullmatch(date.normalized) or int(date.normalized) <= over:
                continue
            due = _BY.search(self._text[max(0, date.start - 4) : date.start]) or any(
                ahead.match(self._text, date.end) for ahead in (_BY_END, _NAMED)
            )
            stop = _STOP.search(self._text, date.end, following)
            end = stop.start() if stop else following
            told = self._text[date.end : end].replace("累计", "")  # 2025年累计建成120个 may be a plan
            if due or not cue("past").search(told):
                continue
            begin = max(self._text.rfind(mark, max(0, date.start - BACK), date.start) for mark in "。；\n")
            if not cue("future").search(self._text, max(begin + 1, date.start - BACK), end):
                over = int(date.normalized)
        return over

    def begin(self, start: int, end: int) -> None:
        """The next sentence begins."""
        self._before.append((self._start, self._end))
        if start == 0 or self._text[start - 1] == "\n":
            self._paragraph, self._planned, self._before = Frame(), False, []
            until = min(end, start + _OPENING)
            timed = self._opens(start, _OPENING) or "年" in self._text[start:until]
            opening = self._said(start, until) if timed else Frame()
            ahead = opening.tense == "future" and self._opens(start)
            if opening.year and (ahead or opening.tense == "past"):
                above = [it.level for it in self._sections if ahead and it.start <= start < it.until]
                self._section, self._within = opening, max(above, default=0) or FIRST
                this = opening.year == str(self.now) and self._title.year in ("", opening.year)
                if ahead and this and not above:
                    self._within = TITLE  # 为完成今年任务，现通知如下：, before the first heading
        begun = self._sections[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        if any(
            heading.level <= self._within for heading in begun
        ):  # a chapter's goal is that of its sections
            self._section = Frame()
        self._start, self._end = start, end

    def _look_back(self) -> None:
        """Read the sentences before the one under way in its paragraph, now that a time is asked for."""
        for start, end in self._before:
            planned = self._said(start, end)
            if (
                planned.year
                and planned.tense == "future"
                and (self._opens(start) or not self._reviews(start))
            ):
                self._paragraph = planned
            self._planned = planned.tense == "future" or (self._planned and not planned.tense)
        self._before = []

    def clause(self, start: int, end: int) -> Frame:
        """The time of a clause of the sentence under way."""
        self._look_back()
        own, sentence = self._said(start, end), self._nearest(start, end)
        tense, year, read = own.tense or sentence.tense, own.year or sentence.year, False
        if not tense:
            above = self._paragraph if self._paragraph.tense else self._section
            if not above.tense:
                above = self._announced()
            tense, year, read = above.tense, year or above.year, above.read
        elif not year:
            announced = self._announced() if tense == "future" else Frame()
            frames = (self._paragraph, self._section, announced)
            year = next((frame.year for frame in frames if frame.tense == tense and frame.year), "")
        if tense != "past" and not (year or self._title.tense):
            year = self._title.year
        if not own.year and (
            _RELATIVE.search(self._text, start, end) or _COUNTED.search(self._text, self._start, end)
        ):
            year = ""
        if not (own.year or self.now) and _PERIOD.search(self._text, self._start, end):
            year = ""  # 今后五年, of a text without a date
        told = (own.year, sentence.year)
        if "每年" in self._text[start:end] and "/" not in year and year not in told:
            year = ""  # each of which, nothing says
        if tense == "past" and self._only_reckons(end, year):
            tense = "future"
        if tense == "future" and not year and self.now and _IN_YEAR.search(self._text, self._start, end):
            year = str(self.now)  # 力争全年增长4%
        over = bool(year) and (int(year[-4:]) < self._first or int(year[-4:]) <= self._over)
        return Frame("past" if over and tense == "future" else tense, year, read)

    def _only_reckons(self, end: int, year: str) -> bool:
        """Does only 累计 speak of the past, of a year to come or below a heading that plans?"""
        words = self._text[max(self._start, end - BACK) : end]
        if "累计" not in words or cue("past").search(words.replace("累计", "")):
            return False
        if self.now and year and int(year[-4:]) > self.now:
            return True  # 2027年累计建成120个
        announced = self._announced()
        return announced.tense == "future" and not announced.read

    def says_so(self) -> bool:
        """Does the sentence under way say itself that it speaks of what is to be?"""
        return self._said(self._start, self._end).tense == "future"

    def _nearest(self, start: int, end: int) -> Frame:
        """The tense of the sentence up to the clause `[start, end)`; of two the nearest.

        去年完成86亿元，今年计划完成95亿元，增速保持在10%以上: the 10% are to come.
        """
        begin = max(self._start, start - BACK)
        whole = self._said(begin, end)
        marks = [m.end() for m in _CLAUSE_END.finditer(self._text, begin, start)]
        for low in reversed([begin, *marks[-_NEAR:]]):
            near = self._said(low, start)
            if near.tense:
                return (
                    near
                    if near.year
                    else Frame(near.tense, whole.year if near.tense == whole.tense else "")
                )
        return whole

    def _said(self, start: int, end: int) -> Frame:
        """The tense of a stretch by itself: that of its last cue; cached."""
        if (start, end) not in self._frames:
            self._frames[start, end] = self._read_alone(start, end)
        return self._frames[start, end]

    def _read_alone(self, start: int, end: int) -> Frame:
        found = self._dates[bisect_left(self._days, start) : bisect_left(self._days, end)]
        compared = [
            match.span()
            for aside in ((cue("compared"), _ASIDE) if found else ())
            for match in aside.finditer(self._text, start, end)
        ]
        words = self._text[start:end]
        words = _ASIDE.sub("", cue("compared").sub("", words)) if compared else words
        if cue("wish").search(words) and self._reviews(start):
            words = cue("wish").sub("", words)  # 争取中央预算内投资增长6%, in a report's review
        named = [  # the times that are spoken of
            date
            for date in found
            if _YEAR.match(date.normalized)
            if not any(low <= date.start < high for low, high in compared)
            if "/" in date.normalized or not _FROM.match(self._text, max(start, date.start - 1))
            if not (cue("named_after") if "/" in date.normalized else _FAR).match(self._text, date.end)
        ]
        period = _PERIOD.search(words)
        if period and self.now:
            years = NUMERALS.find(period["years"]) + 1 or int(period["years"])
            return Frame("future", f"{self.now}/{self.now + years - 1}")
        last = named[-1] if named else None
        each = (
            "分别" in words and len({_years(date) for date in named}) > 1
        )  # the last is not of what follows
        return Frame(self._tense(words, last), _years(last) if last and not each else "")

    def _tense(self, words: str, date: Entity | None) -> Tense:
        for tense in _SAID:
            if cue(tense).search(words):
                return tense
        if date is None:
            return ""
        until = int(_years(date)[-4:])
        before = "".join(self._text[max(0, date.start - 8) : date.start].split())  # 截 / 至2022年底
        after = self._text[date.end : date.end + 4]
        if _BY.search(before) or _BY_END.match(after):
            return "future" if not self.now or until >= self.now else "past"
        if self.now and until != self.now:
            return "future" if until > self.now else "past"
        so_far = _SO_FAR.search(date.text)
        open_year: Tense = "" if self._closing and date.text.startswith(("今年", "本年")) else "future"
        this_year: Tense = "past" if so_far else open_year
        return this_year if date.text.startswith(_THIS_YEAR) else ""

    def _announced(self) -> Frame:
        """The tense of the headings above, nearest first, or else of the title."""
        at = self._start
        if self._title.tense == "norm":
            return self._title
        above = [
            heading for heading in self._headings if heading.start <= at < heading.until and heading.level
        ]
        if any(heading.level == ARTICLE for heading in above):
            return Frame("norm")
        for heading in reversed(above):
            said = self._said(heading.start, heading.end)
            if heading.level < DASH and cue("conditions").search(heading.text):
                return Frame("norm")
            is_ahead = self.now and said.year and int(said.year[-4:]) >= self.now
            words = _words(heading.text) if heading.level < DASH else ""  # ——成效显著。 of aims
            if tense := words or said.tense or ("future" if is_ahead else ""):
                year = said.year or (self._title.year if words else "")
                return Frame(tense, year if tense == "future" else "")
        if any(cue("duty").search(heading.text) for heading in above):
            return Frame("future")
        if self._title.tense:
            return self._title
        return Frame(self._reads_as() or ("future" if self._planned else ""), read=True)

    def _opens(self, start: int, within: int = _BEGINS) -> bool:
        """Does the sentence at `start` begin with a time, `within` so many code points?"""
        at = bisect_left(self._days, start)
        return at < len(self._days) and self._days[at] - start <= within

    def _reviews(self, at: int) -> bool:
        """Does the nearest heading above that says of which time it is look back, and at nothing else?"""
        for heading in reversed(self._headings):
            if heading.start <= at < heading.until and heading.level and _words(heading.text):
                return _words(heading.text) == "past"
        return False

    def _reads_as(self) -> Tense:
        """The tense of the current paragraph by its wording, if nothing states it."""
        line = line_around(self._text, self._start)
        if self._read != line[0]:
            paragraph = self._text[slice(*line)]
            said = odds(paragraph)
            self._read = line[0]
            past = _RECKONED.search(paragraph)  # what stands beside 累计培训3000人 is done too
            plans = said > (PLAIN if past else PLANS) or cue("charged").search(paragraph)
            self._plans = "future" if plans else "past" if said < REVIEWS else ""
        return self._plans


def _words(words: str) -> Tense:
    """The tense of a heading or a title."""
    if cue("review").search(words):
        return "past"
    return "future" if cue("plan").search(words) else ""


def _announces(title: str) -> Frame:
    """The time that a title announces: 2024年工作要点, or what its kind of document speaks of."""
    tense: Tense = "norm" if cue("permits").search(title) else _words(title)
    years = {_years(date) for date in dates(title) if _YEAR.match(date.normalized)}
    tells = tense == "future" or cue("notice").search(title)
    return Frame(tense, years.pop() if tells and len(years) == 1 else "")


def _years(date: Entity) -> str:
    """The year of a date, or the first and the last of a period."""
    found = re.findall(r"(?:^|/)(\d{4})", date.normalized)  # of 2050~ (本世纪中叶) too
    return found[0] if len(set(found)) < 2 else f"{found[0]}/{found[-1]}"


def is_norm(sentence: str, *, limit: bool = True) -> bool:
    """Does it set a condition, a penalty or, if `limit`, a time limit, which holds in its own clause only?

    >>> is_norm("逾期不改的，处一万元以上三万元以下罚款。"), is_norm("森林覆盖率达到25%。")
    (True, False)
    """
    words = cue("sooner").sub("", sentence)
    return bool(cue("norm").search(words) or (limit and cue("limit").search(words)))
