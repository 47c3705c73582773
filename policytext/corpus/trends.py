"""Keyphrases over time as rows: those most characteristic of a span of time."""

from __future__ import annotations

import heapq
import math
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from policytext.corpus.comparison import LEAST, by_term, significant, use
from policytext.corpus.engine import GroupedCounts, Total, Use, batched
from policytext.corpus.phrases import WHOLE
from policytext.corpus.statistics import Span, Trend, adjusted, spans, trends
from policytext.language.numbers import number
from policytext.language.patterns import lazy
from policytext.schema import Row, declared

TRENDS = declared("keyword_trends")
TREND_LINES = declared("keyword_trend_lines")

MOSTLY = 0.5  # of the places of 市场经济: 社会主义市场经济 stands for it where it has so many
OWN_COURSE = (
    0.8  # of likeness to a shorter one: 中国式现代化 (since 2023) goes another way than 现代化 (since 1954)
)
LONG = 8  # characters: a longer term says no more for being longer
RIVALS = 200  # foremost terms of an era that longer ones are held against, however many are to be shown
NESTED = 10  # phrases looked at for each that is wanted, most of them inside others
ALIKE = 0.9  # of its worth, that a term loses which takes the very course of one before it
ERAS = 10  # parts of the documents whose terms take turns: of the twenty that are shown each then has two
ENOUGH = 0.05  # of the best term's worth: what has less has no turn (a rare word of the last month)
TOGETHER = 1000  # terms whose trends are found in one go
BESIDE = 2.0  # periods over which a course is smoothed: reports of two years in turn say the same


class _Candidate(NamedTuple):
    worth: float
    term: str
    test: int  # which test it was, to correct its p
    trend: Trend
    span: Span
    uses: list[Use]
    era: int

    @property
    def times(self) -> int:
        return sum(use.times for use in self.uses)


def trend_rows(counts: GroupedCounts, top: int, scores: Mapping[str, int]) -> Iterator[Row]:
    """Rows of `TRENDS`: the phrases most characteristic of a time, each with a row for every period.

    `scores`: the sums of phrases' scores in documents. Phrases are ranked by the log-likelihood ratio of
    their span (`statistics.span`: many documents of some periods have them, and few others), weighted by
    the logarithm of the score, so that documents are about them, and by that of the length, as in
    C-value (Frantzi, Ananiadou and Mima 2000), since longer terms are more specific. Of nested phrases
    one is kept: the longer one if it has most occurrences or a course of its own. A term whose course
    is that of a better one (资产阶级 and 帝国主义) is ranked lower. Terms alternate by their origin: first
    the best whose span begins in each tenth of the documents, then the second best, so that the first
    twenty cover the whole time. Documents without a period are left out; there are no rows for fewer
    than two periods.
    """
    groups = counts.groups()
    periods = {period: groups[period] for period in periods_of(groups)}
    if len(periods) < 2:
        return
    names = list(periods)
    heaps, p, slope_p = _foremost(counts, scores, periods, max(RIVALS, NESTED * top))
    foremost = sorted((item for heap in heaps for item in heap), reverse=True)
    rivals = [item for heap in heaps for item in heapq.nlargest(RIVALS, heap)]
    courses = _courses(foremost, periods)
    for rank, item in enumerate(_diversified(_without_nested(foremost, rivals, courses), courses, top), 1):
        used = {use.group: use for use in item.uses}
        for period, total in periods.items():
            here = used.get(period, Use("", period, 0, 0))
            yield {
                "rank": rank,
                "keyword": item.term,
                "score": round(item.trend.change, 4),
                "p": significant(p[item.test]),
                "slope": round(item.trend.slope, 6) if math.isfinite(item.trend.slope) else None,
                "slope_p": significant(slope_p[item.test]),
                "first": min(used, key=in_time),
                "last": max(used, key=in_time),
                "span_first": names[item.span.first],
                "span_last": names[item.span.last],
                "period": period,
                **use(here.times, here.documents, total),
            }


