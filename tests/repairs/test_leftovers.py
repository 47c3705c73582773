"""What is left damaged is said, and nothing that is sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policytext.document import Verdict
from policytext.repairs import repair

CASES = json.loads((Path(__file__).parent / "leftover_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["marked"], ids=lambda case: case["why"])
def test_what_is_left_damaged_is_marked(case: dict[str, Any]) -> None:
    repaired = repair(case["text"])
    assert repaired.text == case["text"]
    assert [remark.text for remark in repaired.remarks] == case["marks"]
    assert repaired.verdict == case["verdict"]


@pytest.mark.parametrize("case", CASES["left"], ids=lambda case: case["why"])
def test_what_does_not_fit_where_others_were_put_right_is_marked(case: dict[str, Any]) -> None:
    repaired = repair(case["before"])
    assert repaired.text == case["after"]
    assert [remark.text for remark in repaired.remarks] == case["marks"]


@pytest.mark.parametrize("text", CASES["sound"])
def test_nothing_sound_is_marked(text: str) -> None:
    repaired = repair(text)
    assert (repaired.text, repaired.verdict) == (text, Verdict.CLEAN)


@pytest.mark.parametrize(
    ("before", "after"), [("部件\ue81e、\ue863", "部件龴、䶮"), ("第一条\ue5e5为", "第一条\u3000为")]
)
def test_private_use_that_became_characters(before: str, after: str) -> None:
    assert repair(before).text == after


def test_a_korean_syllable_left_in_a_line_read_back_is_marked() -> None:
    line = "뢷չÊÜÆóҵÄÚÍⲿ²»ȷ¶¨ÒòËصÄӰÏ죬ӯÀûÄÜÁ¦ºͳ¥ծÄÜÁ¦»áÓнϴó²¨¶¯¡£"  # 发 without its first byte
    assert [remark.text for remark in repair(line).remarks] == ["뢷"]


@pytest.mark.parametrize(
    "text",
    [
        "一ă€提高认识",
        "ÔÆÃñ¹桲2026¡³7ºÅ\n有关单位要认真落实。",
        "针对这种(zhen)?qiāng)",
        "中国人民银行姘?鏀?閮?2025年",
        "聯系(xì)人：段曉東，電話(huà)：0872，郵(yóu)箱(xiāng)，傳(chuán)真同號(hào)。",
        "并出具?不予受理通知书?。",
    ],
)
def test_what_is_left_of_damage_is_marked(text: str) -> None:
    assert repair(text).verdict is Verdict.PARTIAL
