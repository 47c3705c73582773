"""Whole pages, each of another template, as files: the text that comes out, and every fact, none beside.

Those of `whole_pages.json` are short; those in `pages/` have all that a site puts around its article, a
page and what must come of it side by side. `meta` are fields of the record that are no facts of the table.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policytext.document import Document
from policytext.io.documents import read
from policytext.io.readers.html import read_html
from policytext.metadata.header import find_header
from policytext.pipeline import clean

HERE = Path(__file__).parent


def _with_page(case: Path) -> dict[str, Any]:
    page = case.with_suffix(".html").read_text(encoding="utf-8")
    return {"kind": "html", "page": page, **json.loads(case.read_text(encoding="utf-8"))}


PAGES = json.loads((HERE / "whole_pages.json").read_text(encoding="utf-8"))
PAGES += [_with_page(case) for case in sorted((HERE / "pages").glob("*.json"))]
FACTS = (
    "title",
    "doc_number",
    "issuer",
    "date_written",
    "date_published",
    "date_effective",
    "date_expired",
    "source_name",
    "genre",
    "place",
)


of_html = pytest.mark.parametrize(
    "page", [page for page in PAGES if page["kind"] == "html"], ids=lambda page: page["name"]
)


def check_facts(document: Document, page: dict[str, Any], *excused: str) -> None:
    """Each fact is that of the case, empty where it names none, or unsure; these keys name the excused."""
    header = find_header(document)
    known = [fact for fact in FACTS if fact not in header.unsure]
    asked = [fact for fact in known if all(fact not in page.get(key, ()) for key in excused)]
    assert {fact: getattr(header, fact) for fact in asked} == {
        fact: page["facts"].get(fact, "") for fact in asked
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_a_page_as_a_file(page: dict[str, Any], tmp_path: Path) -> None:
    """A fact that is not in the case must be empty; `open` names those that nobody can settle."""
    file = tmp_path / f"page.{page['kind']}"
    file.write_bytes(page["page"].encode(page.get("encoding", "utf-8")))
    (document,) = map(clean, read(file))
    if "text" in page:
        assert [line.strip() for line in document.text.split("\n") if line.strip()] == page["text"]
    if "attachments" in page:
        assert [file["name"] for file in document.meta.get("attachments", ())] == page["attachments"]
    told = page.get("meta", {})
    assert {name: document.meta.get(name) for name in told} == told
    check_facts(document, page, "open")


@of_html
def test_the_same_page_copied_as_text(page: dict[str, Any], tmp_path: Path) -> None:
    """A line a block, as crawlers save pages: `untold` only the markup tells, `misread` are still wrong."""
    file = tmp_path / "page.txt"
    file.write_text(read_html(page["page"]).text, encoding="utf-8")
    (document,) = map(clean, read(file))
    check_facts(document, page, "open", "untold", "misread")


@of_html
def test_the_same_page_copied_as_one_line(page: dict[str, Any], tmp_path: Path) -> None:
    """Blanks alone part its pieces: a fact is right or empty; `blurred` are those still wrong."""
    file = tmp_path / "page.txt"
    file.write_text(" ".join(read_html(page["page"]).text.split()), encoding="utf-8")
    (document,) = map(clean, read(file))
    header = find_header(document)
    excused = {*page.get("open", ()), *page.get("untold", ()), *page.get("blurred", ()), *header.unsure}
    for fact in FACTS:
        assert fact in excused or getattr(header, fact) in ("", page["facts"].get(fact, "")), fact
