"""Which line is the title, and whether anything bears it out; each number that decides is seen to do so."""

from __future__ import annotations

from typing import Any

import pytest
from cases import cases

from policytext.document import Document
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.ranking import Clues, best_title
from policytext.pipeline import clean
from policytext.resources import rows


def title_of(*lines: str, apart: tuple[int, ...] = ()) -> tuple[str, bool]:
    best = best_title(lines, Clues("\n".join(lines), apart=apart))
    return (best.title, best.sure) if best else ("", False)


@cases(__file__, "titles.json")
def test_titles(case: dict[str, Any]) -> None:
    assert title_of(*case["lines"], apart=tuple(case.get("apart", ()))) == (case["title"], case["sure"])


def test_a_file_named_like_its_title_bears_it_out() -> None:
    lines = ["全县抓好春季生产", "赶集的人很多"]
    assert not best_title(lines, Clues(apart=[0])).sure  # type: ignore[union-attr]
    assert best_title(lines, Clues(known=["全县抓好春季生产"], apart=[0])).sure  # type: ignore[union-attr]


@pytest.mark.parametrize(("length", "sure"), [(7, False), (8, True)])
def test_a_headline_without_form_is_long(length: int, sure: bool) -> None:  # LONG
    assert title_of("春" * length, "正文" * 20 + "，说。")[1] is sure


@pytest.mark.parametrize(("length", "sure"), [(4, False), (5, True)])
def test_a_short_headline_over_its_publication_line(length: int, sure: bool) -> None:  # SHORT
    assert title_of("春" * length, "2024-03-05 09:30 来源：石桥日报")[1] is sure


@pytest.mark.parametrize(("length", "found"), [(39, True), (40, False)])
def test_a_paragraph_ends_the_head(length: int, found: bool) -> None:  # PROSE
    assert bool(title_of("春" * (length - 3) + "。说。", "石桥县节水管理办法", "第一条 节水。")[0]) is found


@pytest.mark.parametrize(("lines", "whole"), [(3, True), (4, False)])
def test_a_headline_that_opens_a_text_has_three_lines(lines: int, whole: bool) -> None:  # BLOCK
    parts = [f"石桥县抓好春季农业生产第{number}" for number in "一二三四"[:lines]]
    assert (title_of(*parts, "正文" * 20 + "，说。")[0] == " ".join(parts)) is whole


@pytest.mark.parametrize(("names", "sure"), [(2, True), (3, False)])
def test_names_between_a_headline_and_its_publication_line(names: int, sure: bool) -> None:  # BETWEEN
    lines = ["石桥县抓好春季农业生产", *["李青"] * names, "2024-03-05 09:30 来源：石桥日报"]
    assert title_of(*lines)[1] is sure


@pytest.mark.parametrize(("head", "title"), [("海州银行公告", "海州银行公告〔2003〕第16号"), ("公告", "")])
def test_an_announcement_without_another_title_is_called_by_its_number(head: str, title: str) -> None:
    text = f"{head}\n〔2003〕第16号\n为便利往来，经批准，现公告如下：\n一、选择一家银行。"
    assert clean(Document("a", text)).title == title


@pytest.mark.parametrize(("kind", "example"), [(row[0], row[3]) for row in rows("head_lines.tsv")])
def test_each_kind_of_lines_by_its_example(kind: str, example: str) -> None:
    assert is_line(kind, example)
