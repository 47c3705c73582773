"""The tables of documents. A table is one entry here: its columns, and its rows for a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from policytext.analysis import Analysis
from policytext.document import Document
from policytext.io.writers.own_columns import with_own_columns
from policytext.schema import Row, Table, to_typed
from policytext.tables import documents, entities

if TYPE_CHECKING:
    import pandas


class DocumentTable(NamedTuple):
    """A table with rows for each document, streamed in the order of the documents."""

    table: Table
    rows: Callable[[Analysis], Iterator[Row]]
    exported: bool = True  # is it part of an export of everything?


TABLES: Mapping[str, DocumentTable] = {
    entry.table.name: entry
    for entry in (
        DocumentTable(documents.DOCUMENTS, documents.document_rows),
        DocumentTable(documents.KEYWORDS, documents.keyword_rows),
        DocumentTable(entities.ENTITIES, entities.entity_rows),
        DocumentTable(entities.UNIQUE_ENTITIES, entities.unique_rows, exported=False),
        DocumentTable(entities.RELATED, entities.relation_rows),
        DocumentTable(documents.EDITS, documents.edit_rows),
        DocumentTable(documents.METADATA, documents.metadata_rows),
        DocumentTable(documents.FACTS, documents.fact_rows),
        DocumentTable(documents.STRUCTURE, documents.structure_rows),
        DocumentTable(documents.TARGETS, documents.target_rows),
        DocumentTable(documents.DUTIES, documents.duty_rows),
        DocumentTable(documents.FINDINGS, documents.finding_rows, exported=False),
    )
}


def to_frame(
    table: str | Table,
    documents: Iterable[str | Document | dict[str, Any]] | pandas.DataFrame | None = None,
) -> pandas.DataFrame:
    """A table (or the name of one in `TABLES`) over documents as a data frame, columns in order and typed.

    Documents are texts, Documents, records, or the rows of a frame, by the usual names of their fields.

    >>> frame = to_frame("entities", ["增长5.4%"])
    >>> frame.loc[0, "normalized"], str(frame["start"].dtype)
    ('5.4', 'Int64')

    Raises ValueError for a table that does not exist, TypeError where `documents` is a single text.
    """
    name = table if isinstance(table, str) else table.name
    if name not in TABLES:
        raise ValueError(f"no table is called {name!r}: there are {', '.join(TABLES)}")
    if documents is None:
        raise TypeError(f"to_frame takes a table and documents: to_frame({name!r}, documents)")
    if isinstance(documents, str | bytes | Document | dict):
        raise TypeError("to_frame takes a list of documents: put a single one into [ ]")
    from policytext.io.documents import documents_of  # with all that reads files

    table, rows_of, _ = TABLES[name]
    rows = (row for document in documents_of(documents) for row in rows_of(Analysis(document)))
    return to_typed(*with_own_columns(table, rows)) if table.fields else to_typed(table, rows)
