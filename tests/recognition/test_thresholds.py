"""Thresholds that are no weight: for each a text that reads otherwise when it is halved or doubled."""

import json
from pathlib import Path
from typing import Any

import pytest

from policytext.analysis import Analysis

CASES = json.loads((Path(__file__).parent / "thresholds.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["threshold"] for case in CASES])
def test_threshold(case: dict[str, Any]) -> None:
    analysis = Analysis(case["text"])
    found: set[tuple[str, ...]] = set()
    for entity in analysis.entities_as_of(case.get("date")):
        found |= {(entity.type, entity.text), (entity.type, entity.text, entity.normalized)}
    found |= {(r.relation, r.head, r.tail) for r in analysis.relations}
    assert {tuple(row) for row in case["expected"]} <= found
    assert not {tuple(row) for row in case["not"]} & found
