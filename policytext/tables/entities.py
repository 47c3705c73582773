"""The entities of a document as rows, by occurrence or distinct, and the relations between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from policytext.analysis import Analysis
from policytext.recognition.model import ON_REQUEST, TYPES, Entity
from policytext.revision import restore, spans_as_read
from policytext.schema import Row, declared

ENTITIES = declared("entities")


ORIGINAL = replace(declared("entities", "original_start", "original_end", "original"), first=())
UNIQUE_ENTITIES = declared("unique_entities")
RELATED = declared("relations")


def entity_rows(analysis: Analysis, types: Collection[str] = TYPES) -> Iterator[Row]:
    """A row for each entity of these types, in the order of the text."""
    for found in of_types(analysis, types):
        names = {"normalized": found.normalized or None, "detail": found.detail or None}
        yield ENTITIES.row(found, doc_id=analysis.document.id, **names)


def original_rows(analysis: Analysis, types: Collection[str] = TYPES) -> Iterator[Row]:
    """Rows of entities with the offsets and the form that they have in the text as it was read.

    Raises RestoreError where the document has lost its edits.
    """
    text = restore(analysis.document).text
    rows = list(entity_rows(analysis, types))
    places = spans_as_read(analysis.document, [(row["start"], row["end"]) for row in rows])
    for row, (start, end) in zip(rows, places, strict=True):
        yield {**row, "original_start": start, "original_end": end, "original": text[start:end]}


def of_types(analysis: Analysis, types: Collection[str]) -> list[Entity]:
    """The entities of these types, by offset; types on request only if they are named."""
    found = list(analysis.entities) if set(types) - set(ON_REQUEST) else []
    if not set(types).isdisjoint(("TARGET", "DUTY")):
        found += analysis.commitments
    if "SELF" in types:
        found += analysis.self_references
    return sorted(
        (entity for entity in found if entity.type in types), key=lambda entity: (entity.start, -entity.end)
    )


def unique_rows(analysis: Analysis, types: Collection[str] = TYPES) -> Iterator[Row]:
    """A row for each distinct entity, under all its names: the most frequent first.

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
        yield RELATED.row(found, doc_id=analysis.document.id)
