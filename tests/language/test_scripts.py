"""Telling the varieties of the scripts apart."""

from __future__ import annotations

from cases import cases

from policytext.language.gbk import rarest
from policytext.language.scripts import (
    has_foreign,
    has_traditional,
    is_foreign,
    only_traditional,
    recognise,
)


@cases(__file__, "script_cases.json")
def test_recognised(case: dict[str, str]) -> None:
    assert recognise(case["text"]).variety == case["variety"]


def test_what_is_traditional_alone_is_found_in_a_text_of_any_length() -> None:
    assert not [character for character in only_traditional() if rarest(character) is not None]
    assert has_traditional("关于发展" * 500 + "計畫") and not has_traditional("关于发展" * 500)
    assert has_foreign("关于发展" * 500 + "営業") and not has_foreign("关于发展" * 500)


def test_share_is_of_the_evidence() -> None:
    assert recognise("人民").share == 0
    assert recognise("關於人民").share == 1
    assert 0 < recognise("關於发展的规划，经济").share < 0.5


def test_japanese_and_korean_lines_are_no_evidence() -> None:
    assert recognise("国際協力の発展について\n关于发展").share == 0
    assert is_foreign("발전 계획")
    assert not is_foreign("「鮮の味」餐廳開業")
