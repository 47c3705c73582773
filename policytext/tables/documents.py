"""Documents and their header facts as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policytext.analysis import Analysis
from policytext.document import Document
from policytext.metadata.model import Header
from policytext.schema import Row, declared

LISTED = 5  # keywords in the row of a document: what a list of documents has room for
DOCUMENTS = declared("documents")
METADATA = declared("metadata")
HEADER = METADATA.header[2:]  # behind the document's id and title
FACTS = declared("facts")


def document_rows(analysis: Analysis) -> Iterator[Row]:
    """One row: the document with its header facts and counts; `meta` has the other fields of its record."""
    document = analysis.document
    yield {
        "id": document.id,
        "source": document.source,
        "characters": len(document.text),
        "verdict": document.verdict.value if document.verdict else None,
        **_typed(analysis.header),
        "url": document.meta.get("url"),
        "edits": len(document.edits),
        "inferred": sum(edit.inferred for edit in document.edits),
        "remarks": len(document.remarks),
        "keywords": ";".join(keyword.keyword for keyword in analysis.keywords(LISTED)) or None,
        "text": document.text,
        "meta": _fields(document, analysis.header.title),
    }


def _fields(document: Document, title: str) -> dict[str, Any]:
    """The other fields of a record, and its original title if the text has another."""
    fields = {name: value for name, value in document.meta.items() if (name, value) != ("edits", None)}
    given, found = ("".join(one.split()) for one in (document.title, title))
    return fields if given in found or found in given else {"title": document.title, **fields}


def metadata_rows(analysis: Analysis) -> Iterator[Row]:
    """One row: the header facts."""
    yield {"doc_id": analysis.document.id, **_typed(analysis.header)}


def fact_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each fact of the header that was found, with its evidence."""
    found = analysis.header
    for fact, value in _facts(found).items():
        if value is not None:
            where = found.evidence.get(fact)
            where = f"{where}, unsure" if fact in found.unsure else where
            yield {"doc_id": analysis.document.id, "fact": fact, "value": value, "evidence": where}


def _typed(found: Header) -> dict[str, str | int | None]:
    typed = {name: int(fact) if fact and name == "year" else fact for name, fact in _facts(found).items()}
    return {**typed, "unsure": "、".join(found.unsure) or None}


def _facts(found: Header) -> dict[str, str | None]:
    return {name: getattr(found, name) or None for name in ("title", *HEADER) if name != "unsure"}
