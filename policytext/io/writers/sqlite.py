"""One SQLite database, a table for each table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from policytext.io.errors import OutputError
from policytext.io.writers.cells import cell, without_surrogates
from policytext.io.writers.files import replacing
from policytext.io.writers.forms import Row, Rows, Sink, Target, WriteRow
from policytext.schema import Table

APPLICATION = 0x706F6C69  # marks a database file as ours (SQLite's application_id)
_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_LARGEST = 1 << 63


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """A sink that writes a new database in place of an earlier one of ours.

    OutputError if the file there was made by something else.
    """
    path = target.file
    if path.is_file() and path.stat().st_size and not _ours(path):
        raise OutputError(f"{path}: is a file that policytext did not write")
    with replacing(path, named=True) as part, closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        yield Rows({table.name: _writer(connection, table) for table in tables})
        connection.commit()


def _ours(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,))
    except sqlite3.DatabaseError:
        return False


def _writer(connection: sqlite3.Connection, table: Table) -> WriteRow:
    name = _quoted(table.title)
    columns = ", ".join(f"{_quoted(c.heading)} {_TYPES.get(c.type, 'TEXT')}" for c in table.columns)
    connection.execute(f"CREATE TABLE {name} ({columns})")
    insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(table.columns))})"

    def write(row: Row) -> None:
        connection.execute(insert, [_value(row.get(column)) for column in table.header])

    return write


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value if -_LARGEST <= value < _LARGEST else str(value)
    if value is None or isinstance(value, float):
        return value
    return without_surrogates(str(cell(value)))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
