"""Markup to lines: nothing but scripts and styles is dropped, whatever the markup."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from cases import cases, read_cases
from hypothesis import given
from hypothesis import strategies as st
from items import document_of

from policytext.document import Document
from policytext.io.read import read
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


def test_articles_in_a_script_are_read_where_one_is_the_page_s(tmp_path: Path) -> None:
    """Of several the one of the <title>; none where nothing says which, and none that the page shows."""
    text = "各区要落实用水定额，加强计量监督，推广节水器具。" * 3
    records = [
        {"title": f"关于{what}的通知", "content": f"<p>{what}。</p><p>{text}</p>"} for what in "甲乙"
    ]
    state = f"<script>window.__STATE__={json.dumps({'list': records})};f()</script>"
    for title, shown, found in (
        ("关于乙的通知-某局", "加载中", "乙。"),
        ("某局", "加载中", ""),
        ("关于乙的通知", f"乙。{text}", ""),
    ):
        document = document_of(tmp_path / "a.html", f"<title>{title}</title><div>{shown}</div>{state}")
        assert document.text == (f"{found}\n{text}" if found else shown)


@pytest.mark.parametrize(
    ("title", "shown", "is_taken"),
    [
        ("某局", "加载中", True),
        ("某局", "因检修，3月5日停水。", False),
        ("某局", "<p>关于防火的通知</p><p>关于停水的通知</p>", False),
        ("停水公告-某局", "加载中", False),
    ],
)
def test_another_article_in_a_script_is_none_of_a_page_with_its_own(
    title: str, shown: str, is_taken: bool, tmp_path: Path
) -> None:
    record = {"title": "关于节水的通知", "content": "各区要落实用水定额，加强计量监督，推广节水器具。" * 3}
    script = f"<script>var related={json.dumps(record)}</script>"
    document = document_of(tmp_path / "a.html", f"<title>{title}</title><div>{shown}</div>{script}")
    assert document.text.startswith("各区要") is is_taken


@pytest.mark.parametrize(
    ("title", "content"),
    [
        (
            "网站维护公告",
            "因系统升级改造，本网站将于近日暂停对外服务，请到政务服务大厅办理业务，敬请谅解。" * 4,
        ),
        ("市长调研水务工作", "市长一行到水务局调研，察看水厂运行情况，强调要保障城乡居民用水。" * 9),
        (
            "关于张明等任免职的通知",
            "张明任市水务局局长，李强不再担任市水务局局长职务，任职时间从发文之日起计算，请各部门遵照。",
        ),
    ],
)
def test_a_short_page_keeps_its_text_whatever_its_scripts_hold(
    title: str, content: str, tmp_path: Path
) -> None:
    """A notice that opens above the page, another article, a summary of its own."""
    text = "市政府各部门：\n经研究决定，任命张明为市水务局局长，免去李强的市水务局局长职务。特此通知。"
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    document = document_of(
        tmp_path / "a.html",
        f"<title>关于张明等任免职的通知</title><h1>关于张明等任免职的通知</h1>{paragraphs}"
        f"<script>var shown = {json.dumps({'title': title, 'content': content})};</script>",
    )
    assert document.text == f"关于张明等任免职的通知\n{text}"


@pytest.mark.parametrize(
    "kept",
    [
        '<input type="hidden" id="content" value="{}"><div id="show"></div>',
        '<textarea style="display:none">{}</textarea>',
        '<iframe srcdoc="{}"></iframe>',
        '<div id="app" data-content="{}"></div>',
    ],
)
def test_an_article_that_a_field_keeps_for_a_script_is_read(kept: str) -> None:
    lines = ["各县要节水，落实到位。" * 3, "各区要防火，落实到位。" * 3]
    held = "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in lines)
    page = f"<title>通知</title><body><a href='/'>首页</a>{kept.format(held)}</body>"
    [document] = read(stdin=io.BytesIO(page.encode()))
    assert isinstance(document, Document)
    assert (document.title, document.text.split("\n")) == ("通知", lines)


def test_what_an_editor_holds_is_no_article_of_a_page_with_a_text() -> None:
    default = f"<textarea>&lt;p&gt;{'请在此留言。' * 30}&lt;/p&gt;</textarea>"
    [document] = read(stdin=io.BytesIO(f"<p>今日停水。</p>{default}".encode()))
    assert isinstance(document, Document)
    assert document.text.startswith("今日停水。")
