"""Statistics of counts: keyness of terms in a part of a corpus, and change over time.

The size of a text is its length in characters, so that every figure can be checked by a search.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

PRIOR = 0.1  # weight of the prior of log-odds against the data; Monroe et al. use a tenth to a half
SMALLEST = 1e-12


class Keyness(NamedTuple):
    """The keyness of a term inside a part against outside; above 0 it is more frequent inside.

    Of many terms together the measures are arrays, an element a term.
    """

    log_odds: Any  # z-score
    log_likelihood: Any
    chi_square: Any
    p: Any  # of the chi-square, before correction

    def one(self, index: int) -> Keyness:
        """That of one of many terms."""
        return Keyness(*(float(measure[index]) for measure in self))


def keynesses(
    inside: Sequence[int], size_inside: Sequence[int], outside: Sequence[int], size_outside: Sequence[int]
) -> Keyness:
    """The keyness of each of many terms in one part of a corpus; 0, with p 1, where a side has no text.

    `log_odds` is the z-score of the log-odds ratio with an informative Dirichlet prior (Monroe,
    Colaresi and Quinn 2008, "Fightin' Words", Political Analysis 16, eqs. 16 and 22), the prior
    proportional to the count in the whole. `log_likelihood` is G² of the two-by-two table (Dunning
    1993, Computational Linguistics 19; Rayson and Garside 2000), `chi_square` Pearson's with the
    correction of Yates (1934) and `p` its probability with one degree of freedom; both bear the sign
    of the difference.

    >>> found = keynesses([8], [1000], [1], [9000]).one(0)
    >>> round(found.log_odds, 1), round(found.log_likelihood, 1), found.p < 0.001
    (4.0, 30.8, True)
    """
    a, m, b, n = (np.asarray(each, float) for each in (inside, size_inside, outside, size_outside))
    compared = (m > 0) & (n > 0)
    m, n = np.where(compared, m, 1.0), np.where(compared, n, 1.0)
    share = (a + b) / (m + n)
    g2 = chi2 = np.zeros(len(a))
    for count, part in ((a, m), (b, n)):
        for seen, of_part in ((count, share), (part - count, 1 - share)):
            expected = part * of_part
            known = np.maximum(expected, SMALLEST)
            g2 = g2 + np.where(expected > 0, 2 * seen * np.log(np.maximum(seen, SMALLEST) / known), 0.0)
            chi2 = chi2 + np.where(
                expected > 0, np.maximum(abs(seen - expected) - 0.5, 0.0) ** 2 / known, 0.0
            )
    sign = np.where(a * n >= b * m, 1.0, -1.0)
    g2, chi2 = np.where(compared, np.maximum(g2, 0.0), 0.0), np.where(compared, chi2, 0.0)
    p = np.fromiter(map(chi_square_p, chi2.tolist()), float, len(chi2))
    z = np.where(compared & (a + b > 0), _log_odds(a, m, b, n), 0.0)
    return Keyness(z, sign * g2, sign * chi2, p)


def _log_odds(a: Any, m: Any, b: Any, n: Any) -> Any:
    """z-scores of the log-odds ratio with an informative prior, of counts and sizes inside and outside."""
    total = np.maximum(a + b, SMALLEST)
    prior, mass = PRIOR * total, PRIOR * (m + n)
    inside, outside = (
        (c + prior) / np.maximum(s + mass - c - prior, SMALLEST) for c, s in ((a, m), (b, n))
    )
    z = np.log(inside / outside)
    return np.where(abs(z) > SMALLEST, z / np.sqrt(1 / (a + prior) + 1 / (b + prior)), 0.0)


def chi_square_p(statistic: float, freedom: int = 1) -> float:
    """The probability of a chi-square statistic as large as this (regularized upper gamma function).

    >>> round(chi_square_p(3.841), 3), round(chi_square_p(18.307, 10), 3)
    (0.05, 0.05)
    """
    if statistic <= 0:
        return 1.0
    half = statistic / 2
    shape, p = (0.5, math.erfc(math.sqrt(half))) if freedom % 2 else (1.0, math.exp(-half))
    while shape < freedom / 2:  # Q(a + 1, x) = Q(a, x) + x^a e^-x / Γ(a + 1)
        p += math.exp(shape * math.log(half) - half - math.lgamma(shape + 1))
        shape += 1
    return min(1.0, p)


def adjusted(p: Sequence[float]) -> array[float]:
    """p-values corrected for their number, by the false discovery rate (Benjamini and Hochberg 1995).

    They may be millions, so they stay in an array, eight bytes each.

    >>> [round(q, 3) for q in adjusted([0.01, 0.04, 0.03, 0.5])]
    [0.04, 0.053, 0.053, 0.5]
    """
    found = np.asarray(p, dtype=float)
    order = np.argsort(-found, kind="stable")
    ranks = np.arange(len(found), 0, -1)
    corrected = np.empty(len(found))
    corrected[order] = np.minimum.accumulate(np.minimum(found[order] * len(found) / ranks, 1.0))
    return array("d", corrected.tobytes())


class Trend(NamedTuple):
    """The change of a term's use over time."""

    change: float  # G² of its counts against one rate for all periods
    change_p: float
    slope: float  # of the logarithm of its rate, for one step of time; infinite if an end alone has it
    slope_p: float


