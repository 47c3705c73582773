"""The table of documents for who brought a table: each field that they came with is a column again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policytext.analysis import Analysis
from policytext.corpus.spool import Spool
from policytext.document import Document
from policytext.io.writers.cells import cell
from policytext.schema import Column, ColumnType, Row, Table
from policytext.tables.documents import DOCUMENTS, document_row, other_fields
from policytext.wording import Language, localized, said

OTHERS = "meta"
MOST = 256
"""Fields that have a column each, in the order in which they are met, as many as an old .xls has columns;
those of a thousand forms of JSON would fill a sheet with empty cells."""
_MEANING = "A column or field of the input, as it was there"
_TYPES: dict[frozenset[type], ColumnType] = {
    frozenset((bool,)): "boolean",
    frozenset((int,)): "integer",
    frozenset((float,)): "number",
    frozenset((int, float)): "number",
}


class OwnColumns:
    """Documents are added, and kept on disk; then there is their table, and there are its rows.

    A field keeps its name. One that a column of the table has, too, is one with it where they say the same
    of every document, else it gets a `_` behind its name, as in records. What is beyond MOST fields is left
    in `meta`.

    >>> columns = OwnColumns("en")
    >>> columns.add(Document("1", "正文", meta={"序号": 1, "issuer": "某局", "备注": ""}))
    >>> columns.table().header[-3:], next(columns.rows())["序号"]
    (('text', '序号', '备注'), 1)
    """

    def __init__(self, language: Language) -> None:
        table = localized(DOCUMENTS, language)
        self._language = language
        self._others = next(column for column in table.columns if column.name == OTHERS)
        self._table = replace(table, columns=tuple(c for c in table.columns if c.name != OTHERS))
        self._known = {name.casefold(): c.name for c in table.columns for name in (c.name, c.heading)}
        self._types: dict[str, set[type]] = {}
        self._rows: Spool[tuple[Row, Row]] = Spool()

    def add(self, document: Document) -> None:
        """Put a document behind the others."""
        row, fields = document_row(Analysis(document)), other_fields(document)
        for name, value in fields.items():
            if self._says_more(name, value, row):
                types = self._types.setdefault(name, set())
                if value not in (None, ""):
                    types.add(type(value))
        self._rows.add((row, fields))

    def _says_more(self, name: str, value: Any, row: Row) -> bool:
        """Does a field say what no column of the table says?"""
        known = self._known.get(name.casefold())
        if known is None:
            return True
        return value not in (None, "") and str(cell(value)) != str(cell(row.get(known)))

    def table(self) -> Table:
        """The table of what was added."""
        columns = tuple(
            Column(name, _TYPES.get(frozenset(self._types[field]), "string"), self._meaning, label=name)
            for field, name in self._named().items()
        )
        others = (self._others,) if len(self._types) > MOST else ()
        return replace(self._table, columns=(*self._table.columns, *columns, *others))

    @property
    def _meaning(self) -> str:
        return said(_MEANING, self._language)

    def _named(self) -> dict[str, str]:
        """The fields that have columns, and how these are called, no two alike for a database."""
        names: dict[str, str] = {}
        taken = {*self._known, OTHERS}
        for field in list(self._types)[:MOST]:
            name = " ".join(field.split()) or "_"
            while name.casefold() in taken:
                name += "_"
            taken.add(name.casefold())
            names[field] = name
        return names

    def rows(self) -> Iterator[Row]:
        """The rows of what was added, in order."""
        named = self._named()
        for row, fields in self._rows:
            own = {
                named[field]: None if value == "" else value
                for field, value in fields.items()
                if field in named
            }
            others = {
                field: fields[field] for field in fields if field in self._types and field not in named
            }
            yield {**row, **own, OTHERS: others or None}
