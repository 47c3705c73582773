"""Short texts and single facts: a date, an amount, a title comes back or is marked, and sound ones stay."""

from __future__ import annotations

from random import Random

import pytest

from damage import FAMILIES
from policytext.document import Verdict
from policytext.repairs import repair

FACTS = [
    "2021年6月9日",
    "预算8.25亿元，增长3.4%",
    "杭政发〔2023〕8号",
    "第31条",
    "共46户、27.5万亩",
    "（一）到2030年，达到95%",
]
MARKED = ("utf8-as-gbk-?", "utf8-as-gbk-fffd", "utf8-as-gbk-dropped", "utf8-as-gbk-?-folded-converted")


@pytest.mark.parametrize("family", MARKED)
@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_by_itself_comes_back_or_is_marked(family: str, fact: str) -> None:
    repaired = repair(FAMILIES[family].damage(fact, Random(1)))
    assert repaired.text == FAMILIES[family].answer(fact) or repaired.remarks


@pytest.mark.parametrize("page", ["cp1251", "cp1250", "euc_kr"])
@pytest.mark.parametrize("mark", ["?", ""])
def test_utf8_of_which_too_much_is_lost_is_marked(page: str, mark: str) -> None:
    text = "各街道办事处要明确职责，凡是养老服务补贴都要按时发放。"
    repaired = repair(text.encode().decode(page, "replace").replace("\ufffd", mark))
    assert repaired.verdict in (Verdict.PARTIAL, Verdict.UNREADABLE)
