"""Keyphrases of many documents as rows: of all, of what sets groups apart, of what changes over time."""

from __future__ import annotations

import heapq
import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Literal, NamedTuple

from policytext.corpus.engine import Counted, Total, Use
from policytext.corpus.statistics import Keyness, Trend, adjusted, keyness, trend
from policytext.schema import Row

Measure = Literal["log-odds", "log-likelihood", "chi-square"]
LEAST = 3  # a phrase that is rarer in the corpus shows nothing
MOSTLY = 0.5  # of the places of 市场经济: 社会主义市场经济 stands for it where it has so many
NESTED = 10  # phrases looked at for each that is wanted, most of them inside others
SPREAD = (
    0.05  # of a group's documents: what one in twenty has is what that one is about (智慧林业 in 2 of 166)
)
ALIKE = 0.9  # of its worth, that a term loses which takes the very course of one before it
ERAS = 10  # parts of the time whose terms take turns: of the twenty that are shown each then has two
ENOUGH = 0.05  # of the best term's change: what changes less has no turn (a rare word of the last month)
BESIDE = 2.0  # periods over which a course is smoothed: reports of two years in turn say the same


def use(count: int, documents: int, total: Total) -> dict[str, Any]:
    """The columns that say how much a term is used in some documents.

    >>> use(3, 2, Total(documents=4, characters=20_000))
    {'count': 3, 'documents': 2, 'share': 0.5, 'per_10k': 1.5}
    """
    return {
        "count": count,
        "documents": documents,
        "share": round(documents / total.documents, 4) if total.documents else None,
        "per_10k": round(10_000 * count / total.characters, 4) if total.characters else None,
    }


def significant(p: float) -> float:
    """A probability to four digits that count.

    >>> significant(2.6776594638180287e-06), significant(0.04)
    (2.678e-06, 0.04)
    """
    return float(f"{p:.4g}")


def whole(groups: Mapping[str, Total]) -> Total:
    """All groups together."""
    return Total(
        sum(total.documents for total in groups.values()),
        sum(total.characters for total in groups.values()),
    )


def by_term(counts: Counted) -> Iterator[tuple[str, list[Use]]]:
    """Every phrase that is frequent enough, with its uses in the groups that have it."""
    for term, found in groupby(counts.uses(), attrgetter("term")):
        uses = list(found)
        if sum(use.times for use in uses) >= LEAST:
            yield term, uses


def corpus_rows(counts: Counted, top: int, scores: Mapping[str, int]) -> Iterator[Row]:
    """Rows of `CORPUS_KEYWORDS`, best first: those that documents score highest, all together."""
    total = whole(counts.groups())
    scored = ((scores.get(term, 0), term, uses) for term, uses in by_term(counts))
    best = heapq.nlargest(top, scored, key=itemgetter(0, 1))
    for rank, (score, term, uses) in enumerate(best, 1):
        together = use(sum(u.times for u in uses), sum(u.documents for u in uses), total)
        yield {"rank": rank, "keyword": term, "score": round(score / best[0][0], 4), **together}


class _Found(NamedTuple):
    score: float
    term: str
    test: int  # which test it was, to correct its p
    key: Keyness
    use: Use
    elsewhere: int


def group_rows(counts: Counted, top: int, measure: Measure = "log-odds") -> Iterator[Row]:
    """Rows of `GROUP_KEYWORDS`: the phrases that set each group apart, group by group, best first.

    A phrase must stand in `SPREAD` of the group's documents, and in two where the group has so many.
    """
    groups = counts.groups()
    total = whole(groups)
    best: dict[str, list[_Found]] = {group: [] for group in groups}
    tests = array("d")
    for term, uses in by_term(counts):
        everywhere = sum(use.times for use in uses)
        for used in uses:
            size = groups[used.group].characters
            rest = everywhere - used.times
            key = keyness(used.times, size, rest, total.characters - size)
            score = _score(key, measure)
            if score > 0 and used.documents >= _enough(groups[used.group].documents):
                found = _Found(score, term, len(tests), key, used, rest)
                heap = best[used.group]
                (heapq.heappush if len(heap) < top else heapq.heappushpop)(heap, found)
            tests.append(key.p)
    corrected = adjusted(tests)
    for group, heap in best.items():
        size = total.characters - groups[group].characters
        for rank, found in enumerate(sorted(heap, key=lambda f: (-f.score, f.term)), 1):
            yield {
                "group": group or None,
                "rank": rank,
                "keyword": found.term,
                "score": round(found.key.log_odds, 4),
                **use(found.use.times, found.use.documents, groups[group]),
                "elsewhere": found.elsewhere,
                "elsewhere_per_10k": round(10_000 * found.elsewhere / size, 4) if size else None,
                "log_likelihood": round(found.key.log_likelihood, 4),
                "chi_square": round(found.key.chi_square, 4),
                "p": significant(corrected[found.test]),
            }


def _enough(documents: int) -> float:
    """In how many documents of a group a phrase stands at least that sets the group apart."""
    return max(min(2, documents), SPREAD * documents)


def _score(key: Keyness, measure: Measure) -> float:
    return {"log-odds": key.log_odds, "log-likelihood": key.log_likelihood, "chi-square": key.chi_square}[
        measure
    ]


class _Changing(NamedTuple):
    order: tuple[float, float]
    term: str
    test: int
    trend: Trend
    uses: list[Use]
    era: int

    @property
    def times(self) -> int:
        return sum(use.times for use in self.uses)


