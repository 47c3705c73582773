from typing import Any

import pytest
from cases import cases, read_cases

from policytext.analysis import Analysis


@cases(__file__, "relations.json")
def test_relations(case: dict[str, Any]) -> None:
    found = {(r.relation, r.head, r.tail) for r in Analysis(case["text"]).relations}
    assert {tuple(row) for row in case["expected"]} <= found
    assert not {tuple(row) for row in case.get("not", ())} & found


def test_passages_hold_what_they_say() -> None:
    for case in read_cases(__file__, "relations.json"):
        for relation in Analysis(case["text"]).relations:
            assert relation.text == case["text"][relation.start : relation.end]
            assert relation.head


def test_a_post_without_a_body_takes_none_from_another_sentence() -> None:
    text = "省财政厅厅长李明华主持。副市长王小雨出席。"
    held = {r.head: r.tail for r in Analysis(text).relations if r.relation == "holds"}
    assert held == {"李明华": "省财政厅厅长", "王小雨": "副市长"}


@pytest.mark.parametrize(
    "text",
    [
        "市委书记赵建国主持召开市委常委会会议，传达学习中央经济工作会议和省委十二届七次全会精神。",
        "市委书记赵建国主持召开市委常委会会议传达中央经济工作会议精神。",
    ],
)
def test_a_meeting_that_is_spoken_of_was_not_chaired(text: str) -> None:
    chaired = [r.tail for r in Analysis(text).relations if r.relation == "chairs"]
    assert chaired == ["市委常委会会议"]


@pytest.mark.parametrize(
    "text",
    [
        "《澜江市规划》由国务院批准，水利部组织实施。",
        "认真落实国务院批复和《澜江市规划》要求。",
        "《澜江市方案》应当经市政府批准后实施，未经国务院批准，不得调整《澜江市规划》。",
        "市政府通过《澜江日报》公布，为落实《澜江市规划》要求，深入推进工作，经市政府同意，制定要点。",
    ],
)
def test_what_is_to_be_approved_was_not(text: str) -> None:
    assert not [r for r in Analysis(f"澜府〔2024〕1号\n{text}").relations if r.relation == "approves"]


def test_what_a_document_issues_is_not_cited() -> None:
    text = "澜江市政府关于印发\n《澜江市节水办法》的通知\n澜府〔2004〕18号\n现将《澜江市节水办法》印发。"
    assert not [r for r in Analysis(text).relations if r.relation == "cites"]
