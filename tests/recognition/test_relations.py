from typing import Any

from cases import cases, read_cases

from policytext.analysis import Analysis


@cases(__file__, "relations.json")
def test_relations(case: dict[str, Any]) -> None:
    """Some relations that are `expected`, some that are `not` there; of some kinds the `only` tails."""
    relations = Analysis(case["text"]).relations
    found = {(r.relation, r.head, r.tail) for r in relations}
    assert {tuple(row) for row in case.get("expected", ())} <= found
    assert not {tuple(row) for row in case.get("not", ())} & found
    for kind, tails in case.get("only", {}).items():
        assert [r.tail for r in relations if r.relation == kind] == tails


def test_passages_hold_what_they_say() -> None:
    for case in read_cases(__file__, "relations.json"):
        for relation in Analysis(case["text"]).relations:
            assert relation.text == case["text"][relation.start : relation.end]
            assert relation.head
