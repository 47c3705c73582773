"""Pages of both scripts come out in one, or say what stayed."""

from __future__ import annotations

from typing import Any

import pytest
from cases import cases

from policytext.language.scripts import recognise
from policytext.normalization.names import keep
from policytext.normalization.step import normalize
from policytext.normalization.stretches import stretches
from policytext.revision import restore

FRAME = "首页 关于我们 联系方式\n各县（区）人民政府，请认真贯彻执行，确保各项任务落实到位。\n"


@cases(__file__, "within_a_page.json")
def test_a_line_of_a_simplified_page(case: dict[str, Any]) -> None:
    """What a line becomes on such a page, and how many remarks are on what stays."""
    document = normalize(FRAME + case["input"])
    assert document.text == FRAME + case["expected"]
    assert [remark.rule for remark in document.remarks] == ["script"] * case.get("remarks", 0)
    assert all(remark.text in case["input"] for remark in document.remarks)
    assert restore(document).text == FRAME + case["input"]
    assert normalize(document).remarks == document.remarks


def test_names_that_simplified_text_has_are_no_remark() -> None:
    assert not normalize("局长李昇、孙甯、郑乾宇，陈堃。").remarks


@pytest.mark.parametrize(
    ("size", "traditional", "is_converted"), [(6, 2, True), (5, 2, False), (6, 1, False)]
)
def test_what_makes_a_sentence(size: int, traditional: int, is_converted: bool) -> None:
    clause = "發" * traditional + "人" * (size - traditional)
    text = f"发展规划。{clause}。"
    found = stretches(text, recognise(text), "simplified")
    assert [part.quoted for part in found] == [not is_converted]


@pytest.mark.parametrize(
    ("traditional", "simplified", "is_converted"), [(20, 46, True), (19, 44, False), (20, 48, False)]
)
def test_a_text_converted_by_halves_is_converted(
    traditional: int, simplified: int, is_converted: bool
) -> None:
    text = "发，發，" * traditional + "发，" * (simplified - traditional)
    assert ("發" not in normalize(text).text) is is_converted


@cases(__file__, "names.json")
def test_names_keep_their_characters(case: dict[str, str]) -> None:
    assert keep(case["input"], case["simplified"]) == case["expected"]
