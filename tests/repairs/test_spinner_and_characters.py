"""Spinner damage and damaged characters: cases, and what holds for any text."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damage import FAMILIES
from policytext.document import Document, Verdict
from policytext.repairs import RULES, repair
from policytext.revision import restore
from policytext.settings import Settings

HERE = Path(__file__).parent
PAGE = """全市先进制造业发展大会召开
本报讯 3月12日，全市先进制造业发展大会召开，总结去年工作，部署今年任务。市长张立新出席会议并讲话。
会议指出，要认真贯彻落实省委、省政府决策部署，坚持创新驱动，推动产业链、创新链深度融合；要优化营商环境，
健全服务机制，为企业发展提供有力支撑。会议强调，要加快关键技术攻关，扩大规模化应用，提升产品质量，
培育更多专业化、高端化企业；要加强组织领导，压实责任，确保各项任务落到实处。
会议还研究了安全生产、防汛抗旱、乡村振兴等工作，要求各县区、各部门结合实际，制定方案，细化措施，抓好落实。"""

SPINNER = [
    "glosses",
    "glosses-toneless",
    "glosses-converted",
    "commas",
    "spun",
    "spun-folded",
    "slips",
    "slips-fffd",
    "slips-folded",
    "slips-converted",
    "slips-folded-converted",
    "slips-partly-folded",
    "slips-partly-converted",
]
CHARACTERS = ["radicals", "invisible", "controls", "spaced"]


@pytest.mark.parametrize("name", SPINNER + CHARACTERS)
def test_forward_models_are_inverted(name: str) -> None:
    family = FAMILIES[name]
    answer = family.answer(PAGE)
    wrong = 0
    for seed in range(8):
        repaired = repair(family.damage(PAGE, Random(seed)))
        assert restore(repaired).text == family.damage(PAGE, Random(seed))
        if repaired.text != answer:
            assert family.lossy
            wrong += 1
    assert wrong <= 1


def test_a_lost_character_that_two_would_fit_is_marked() -> None:
    repaired = repair("推進(jìn)產(chǎn)業(yè)發展,，堅持以創新?tīng)懟?，用業(yè)績說話。")
    assert repaired.text == "推進產業發展，堅持以創新爲?，用業績說話。"
    assert repaired.verdict is Verdict.PARTIAL
    assert [remark.text for remark in repaired.remarks] == ["?"]


def test_a_page_back_in_step_says_where_it_was_filled() -> None:
    repaired = repair("推進(jìn)產(chǎn)業(yè)規(guī)?；瘧?yīng)用，會議認(rèn)真?zhèn)鬟_(dá)精神。")
    slips = [edit for edit in repaired.edits if edit.rule == "byte-slips"]
    assert [(edit.after, edit.inferred) for edit in slips] == [("模化應", True), ("傳達", False)]


def test_each_rule_can_be_switched_off() -> None:
    page = "推進(jìn)產(chǎn)業(yè)發(fā)展,，加強⾏动"
    for rule in RULES:
        off = repair(page, Settings(off=frozenset({rule.name})))
        assert rule.name not in {edit.rule for edit in off.edits}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("网目尺寸小于2\ue0105厘米的，由主管部门处理。", Verdict.CLEAN),
        ("由李\ue010同志负责联系各县区的工作。", Verdict.PARTIAL),
    ],
)
def test_private_characters_are_marked_and_stay(text: str, verdict: Verdict) -> None:
    repaired = repair(text)
    assert (repaired.text, len(repaired.remarks)) == (text, 1)
    assert repaired.verdict is verdict


def test_a_worse_verdict_stands() -> None:
    former = Document("a", "会议召开。", verdict=Verdict.PARTIAL)
    assert repair(former).verdict is Verdict.PARTIAL


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="產業規模化應用真傳鬟瘧會(）)（chǎnyīng?\ufffd,，；。_|⾏\u200b \n\x00\ue111", max_size=40
    )
)
def test_any_repair_can_be_restored(text: str) -> None:
    repaired = repair(text)
    assert restore(repaired).text == text
