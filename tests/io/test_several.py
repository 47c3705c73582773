"""Several documents in one text: found, said, parted; and what one document may have in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pdf_maker import make_pdf
from samples import make_word

from policytext.document import Document
from policytext.io.read import read
from policytext.io.readers.several import beginnings
from policytext.metadata.header import find_header
from policytext.settings import Settings
from tests.cases import cases

DUTIES = "各县应当加强领导，落实责任，按月报送进展，不得弄虚作假。"
NOTICE = f"青江市水务局关于{{}}的通知\n各县：\n{DUTIES * 3}\n青江市水务局\n2024年{{}}月6日\n"
BOTH = NOTICE.format("节水", 5) + NOTICE.format("防汛", 6)


@cases(__file__, "several_cases.json")
def test_where_documents_begin(case: dict[str, Any]) -> None:
    """The number of the line on which each begins; [] of one document, a page with its menu, too."""
    assert [one.line for one in beginnings(case["text"])] == case["begins"]
    assert case["begins"] or not beginnings(f"首页 > 政务公开\n{case['text']}", is_page=True)


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html", "a.docx", "a.pdf"])
def test_several_are_said_whatever_holds_them(name: str, tmp_path: Path) -> None:
    html = "".join(f"<p>{line}</p>" for line in BOTH.split("\n"))
    word = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in BOTH.split("\n"))
    place = [(90.0, 800.0 - 24 * n, line) for n, line in enumerate(BOTH.replace("。", "。\n").split("\n"))]
    content = {
        "a.txt": BOTH.encode(),
        "a.csv": f'标题,正文\n汇编,"{BOTH}"\n'.encode(),
        "a.html": html.encode(),
        "a.docx": make_word(word),
        "a.pdf": make_pdf([place]),
    }[name]
    (tmp_path / name).write_bytes(content)
    said: list[str] = []
    [document] = read([tmp_path / name], note=said.append)
    assert isinstance(document, Document)
    titles = [one["title"] for one in document.meta["several"]]
    assert titles == ["青江市水务局关于节水的通知", "青江市水务局关于防汛的通知"]
    assert any("--split" in words for words in said)
    found = find_header(document)
    assert set(found.unsure) >= {"title", "issuer", "date_written"}


def test_parted_documents_have_facts_of_their_own(tmp_path: Path) -> None:
    """What a record says of the whole is not given to its parts."""
    (tmp_path / "a.csv").write_text(
        f'标题,发布日期,卷,正文\n汇编,2020-01-01,三,"{BOTH}"\n', encoding="utf-8"
    )
    documents = [
        one for one in read([tmp_path / "a.csv"], Settings(split=True)) if isinstance(one, Document)
    ]
    assert [one.id for one in documents] == ["a.csv#1#1", "a.csv#1#2"]
    assert [find_header(one).date_written for one in documents] == ["2024-05-06", "2024-06-06"]
    assert [find_header(one).date_published for one in documents] == ["", ""]
    assert all(one.meta["卷"] == "三" and "several" not in one.meta for one in documents)
    assert "\n".join(one.text for one in documents) == BOTH


def test_rows_that_are_joined_are_looked_through_as_a_whole(tmp_path: Path) -> None:
    rows = "".join(f"甲,{line}\n" for line in BOTH.split("\n") if line)
    (tmp_path / "a.csv").write_text(f"卷,正文\n{rows}", encoding="utf-8")
    [document] = read([tmp_path / "a.csv"], Settings(join_field="卷"))
    assert isinstance(document, Document) and [one["line"] for one in document.meta["several"]] == [1, 6]
    parted = [
        one
        for one in read([tmp_path / "a.csv"], Settings(join_field="卷", split=True))
        if isinstance(one, Document)
    ]
    assert [one.id for one in parted] == ["a.csv#1#1", "a.csv#1#2"]
    assert "\n".join(one.text for one in parted) == document.text


def test_blocks_of_a_page_are_parted_with_it(tmp_path: Path) -> None:
    page = "".join(f"<p>{line}</p>" for line in BOTH.split("\n"))
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    for one in read([tmp_path / "a.html"], Settings(split=True)):
        assert isinstance(one, Document)
        assert [one.text[block.start : block.end] for block in one.layout] == one.text.split("\n")
