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
from policytext.io.readers.cells import Damaged, Part
from policytext.io.readers.fieldnames import names_text
from policytext.io.readers.fields import RecordDocuments
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.roles import roles
from policytext.io.readers.rows import AT_ONCE, documents, opened, place, plain
from policytext.settings import Settings

START = b"SQLite format 3\0"
_SHADOWS = "'_content', '_data', '_idx', '_docsize', '_config', '_segments', '_segdir', '_stat'"
_TABLES = (  # without those of SQLite itself and those that are an index for full-text search
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' "
    "AND sql NOT LIKE 'CREATE VIRTUAL%' AND NOT EXISTS (SELECT 1 FROM sqlite_master AS v "
    "WHERE v.sql LIKE 'CREATE VIRTUAL%' "
    "AND substr(sqlite_master.name, 1, length(v.name)) = v.name "
    f"AND substr(sqlite_master.name, length(v.name) + 1) IN ({_SHADOWS})) ORDER BY rowid"
)
_WRITTEN = "is being written: what stands in its {} is not read; end the program that writes it"


class _Table(NamedTuple):
    """A table and its columns."""

    name: str
    columns: tuple[str, ...]


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row; `meta` has the name of the table as `table`. Tables without a column of text are
    left out."""
    n, lost, unread = 0, False, dict[str, str]()
    with place(stream, origin) as at:
        for table, batches in sandbox.parts(_tables, at, origin.settings, settings=origin.settings):
            told = RecordDocuments(origin)
            try:
                roles(table.columns, origin.settings)
                for row in (row for batch in batches for row in batch):
                    n += 1
                    yield from documents(row, n, told, origin, table=table.name)
            except (sandbox.Ended, Damaged) as error:
                lost = True
                yield Problem(origin.source, f"table '{table.name}': {error.reason} after row {n:,}")
            except Unreadable as error:
                unread[table.name] = error.reason
        if missing := _missing(at):
            yield Problem(origin.source, f"is cut, its last {missing:,} bytes are not there")
        log = at.with_name(f"{at.name}-wal") if isinstance(at, Path) else Path()
        if log.is_file() and log.stat().st_size:
            yield Problem(origin.source, _WRITTEN.format(log.name))
    told_of = [f"table '{name}': {reason}" for name, reason in unread.items()]
    if not n and not lost:
        raise Unreadable(", ".join(told_of) or "is empty")
    if unread:
        yield Note(origin.source, f"tables without texts of documents are left out ({', '.join(unread)})")
    for reason in told_of:
        yield LeftOut(origin.source, reason, group="table")


def _missing(place: bytes | Path) -> int:
    """The bytes that its header counts (SQLite, Database File Format 1.3), and a database has not."""
    with opened(place) as file:
        head = file.read(96)
        size = file.seek(0, io.SEEK_END)
    pages, each = int.from_bytes(head[28:32]), int.from_bytes(head[16:18])
    is_known = head[24:28] == head[92:96]  # when the number of pages was written
    return max(0, pages * (1 << 16 if each == 1 else each) - size) if is_known else 0


def _tables(place: bytes | Path, settings: Settings, skipped: int) -> Iterator[Part | list[dict[str, Any]]]:
    """In the child process: tables but the first so many, each before its rows if it has texts."""
    try:
        with closing(_connected(place)) as connection:
            names = [name for (name,) in connection.execute(_TABLES)]
            for name in names[skipped:]:
                quoted = '"' + name.replace('"', '""') + '"'
                rows = connection.execute(f"SELECT * FROM {quoted}")
                columns = tuple(str(about[0]) for about in rows.description)
                yield Part(_Table(name, columns))
                if not names_text(columns, settings.text_field):
                    continue
                while batch := rows.fetchmany(AT_ONCE):
                    yield [dict(zip(columns, plain(row), strict=True)) for row in batch]
    except (sqlite3.Error, UnicodeError) as error:  # names of tables are not as damaged texts may be
        raise Damaged(f"this database is damaged ({error})") from None


def _connected(place: bytes | Path) -> sqlite3.Connection:
    if isinstance(place, bytes):
        connection = sqlite3.connect(":memory:")
        connection.deserialize(place)
    else:
        connection = sqlite3.connect(f"{place.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.text_factory = plain
    return connection
