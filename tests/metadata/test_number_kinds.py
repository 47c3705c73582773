"""Document numbers of every kind of agency, found whole in the words around them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policytext.pagefacts.docnumber import doc_numbers

CASES = json.loads((Path(__file__).parent / "number_kinds.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_a_number_is_found_whole(case: dict[str, list[str] | str]) -> None:
    found = [number.normalized for number in sorted(doc_numbers(str(case["text"])))]
    assert found == case["expected"]
