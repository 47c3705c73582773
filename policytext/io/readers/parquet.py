"""Parquet: a record a row; records that this package wrote come back as they were."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, time
from typing import Any, BinaryIO

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.cells import value
from policytext.io.readers.fields import RecordDocuments, roles
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.parquetpages import Group, groups, pages
from policytext.io.readers.size_limit import fits, limit, read_all, too_large
from policytext.io.records import PACKED, from_columns

_BATCH = 256  # rows held in memory at once, or fewer
HELD = 4
"""Times the size that a document may have: what a page may unpack to, and the rows of a batch. Writers end
a page at 1 MB, but only after a thousand rows; pyarrow takes several times as much memory."""


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row, by the usual names of columns as with any table.

    A row that is too large, and a group of rows that would be so in memory, is a Problem.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        source = stream if stream.seekable() else io.BytesIO(read_all(stream, origin.settings))
        file = pyarrow.parquet.ParquetFile(source)
        own = PACKED in (file.schema_arrow.metadata or {})
        held = None if own else roles(tuple(file.schema_arrow.names), origin.settings)
        told = RecordDocuments(origin)
        n = 0
        for n, row in _rows(file, source, origin):
            if isinstance(row, Problem):
                yield row
                continue
            record = from_columns(row) if own else {name: _plain(cell) for name, cell in row.items()}
            try:
                document, notes = told.document(record, f"{origin.id}#{n}", held=held)
            except Unreadable as error:
                raw = json.dumps(record, ensure_ascii=False, default=str)
                yield Problem(origin.source, f"row {n}: {error.reason}", raw=raw)
            else:
                yield from notes
                yield document
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"this Parquet file is damaged ({' '.join(str(error).split())})") from None
    if not n:
        raise Unreadable("is empty")


def _rows(file: Any, source: BinaryIO, origin: Origin) -> Iterator[tuple[int, dict[str, Any] | Problem]]:
    """The rows by their numbers, group by group, and what is not read of them."""
    too_much = too_large(origin.settings).reason
    n = 0
    for number, group in enumerate(groups(source)):
        last = n + group.rows
        at_once = _at_once(group, source, HELD * limit(origin.settings))
        if not at_once:
            where = f"row group {number + 1} (rows {n + 1:,} to {last:,})"
            n = last
            yield n, Problem(origin.source, f"{where}: {too_much}")
            continue
        for batch in file.iter_batches(at_once, row_groups=[number]):
            for row in batch.to_pylist():
                n += 1
                fit = fits(row.values(), origin.settings)
                yield n, row if fit else Problem(origin.source, f"row {n}: {too_much}")


def _at_once(group: Group, source: BinaryIO, most: int) -> int:
    """How many rows of a group to read at once, so that no column takes more than `most` bytes; 0: none."""
    at_once = _BATCH
    for column in group.columns:
        for page in pages(source, column):
            if page.size > most:
                return 0
            if page.is_dictionary:  # each value of a row may be all that it has
                row = page.size * max(1, column.values // max(1, group.rows))
                at_once = min(at_once, most // max(1, row))
    return at_once


def _plain(cell: Any) -> Any:
    """A value as JSON holds it, through lists and mappings."""
    if isinstance(cell, dict):
        return {str(name): _plain(inner) for name, inner in cell.items()}
    if isinstance(cell, list | tuple):
        return [_plain(inner) for inner in cell]
    if isinstance(cell, date | time | float):
        return value(cell) if cell == cell else None
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "backslashreplace")
    return cell if cell is None or isinstance(cell, bool | int | str) else str(cell)
