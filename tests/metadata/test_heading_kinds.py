"""Headings of every kind of document, as the case file names them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from cases import cases

from policytext.document import Document
from policytext.metadata.header import find_header


@cases(__file__, "heading_kinds.json")
def test_kinds(case: dict[str, Any]) -> None:
    found = find_header(Document.of(case["text"]))
    facts = {**asdict(found), "unsure": [*found.unsure]}
    assert {fact: facts[fact] for fact in case["expected"]} == case["expected"]
