"""A floor on documents written for this test, each with what any reader would name and what none would."""

from __future__ import annotations

import json
from pathlib import Path

from policytext.analysis import keywords

SAMPLE = json.loads((Path(__file__).parent / "sample.json").read_text(encoding="utf-8"))
FLOOR = 0.9  # of the phrases that any reader would name, among the first ten
TOP = 10


def test_what_any_reader_would_name_is_there_and_nothing_bad() -> None:
    found = {case["name"]: {k.keyword for k in keywords(case["text"], TOP)} for case in SAMPLE}
    bad = {(case["name"], phrase) for case in SAMPLE for phrase in found[case["name"]] & set(case["bad"])}
    assert not bad
    shares = [len(found[case["name"]] & set(case["must"])) / len(case["must"]) for case in SAMPLE]
    assert sum(shares) / len(shares) >= FLOOR
    assert all(shares)
