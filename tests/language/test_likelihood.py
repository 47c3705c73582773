"""The character model: a proper distribution, joint with its neighbours, sure of plain Chinese."""

from math import exp

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.language.likelihood import model

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=6)


@pytest.mark.parametrize("context", ["", "\n", "的", "政府", "规模", "龘", "人民政府"])
def test_each_distribution_sums_to_one(context):
    logp = model().logp
    total = sum(exp(logp(context, character)) for character in model().characters())
    assert total == pytest.approx(1, abs=0.05)  # logarithms are quantised


@given(HAN, HAN, HAN)
def test_score_adds_up_over_the_text(left, text, right):
    score = model().score
    assert score(text + right[:2], left) == pytest.approx(score(text, left, right))


@cases(__file__, "slip_cases.json")
def test_plain_chinese_beats_a_slip(case):
    assert model().score(case["likely"], "\n", "。") > model().score(case["unlikely"], "\n", "。") + 2


def test_traditional_and_half_width_are_read_as_the_model_knows_them():
    assert model().score("規模化應用,第3條") == model().score("规模化应用，第7条")


def test_any_text_has_a_probability():
    assert model().score("\ud800\U0010ffff\x00Ж") < -40
    assert model().score("") == 0
