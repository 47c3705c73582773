"""Markup to lines: nothing but scripts and styles is dropped, whatever the markup."""

from __future__ import annotations

from typing import Any

import pytest
from cases import cases, read_cases
from hypothesis import given
from hypothesis import strategies as st

from policytext.document import Document
from policytext.io.readers.html import read_html

PIECES: list[str] = read_cases(__file__, "html_pieces.json")


@cases(__file__, "html_cases.json")
def test_cases(case: dict[str, Any]) -> None:
    page = read_html(case["html"])
    assert page.text == case["text"]
    assert page.title == case.get("title", "")
    assert page.meta == case.get("meta", {})
    check(page)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_markup_gives_a_line_for_each_block(markup: str) -> None:
    check(read_html(markup))


def check(page: Document) -> None:
    lines = page.text.split("\n") if page.text else []
    assert [page.text[block.start : block.end] for block in page.layout] == lines
    assert all(line.strip() for line in lines)
    for block in page.layout:
        assert 0 <= block.link_characters <= block.end - block.start


def test_links_are_counted_where_they_lead_to_other_pages() -> None:
    to_pages = "<p><a href=1.htm>通知 公告</a>（新）<p><a href=2.pdf>附件</a>"
    page = read_html(to_pages + "<p><a href=#top>顶部</a><p><a name=x>锚")
    assert [block.link_characters for block in page.layout] == [4, 0, 0, 0]


def test_a_link_that_was_never_closed_is_none() -> None:
    prose = "<p>各县区要把这项工作摆上重要日程，明确责任分工，抓好督促检查，确保各项任务按时完成。" * 10
    page = read_html(f"<a href=1.htm>{prose}")
    assert {block.link_characters for block in page.layout} == {0}
    assert all(block.link_characters for block in read_html("<p><a href=1.htm>通知</a>" * 9).layout)


def test_boxes_tell_tag_class_id_and_hiding() -> None:
    page = read_html("<div class='A b' id=C><p style='Display : NONE'>一<h1>二")
    first, second = (block.box for block in page.layout)
    assert (first.tag, first.name, first.hidden) == ("p", "", True)
    assert first.parent is second.parent
    assert second.parent is not None
    assert (second.tag, second.parent.tag, second.parent.name) == ("h1", "div", "a b c")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 30_000 + "文",
        "<table><tr><td>" * 5_000 + "文",
        "<b>" * 30_000 + "<p>文",
        "<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">文",
        "<!--" * 30_000 + "--><p>文",
        "文" + "<" * 100_000,
        "<" + "a" * 60_000 + ">文",
        "文<p>" + "<span style='display:none'>" * 20_000 + "末",
        "<table>" + "<tr><td>文<td rowspan=999999999 colspan=999999999>文" * 500,
    ],
    ids=["blocks", "tables", "inline", "attributes", "comments", "brackets", "name", "hidden", "spans"],
)
def test_hostile_markup_is_read(markup: str) -> None:
    assert "文" in read_html(markup).text


def cells(*texts: str) -> bool:
    """Is a table of these cells, two a row, one of data?"""
    rows = zip(texts[::2], texts[1::2], strict=True)
    return "\t" in read_html("<table>" + "".join(f"<tr><td>{a}<td>{b}" for a, b in rows) + "</table>").text


@pytest.mark.parametrize(
    ("others", "paragraphs", "size", "data"),
    [
        (7, 5, 40, False),
        (9, 5, 40, True),  # FEW
        (7, 4, 40, True),  # PARAGRAPHS
        (7, 5, 1, True),
        (9, 30, 1, True),
        (9, 31, 1, False),  # MAX_LINES
        (9, 2, 1000, True),
        (9, 2, 1001, False),  # MAX_TEXT
    ],
)
def test_a_cell_that_holds_an_article_makes_a_table_one_for_layout(
    others: int, paragraphs: int, size: int, data: bool
) -> None:
    assert cells(*["市水利局"] * others, "<br>".join(["文" * size] * paragraphs)) is data


@pytest.mark.parametrize(("links", "data"), [(2, True), (3, False)])
def test_a_cell_of_links_is_a_menu(links: int, data: bool) -> None:  # MENU
    menu = "<br>".join("<a href=1.htm>机构</a>" for _ in range(links))
    assert cells(menu, "文", "市水利局", "文") is data
