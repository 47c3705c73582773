"""What is left damaged is said, and nothing that is sound."""

from __future__ import annotations

import pytest

from policytext.document import Verdict
from policytext.repairs import repair


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
