import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.analysis import keywords
from policytext.corpus.comparison import (
    LIMIT,
    _Counts,
    corpus_keywords,
    distinctive_keywords,
    keyword_trends,
    trend_z,
)
from policytext.corpus.tables import grouped
from policytext.document import Document

CASES = json.loads((Path(__file__).parent / "keyword_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:12])
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


def documents() -> list[Document]:
    texts = {
        "2022": "发展海洋牧场。海洋牧场增产。",
        "2023": "发展低空经济。低空经济增长。",
        "2024": "低空经济起飞。发展低空经济。",
    }
    return [
        Document(
            f"{year}-{n}", text, meta={"city": "甲" if year == "2022" else "乙", "date": f"{year}-0{n}-01"}
        )
        for year, text in texts.items()
        for n in (1, 2, 3)
    ]


def test_corpus() -> None:
    found = corpus_keywords(documents(), top=2)
    assert [(k.keyword, k.count) for k in found] == [("低空经济", 12), ("海洋牧场", 6)]


def test_groups() -> None:
    found = list(distinctive_keywords(grouped(documents(), "city"), top=1))
    assert [(d.group, d.keyword, d.count, d.elsewhere) for d in found] == [
        ("乙", "低空经济", 12, 0),
        ("甲", "海洋牧场", 6, 0),
    ]
    assert all(d.score > 1.96 for d in found)


def test_trends() -> None:
    found = {t.keyword: t for t in keyword_trends(grouped(documents(), "year"))}
    assert found["低空经济"].score > 1.96 > -1.96 > found["海洋牧场"].score
    assert found["低空经济"].periods == {"2022": 0, "2023": 3, "2024": 3}


def test_documents_without_a_date_are_left_out_of_trends() -> None:
    assert keyword_trends(grouped([Document("a", "发展低空经济。低空经济。")], "year")) == []


def test_no_trend_without_change() -> None:
    assert trend_z({"2022": 2, "2023": 2}, {"2022": 4, "2023": 4}) == 0.0
    assert trend_z({"2022": 2}, {"2022": 4}) == 0.0


def test_counts_stay_within_their_limit() -> None:
    counts = _Counts()
    counts.add({"常见": 1000})
    counts.add({str(n): 1 for n in range(LIMIT + 1)})
    assert len(counts) <= LIMIT
    assert counts["常见"] == 1000


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.integers(1, 30))
def test_any_text_has_keywords_that_stand_in_it(text: str, top: int) -> None:
    found = keywords(text, top)
    assert len(found) <= top
    assert all(k.count == text.count(k.keyword) > 0 for k in found)
    assert len({k.keyword for k in found}) == len(found)
