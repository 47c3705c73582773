"""SQLite: a record a row, of every table that has a column of text.

It is opened for reading alone, in a child process, and what its own schema calls is not trusted.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from policytext.document import Document, LeftOut, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers import sandbox
from policytext.io.readers.cells import Part
from policytext.io.readers.fieldnames import names_text
from policytext.io.readers.fields import RecordDocuments, roles
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.rows import AT_ONCE, documents, place, plain
from policytext.io.writers.sqlite import APPLICATION
from policytext.settings import Settings

START = b"SQLite format 3\0"
_TABLES = (  # without those of SQLite itself and those that are an index for full-text search
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' "
    "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid"
)
_WRITTEN = "is being written: what stands in its {} is not read; end the program that writes it"
_OWN = "is what policytext found in documents, and none"


class _Table(NamedTuple):
    """A table and its columns; an `own` one holds what this package found in documents."""

    name: str
    columns: tuple[str, ...]
    own: bool


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row; `meta` has the name of the table as `table`. Tables without a column of text are
    left out."""
    n, unread = 0, list[str]()
    with place(stream, origin) as at:
        for table, batches in sandbox.parts(_tables, at, origin.settings, settings=origin.settings):
            told = RecordDocuments(origin)
            try:
                if table.own:
                    raise Unreadable(_OWN)
                roles(table.columns, origin.settings)
                for row in (row for batch in batches for row in batch):
                    n += 1
                    yield from documents(row, n, told, origin, table=table.name)
            except sandbox.Ended as error:
                yield Problem(origin.source, f"table '{table.name}': {error.reason} after row {n:,}")
            except Unreadable as error:
                unread.append(f"table '{table.name}': {error.reason}")
        log = at.with_name(f"{at.name}-wal") if isinstance(at, Path) else Path()
        if log.is_file() and log.stat().st_size:
            yield Problem(origin.source, _WRITTEN.format(log.name))
    if not n:
        raise Unreadable(", ".join(unread) or "is empty")
    for reason in unread:
        yield Note(origin.source, reason)
        yield LeftOut(origin.source, reason, group="table")


def _tables(place: bytes | Path, settings: Settings, skipped: int) -> Iterator[Part | list[dict[str, Any]]]:
    """In the child process: tables but the first so many, each before its rows if it has texts."""
    try:
        with closing(_connected(place)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            names = [name for (name,) in connection.execute(_TABLES)]
            for name in names[skipped:]:
                quoted = '"' + name.replace('"', '""') + '"'
                refers = connection.execute(f"PRAGMA foreign_key_list({quoted})").fetchone()
                rows = connection.execute(f"SELECT * FROM {quoted}")
                columns = tuple(str(about[0]) for about in rows.description)
                own = application == APPLICATION and refers is not None
                yield Part(_Table(name, columns, own))
                if own or not names_text(columns, settings.text_field):
                    continue
                while batch := rows.fetchmany(AT_ONCE):
                    yield [dict(zip(columns, plain(row), strict=True)) for row in batch]
    except sqlite3.Error as error:
        raise Unreadable(f"this database is damaged ({error})") from None


def _connected(place: bytes | Path) -> sqlite3.Connection:
    if isinstance(place, bytes):
        connection = sqlite3.connect(":memory:")
        connection.deserialize(place)
    else:
        connection = sqlite3.connect(f"{place.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.text_factory = plain
    return connection
