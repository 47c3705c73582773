"""The table of documents with the user's own columns: each field of the input is a column again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from policytext.io.writers.cells import cell
from policytext.io.writers.interfaces import Row, Sink
from policytext.schema import Column, ColumnType, Table
from policytext.wording import COMMA, Language, translated

MOST = 256
"""Most fields that get a column, in order of appearance: as many as an old .xls has columns; those of a
thousand forms of JSON would fill a sheet with empty cells."""
_MEANING = "A column or field of the input, as it was there"
_RENAMED = "{name}: fields that say something else than the column of their name are called {found}"
_TOGETHER = "{name}: of the fields of the input {limit:,} have a column each, the others are in '{column}'"
_LARGEST = 1 << 63  # of whole numbers, what databases and data frames hold
_TYPES: dict[frozenset[type], ColumnType] = {
    frozenset((bool,)): "boolean",
    frozenset((int,)): "integer",
    frozenset((float,)): "number",
    frozenset((int, float)): "number",
}


class OwnColumns:
    """Collects rows on disk; then returns their table and the rows.

    The column `fields` of a row is a mapping of fields. Each field keeps its name. One with the name of a
    column of the table is merged with it if both are equal in every row, else it gets a `_` appended, as in
    records. Fields beyond MOST stay in the column.

    >>> columns = Column("id", "string", ""), Column("meta", "string", "")
    >>> own = OwnColumns(Table("documents", columns, fields="meta"))
    >>> own.add({"id": "1", "meta": {"序号": 1, "ID": "1", "备注": ""}})
    >>> own.table().header, next(own.rows())["序号"]
    (('id', '序号', '备注'), 1)
    """

    def __init__(self, table: Table, language: Language = "en") -> None:
        self._table, self._language = table, language
        self._known = {name.casefold(): c.name for c in table.columns for name in (c.name, c.heading)}
        self._types: dict[str, set[type]] = {}
        from policytext.io.spool import Spool  # few results need it

        self._rows: Spool[Row] = Spool()

    def add(self, row: Row) -> None:
        """Add a row."""
        for name, value in row[self._table.fields].items():
            if self._says_more(name, row):
                types = self._types.setdefault(name, set())
                if value not in (None, ""):
                    types.add(_type(value))
        self._rows.add(row)

    def _says_more(self, name: str, row: Row) -> bool:
        """Does a field differ from all columns, and from the field from which a reader took it?

        That field keeps its column, whatever it is called: 发文字号 1-2, which is no number.
        """
        known = self._known.get(name.casefold())
        if known is None:
            return True
        fields = row[self._table.fields]
        told = _said(fields[name])
        if not told or told == _said(row.get(known)):
            return False
        names = list(fields)
        before = names[: names.index(name)]
        kept = (
            fields[other]
            for other in names
            if other != name and (other in before or other.casefold() not in self._known)
        )
        return not isinstance(fields[name], str) or told not in map(_said, kept)

    def table(self) -> Table:
        """The table of the added rows."""
        meaning = translated(_MEANING, self._language)
        own = (
            Column(name, _TYPES.get(frozenset(self._types[field]), "string"), meaning, label=name)
            for field, name in self._named().items()
        )
        fields = [column for column in self._table.columns if column.name == self._table.fields]
        others = fields if len(self._types) > MOST else ()
        return replace(
            self._table, columns=(*(c for c in self._table.columns if c not in fields), *own, *others)
        )

    def _named(self) -> dict[str, str]:
        """The fields that get columns, and the columns' names, unique for databases."""
        names: dict[str, str] = {}
        taken = set(self._known)
        for field in list(self._types)[:MOST]:
            name = _plain(field)
            while name.casefold() in taken:
                name += "_"
            taken.add(name.casefold())
            names[field] = name
        return names

    def rows(self) -> Iterator[Row]:
        """The added rows, in order."""
        named, column = self._named(), self._table.fields
        for row in self._rows:
            fields = {name: None if value == "" else value for name, value in row[column].items()}
            own = {named[field]: value for field, value in fields.items() if field in named}
            others = {
                field: value
                for field, value in fields.items()
                if field in self._types and field not in named
            }
            yield {**row, **own, column: others or None}

    def notes(self) -> Iterator[str]:
        """Messages on renamed columns."""
        name = self._table.title
        if renamed := [new for field, new in self._named().items() if new != _plain(field)]:
            found = COMMA[self._language].join(renamed)
            yield translated(_RENAMED, self._language).format(name=name, found=found)
        if len(self._types) > MOST:
            column = self._table.columns[self._table.header.index(self._table.fields)].heading
            yield translated(_TOGETHER, self._language).format(name=name, limit=MOST, column=column)


@contextmanager
def gathering(sink: Sink, tables: Sequence[Table], language: Language) -> Iterator[Sink]:
    """A context with the sink, which writes tables with `fields` at the end, when all columns are known."""
    own = {table.name: OwnColumns(table, language) for table in tables if table.fields}
    sink.taken = {name: columns.add for name, columns in own.items()}
    yield sink
    sink.taken = {}
    for name, columns in own.items():
        sink.begin(columns.table())
        sink.notes.extend(columns.notes())
        for row in columns.rows():
            sink.write(name, row)


def with_own_columns(table: Table, rows: Iterable[Row]) -> tuple[Table, Iterator[Row]]:
    """A table with `fields`, and its rows, with a column for each field; complex values are JSON."""
    own = OwnColumns(table)
    for row in rows:
        own.add(row)
    plain = (
        {name: cell(value) if isinstance(value, list | dict) else value for name, value in row.items()}
        for row in own.rows()
    )
    return own.table(), plain


def _said(value: Any) -> str:
    return "" if value is None else str(cell(value)).strip()


def _plain(field: str) -> str:
    """A field's name on one line."""
    return " ".join(field.split()) or "_"


def _type(value: Any) -> type:
    if isinstance(value, float):
        return float
    return str if isinstance(value, int) and not -_LARGEST <= value < _LARGEST else type(value)
