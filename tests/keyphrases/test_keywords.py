from itertools import pairwise
from typing import Any

from cases import cases, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.analysis import keywords
from policytext.document import Document

CASES = read_cases(__file__, "keyword_cases.json")


@cases(__file__, "keyword_cases.json")
def test_cases(case: dict[str, Any]) -> None:
    found = {keyword.keyword for keyword in keywords(case["text"])}
    assert set(case["has"]) <= found
    assert not found & set(case["not"])


def test_best_first_and_at_most_top() -> None:
    found = keywords(CASES[0]["text"], top=3)
    assert len(found) == 3
    assert found[0].score == 1.0
    assert all(a.score >= b.score for a, b in pairwise(found))


def test_the_title_counts() -> None:
    text = "推动数字贸易发展。推动海洋牧场发展。"
    assert keywords(Document("a", text, title="数字贸易"), top=1)[0].keyword == "数字贸易"
    assert keywords(Document("a", text, title="海洋牧场"), top=1)[0].keyword == "海洋牧场"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.integers(1, 30))
def test_any_text_has_keywords_that_stand_in_it(text: str, top: int) -> None:
    found = keywords(text, top)
    assert len(found) <= top
    assert all(k.count == text.count(k.keyword) > 0 for k in found)
    assert len({k.keyword for k in found}) == len(found)
