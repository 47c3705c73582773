"""The model beside the shipped dictionary: what it adds, what it takes away, and what it is unsure of."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.coding import instruments as rules
from policytext.coding.dictionary import dictionary, instruments
from policytext.coding.instruments import (
    BUCKETS,
    NONE,
    RESOURCE,
    Classifier,
    code_instruments,
    instrument_classifier,
    pieces,
    softmax,
)
from policytext.coding.reports import codes_of

MADE = Path(__file__).parents[2] / "data" / "build" / "instruments" / "sentences.tsv"
CASES = read_cases(__file__, "instrument_cases.json")
SAMPLES = ("发展工业。", "  给予补助；\n", "略", "。", "\n")
BY = dictionary({"资金": ["补助"], "人才": ["工匠"], "贸易": ["出口"]})


def model(**odds: float) -> Classifier:
    """A model that says the same of every sentence: each kind with its probability, the rest is none."""
    shares = {kind: odds.get(kind, 1e-6) for kind in ("资金", "人才", "贸易")}
    shares[NONE] = 1 - sum(shares.values())
    bias = np.log(np.array([*shares.values()], np.float32))
    return Classifier((*shares,), np.zeros((BUCKETS, len(shares)), np.int8), 1.0, bias)


def coded(text: str, **odds: float) -> list[tuple[str, str]]:
    return [(hit.category, hit.found_by) for hit in code_instruments(text, BY, model(**odds))]


def test_a_term_counts_where_the_model_allows_it() -> None:
    assert coded("给予补助。", 资金=0.4) == [("资金", "term")]
    assert coded("给予补助。", 资金=0.02) == []


def test_the_model_alone_must_be_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = rules.ALONE
    assert coded("略。", 资金=alone + 0.02, 人才=alone - 0.01, 贸易=alone - 0.01) == [("资金", "model")]
    monkeypatch.setattr(rules, "ALONE", alone + 0.03)
    assert coded("略。", 资金=alone + 0.02, 人才=alone - 0.01, 贸易=alone - 0.01) == [("", "unsure")]


def test_a_sentence_without_a_code_is_unsure_from_a_probability_on() -> None:
    assert coded("略。", 资金=rules.UNSURE + 0.01) == [("", "unsure")]
    assert coded("略。", 资金=rules.UNSURE - 0.01) == []


def test_a_second_kind_needs_a_term_and_some_probability() -> None:
    text = "给予补助，引进工匠。"
    assert coded(text, 资金=0.7, 人才=rules.BESIDE + 0.01) == [("资金", "term"), ("人才", "term")]
    assert coded(text, 资金=0.7, 人才=rules.BESIDE - 0.01) == [("资金", "term")]


def test_a_term_weighs_as_much_as_is_said() -> None:
    [hit] = code_instruments("给予补助。", BY, model(资金=0.5))
    odds = 0.5 * np.exp(rules.TERM) / (0.5 * np.exp(rules.TERM) + 0.5)
    assert rules.TERM == 1.5
    assert hit.confidence == pytest.approx(odds, abs=0.001)


def test_thresholds_are_those_that_were_chosen() -> None:
    assert (rules.BESIDE, rules.ALONE, rules.UNSURE) == (0.05, 0.25, 0.15)


@given(st.lists(st.sampled_from(SAMPLES), max_size=6).map("".join))
def test_hits_lie_in_their_sentence(text: str) -> None:
    for hit in code_instruments(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.found_by == "term" or text[hit.start : hit.end] == text[hit.start : hit.end].strip()


def test_pieces_are_hashed_alike_everywhere() -> None:
    assert pieces("补助3万元") == pieces("补助 12.5万元") != pieces("补助万元")
    assert pieces("") and max(pieces("发展工业")) < BUCKETS


def test_probabilities_are_of_each_kind() -> None:
    shipped = instrument_classifier()
    assert {*shipped.kinds} == {NONE, *(category.path for category in instruments().categories)}
    rows = shipped.probabilities(["发展工业。", ""])
    assert rows.shape == (2, 20)
    assert np.allclose(rows.sum(axis=1), 1)
    assert softmax(np.array([0.0, 0.0])).tolist() == [0.5, 0.5]
    assert len((files("policytext.resources") / RESOURCE).read_bytes()) < 300_000


def test_sentences_that_it_learned_from_are_of_every_kind_and_known() -> None:
    rows = [line.split("\t") for line in MADE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert all(len(row) == 2 for row in rows)
    assert len({text for _, text in rows}) == len(rows)
    names = {category.path.rpartition("/")[2] for category in instruments().categories}
    counts = Counter(kind for kind, _ in rows)
    assert {*counts} == {*names, NONE}
    assert min(counts.values()) >= 14
    right = sum(codes_of(code_instruments(text))[0].rpartition("/")[2] == kind for kind, text in rows)
    assert right / len(rows) > 0.85


@pytest.mark.parametrize(("kind", "sentence"), CASES["without set phrases"].items())
def test_measures_told_without_set_phrases(kind: str, sentence: str) -> None:
    """In words that the dictionary has not, and the model has not read."""
    assert kind in {hit.category for hit in code_instruments(sentence)}


@pytest.mark.parametrize("sentence", CASES["reviews and background"])
def test_reviews_and_background_get_no_code(sentence: str) -> None:
    assert not [hit for hit in code_instruments(sentence) if hit.category]
