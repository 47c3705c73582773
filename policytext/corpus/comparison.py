"""Keywords over many documents: of all, of groups, over time.

Documents are read once. Memory is bounded: only each document's best candidates are counted,
and where the table of phrases grows past a limit the rarest are dropped (lossy counting,
Manku and Motwani 2002: a count can be short by at most the number of prunings).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from policytext.analysis import Analysis
from policytext.document import Document
from policytext.keyphrases.rank import Keyword

PER_DOCUMENT = 60  # candidates of one document that are counted
LIMIT = 200_000  # phrases kept before the rarest are dropped


@dataclass(frozen=True, slots=True)
class Distinction:
    """A keyword that sets a group apart: its z-score, and its counts inside and outside the group."""

    group: str
    keyword: str
    score: float
    count: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A keyword over time: documents that have it by period, and the statistic (above 0: rising)."""

    keyword: str
    score: float
    count: int
    periods: Mapping[str, int] = field(default_factory=dict)


class _Counts(Counter[str]):
    """Counts that forget the rarest phrases when there are too many."""

    def add(self, found: Mapping[str, int]) -> None:
        self.update(found)
        least = 1
        while len(self) > LIMIT:
            for phrase in [phrase for phrase, count in self.items() if count <= least]:
                del self[phrase]
            least += 1


def _found(document: Document) -> dict[str, Keyword]:
    return {keyword.keyword: keyword for keyword in Analysis(document).keywords(PER_DOCUMENT)}


def corpus_keywords(documents: Iterable[Document], top: int = 20) -> list[Keyword]:
    """The keywords of all documents together: `score` weighs how many documents they stand in."""
    counts, documents_with, scores = _Counts(), _Counts(), _Weights()
    for document in documents:
        found = _found(document)
        counts.add({phrase: keyword.count for phrase, keyword in found.items()})
        documents_with.add(dict.fromkeys(found, 1))
        scores.add({phrase: keyword.score for phrase, keyword in found.items()})
    best = sorted(scores, key=lambda phrase: (-scores[phrase], phrase))[:top]
    highest = scores[best[0]] if best else 1.0
    return [Keyword(phrase, round(scores[phrase] / highest, 4), counts[phrase]) for phrase in best]


class _Weights(dict[str, float]):
    """Sums of scores that forget the lowest phrases when there are too many."""

    def add(self, found: Mapping[str, float]) -> None:
        for phrase, score in found.items():
            self[phrase] = self.get(phrase, 0.0) + score
        if len(self) > LIMIT:
            lowest = sorted(self.values())[len(self) // 2]
            for phrase in [phrase for phrase, score in self.items() if score <= lowest]:
                del self[phrase]


def distinctive_keywords(grouped: Iterable[tuple[str, Document]], top: int = 20) -> Iterator[Distinction]:
    """For each group, the keywords that set its documents apart from all others, best first.

    Takes pairs of a group's name and a document (see `policytext.corpus.tables.grouped`), read once.
    Score: log-odds ratio with an informative Dirichlet prior, as a z-score (Monroe, Colaresi and
    Quinn 2008, "Fightin' Words", eq. 22); above 1.96 a keyword is hardly there by chance.
    """
    groups: dict[str, _Counts] = defaultdict(_Counts)
    for group, document in grouped:
        groups[group].add({phrase: k.count for phrase, k in _found(document).items()})
    everything = _Counts()
    for counts in groups.values():
        everything.add(counts)
    for group, counts in sorted(groups.items()):
        scored = log_odds(counts, everything)
        best = sorted(scored, key=lambda phrase: (-scored[phrase], phrase))[:top]
        for phrase in best:
            if scored[phrase] > 0:
                yield Distinction(
                    group,
                    phrase,
                    round(scored[phrase], 4),
                    counts[phrase],
                    everything[phrase] - counts[phrase],
                )


def log_odds(
    inside: Mapping[str, int], everything: Mapping[str, int], prior: float = 0.1
) -> dict[str, float]:
    """z-scores of log-odds ratios of each phrase inside against the rest, with an informative prior.

    The prior of a phrase is proportional to its count over everything; `prior` is its weight
    in relation to the data (Monroe et al. 2008, eqs. 16 and 22).

    >>> scores = log_odds({"低空经济": 8, "会议": 5}, {"低空经济": 9, "会议": 50})
    >>> scores["低空经济"] > 2 > 0 > scores["会议"]
    True
    """
    n_all, n_in = sum(everything.values()), sum(inside.values())
    n_out, a0 = n_all - n_in, prior * n_all
    scores = {}
    for phrase, y_in in inside.items():
        total = everything.get(phrase, y_in)
        y_out, a = total - y_in, prior * total
        odds_in = (y_in + a) / max(n_in + a0 - y_in - a, 1e-9)
        odds_out = (y_out + a) / max(n_out + a0 - y_out - a, 1e-9)
        scores[phrase] = math.log(odds_in / odds_out) / math.sqrt(1 / (y_in + a) + 1 / (y_out + a))
    return scores


def keyword_trends(dated: Iterable[tuple[str, Document]], top: int = 20) -> list[Trend]:
    """Keywords that rise or fall most from period to period, with the documents that have them in each.

    Takes pairs of a period (`2024`, `2024-05`; empty: left out) and a document, read once.
    Score: the Cochran-Armitage z of the share of documents with the keyword against time;
    above 0 it rises.
    """
    totals: Counter[str] = Counter()
    table: dict[str, _Counts] = defaultdict(_Counts)
    for when, document in dated:
        if when:
            totals[when] += 1
            table[when].add(dict.fromkeys(_found(document), 1))
    periods = sorted(totals)
    if len(periods) < 2:
        return []
    phrases: Counter[str] = Counter()
    for counts in table.values():
        phrases.update(counts)
    found = []
    for phrase, count in phrases.items():
        by_period = {when: table[when][phrase] for when in periods}
        if count >= 2:
            found.append(Trend(phrase, round(trend_z(by_period, totals), 4), count, by_period))
    return sorted(found, key=lambda t: (-abs(t.score), -t.count, t.keyword))[:top]


def trend_z(with_it: Mapping[str, int], of: Mapping[str, int]) -> float:
    """Cochran-Armitage z for a trend in proportions over equally spaced periods; 0 where there is none.

    >>> round(trend_z({"2022": 1, "2023": 5, "2024": 9}, {"2022": 10, "2023": 10, "2024": 10}), 2)
    3.58
    """
    periods = sorted(of)
    n = sum(of.values())
    hits = sum(with_it.values())
    if len(periods) < 2 or hits in (0, n):
        return 0.0
    p = hits / n
    t = sum(i * (with_it.get(when, 0) - of[when] * p) for i, when in enumerate(periods))
    mean = sum(i * of[when] for i, when in enumerate(periods)) / n
    variance = p * (1 - p) * sum(of[when] * (i - mean) ** 2 for i, when in enumerate(periods))
    return t / math.sqrt(variance) if variance > 0 else 0.0
