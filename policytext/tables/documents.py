"""Documents and their header facts as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.metadata.model import Header
from policytext.schema import Column, Row, Table
from policytext.tables.columns import DOC_ID

LISTED = 5  # keywords in the row of a document: what a list of documents has room for
HEADER = (
    Column("doc_number", "string", "发文字号 in the form of GB/T 9704, 国发〔2019〕5号"),
    Column("issuer", "string", "Who issued it, as it says; joint issuers joined by 、"),
    Column("issuer_normalized", "string", "The same, one full name a body: 国家发展和改革委员会"),
    Column(
        "date_written",
        "partial_date",
        "成文日期: under the signature, of a law's latest version; or a year",
    ),
    Column("date_published", "date", "When the page says it was published"),
    Column("date_effective", "date", "施行日期: from when it is in force"),
    Column("date_expired", "date", "有效期: until when"),
    Column("year", "integer", "Its year: of its dates, number, record, congress or title"),
    Column("speaker", "string", "Who gave the report or speech"),
    Column("place", "string", "The administrative division it is about, full name"),
    Column("adcode", "string", "The division's code (GB/T 2260)"),
    Column("genre", "string", "Kind of document: 通知, 意见, 办法, 讲话, 报道, …"),
    Column("source_name", "string", "The publication that the page names as its source"),
    Column(
        "unsure",
        "string",
        "Facts to check by hand: a title that merely stands first, days that differ, a place only named",
    ),
)
DOCUMENTS = Table(
    "documents",
    (
        Column("id", "string", "The document's id, unique in the export", cut="start"),
        Column("source", "string", "The file it was read from", cut="start"),
        Column("title", "string", "Its title, from the page or the heading of the text"),
        Column("characters", "integer", "Length of the text in code points"),
        Column("verdict", "string", "clean, repaired, partial or unreadable; empty if no step was taken"),
        *HEADER,
        Column("url", "string", "Its address on the web, where the page or the record states one"),
        Column("edits", "integer", "Number of edits made"),
        Column("inferred", "integer", "Edits in which a language model chose some character"),
        Column("remarks", "integer", "Places seen as damaged and left alone"),
        Column("keywords", "string", f"The first {LISTED} keywords, joined by ;"),
        Column("text", "string", "The text"),
        Column("meta", "string", "Fields of the input that have no column of their own, as JSON"),
    ),
    description="A row for each document: its facts, how damaged it was, and its text",
    first=("id", "title", "year", "issuer", "verdict"),
    key="id",
    fields="meta",
)
METADATA = Table(
    "metadata",
    (DOC_ID, Column("title", "string", "The title, lines joined"), *HEADER),
    description="A row for each document: the facts of its head and foot",
)
FACTS = Table(
    "facts",
    (
        DOC_ID,
        Column("fact", "string", "title, or one of the columns of metadata"),
        Column("value", "string", "What was found"),
        Column("evidence", "string", "Where: heading, number line, signature, stated, meta, title, …"),
    ),
    description="A row for each fact of a document's header, with where it was found",
)


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
        "meta": {name: value for name, value in document.meta.items() if (name, value) != ("edits", None)},
    }


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
    names = ("title", *(column.name for column in HEADER if column.name != "unsure"))
    return {name: getattr(found, name) or None for name in names}
