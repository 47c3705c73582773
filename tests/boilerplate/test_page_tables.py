"""The tables of boilerplate: no entry twice, nothing that another entry covers, patterns that compile."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from policytext.boilerplate.boxes import kind
from policytext.boilerplate.rules import RULES
from policytext.resources import rows


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("page_boxes.tsv", 2),
        ("page_controls.tsv", 1),
        ("page_markers.tsv", 4),
        ("page_meta.tsv", 1),
        ("publication_labels.tsv", 1),
        ("spam_words.tsv", 1),
    ],
)
def test_no_entry_twice(table: str, key: int) -> None:
    counts = Counter(tuple(row[:key]) for row in rows(table))
    assert [entry for entry, count in counts.items() if count > 1] == []


def test_names_of_elements_that_a_rule_gives_are_not_listed() -> None:
    tokens = [
        name for name, match, what, _ in rows("page_boxes.tsv") if match == "token" and what == "body"
    ]
    parts = {
        match: {name for name, by, *_ in rows("page_boxes.tsv") if by == match}
        for match in ("subject", "holder")
    }
    made = {
        subject + joint + holder
        for subject in parts["subject"]
        for joint in ("", "-", "_")
        for holder in parts["holder"]
    }
    assert sorted(made & set(tokens)) == []
    assert all(kind(name) == "body" for name in made)


def test_markers_are_patterns_of_the_room_s_rules() -> None:
    names = {rule.name for rule in RULES}
    for rule, place, strength, pattern, *hints in rows("page_markers.tsv"):
        assert rule in names
        assert place in ("whole", "start", "within")
        assert strength in ("1", "2", "3")
        assert re.compile(pattern)
        assert bool(hints) is (place == "within")


def test_search_words_have_kind_and_strength() -> None:
    assert {strength for _, _, strength in rows("spam_words.tsv")} == {"strong", "weak"}
    assert all(kind for _, kind, _ in rows("spam_words.tsv"))
