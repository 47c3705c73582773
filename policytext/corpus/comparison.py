"""Keyphrases of many documents as rows: of all together, and those characteristic of groups."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Literal, NamedTuple

from policytext.corpus.engine import GroupedCounts, Total, Use, added, batched
from policytext.corpus.statistics import Keyness, adjusted, keynesses
from policytext.schema import Row, declared

CORPUS_KEYWORDS = declared("corpus_keywords")
GROUP_KEYWORDS = declared("group_keywords")

Measure = Literal["log-odds", "log-likelihood", "chi-square"]
_MEASURES: tuple[Measure, ...] = ("log-odds", "log-likelihood", "chi-square")  # in the order of `Keyness`
TOGETHER = 1000  # terms whose keyness is found in one go
LEAST = 3  # a phrase that is rarer in the corpus shows nothing
SPREAD = (
    0.05  # of a group's documents: what one in twenty has is what that one is about (智慧林业 in 2 of 166)
)


def use(count: int, documents: int, total: Total) -> dict[str, Any]:
    """The columns on the use of a term in some documents.

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
    """A probability to four significant digits.

    >>> significant(2.6776594638180287e-06), significant(0.04)
    (2.678e-06, 0.04)
    """
    return float(f"{p:.4g}")


def by_term(counts: GroupedCounts) -> Iterator[tuple[str, list[Use]]]:
    """Every phrase that is frequent enough, with its uses in the groups that have it."""
    for term, found in groupby(counts.uses(), attrgetter("term")):
        uses = list(found)
        if sum(use.times for use in uses) >= LEAST:
            yield term, uses


def corpus_rows(counts: GroupedCounts, top: int, scores: Mapping[str, int] | None = None) -> Iterator[Row]:
    """Rows of `CORPUS_KEYWORDS`, best first: those that documents score highest, all together.

    Without scores, ordered by frequency.
    """
    total = added(*counts.groups().values())
    scored = (
        (sum(use.times for use in uses) if scores is None else scores.get(term, 0), term, uses)
        for term, uses in by_term(counts)
    )
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


def group_rows(counts: GroupedCounts, top: int, measure: Measure = "log-odds") -> Iterator[Row]:
    """Rows of `GROUP_KEYWORDS`: the phrases that set each group apart, group by group, best first.

    A phrase must stand in `SPREAD` of the group's documents, and in two where the group has so many.
    """
    groups = counts.groups()
    total = added(*groups.values())
    best: dict[str, list[_Found]] = {group: [] for group in groups}
    tests = array("d")
    for batch in batched(by_term(counts), TOGETHER):
        uses = [use for _, of_term in batch for use in of_term]
        everywhere = {term: sum(use.times for use in of_term) for term, of_term in batch}
        rest = [everywhere[use.term] - use.times for use in uses]
        sizes = [groups[use.group].characters for use in uses]
        outside = [total.characters - size for size in sizes]
        keys = keynesses([use.times for use in uses], sizes, rest, outside)
        scores = keys[_MEASURES.index(measure)].tolist()
        for index, (used, score) in enumerate(zip(uses, scores, strict=True)):
            heap = best[used.group]
            if score <= 0 or used.documents < _enough(groups[used.group].documents):
                continue
            if len(heap) < top or score >= heap[0].score:
                test = len(tests) + index
                found = _Found(score, used.term, test, keys.one(index), used, rest[index])
                (heapq.heappush if len(heap) < top else heapq.heappushpop)(heap, found)
        tests.frombytes(keys.p.tobytes())
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
    """The number of a group's documents in which a characteristic phrase must stand."""
    return max(min(2, documents), SPREAD * documents)