def trend_rows(counts: Counted, top: int) -> Iterator[Row]:
    """Rows of `TRENDS`: the phrases whose use changes most, each with a row for every period.

    Ordered by G², weighted by the logarithm of the length as C-value does (Frantzi, Ananiadou and Mima
    2000), for a term says more than a word; of phrases inside one another the first stays, and what
    takes the course of a term before it (as 资产阶级 does of 帝国主义) stands further back. Terms take
    turns by when they came up: first the foremost of those first used in each tenth of the time, then
    the second, so that the first twenty show each age in its own words. Documents without a period
    are left out; there are no rows where fewer than two periods are.
    """
    periods = {period: total for period, total in counts.groups().items() if period}
    if len(periods) < 2:
        return
    names, sizes = list(periods), [total.characters for total in periods.values()]
    times = times_of(names)
    changes, slopes = array("d"), array("d")
    heaps: dict[int, list[_Changing]] = {}  # by the era of the first use
    for term, uses in by_term(counts):
        by_period = {use.group: use.times for use in uses}
        dated = [by_period.get(name, 0) for name in names]
        if sum(dated) < LEAST:
            continue
        found = trend(dated, sizes, times)
        order = (found.change * math.log2(max(len(term), 2) / 2), found.change)
        era = next(n for n, times in enumerate(dated) if times) * ERAS // len(names)
        item = _Changing(order, term, len(changes), found, uses, era)
        heap = heaps.setdefault(era, [])
        (heapq.heappush if len(heap) < NESTED * top else heapq.heappushpop)(heap, item)
        changes.append(found.change_p)
        slopes.append(found.slope_p)
    p, slope_p = adjusted(changes), adjusted(slopes)
    foremost = sorted((item for heap in heaps.values() for item in heap), reverse=True)
    for rank, item in enumerate(_varied(_apart(foremost), periods, top), 1):
        used = {use.group: use for use in item.uses if use.group}
        for period, total in periods.items():
            here = used.get(period, Use("", period, 0, 0))
            yield {
                "rank": rank,
                "keyword": item.term,
                "score": round(item.trend.change, 4),
                "p": significant(p[item.test]),
                "slope": round(item.trend.slope, 6),
                "slope_p": significant(slope_p[item.test]),
                "first": min(used),
                "last": max(used),
                "period": period,
                **use(here.times, here.documents, total),
            }


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


def _apart(found: Sequence[_Changing]) -> list[_Changing]:
    """The first of them, none in another: a term with what mostly goes with it, not with what may."""
    chosen: list[_Changing] = []
    for item in found:
        shorter = (other for other in found if other.term != item.term and other.term in item.term)
        if all(item.times >= MOSTLY * other.times for other in shorter) and not any(
            item.term in other.term or other.term in item.term for other in chosen
        ):
            chosen.append(item)
    return chosen


def _varied(found: Sequence[_Changing], periods: Mapping[str, Total], top: int) -> list[_Changing]:
    """The best of each era in turn, each less the more its course is that of one before it.

    Maximal marginal relevance (Carbonell and Goldstein 1998), the likeness being the cosine of the
    rates in the periods, each smoothed with those beside it.
    """
    import numpy

    if not found:
        return []
    number = {period: index for index, period in enumerate(periods)}
    rates = numpy.zeros((len(found), len(periods)))
    for row, item in enumerate(found):
        for used in item.uses:
            if used.group:
                rates[row, number[used.group]] = used.times / max(periods[used.group].characters, 1)
    steps = numpy.arange(len(periods))
    courses = rates @ numpy.exp(-(((steps[:, None] - steps) / BESIDE) ** 2) / 2)
    courses /= numpy.linalg.norm(courses, axis=1, keepdims=True)
    worth = numpy.array([item.order[0] for item in found])
    least = ENOUGH * worth.max()
    eras = [item.era if item.order[0] >= least else ERAS for item in found]
    alike = numpy.zeros(len(found))
    waiting = dict.fromkeys(range(len(found)))
    chosen: list[int] = []
    while waiting and len(chosen) < top:
        turn: list[int] = []
        for era in sorted({eras[index] for index in waiting} - {ERAS}) or [ERAS]:
            left = worth * (1 - ALIKE * alike)
            best = max((index for index in waiting if eras[index] == era), key=left.__getitem__)
            alike = numpy.maximum(alike, courses @ courses[best])
            turn.append(best)
            del waiting[best]
        chosen += sorted(turn, key=lambda index: -worth[index])
    return [found[index] for index in chosen[:top]]


def times_of(periods: Sequence[str]) -> list[float]:
    """Periods on the axis of time: years, quarters and months as parts of them, else their order.

    >>> times_of(["2022", "2024"]), times_of(["2024-Q1", "2024-Q3"]), times_of(["前期", "后期"])
    ([2022.0, 2024.0], [2024.0, 2024.5], [0.0, 1.0])
    """
    found = []
    for period in periods:
        year, _, part = period.partition("-")
        if not (year.isdecimal() and (not part or part.lstrip("Q").isdecimal())):
            return [float(n) for n in range(len(periods))]
        steps = 4 if part.startswith("Q") else 12
        found.append(int(year) + ((int(part.lstrip("Q")) - 1) / steps if part else 0.0))
    return found