def _foremost(
    counts: GroupedCounts, scores: Mapping[str, int], periods: Mapping[str, Total], held: int
) -> tuple[list[list[_Candidate]], array[float], array[float]]:
    """The `held` foremost terms of each era, and the corrected p of all terms: of change, of slope."""
    names, sizes = list(periods), [total.characters for total in periods.values()]
    documents = [total.documents for total in periods.values()]
    times, eras = times_of(names), _eras(documents)
    changes, slopes = array("d"), array("d")
    heaps: dict[int, list[_Candidate]] = {}  # by era
    for batch in batched(_dated(by_term(counts), names), TOGETHER):
        found_trends = trends([one.counts for one in batch], sizes, times)
        homes = spans([one.having for one in batch], documents)
        for (term, uses, *_), found, home in zip(batch, found_trends, homes, strict=True):
            worth = home.gain * math.log(1 + scores.get(term, WHOLE) / WHOLE)
            worth *= math.log2(min(max(len(term), 2), LONG) / 2)
            item = _Candidate(worth, term, len(changes), found, home, uses, eras[home.first])
            heap = heaps.setdefault(item.era, [])
            (heapq.heappush if len(heap) < held else heapq.heappushpop)(heap, item)
            changes.append(found.change_p)
            slopes.append(found.slope_p)
    return list(heaps.values()), adjusted(changes), adjusted(slopes)


class _Dated(NamedTuple):
    """A term with its uses, and in each period its count and the documents that have it."""

    term: str
    uses: list[Use]
    counts: list[int]
    having: list[int]


def _dated(found: Iterable[tuple[str, list[Use]]], periods: Sequence[str]) -> Iterator[_Dated]:
    """The terms that are frequent enough in these periods."""
    number = {period: index for index, period in enumerate(periods)}
    for term, uses in found:
        one = _Dated(term, [], [0] * len(periods), [0] * len(periods))
        for used in uses:
            if (at := number.get(used.group)) is not None:
                one.uses.append(used)
                one.counts[at], one.having[at] = used.times, used.documents
        if sum(one.counts) >= LEAST:
            yield one


