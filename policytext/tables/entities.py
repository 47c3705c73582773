"""The entities of a document as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.recognition.model import TYPES
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
)


def entity_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each entity, in the order of the text."""
    for found in analysis.entities:
        yield {
            "doc_id": analysis.document.id,
            "start": found.start,
            "end": found.end,
            "text": found.text,
            "type": found.type,
            "normalized": found.normalized or None,
            "detail": found.detail or None,
        }
