"""Headings: their levels, their words, and what each governs."""

from __future__ import annotations

from typing import Any

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.structure import outline as rules
from policytext.structure import pieces as parting
from policytext.structure.outline import outline

PIECES = (
    "第一章",
    "第一章 总则",
    "节水办法",
    "第二条",
    "一、",
    "（一）",
    "1.",
    "（1）",
    "2.1 ",
    "——",
    "总则",
    "。",
    "　",
    "\n",
    "附件1",
    "要求",
    "；",
)


@cases(__file__, "outline_cases.json")
def test_headings(case: dict[str, Any]) -> None:
    found = [[h.level, h.number, h.text] for h in outline(case["text"], case.get("title", ""))]
    assert found == case["expected"]


@cases(__file__, "governed_cases.json")
def test_what_headings_govern(case: dict[str, Any]) -> None:
    text = case["text"]
    governed = {h.number: text[h.start : h.until].strip() for h in outline(text)}
    assert governed.items() >= case["governed"].items()


def test_the_shortest_table_of_contents() -> None:  # _CONTENTS
    three = "第一章 总则\n第二章 附则\n第一章 总则\n第一条 节水。\n第二章 附则\n第二条 施行。"
    assert len(outline(three)) == 4
    two = "第一章 总则\n第一节 规定\n第一条 节水。\n第一章 总则\n第一节 规定"
    assert len(outline(two)) == 5


def test_the_shortest_draft_with_numbered_lines() -> None:  # _LEAST_COUNTED
    for count, is_draft in ((parting._LEAST_COUNTED, True), (parting._LEAST_COUNTED - 1, False)):
        text = "\n".join(f"{at} （一）节水" for at in range(1, count + 1))
        assert bool(outline(text)) is is_draft


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from(("", "总则", "要求")))
def test_headings_are_in_order_and_in_the_text(text: str, title: str) -> None:
    found = outline(text, title)
    assert [h.start for h in found] == sorted(h.start for h in found)
    for heading in found:
        assert 0 <= heading.start <= heading.end <= heading.until <= len(text)
        shown = text[heading.start : heading.end]
        assert shown.startswith(heading.number)
        assert shown.endswith(heading.text)


@pytest.mark.parametrize(("name", "more"), [("LONGEST", 1), ("LONGEST_RUN_IN", 1)])
def test_the_longest_headings(name: str, more: int) -> None:
    longest = getattr(rules, name)
    sentence = "推" * (longest - 1) + "。略。" if name == "LONGEST_RUN_IN" else "推" * longest
    assert outline(f"一、{sentence}")[0].text
    assert not outline(f"一、{'推' * more}{sentence}")[0].text


def test_the_longest_heading_that_another_follows_at_once() -> None:  # WORDS
    for words, parted in ((parting.WORDS, True), (parting.WORDS + 1, False)):
        found = outline(f"一、{'推' * words}（一）目标。到明年完成。")
        assert (len(found) == 2) is parted
