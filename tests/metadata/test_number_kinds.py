"""Document numbers of every kind of agency, found whole in the words around them."""

from __future__ import annotations

from cases import cases

from policytext.pagefacts.docnumber import doc_numbers


@cases(__file__, "number_kinds.json")
def test_a_number_is_found_whole(case: dict[str, list[str] | str]) -> None:
    found = [number.normalized for number in sorted(doc_numbers(str(case["text"])))]
    assert found == case["expected"]
