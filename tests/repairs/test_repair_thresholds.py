"""Every threshold decides something: changed enough, it changes what becomes of some text."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.repairs.thresholds import BOUNDS, TABLE, changed, outcome, thresholds

NOTICED = json.loads(TABLE.read_text("utf-8"))
usual_outcome = cache(outcome)  # many thresholds are noticed by the same text


def test_every_threshold_is_known() -> None:
    assert {*BOUNDS, *(case["threshold"] for case in NOTICED)} == set(thresholds())


@pytest.mark.parametrize("case", NOTICED, ids=lambda case: f"{case['threshold']}={case['changed']}")
def test_a_threshold_that_is_changed_is_noticed(case: dict[str, Any]) -> None:
    usual = usual_outcome(case["text"])
    with changed(case["threshold"], case["changed"]):
        assert outcome(case["text"]) != usual


def test_what_was_changed_is_put_back() -> None:
    for case in NOTICED[::60]:
        usual = usual_outcome(case["text"])
        with changed(case["threshold"], case["changed"]):
            outcome(case["text"])
        assert outcome(case["text"]) == usual