def _eras(documents: Sequence[int]) -> list[int]:
    """The era in which every period begins: one of `ERAS` parts with equal numbers of documents.

    >>> _eras([1] * 5 + [5])
    [0, 1, 2, 3, 4, 5]
    """
    before = [0, *accumulate(documents)]
    return [ERAS * count // before[-1] for count in before[:-1]]


def trend_lines(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of `TREND_LINES`: those of `TRENDS`, one line for all periods of a phrase."""
    for _, periods in groupby(rows, itemgetter("rank")):
        found = list(periods)
        yield {**found[0], "trend": sparkline([row["per_10k"] or 0.0 for row in found])}


def sparkline(values: Sequence[float]) -> str:
    """Values as bars of eight heights, none for 0 (Tufte 2006).

    >>> sparkline([0, 1, 4, 8])
    ' ▁▄█'
    """
    most = max(values, default=0) or 1
    return "".join(" ▁▂▃▄▅▆▇█"[math.ceil(8 * value / most)] for value in values)


def _courses(found: Sequence[_Candidate], periods: Mapping[str, Total]) -> dict[str, Any]:
    """The course of each term: a unit vector of its smoothed rates in the periods."""
    number = {period: index for index, period in enumerate(periods)}
    rates = np.zeros((len(found), len(periods)))
    for row, item in enumerate(found):
        for used in item.uses:
            rates[row, number[used.group]] = used.times / max(periods[used.group].characters, 1)
    steps = np.arange(len(periods))
    courses = rates @ np.exp(-(((steps[:, None] - steps) / BESIDE) ** 2) / 2)
    courses /= np.linalg.norm(courses, axis=1, keepdims=True)
    return dict(zip((item.term for item in found), courses, strict=True))


def _without_nested(
    found: Sequence[_Candidate], rivals: Sequence[_Candidate], courses: Mapping[str, Any]
) -> list[_Candidate]:
    """The first of them, without nested ones.

    A term is dropped if a rival inside it mostly stands without it and the term has no course of its own.
    """
    chosen: list[_Candidate] = []
    for item in found:
        shorter = (
            other
            for other in rivals
            if other.term != item.term and other.term in item.term and item.times < MOSTLY * other.times
        )
        if any(courses[item.term] @ courses[other.term] > OWN_COURSE for other in shorter):
            continue
        if not any(item.term in other.term or other.term in item.term for other in chosen):
            chosen.append(item)
    return chosen


def _diversified(found: Sequence[_Candidate], courses: Mapping[str, Any], top: int) -> list[_Candidate]:
    """The best of each era in turn, ranked lower if its course is like that of one chosen before.

    Maximal marginal relevance (Carbonell and Goldstein 1998), the likeness being the cosine of courses.
    """
    if not found:
        return []
    course = np.array([courses[item.term] for item in found])
    worth = np.array([item.worth for item in found])
    least = ENOUGH * worth.max()
    eras = [item.era if item.worth >= least else ERAS for item in found]
    alike = np.zeros(len(found))
    waiting = dict.fromkeys(range(len(found)))
    chosen: list[int] = []
    while waiting and len(chosen) < top:
        turn: list[int] = []
        for era in sorted({eras[index] for index in waiting} - {ERAS}) or [ERAS]:
            left = worth * (1 - ALIKE * alike)
            best = max((index for index in waiting if eras[index] == era), key=left.__getitem__)
            alike = np.maximum(alike, course @ course[best])
            turn.append(best)
            del waiting[best]
        chosen += sorted(turn, key=lambda index: -worth[index])
    return [found[index] for index in chosen[:top]]


def periods_of(groups: Iterable[str]) -> list[str]:
    """The groups that are periods, in order; if some have a number, those without (未知, 不详) are none.

    >>> periods_of(["2024", "未知", "", "2023"]), periods_of(["中期", "初期"])
    (['2023', '2024'], ['中期', '初期'])
    """
    named = sorted(filter(None, groups), key=in_time)
    return [name for name in named if _NUMERAL.search(name)] or named


_NUMERAL = lazy("([0-9]+|[〇零一二三四五六七八九十百]+)")


def in_time(period: str) -> tuple[tuple[str | Decimal, ...], str]:
    """The sort key of a period: numbers in its name count as numbers, in digits or in Chinese.

    >>> sorted(["10", "9", "二十大", "十九大", "2024-10", "2024-09"], key=in_time)
    ['9', '10', '十九大', '二十大', '2024-09', '2024-10']
    """
    parts: list[str | Decimal] = [*_NUMERAL.split(period)]
    parts[1::2] = [number(str(part)) or Decimal() for part in parts[1::2]]
    return tuple(parts), period


_PERIOD = re.compile(r"(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def times_of(periods: Sequence[str]) -> list[float]:
    """Periods as numbers: years, with quarters, months and days as fractions, else their rank.

    >>> times_of(["2022", "2024"]), times_of(["2024-Q1", "2024-Q3"]), times_of(["2024-07", "2024-10"])
    ([2022.0, 2024.0], [2024.0, 2024.5], [2024.5, 2024.75])
    >>> times_of(["前期", "后期"]), times_of(["2016-2020", "2021-2025"])
    ([0.0, 1.0], [0.0, 1.0])
    """
    found = [_PERIOD.fullmatch(period) for period in periods]
    if not all(found):
        return [float(n) for n in range(len(periods))]
    parts = (map(int, match.groups("0")) for match in found if match)
    return [y + max(q - 1, 0) / 4 + max(m - 1, 0) / 12 + max(d - 1, 0) / 366 for y, q, m, d in parts]
