"""Headings of every kind of document, as the case file names them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policytext.document import Document
from policytext.metadata.header import find_header

CASES = json.loads((Path(__file__).parent / "heading_kinds.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_kinds(case: dict[str, Any]) -> None:
    found = find_header(Document.of(case["text"]))
    assert {fact: getattr(found, fact) for fact in case["expected"]} == case["expected"]
