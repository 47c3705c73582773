"""The entities of a document as rows, each where it stands or each once; and what holds between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from policytext.analysis import Analysis
from policytext.recognition.model import ON_REQUEST, TYPES, Entity
from policytext.recognition.relations import RELATIONS
from policytext.revision import restore, spans_as_read
from policytext.schema import Column, Row, Table
from policytext.tables.columns import DOC_ID, END, START

ENTITIES = Table(
    "entities",
    (
        DOC_ID,
        START,
        END,
        Column("text", "string", "As it stands in the text"),
        Column("type", "string", f"One of {', '.join(TYPES)}"),
        Column(
            "normalized", "string", "Date in ISO 8601, amount, code of a place, path in the taxonomy, …"
        ),
        Column("detail", "string", "Post and organisation, full name of the place, unit or currency, …"),
    ),
    description="Every name, date, amount and reference, where it stands in the text",
    first=("doc_id", "type", "text", "normalized", "detail"),
)


ORIGINAL = Table(
    "entities",
    (
        *ENTITIES.columns,
        Column("original_start", "integer", "Offset in the text as it was read, in code points"),
        Column("original_end", "integer", "Offset there after its last character"),
        Column("original", "string", "As it stood there"),
    ),
    description=ENTITIES.description,
)
UNIQUE_ENTITIES = Table(
    "unique_entities",
    (
        DOC_ID,
        Column("type", "string", f"One of {', '.join(TYPES)}"),
        Column("text", "string", "As it first stands in the text"),
        Column("normalized", "string", "What its places have in common: the full name, code, date, …"),
        Column("detail", "string", "The fullest detail that one of its places gives"),
        Column("count", "integer", "How many places it has in the text"),
    ),
    description="Every name, date, amount and reference once a document, with how often it is named",
    first=("doc_id", "type", "text", "count", "normalized"),
)
RELATED = Table(
    "relations",
    (
        DOC_ID,
        Column("relation", "string", f"One of {', '.join(RELATIONS)}"),
        Column("head", "string", "Who or what does it: the person who holds a post, the body that issues"),
        Column("tail", "string", "What it is done to: the body and post held, the document cited"),
        START,
        END,
        Column("text", "string", "The passage that says so"),
    ),
    description=(
        "Who holds which post or is proposed for it, issues, cites, chairs, approves, "
        "with the passage that says so"
    ),
    first=("doc_id", "relation", "head", "tail"),
)


def entity_rows(analysis: Analysis, types: Collection[str] = TYPES) -> Iterator[Row]:
    """A row for each entity of these types, in the order of the text."""
    for found in of_types(analysis, types):
        yield {
            "doc_id": analysis.document.id,
            "start": found.start,
            "end": found.end,
            "text": found.text,
            "type": found.type,
            "normalized": found.normalized or None,
            "detail": found.detail or None,
        }


def original_rows(analysis: Analysis, types: Collection[str] = TYPES) -> Iterator[Row]:
    """The same, each with where it stood in the text as it was read, and how it stood there.

    Raises RestoreError where the document has lost its edits.
    """
    text = restore(analysis.document).text
    rows = list(entity_rows(analysis, types))
    places = spans_as_read(analysis.document, [(row["start"], row["end"]) for row in rows])
    for row, (start, end) in zip(rows, places, strict=True):
        yield {**row, "original_start": start, "original_end": end, "original": text[start:end]}


def of_types(analysis: Analysis, types: Collection[str]) -> list[Entity]:
    """The entities of these types, by offset; those on request only where they are wanted."""
    found = list(analysis.entities) if set(types) - set(ON_REQUEST) else []
    if not set(types).isdisjoint(("TARGET", "DUTY")):
        found += analysis.commitments
    if "SELF" in types:
        found += analysis.self_references
    return sorted(
        (entity for entity in found if entity.type in types), key=lambda entity: (entity.start, -entity.end)
    )


def unique_rows(analysis: Analysis, types: Collection[str] = TYPES) -> Iterator[Row]:
    """A row for each thing, whatever it is called where: the most frequent first.

    >>> rows = unique_rows(Analysis("国务院办公厅、国办通知"), ["ORG"])
    >>> [(row["text"], row["normalized"], row["count"]) for row in rows]
    [('国务院办公厅', '国务院办公厅', 2)]
    """
    things: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in of_types(analysis, types):
        things[entity.type, entity.normalized or entity.text].append(entity)
    for (kind, _), places in sorted(things.items(), key=lambda thing: -len(thing[1])):
        yield {
            "doc_id": analysis.document.id,
            "type": kind,
            "text": places[0].text,
            "normalized": places[0].normalized or None,
            "detail": max((entity.detail for entity in places), key=len) or None,
            "count": len(places),
        }


def relation_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each relation, in the order of the text."""
    for found in analysis.relations:
        yield {
            "doc_id": analysis.document.id,
            "relation": found.relation,
            "head": found.head,
            "tail": found.tail,
            "start": found.start,
            "end": found.end,
            "text": found.text,
        }
