"""One SQLite database, a table for each table, with keys, indexes and full-text search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from policytext.io.errors import OutputError
from policytext.io.writers.cells import cell, without_surrogates
from policytext.io.writers.files import replacing
from policytext.io.writers.interfaces import Row, Sink, Target, WriteRow
from policytext.schema import ColumnType, Table
from policytext.wording import translated

APPLICATION = 0x706F6C69  # marks a database file as ours (SQLite's application_id)
REFERENCE = "doc_id"  # the column that names a document, wherever it stands
SOUGHT = frozenset(
    (
        REFERENCE,
        "year",
        "issuer",
        "adcode",
        "genre",
        "doc_number",
        "keyword",
        "term",
        "type",
        "normalized",
        "body",
    )
)  # the columns by which rows are looked for: each has an index
SEARCHED = ("title", "text")  # the columns of documents that full-text search covers
_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_LARGEST = 1 << 63


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """A sink that writes a new database, and replaces an earlier one of this package.

    The table that has a key gets a primary key, and full-text search (`documents_fts`, FTS5 by
    three characters); `doc_id` elsewhere is a foreign key to it. OutputError if the existing file was not
    written by this package.
    """
    path = target.file
    if path.is_file() and path.stat().st_size and not _ours(path):
        raise OutputError(f"{path}: is a file that policytext did not write")
    with replacing(path, named=True) as part, closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        keyed = next((table for table in tables if table.key), None)
        written: list[_Written] = []

        def opened(table: Table) -> WriteRow:
            written.append(_Written(connection, table, keyed))
            return written[-1].write

        sink = Sink(tables, opened)
        yield sink
        for one in written:
            one.index()
            if one.again:
                sentence = "{name}: ids that several documents have: {found:,}; they are no primary key"
                sink.notes.append(
                    translated(sentence, target.options.language).format(
                        name=one.table.title, found=one.again
                    )
                )
        if keyed and not _searchable(connection, keyed):
            sink.notes.append(
                translated("This SQLite has no full-text search by characters", target.options.language)
            )
        connection.commit()


def _ours(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,))
    except sqlite3.DatabaseError:
        return False


class _Written:
    """A table of the new database."""

    def __init__(self, connection: sqlite3.Connection, table: Table, keyed: Table | None) -> None:
        self.table, self.again = table, 0
        self._connection = connection
        self._create(keyed)
        self._insert = f"INSERT INTO {_quoted(table.title)} VALUES ({', '.join('?' * len(table.columns))})"

    def _create(self, keyed: Table | None) -> None:
        columns = []
        for column in self.table.columns:
            words = [_quoted(column.heading), _TYPES.get(column.type, "TEXT")]
            if column.name == self.table.key and not self.again:
                words.append("PRIMARY KEY NOT NULL")
            elif column.name == REFERENCE and keyed:
                words.append(f"REFERENCES {_quoted(keyed.title)} ({_quoted(_heading(keyed, keyed.key))})")
            columns.append(" ".join(words))
        self._connection.execute(f"CREATE TABLE {_quoted(self.table.title)} ({', '.join(columns)})")

    def write(self, row: Row) -> None:
        values = [_value(row.get(column.name), column.type) for column in self.table.columns]
        try:
            self._connection.execute(self._insert, values)
        except sqlite3.IntegrityError:
            self._without_key()
            self._connection.execute(self._insert, values)

    def _without_key(self) -> None:
        """Make the table again without the key, because rows do not have one."""
        self.again = 1
        name, former = _quoted(self.table.title), _quoted(f"{self.table.title} with a key")
        self._connection.execute("PRAGMA legacy_alter_table = ON")  # references stay with the name
        self._connection.execute(f"ALTER TABLE {name} RENAME TO {former}")
        self._create(None)
        self._connection.execute(f"INSERT INTO {name} SELECT * FROM {former}")
        self._connection.execute(f"DROP TABLE {former}")

    def index(self) -> None:
        """Create an index for each column that is used for look-ups."""
        name, key = self.table.title, self.table.key
        if self.again:
            ids = _quoted(_heading(self.table, key))
            count = f"SELECT count(*) - count(DISTINCT {ids}) FROM {_quoted(name)}"
            (self.again,) = self._connection.execute(count).fetchone()
        for column in self.table.columns:
            if column.name in SOUGHT or (column.name == key and self.again):
                index = _quoted(f"{name}_{column.heading}")
                self._connection.execute(
                    f"CREATE INDEX {index} ON {_quoted(name)} ({_quoted(column.heading)})"
                )


def _searchable(connection: sqlite3.Connection, table: Table) -> bool:
    """Create full-text search over the keyed table; False if this SQLite has none (before 3.34)."""
    columns = [column.heading for column in table.columns if column.name in SEARCHED]
    if not columns:
        return True
    search = _quoted(f"{table.title}_fts")
    content = table.title.replace("'", "''")
    try:
        connection.execute(
            f"CREATE VIRTUAL TABLE {search} USING fts5({', '.join(map(_quoted, columns))}, "
            f"content='{content}', tokenize='trigram')"
        )
    except sqlite3.OperationalError:
        return False
    connection.execute(f"INSERT INTO {search} ({search}) VALUES ('rebuild')")
    return True


def _heading(table: Table, name: str) -> str:
    return next(column.heading for column in table.columns if column.name == name)


def _value(value: Any, kind: ColumnType) -> Any:
    if isinstance(value, bool):
        return int(value) if kind == "boolean" else cell(value)
    if isinstance(value, int):
        return value if -_LARGEST <= value < _LARGEST else str(value)
    if value is None or isinstance(value, float):
        return value
    return without_surrogates(str(cell(value)))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
