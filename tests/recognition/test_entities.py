import re
from itertools import pairwise
from typing import Any

import pytest
from cases import cases, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.analysis import Analysis, entities
from policytext.document import Document
from policytext.language.numbers import number
from policytext.recognition.bounds import bounded
from policytext.recognition.datepatterns import DATES, date_shapes
from policytext.recognition.dates import dates
from policytext.recognition.model import TYPES, Entity
from policytext.recognition.values import VALUES, values


def found(case: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(e.type, e.text, e.normalized) for e in entities(case["text"], case.get("date"))}


@cases(__file__, "spans.json")
def test_spans(case: dict[str, Any]) -> None:
    assert {tuple(span) for span in case["expected"]} <= found(case)


@pytest.mark.xfail(reason="known failure", strict=True)
@cases(__file__, "known_failures.json")
def test_known_failures(case: dict[str, Any]) -> None:
    assert {tuple(span) for span in case["expected"]} <= found(case)


@cases(__file__, "negative.json")
def test_nothing_is_invented(case: dict[str, Any]) -> None:
    assert [span for span in found(case) if span[0] in case["not"]] == []


AIRY = (
    "到 2027 年底，森林覆盖率达到 45% 以上，建成 300 所县医院，服务企业 1700 多家、居民 5430 余万人。"
    "每年 3 月 10 日前报送，用 3 年内完成，机械、电子、纺织等 8 个领域推进 5G 网络建设。"
    "住所：云溪县云谷镇平安路 83 号，位于万寿路 12 号，云政发〔2024〕 5 号。"
    "培育 20 余家企业，降至 3 个百分点以内。"
)


def test_blanks_beside_digits_change_nothing() -> None:
    def rows(text: str) -> list[tuple[str, str, str, str]]:
        return [(e.type, e.text.replace(" ", ""), e.normalized, e.detail) for e in entities(text)]

    assert rows(AIRY) == rows(AIRY.replace(" ", ""))
    airy, dense = (Analysis(text).targets for text in (AIRY, AIRY.replace(" ", "")))
    assert [t.bound for t in airy] == [t.bound for t in dense] != []


@cases(__file__, "values.json")
def test_values(case: dict[str, Any]) -> None:
    result = [[v.type, v.text, v.normalized, v.detail] for v in values(case["text"])]
    assert result == case["expected"]


@cases(__file__, "of_types.json")
def test_all_of_some_types(case: dict[str, Any]) -> None:
    """All entities of these types in a text, in order: their texts, normalized forms or details."""
    all_ = [e for e in entities(case["text"], case.get("date")) if e.type in case["types"]]
    told = {"texts": "text", "normalized": "normalized", "details": "detail"}
    for field, name in told.items():
        if field in case:
            assert [getattr(entity, name) for entity in all_] == case[field]


@cases(__file__, "bounds.json")
def test_bounds(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [value.detail for value in bounded(text, values(text))] == case["details"]


@cases(__file__, "dates.json")
def test_dates(case: dict[str, Any]) -> None:
    assert [d.normalized for d in dates(case["text"], case.get("date"))] == case["expected"]


def test_dates_are_resolved_against_the_documents_own_date() -> None:
    document = Document("a", "8月23日召开会议。", meta={"date_published": "2025-08-25"})
    assert [e.normalized for e in entities(document)] == ["2025-08-23"]


def test_the_documents_date_is_found_out_only_for_dates() -> None:
    analysis = Analysis("广东省财政厅推进各项工作。")
    assert [e.text for e in analysis.entities] == ["广东省财政厅"]
    assert "header" not in vars(analysis)


@given(st.integers(min_value=0, max_value=10**12))
def test_numbers_in_digits(value: int) -> None:
    assert number(str(value)) == value
    assert number(f"{value:,}") == value


PIECES = st.sampled_from(read_cases(__file__, "pieces.json"))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=40)))
def test_spans_hold_for_any_text(text: str) -> None:
    spans = entities(text)
    assert all(text[e.start : e.end] == e.text and e.text and e.type in TYPES for e in spans)
    assert [e.start for e in spans] == sorted(e.start for e in spans)
    for kind in TYPES:
        assert not any(overlaps(a, b) for a, b in pairwise(e for e in spans if e.type == kind))


def overlaps(a: Entity, b: Entity) -> bool:
    inside = a.type == "DOC" and b.end <= a.end
    return b.start < a.end and not inside


@given(
    st.text(
        "2026019１十二三年月日今去明前后本上当昨“”近底中民国世纪代初五规划—至到．·:点/-. 第的、季度周天，",
        max_size=40,
    )
)
def test_no_date_begins_elsewhere_than_where_dates_are_looked_for(text: str) -> None:
    every = re.compile(date_shapes()["date"].pattern)
    assert [found.span() for found in DATES.finditer(text)] == [
        found.span() for found in every.finditer(text)
    ]


@given(st.text("0123一二百千万亿数几元亩%‰成分之-负零下￥人民币/上超 约", max_size=30))
def test_no_value_begins_elsewhere_than_where_values_are_looked_for(text: str) -> None:
    every = re.compile(VALUES.pattern)
    assert [m.span() for m in VALUES.finditer(text)] == [m.span() for m in every.finditer(text)]


def test_a_route_of_a_thousand_places_is_read() -> None:
    places = [e.text for e in entities("海州-" * 1200, names="rules") if e.type == "LOC"]
    assert places == [] or set(places) == {"海州"}