def trends(counts: Sequence[Sequence[int]], sizes: Sequence[int], times: Sequence[float]) -> list[Trend]:
    """For each of many terms, whether some periods use it more than others, and whether it rises or falls.

    `change` is the log-likelihood ratio of the counts against one rate in all periods (Rayson and
    Garside 2000), which also finds what comes and goes. `slope` is that of a Poisson regression of the
    counts on time with the periods' sizes as exposure (Cameron and Trivedi 2013, ch. 3), `slope_p`
    the probability of its likelihood ratio.

    >>> [found] = trends([[1, 5, 9]], [1000, 1000, 1000], [2022, 2023, 2024])
    >>> found.slope > 0, found.slope_p < 0.05
    (True, True)
    """
    used = np.flatnonzero(sizes)
    if len(used) < 2:
        return [Trend(0.0, 1.0, 0.0, 1.0)] * len(counts)
    n, size, time = (np.asarray(each, float)[..., used] for each in (counts, sizes, times))
    expected = n.sum(axis=1, keepdims=True) * size / size.sum()
    change = 2 * (n * np.log(np.where(n > 0, n, 1) / np.where(n > 0, expected, 1))).sum(axis=1)
    slope, gain = _poisson(n, size, time)
    freedom = len(used) - 1
    return [
        Trend(max(c, 0.0), chi_square_p(c, freedom), s, chi_square_p(g))
        for c, s, g in zip(change.tolist(), slope.tolist(), gain.tolist(), strict=True)
    ]


def _poisson(n: Any, size: Any, time: Any) -> tuple[Any, Any]:
    """Slopes of log rate on time, and twice the gain in log-likelihood over no slope (Newton's method).

    `n` are the counts, a row a term; of a term without any both are 0.
    """
    middle = (size * time).sum() / size.sum()
    spread = abs(time - middle).max() or 1.0
    x = (time - middle) / spread
    total = n.sum(axis=1)
    seen = n @ x / np.maximum(total, 1)  # the mean time of its places
    slope = np.zeros(len(n))
    for _ in range(60):
        weights = size * np.exp(slope[:, None] * x)
        mass = weights.sum(axis=1)
        mean = weights @ x / mass
        variance = (weights * (x - mean[:, None]) ** 2).sum(axis=1) / mass
        step = np.where(total > 0, (seen - mean) / np.maximum(variance, SMALLEST), 0.0)
        slope = np.clip(slope + np.clip(step, -1.0, 1.0), -50.0, 50.0)
        if (abs(step) < 1e-10).all():
            break
    mass = (size * np.exp(slope[:, None] * x)).sum(axis=1)  # with the best level for a slope
    gain = total * (slope * seen - np.log(mass / size.sum()))
    for end, limit in ((x.min(), -np.inf), (x.max(), np.inf)):
        alone = (n[:, x != end] == 0).all(axis=1) & (total > 0) & (x != end).any()
        slope[alone], gain[alone] = limit, total[alone] * np.log(size.sum() / size[x == end].sum())
    return slope / spread, np.maximum(2 * gain, 0.0)


class Span(NamedTuple):
    """The run of periods of which a term is most characteristic: the first and last, and how much."""

    first: int
    last: int
    gain: float


def spans(having: Sequence[Sequence[int]], documents: Sequence[int]) -> list[Span]:
    """For each of many terms the run of periods of which it is most characteristic.

    Given is the number of documents that have it in every period: a single document about a subject has
    little effect. `gain` is the log-likelihood ratio of one share of documents inside and another
    outside against one share everywhere: the scan statistic for a Bernoulli process (Kulldorff 1997,
    Communications in Statistics 26), in nats.

    >>> spans([[0, 0, 4, 5, 0], [5, 5, 5, 5, 5]], [5, 5, 5, 5, 5])  # the second everywhere
    [Span(first=2, last=3, gain=13.0846), Span(first=0, last=4, gain=0.0)]
    """
    there = np.append(0, np.cumsum(documents))
    return [_span(np.asarray(counts), there) for counts in having]


def _span(counts: Any, there: Any) -> Span:
    """The span of a term by its documents in each period; `there` are all documents before each."""
    held = np.flatnonzero(counts)  # a run that begins or ends without the term is never the best
    if not len(held):
        return Span(0, len(counts) - 1, 0.0)
    first, last = np.triu_indices(len(held))
    upto = np.cumsum(counts[held])
    count = upto[last] - upto[first] + counts[held[first]]
    inside = there[held[last] + 1] - there[held[first]]
    total, size = upto[-1], there[-1]
    gains = _certainty(count, inside) + _certainty(total - count, size - inside) - _certainty(total, size)
    gains *= count * size > total * inside
    best = int(gains.argmax())  # of equal ones the first
    if gains[best] <= 0:
        return Span(0, len(counts) - 1, 0.0)
    return Span(int(held[first[best]]), int(held[last[best]]), round(float(gains[best]), 4))


def _certainty(count: Any, size: Any) -> Any:
    """Log-likelihood of `count` of `size` under their own share, of arrays of numbers."""
    return _part(count, size) + _part(size - count, size)


def _part(number: Any, size: Any) -> Any:
    return number * np.log(np.maximum(number, 1) / np.maximum(size, 1))
