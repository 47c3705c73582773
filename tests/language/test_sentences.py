"""Sentences and clauses: spans of a text, in order, that leave nothing out that says something."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.language.sentences import clauses, parts

TEXTS = st.text(alphabet="发展；。！？”）》\n ", max_size=30)


@given(TEXTS)
def test_nothing_but_marks_and_line_ends_is_outside(text: str) -> None:
    for split in (parts, clauses):
        spans = list(split(text))
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        outside = set(range(len(text))) - {at for span in spans for at in range(*span)}
        assert {text[at] for at in outside} <= set("；。！？\n")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一句。二句！三句？", 3),
        ("“发展工业。”会议说。", 2),
        ("（此件公开发布。）\n某局", 2),
        ("真的？！”他说。", 2),
        ("一项；二项；三项。", 1),
    ],
)
def test_how_many_sentences(text: str, number: int) -> None:
    assert len(list(parts(text))) == number
