"""Full names of bodies: never one that a body of that day did not have."""

from __future__ import annotations

from typing import Any

from cases import cases

from policytext.analysis import entities


@cases(__file__, "linking.json")
def test_full_names(case: dict[str, Any]) -> None:
    """`full` are all bodies of the text with their full names, `has` some of them, `bodies` all as they
    stand; what is `not` one."""
    found = {e.text: e.normalized for e in entities(case["text"], case.get("date")) if e.type == "ORG"}
    assert found == case.get("full", found)
    assert list(found) == case.get("bodies", list(found))
    assert case.get("has", {}).items() <= found.items()
    assert found.keys().isdisjoint(case.get("not", ()))
