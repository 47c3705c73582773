"""Pages as people copy them, as lines or as one line: a fact is right, said to be unsure, or missing.

`open` are facts that nobody can settle, `missed` those that a copy as lines still loses.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policytext.document import Document
from policytext.metadata.header import find_header
from policytext.pipeline import clean

PAGES = json.loads((Path(__file__).parent / "copied_pages.json").read_text(encoding="utf-8"))
FACTS = ("title", "doc_number", "issuer", "date_written", "date_published", "date_effective", "source_name")
of_pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])


def facts_of(text: str, page: dict[str, Any]) -> dict[str, str]:
    header = find_header(clean(Document.of(text)))
    excused = {*page["open"], *header.unsure}
    return {fact: getattr(header, fact) for fact in FACTS if fact not in excused}


@of_pages
def test_a_page_copied_as_lines(page: dict[str, Any]) -> None:
    found = facts_of("\n".join(page["lines"]), page)
    missed = page.get("missed", ())
    assert found == {fact: "" if fact in missed else page["facts"].get(fact, "") for fact in found}


@of_pages
def test_a_page_copied_as_one_line(page: dict[str, Any]) -> None:
    found = facts_of(" ".join(" ".join(page["lines"]).split()), page)
    asked = {fact: page["facts"].get(fact, "") for fact in found}
    assert {fact: value for fact, value in found.items() if value not in ("", asked[fact])} == {}
