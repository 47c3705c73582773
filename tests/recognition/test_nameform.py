"""Which spans look like names: counts over generated names and words that begin like names.

The words are of official text (`made_up.json`). `nameform.json` holds the counts as they are, exact,
so that a weight shows. Where a weight changes for good reason they change with it.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from policytext.language.reading import Reading
from policytext.recognition.likeness import likeness, weights
from policytext.resources import rows

HERE = Path(__file__).parent
MADE_OF = json.loads((HERE / "made_up.json").read_text(encoding="utf-8"))
CONTEXTS = {  # a text with the place of a name; whether a post or a credit announces it
    "post and verb": ("局长{}主持会议", True),
    "post and mark": ("局长{}，", True),
    "post and then": ("局长{}近日", True),
    "post and more": ("局长{}挥手", True),
    "verb": ("{}指出，要加强管理", False),
    "title": ("感谢{}委员的建议", False),
    "mark": ("参加的有{}、等人", False),
    "quoted": ("题为“{}”的报告", False),
    "facility": ("沿{}路建设", False),
    "nothing": ("对{}一事进行研究", False),
    "longer word": ("学习{}理论", False),
    "letters": ("支持{}一体化", False),
}


def _names() -> list[str]:
    chance = random.Random(3)
    return [
        chance.choice(MADE_OF["surnames"]) + "".join(chance.sample(MADE_OF["given"], 1 + number % 2))
        for number in range(240)
    ]


def _scores(span: str, context: str) -> tuple[float, float, float]:
    """How much like a name the span is, and the span a character shorter and longer."""
    text, cued = CONTEXTS[context]
    before = text.index("{")
    reading = Reading(text.format(span))
    ends = (before + len(span) + more for more in (0, -1, 1))
    found = [likeness(reading, before, end, span[0], cued) for end in ends]
    whole, shorter, longer = (-99.0 if score is None else score for score in found)
    return whole, shorter, longer


def _accepted(spans: list[str], context: str) -> list[int]:
    """How many spans are names, how many are so in preference to a shorter and a longer span, and the
    sum of the scores in tenths of a nat."""
    scores = [_scores(span, context) for span in spans]
    total = sum(max(score, -20) for three in scores for score in three)
    return [
        sum(whole > 0 for whole, _, _ in scores),
        sum(whole > max(0, shorter, longer) for whole, shorter, longer in scores),
        round(10 * total),
    ]


@pytest.fixture(scope="module")
def counts() -> dict[str, dict[str, list[int]]]:
    kinds = {"names": _names(), "words": MADE_OF["words"]}
    return {
        kind: {context: _accepted(spans, context) for context in CONTEXTS} for kind, spans in kinds.items()
    }


def test_counts(counts: dict[str, dict[str, list[int]]]) -> None:
    assert counts == json.loads((HERE / "nameform.json").read_text(encoding="utf-8"))


def test_names_are_told_from_words(counts: dict[str, dict[str, list[int]]]) -> None:
    for context in ("post and verb", "verb"):
        assert counts["names"][context][1] > 1.7 * counts["words"][context][1]


def test_every_weight_is_explained() -> None:
    assert all(reason for _, _, reason in rows("name_weights.tsv"))
    assert len(weights()) == len(list(rows("name_weights.tsv")))
