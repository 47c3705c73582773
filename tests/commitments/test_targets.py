"""Targets: found with their number, bound, year and subject, and told from results and norms."""

from __future__ import annotations

from typing import Any

from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.commitments.targets import targets
from policytext.structure.outline import outline


@cases(__file__, "target_cases.json")
def test_targets(case: dict[str, Any]) -> None:
    text = case["text"]
    found = targets(text, case["date"], outline(text), case.get("title", ""))
    assert [[t.subject, t.number, t.unit, t.bound, t.change, t.year] for t in found] == case["expected"]
    assert all(text[t.start : t.end] == t.text for t in found)


@given(
    st.integers(2, 999),
    st.sampled_from(("家", "公里", "%", "万人", "亿元", "个")),
    st.integers(2027, 2040),
    st.sampled_from(("市场主体", "绿道", "用水效率", "参保人数", "研发投入")),
)
def test_what_is_set_by_a_year_is_found_and_what_was_reached_is_not(
    number: int, unit: str, year: int, subject: str
) -> None:
    [found] = targets(f"到{year}年，全市{subject}达到{number}{unit}以上。", "2026-05-01")
    assert (found.year, found.bound, found.change) == (str(year), "at_least", "level")
    assert found.subject == f"全市{subject}"
    assert float(found.number) == number * {"万人": 10_000, "亿元": 100_000_000}.get(unit, 1)
    assert not targets(f"去年，全市{subject}达到{number}{unit}以上。", "2026-05-01")
    assert (
        not targets(f"到{year - 20}年，全市{subject}达到{number}{unit}以上。", "2026-05-01")
        or year - 20 >= 2026
    )
