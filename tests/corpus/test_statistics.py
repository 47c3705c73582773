"""Statistics against figures of others, and against what must hold of any counts."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.corpus.statistics import Keyness, adjusted, chi_square_p, keynesses, trends

COUNT = st.integers(0, 50)


def keyness(inside: int, size_inside: int, outside: int, size_outside: int) -> Keyness:
    return keynesses([inside], [size_inside], [outside], [size_outside]).one(0)


@pytest.mark.parametrize(
    ("statistic", "freedom", "p"),
    [
        (3.8415, 1, 0.05),
        (6.6349, 1, 0.01),
        (5.9915, 2, 0.05),
        (18.307, 10, 0.05),
        (124.342, 100, 0.05),
        (0.0039, 1, 0.95),
    ],
)
def test_chi_square_of_the_tables(statistic: float, freedom: int, p: float) -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4."""
    assert chi_square_p(statistic, freedom) == pytest.approx(p, rel=2e-3)


def test_log_likelihood_by_hand() -> None:
    """2 (100 ln 100/60 + 20 ln 20/60) = 58.22, and what the cells without the term add."""
    found = keyness(100, 10_000, 20, 10_000)
    rest = 2 * (9900 * math.log(9900 / 9940) + 9980 * math.log(9980 / 9940))
    assert found.log_likelihood == pytest.approx(58.22 + rest, abs=0.01)
    assert found.p < 1e-10


def test_the_prior_draws_rare_terms_to_nothing() -> None:
    few, some, one, many = keynesses([2, 20, 1, 40], [1000] * 4, [0, 0, 0, 1], [1000] * 4).log_odds
    assert few < some
    assert abs(one) < 1.96 < many


@given(COUNT, COUNT, st.integers(100, 10_000), st.integers(100, 10_000))
def test_keyness_has_the_sign_of_the_difference(a: int, b: int, n: int, m: int) -> None:
    one, other = keyness(a, n, b, m), keyness(b, m, a, n)
    assert one.log_odds == pytest.approx(-other.log_odds, abs=1e-9)
    assert abs(one.log_likelihood) == pytest.approx(abs(other.log_likelihood), abs=1e-6)
    assert 0 <= one.p <= 1
    if a * m > b * n:
        assert one.log_odds >= 0
        assert one.log_likelihood >= 0


def test_what_stands_nowhere_or_cannot_be_compared_is_characteristic_of_nothing() -> None:
    assert keyness(0, 100, 0, 1000) == keyness(3, 100, 0, 0) == (0.0, 0.0, 0.0, 1.0)


@given(st.lists(COUNT, min_size=2, max_size=8), st.data())
def test_a_trend_turned_round_falls_as_it_rose(counts: list[int], data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(100, 1000), min_size=len(counts), max_size=len(counts)))
    times = [float(n) for n in range(len(counts))]
    forward, back = trends([counts], sizes, times)[0], trends([counts[::-1]], sizes[::-1], times)[0]
    assert forward.slope == pytest.approx(-back.slope, rel=1e-3, abs=1e-6)
    assert forward.change == pytest.approx(back.change, abs=1e-6)
    assert 0 <= forward.slope_p <= 1
    assert forward.change >= -1e-9


def test_a_poisson_regression_finds_the_slope_that_made_the_counts() -> None:
    times = [float(n) for n in range(10)]
    counts = [round(1000 * math.exp(0.1 * t)) for t in times]
    assert trends([counts], [100_000] * 10, times)[0].slope == pytest.approx(0.1, abs=1e-3)


def test_what_comes_and_goes_has_change_without_slope() -> None:
    found = trends([[0, 10, 20, 10, 0]], [1000] * 5, [0.0, 1.0, 2.0, 3.0, 4.0])[0]
    assert found.change_p < 0.001
    assert found.slope_p > 0.9


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_corrected_p_are_larger_and_in_the_same_order(p: list[float]) -> None:
    corrected = adjusted(p)
    assert all(q >= raw - 1e-12 for q, raw in zip(corrected, p, strict=True))
    order = sorted(range(len(p)), key=lambda i: p[i])
    assert [corrected[i] for i in order] == sorted(corrected)


def test_trends_of_many_terms_are_those_of_each() -> None:
    sizes, times = [1000, 0, 700, 1300], [2020.0, 2021.0, 2023.0, 2024.0]
    counts = [[1, 0, 5, 9], [0, 0, 0, 0], [4, 0, 0, 0], [0, 0, 0, 3], [2, 0, 2, 2]]
    found = trends(counts, sizes, times)
    for one, row in zip(found, counts, strict=True):
        assert one == pytest.approx(trends([row], sizes, times)[0], rel=1e-9)
    assert found[1] == (0.0, 1.0, 0.0, 1.0)
    assert (found[2].slope, found[3].slope) == (-math.inf, math.inf)  # of what one end alone has
    assert found[3].slope_p == pytest.approx(chi_square_p(2 * 3 * math.log(3000 / 1300)))
    assert trends(counts[:2], [0, 0, 0, 5], times) == [(0.0, 1.0, 0.0, 1.0)] * 2
