"""Parquet: a record a row; records that this package wrote come back as they were."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.bounded import whole
from policytext.io.readers.fields import Told, roles
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.sheets import value
from policytext.io.records import PACKED, unpacked

_BATCH = 256  # rows held in memory at once


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row, by the usual names of columns as with any table."""
    import pyarrow
    import pyarrow.parquet

    try:
        source = stream if stream.seekable() else io.BytesIO(whole(stream, origin.settings))
        file = pyarrow.parquet.ParquetFile(source)
        own = PACKED in (file.schema_arrow.metadata or {})
        held = None if own else roles(tuple(file.schema_arrow.names), origin.settings)
        rows = (row for batch in file.iter_batches(_BATCH) for row in batch.to_pylist())
        told = Told(origin)
        n = 0
        for n, row in enumerate(rows, 1):
            record = unpacked(row) if own else {name: _plain(cell) for name, cell in row.items()}
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
