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
from policytext.recognition.datepatterns import DATES
from policytext.recognition.dates import dates
from policytext.recognition.model import TYPES, Entity
from policytext.recognition.references import doc_numbers, titles
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


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("不得低于98%", "; at least"),
        ("不应少于98%", "; at least"),
        ("没有超过98%", "; at most"),
        ("不得超过98%", "; at most"),
        ("未达到98%", "; less than"),
        ("达到98%", ""),
        ("低于98%", "; less than"),
        ("突破98%", "; more than"),
        ("约98%以上", "; at least"),
        ("不应高于98%", "; at most"),
        ("约占98%", "; about"),
        ("最高可达98%", "; at most"),
        ("超过了98%", "; more than"),
        ("≥98%", "; at least"),
    ],
)
def test_bounds(said: str, bound: str) -> None:
    text = f"按时答复率{said}。"
    assert [value.detail for value in bounded(text, values(text))] == [f"%{bound}"]


@cases(__file__, "dates.json")
def test_dates(case: dict[str, Any]) -> None:
    assert [d.normalized for d in dates(case["text"], case.get("date"))] == case["expected"]


def test_a_list_shares_its_bound() -> None:
    text = "首次突破1亿元、5亿元的企业，给予最高50万元、30万元奖励，另补80多家、90家。"
    assert [(value.text, value.detail) for value in bounded(text, values(text))] == [
        ("1亿元", "CNY; more than"),
        ("5亿元", "CNY; more than"),
        ("50万元", "CNY; at most"),
        ("30万元", "CNY; at most"),
        ("80多家", "家; more than"),
        ("90家", "家"),
    ]


@pytest.mark.parametrize(
    ("text", "details"),
    [
        (
            "最近12个月签发3次，突破50项关键技术，专利突破500项，近8个月，1万台（套）以上",
            ["个月", "次", "项", "项; more than", "个月; about", "台; at least"],
        ),
        ("每市至少储备10个项目，最多支持3家，储备8个", ["个; at least", "家; at most", "个"]),
        ("不高于每平方米8000元，每吨800元", ["CNY; at most", "CNY"]),
        (
            "日最大8小时平均浓度，每月180度及以内，最高年产840亿斤，最高奖励30万元",
            ["小时", "度; at most", "斤", "CNY; at most"],
        ),
    ],
    ids=["what only looks like a bound", "before the verb", "before a rate", "an adverb of something else"],
)
def test_bounds_in_a_sentence(text: str, details: list[str]) -> None:
    assert [value.detail for value in bounded(text, values(text))] == details


def test_no_date_within_a_name() -> None:
    found = entities("土木工程学院王明年教授负责，明年完成。", "2024-03-01")
    assert [e.normalized for e in found if e.type in ("PER", "DATE")] == ["王明年", "2025"]


def test_months_of_a_chronicle_are_of_the_year_of_its_title() -> None:
    text = "2022年水利大事记\n1月\n6日　印发《办法》（市发〔2021〕3号）。"
    assert [e.normalized for e in entities(text) if e.type == "DATE"] == ["2022", "2022-01", "2022-01-06"]


def test_people_have_post_and_organisation() -> None:
    text = "市科技局党组书记、局长宋文博主持，副厅长吴东海介绍。"
    details = {e.text: e.detail for e in entities(text) if e.type == "PER"}
    assert details == {"宋文博": "党组书记、局长; 市科技局", "吴东海": "副厅长"}


def test_a_division_of_a_body_belongs_to_its_name() -> None:
    text = "广东省工信厅电子信息工业处副处长王有明提到。"
    assert [e.detail for e in entities(text) if e.type == "PER"] == ["副处长; 广东省工信厅电子信息工业处"]


def test_a_name_found_once_is_found_everywhere() -> None:
    text = "王伟民主持召开会议\n8月3日，省长王伟民主持召开会议。据悉，王伟民将赴外地。"
    assert [e.text for e in entities(text) if e.type == "PER"] == ["王伟民"] * 3


def test_places_with_one_name_are_told_apart_by_the_places_around_them() -> None:
    codes = {text: [e.normalized for e in entities(text) if e.type == "LOC"] for text in (
        "吉林省长春市召开会议，朝阳区参加。", "北京市召开会议，朝阳区参加。", "朝阳区参加。")}  # fmt: skip
    assert codes == {
        "吉林省长春市召开会议，朝阳区参加。": ["220100", "220104"],
        "北京市召开会议，朝阳区参加。": ["110000", "110105"],
        "朝阳区参加。": [""],
    }


def test_short_names_of_counties_elsewhere_are_other_things() -> None:
    text = "江西省、南昌市深化五河两岸治理，培育长寿养生产业，保护沿河坡耕地。"
    assert [e.text for e in entities(text) if e.type == "LOC"] == ["江西省", "南昌市"]


def test_dates_are_resolved_against_the_documents_own_date() -> None:
    document = Document("a", "8月23日召开会议。", meta={"date_published": "2025-08-25"})
    assert [e.normalized for e in entities(document)] == ["2025-08-23"]


def test_the_documents_date_is_found_out_only_for_dates() -> None:
    analysis = Analysis("广东省财政厅推进各项工作。")
    assert [e.text for e in analysis.entities] == ["广东省财政厅"]
    assert "header" not in vars(analysis)


def test_a_title_in_a_title() -> None:
    text = "《关于修改〈节水条例〉的决定》"
    assert [t.normalized for t in titles(text)] == ["节水条例", "关于修改〈节水条例〉的决定"]


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "（）", "()", "【】", "［］"])
def test_every_kind_of_bracket_in_a_number(brackets: str) -> None:
    text = f"现将国办发{brackets[0]} 2021 {brackets[1]} 5号印发"
    assert [n.normalized for n in doc_numbers(text)] == ["国办发〔2021〕5号"]


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
        "2026019１十二三年月日今去明前后本上当昨“”近底中民国世纪代初五规划—至到．·:点/-. 第的", max_size=40
    )
)
def test_no_date_begins_elsewhere_than_where_dates_are_looked_for(text: str) -> None:
    every = re.compile(DATES.pattern)
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
