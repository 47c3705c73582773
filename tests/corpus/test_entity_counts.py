"""Entities counted by group: one name for a thing, and every mention."""

from __future__ import annotations

from policytext.corpus.engine import Counts
from policytext.corpus.entity_counts import Level, count_entities, group_rows
from policytext.document import Document
from policytext.schema import Row

DOCUMENTS = (
    Document("a", "国办通知，东莞市落实。", meta={"year": "2023"}),
    Document("b", "国务院办公厅通知，国办督促东莞。", meta={"year": "2024"}),
    Document("c", "略。"),
)


def counted(level: Level) -> list[Row]:
    with Counts() as counts:
        found = (count_entities(document, ["ORG", "LOC"], "year", level) for document in DOCUMENTS)
        return list(group_rows(counts, found))


def test_a_thing_is_counted_under_one_name() -> None:
    found = {(row["text"], row["group"]): (row["count"], row["documents"]) for row in counted("text")}
    assert found == {
        ("广东省东莞市", "2023"): (1, 1),
        ("广东省东莞市", "2024"): (1, 1),
        ("国务院办公厅", "2023"): (1, 1),
        ("国务院办公厅", "2024"): (2, 1),
    }


def test_types_are_counted_too() -> None:
    found = {(row["type"], row["group"]): row["count"] for row in counted("type")}
    assert found == {("LOC", "2023"): 1, ("ORG", "2023"): 1, ("LOC", "2024"): 1, ("ORG", "2024"): 2}
