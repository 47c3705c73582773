"""Pages written after the templates of Chinese government and news sites, and what is their article.

`pages/NAME.txt` is the article of `pages/NAME.html`; a page without one holds no article.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.boilerplate import strip
from policytext.boilerplate.rules import RULES
from policytext.document import Document
from policytext.io.readers.html import read_html
from policytext.pipeline import clean
from policytext.repairs import repair
from policytext.revision import restore
from policytext.settings import Settings

HERE = Path(__file__).parent
PAGES = sorted((HERE / "pages").glob("*.html"))
FACTS: dict[str, dict[str, Any]] = {
    "ucap": {
        "date_published": "2023-04-18",
        "date_written": "2023-04-12",
        "doc_number": "云政办发〔2023〕21号",
        "issuer": "云岭省人民政府办公厅",
        "source_name": "省政府办公厅",
        "column": "政府文件",
        "attachments": [
            {"name": "产地冷库建设标准", "href": "./P020230418.docx"},
            {"name": "任务分工表", "href": "./W020230418.xls"},
        ],
    },
    "trs": {"date_published": "2022-09-06", "source_name": "市民政局养老服务科"},
    "comments": {"date_published": "2020-05-11", "author": "陈立新", "editors": "马骁"},
    "infos": {
        "date_published": "2019-09-18",
        "source_name": "清河日报",
        "subtitle": "三十家企业现场签约 意向金额两亿元",
    },
    "siblings": {"date_published": "2021-12-20", "source_name": "科教股"},
}
PIECES: list[str] = json.loads((HERE / "page_pieces.json").read_text(encoding="utf-8"))


def page_of(markup: str) -> Document:
    page = read_html(markup)
    return Document("page", page.text, "page.html", page.title, page.meta, layout=page.layout)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    document = page_of(path.read_text(encoding="utf-8"))
    article = path.with_suffix(".txt")
    stripped = strip(document)
    if article.exists():
        assert stripped.text == article.read_text(encoding="utf-8").rstrip("\n")
        assert not stripped.remarks
    else:
        assert stripped.text == document.text
        assert [remark.reason for remark in stripped.remarks] == ["nothing looks like an article"]
    for name, fact in FACTS.get(path.stem, {}).items():
        assert stripped.meta[name] == fact
    assert restore(stripped).text == document.text
    assert strip(stripped).text == stripped.text


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_page_can_be_restored(markup: str) -> None:
    document = page_of(markup)
    stripped = strip(document)
    assert restore(stripped).text == document.text
    assert strip(stripped).text == stripped.text
    assert all(set(edit.rules) <= {rule.name for rule in RULES} for edit in stripped.edits)
    assert set(stripped.text.split("\n")) <= {*document.text.split("\n"), ""}


@pytest.mark.parametrize("rule", ["navigation", "related", "publication"])
def test_a_rule_that_is_off_takes_nothing(rule: str) -> None:
    document = page_of((HERE / "pages/trs.html").read_text(encoding="utf-8"))
    stripped = strip(document, Settings(off=frozenset({rule})))
    assert all(rule not in edit.rules for edit in stripped.edits)
    assert len(strip(document).text) < len(stripped.text)


def test_a_page_without_a_title_gets_its_headline() -> None:
    body = (
        "<p>为规范停车秩序，制定本办法。</p><p>本办法自公布之日起施行，有效期五年，由县公安局负责解释。</p>"
    )
    text = "<p>青石县城区停车管理办法</p>" + body * 3
    assert strip(page_of(f"<div>{text}</div>")).title == "青石县城区停车管理办法"


def test_the_second_copy_of_an_article_goes_but_a_paragraph_said_twice_stays() -> None:
    prose = [
        "本次培训面向全市村级林业员，重点讲解病虫害识别、防治时机和用药安全等内容，由市林业局组织实施。"
    ]
    prose += [
        f"第{n}期培训安排在{n}月上旬举行，学员应当按时报到，不得无故缺席，食宿由主办单位统一安排。"
        for n in "三四五"
    ]
    copy = "".join(f"<p>{line}</p>" for line in prose)
    twice = strip(page_of(f"<title>培训通知</title><div>{copy}</div><div class=m>{copy}</div>"))
    assert twice.text.split("\n") == prose
    refrain = strip(page_of(f"<title>培训通知</title><div>{copy}<p>{prose[0]}</p></div>"))
    assert refrain.text.split("\n") == [*prose, prose[0]]


def test_lines_are_found_after_earlier_steps_changed_the_text() -> None:
    nav = "<div class=nav><a href=1>網站首頁</a><a href=2>政務公開</a></div><h1>推進會</h1>"
    body = "<p>會議要求，推進產(chǎn)業(yè)鏈現(xiàn)代化，關(guān)注應(yīng)用場景，發(fā)揮帶動作用。</p>"
    stripped = strip(repair(page_of(f"<title>推進會</title>{nav}{body}")))
    assert stripped.text == "會議要求，推進產業鏈現代化，關注應用場景，發揮帶動作用。"


def test_many_pages_worth_of_markup() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>某县</td></tr>" for n in range(3_000))
    body = "<p>现将名单予以公布，名单有效期两年，期满重新评审。</p>" * 2_000
    text = strip(
        page_of(f"<div><a href=1>首页</a></div><div id=zoom>{body}<table>{rows}</table></div>")
    ).text
    assert text.startswith("现将名单")
    assert text.endswith("2999\t某县")


@pytest.mark.parametrize("title", ["青江市政府網", "政府公報(bào)", "關(guān)于做好節(jié)水工作"])
def test_what_got_its_title_from_the_page_can_be_restored(title: str) -> None:
    prose = "各县人民政府要抓好春季森林防火，压实责任，严防死守，落实值班制度。" * 3
    markup = f"<h1>关于做好森林防火工作的通知</h1><p>{prose}</p>"
    page = replace(page_of(markup), title=title)
    cleaned = clean(page)
    assert cleaned.title == "关于做好森林防火工作的通知"
    assert restore(cleaned).text == page.text
