"""Publication lines are read; lines of an article that look a little like one are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.pagefacts.controls import controls
from policytext.pagefacts.labels import labels
from policytext.pagefacts.moments import byline
from policytext.pagefacts.publication import LONGEST, facts

CASES = json.loads((Path(__file__).parent / "publication.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("line", "told"), CASES["furniture"])
def test_furniture_is_read(line: str, told: dict[str, str] | None) -> None:
    assert facts(line) == told


@pytest.mark.parametrize("line", CASES["text"])
def test_text_is_no_furniture(line: str) -> None:
    assert facts(line) is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2024年3月5日", {"date_published": "2024-03-05"}),
        ("文 号：海政发〔2024〕3号", {"doc_number": "海政发〔2024〕3号"}),
        ("大", {}),
        ("标 题：", {}),
    ],
)
def test_weak_lines_count_beside_others(line: str, told: dict[str, str]) -> None:
    assert facts(line) is None
    assert facts(line, beside=True) == told


def test_tables_are_well_formed() -> None:
    kinds = {"date", "name", "people", "count", "text", "supplier"}
    assert {label.kind for label in labels().values()} == kinds
    assert {label.strength for label in labels().values()} == {"strong", "weak", "open", "form"}
    assert all(name == name.strip() and name for name in (*labels(), *controls()))


def test_a_long_line_is_text() -> None:
    assert facts("来源：" + "海" * LONGEST) is None


@given(st.text(alphabet="来源：: 编辑责任2024-03年月日【】（打印大中小|海州", max_size=40))
def test_facts_are_parts_of_the_line(line: str) -> None:
    for key, fact in (facts(line) or {}).items():
        assert fact
        assert key.startswith("date") or all(part in line for part in fact.split("、"))


@pytest.mark.parametrize(("size", "found"), [(100, {"date_published": "2024-05-21"}), (101, None)])
def test_a_line_with_a_moment_is_short(size: int, found: dict[str, str] | None) -> None:  # moments.LONGEST
    moment = "2024-05-21 16:32 "
    assert byline(moment + "文" * (size - len(moment))) == found
