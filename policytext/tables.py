"""Documents as rows: the result tables, their columns, and frames.

Each table has a function from a document to its rows, so that rows stream in the order of the
documents; `ROWS` names them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from policytext.analysis import entities, header, keywords
from policytext.document import Document
from policytext.metadata.model import Header
from policytext.recognition.model import TYPES
from policytext.schema import Column, Table

if TYPE_CHECKING:
    import pandas

Row = Mapping[str, Any]

_ID = Column("doc_id", "string", "The document's id")
_HEADER = (
    Column("doc_number", "string", "发文字号 in the form of GB/T 9704, 国发〔2019〕5号"),
    Column("issuer", "string", "Who issued it; joint issuers joined by 、"),
    Column(
        "date_written", "date", "成文日期: the date under the signature, or of the latest version of a law"
    ),
    Column("date_published", "date", "When the page says it was published"),
    Column("place", "string", "The administrative division it is about, full name"),
    Column("adcode", "string", "The division's code (GB/T 2260)"),
    Column("genre", "string", "Kind of document: 通知, 意见, 办法, 讲话, 报道, …"),
    Column("source_name", "string", "The publication that the page names as its source"),
)

DOCUMENTS = Table(
    "documents",
    (
        Column("id", "string", "The document's id, unique in the export"),
        Column("source", "string", "The file it was read from"),
        Column("title", "string", "Its title, from the page or the heading of the text"),
        Column("characters", "integer", "Length of the text in code points"),
        Column("verdict", "string", "clean, repaired, partial or unreadable; empty if no step was taken"),
        *_HEADER,
        Column("edits", "integer", "Number of edits made"),
        Column("inferred", "integer", "Edits in which a language model chose some character"),
        Column("remarks", "integer", "Places seen as damaged and left alone"),
        Column("keywords", "string", "The first five keywords, joined by ;"),
        Column("text", "string", "The text"),
        Column("meta", "string", "Every other field of the record, as JSON"),
    ),
)
KEYWORDS = Table(
    "keywords",
    (
        _ID,
        Column("rank", "integer", "1 is the best"),
        Column("keyword", "string", "A word or phrase"),
        Column("score", "number", "In (0, 1], in relation to the document's best"),
        Column("count", "integer", "How often it stands in the text"),
    ),
)
ENTITIES = Table(
    "entities",
    (
        _ID,
        Column("start", "integer", "Offset of its first character in the text, in code points"),
        Column("end", "integer", "Offset after its last character"),
        Column("text", "string", "As it stands in the text"),
        Column("type", "string", f"One of {', '.join(TYPES)}"),
        Column(
            "normalized", "string", "Date in ISO 8601, amount, code of a place, path in the taxonomy, …"
        ),
        Column("detail", "string", "Post and organisation, full name of the place, unit or currency, …"),
    ),
)
EDITS = Table(
    "edits",
    (
        _ID,
        Column("step", "string", "repair, normalize or strip"),
        Column("rule", "string", "The rule, several joined by +"),
        Column("start", "integer", "Offset in the text as the step found it, in code points"),
        Column("end", "integer", "Offset after the last character replaced"),
        Column("before", "string", "What stood there"),
        Column("after", "string", "What it became"),
        Column("inferred", "boolean", "Did a language model choose some of it?"),
    ),
)
METADATA = Table(
    "metadata",
    (
        _ID,
        Column("title", "string", "The title, lines joined"),
        *_HEADER,
        Column("evidence", "string", "Where each fact was found: fact=place, joined by ;"),
    ),
)


def document_rows(document: Document) -> Iterator[Row]:
    """One row: the document with its header facts and counts."""
    found = header(document)
    others = {name: value for name, value in document.meta.items() if (name, value) != ("edits", None)}
    yield {
        "id": document.id,
        "source": document.source,
        "characters": len(document.text),
        "verdict": document.verdict.value if document.verdict else None,
        **_facts(found),
        "edits": len(document.edits),
        "inferred": sum(edit.inferred for edit in document.edits),
        "remarks": len(document.remarks),
        "keywords": ";".join(keyword.keyword for keyword in keywords(document, top=5)) or None,
        "text": document.text,
        "meta": json.dumps(others, ensure_ascii=False, default=str) if others else None,
    }


def keyword_rows(document: Document, top: int = 20) -> Iterator[Row]:
    """A row for each keyword, best first.

    >>> [row["keyword"] for row in keyword_rows(Document.of("发展低空经济。低空经济起飞。"), top=1)]
    ['低空经济']
    """
    for rank, found in enumerate(keywords(document, top), 1):
        yield {
            "doc_id": document.id,
            "rank": rank,
            "keyword": found.keyword,
            "score": found.score,
            "count": found.count,
        }


def entity_rows(document: Document) -> Iterator[Row]:
    """A row for each entity, in the order of the text."""
    for found in entities(document):
        yield {
            "doc_id": document.id,
            "start": found.start,
            "end": found.end,
            "text": found.text,
            "type": found.type,
            "normalized": found.normalized or None,
            "detail": found.detail or None,
        }


def edit_rows(document: Document) -> Iterator[Row]:
    """A row for each edit, in the order in which they were made."""
    for edit in document.edits:
        yield {
            "doc_id": document.id,
            "step": edit.step,
            "rule": edit.rule,
            "start": edit.start,
            "end": edit.end,
            "before": edit.before,
            "after": edit.after,
            "inferred": edit.inferred,
        }


def metadata_rows(document: Document) -> Iterator[Row]:
    """One row: the header facts, and where each was found."""
    found = header(document)
    evidence = ";".join(f"{fact}={where}" for fact, where in found.evidence.items())
    yield {"doc_id": document.id, **_facts(found), "evidence": evidence or None}


def _facts(found: Header) -> dict[str, str | None]:
    names = ("title", *(column.name for column in _HEADER))
    return {name: getattr(found, name) or None for name in names}


ROWS: Mapping[str, tuple[Table, Callable[[Document], Iterator[Row]]]] = {
    "documents": (DOCUMENTS, document_rows),
    "keywords": (KEYWORDS, keyword_rows),
    "entities": (ENTITIES, entity_rows),
    "edits": (EDITS, edit_rows),
    "metadata": (METADATA, metadata_rows),
}


def to_frame(table: str | Table, documents: Iterable[str | Document]) -> pandas.DataFrame:
    """A table (or the name of one in `ROWS`) over documents as a data frame, columns in order and typed.

    >>> frame = to_frame("entities", ["增长5.4%"])
    >>> frame.loc[0, "normalized"], str(frame["start"].dtype)
    ('5.4', 'Int64')
    """
    import pandas

    table, rows_of = ROWS[table if isinstance(table, str) else table.name]
    rows = [row for document in documents for row in rows_of(Document.of(document))]
    frame = pandas.DataFrame.from_records(rows, columns=list(table.header))
    types = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
    return frame.astype({column.name: types.get(column.type, "string") for column in table.columns})
