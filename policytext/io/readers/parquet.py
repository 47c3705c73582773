"""Parquet: a record a row; records that this package wrote come back as they were.

It is unpacked in a child process: a value in many rows is stored only once, so that small files can be
huge, and pyarrow crashes on some damaged files.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, time
from pathlib import Path
from typing import Any, NamedTuple

from policytext.document import Document, Problem
from policytext.io.compression import file_of, progressed
from policytext.io.encoding import Decoded, score
from policytext.io.errors import Unreadable
from policytext.io.readers import sandbox
from policytext.io.readers.cells import Part, value
from policytext.io.readers.fields import RecordDocuments, roles, unwrapped
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.size_limit import fits, limit, read_all, too_large
from policytext.io.records import PACKED, from_columns
from policytext.io.writers.temporary import scratch

_BATCH = 256  # rows held in memory at once, or fewer
_CHINESE = 0.5  # bytes whose reading as GB18030 scores no more are none: torn UTF-8 scores .5 at most
_DAMAGED = "this Parquet file is damaged ({})"


class _Group(NamedTuple):
    """A row group: the numbers of the first and the last row, its bytes, and whether it is of this package
    (`own`)."""

    first: int
    last: int
    size: int
    own: bool


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row, by the usual names of columns as with any table.

    A row that is too large, or a row group that would be in memory, is a Problem.
    """
    settings = origin.settings
    told, n = RecordDocuments(origin), 0
    try:
        with _place(stream, origin) as place:
            for group, batches in sandbox.parts(_batches, place, limit(settings), settings=settings):
                n = group.first - 1
                try:
                    for n, row in enumerate((row for batch in batches for row in batch), group.first):
                        if n == 1 and not group.own:  # no row has what the first has no column for
                            roles(tuple(unwrapped(row, settings.text_field)), settings)
                        yield from _documents(row, n, told, origin)
                    lost = "damaged" if n < group.last else ""
                except sandbox.Ended as error:
                    lost = error.reason
                if lost:
                    yield Problem(origin.source, f"rows {n + 1:,} to {group.last:,}: {lost}")
                n = group.last
                progressed(stream, group.size)
    except sandbox.Ended:
        raise Unreadable(_DAMAGED.format("what reads it ended")) from None
    if not n:
        raise Unreadable("is empty")


def _documents(
    record: dict[str, Any], n: int, told: RecordDocuments, origin: Origin
) -> Iterator[Document | Problem | Note]:
    try:
        if not fits(record.values(), origin.settings):
            raise too_large(origin.settings)
        document, notes = told.document(record, f"{origin.id}#{n}")
    except Unreadable as error:
        raw = json.dumps(record, ensure_ascii=False, default=str)
        yield Problem(origin.source, f"row {n}: {error.reason}", raw=raw)
    else:
        yield from notes
        yield document


@contextmanager
def _place(stream: io.BufferedReader, origin: Origin) -> Iterator[bytes | Path]:
    """The file of a stream, or a copy of an object, for another process; of a decompressed stream its
    bytes."""
    if not stream.seekable():
        yield read_all(stream, origin.settings)
    elif file := file_of(stream):
        yield Path(os.fsdecode(file.name))
    else:  # only this process may know how to reach it
        with scratch() as folder:
            copy = folder / "object.parquet"
            with copy.open("wb") as target:
                shutil.copyfileobj(stream, target)
            yield copy


def _batches(place: bytes | Path, most: int, skipped: int) -> Iterator[Part | list[dict[str, Any]]]:
    """In the child process: row groups, each before its rows, without the first so many.

    Rows are unpacked in batches of about `most` bytes.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        source = io.BytesIO(place) if isinstance(place, bytes) else place.open("rb")
        file = pyarrow.parquet.ParquetFile(source)
        own = PACKED in (file.schema_arrow.metadata or {})
        first, size = 1, source.seek(0, os.SEEK_END)
        for number in range(file.num_row_groups):
            about = file.metadata.row_group(number)
            last = first + about.num_rows - 1
            if number >= skipped:
                part = size * about.num_rows // max(1, file.metadata.num_rows)
                yield Part(_Group(first, last, part, own))
                at_once = most * about.num_rows // max(1, about.total_byte_size)
                for batch in file.iter_batches(min(max(1, at_once), _BATCH), row_groups=[number]):
                    yield [from_columns(row) if own else _plain(row) for row in batch.to_pylist()]
            first = last + 1
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise Unreadable(_DAMAGED.format(" ".join(str(error).split()))) from None


def _plain(cell: Any) -> Any:
    """A value as a JSON value, recursively."""
    if isinstance(cell, dict):
        return {str(name): _plain(inner) for name, inner in cell.items()}
    if isinstance(cell, list | tuple):
        return [_plain(inner) for inner in cell]
    if isinstance(cell, date | time | float):
        return value(cell) if cell == cell else None
    if isinstance(cell, bytes):
        for codec in ("utf-8", "gb18030"):
            with suppress(UnicodeDecodeError):
                text = cell.decode(codec)
                if codec == "utf-8" or score(Decoded(text, codec)) > _CHINESE:
                    return text
        return cell.decode("utf-8", "backslashreplace")
    return cell if cell is None or isinstance(cell, bool | int | str) else str(cell)
