"""Spinner damage and damaged characters: cases, and what holds for any text."""

from __future__ import annotations

from policytext.document import Document, Verdict
from policytext.repairs import RULES, repair
from policytext.settings import Settings


def test_each_rule_can_be_switched_off() -> None:
    page = "推進(jìn)產(chǎn)業(yè)發(fā)展,，加強⾏动"
    for rule in RULES:
        off = repair(page, Settings(off=frozenset({rule.name})))
        assert rule.name not in {edit.rule for edit in off.edits}


def test_a_worse_verdict_stands() -> None:
    former = Document("a", "会议召开。", verdict=Verdict.PARTIAL)
    assert repair(former).verdict is Verdict.PARTIAL
