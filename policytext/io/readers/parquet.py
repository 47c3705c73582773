"""Parquet and Arrow (Feather): a record a row; records that this package wrote come back as they were.

They are unpacked in a child process: a value in many rows is stored only once, so that small files can be
huge, and pyarrow crashes on some damaged files.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from policytext.document import Document, Problem
from policytext.io.compression import progressed
from policytext.io.errors import Unreadable
from policytext.io.readers import sandbox
from policytext.io.readers.account import strings
from policytext.io.readers.cells import Part
from policytext.io.readers.fields import RecordDocuments
from policytext.io.readers.nested import unwrapped
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.roles import roles
from policytext.io.readers.rows import AT_ONCE, documents, opened, place, plain
from policytext.io.readers.size_limit import limit
from policytext.io.records import PACKED, from_columns

PARQUET, ARROW = b"PAR1", b"ARROW1"
"""How files of Parquet begin, and those of Arrow; its streams (corpora of Hugging Face) begin otherwise."""
RATIO = 1_000
"""Times its size to which a file may unpack, beside one document: texts take a tenth of theirs, and a text
that stands in a million rows takes nothing, but would be read for days."""
ROW = 64  # characters that a row without any counts
_DAMAGED = "this {} file is damaged ({})"
_REPEATS = "has the same again and again: more than {:,} times its size, and is read no further"


class _Group(NamedTuple):
    """A row group: the numbers of the first and the last row, its bytes, its columns, and whether it is of
    this package (`own`)."""

    first: int
    last: int
    size: int
    columns: dict[str, Any]
    own: bool


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row, by the usual names of columns as with any table.

    A row that is too large, or a row group that would be in memory, is a Problem.
    """
    settings = origin.settings
    told, n = RecordDocuments(origin), 0
    try:
        with place(stream, origin) as at:
            for group, batches in sandbox.parts(_batches, at, limit(settings), settings=settings):
                if group.first == 1 and not group.own:
                    roles(tuple(unwrapped(group.columns, settings.text_field)), settings)
                n = group.first - 1
                try:
                    for n, row in enumerate((row for batch in batches for row in batch), group.first):
                        yield from documents(row, n, told, origin)
                    lost = "damaged" if n < group.last else ""
                except sandbox.Ended as error:
                    lost = error.reason
                if lost:
                    yield Problem(origin.source, f"rows {n + 1:,} to {group.last:,}: {lost}")
                n = group.last
                progressed(stream, group.size)
    except sandbox.Ended:
        raise Unreadable(_DAMAGED.format("Parquet or Arrow", "what reads it ended")) from None
    if not n:
        raise Unreadable("is empty")


def _batches(place: bytes | Path, most: int, skipped: int) -> Iterator[Part | list[dict[str, Any]]]:
    """In the child process: row groups, each before its rows, without the first so many.

    Rows are unpacked in batches of about `most` bytes.
    """
    import pyarrow

    name = "Parquet"
    try:
        with opened(place) as source:
            begun = source.read(len(ARROW))
            size = source.seek(0, os.SEEK_END)
            source.seek(0)
            name = "Parquet" if begun.startswith(PARQUET) else "Arrow"
            groups = _of_parquet if name == "Parquet" else _of_arrow
            schema, own, told = groups(source, begun, most)
            first, left = 1, most + RATIO * size
            for number, (count, share, batches) in enumerate(told):
                if number >= skipped:
                    yield Part(_Group(first, first + count - 1, int(size * share), _columns(schema), own))
                    for batch in batches():
                        rows = batch.to_pylist(maps_as_pydicts="lossy")
                        left -= sum(ROW + sum(len(text) for _, text in strings(row)) for row in rows)
                        if left < 0:
                            raise Unreadable(_REPEATS.format(RATIO))
                        yield [from_columns(row) if own else plain(row) for row in rows]
                first += count
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise Unreadable(_DAMAGED.format(name, " ".join(str(error).split()))) from None


_Told = tuple[Any, bool, Iterator[tuple[int, float, Callable[[], Iterator[Any]]]]]
"""A schema, whether it is of this package, and of each group its rows, its share, and what gives its
batches."""


def _of_parquet(source: Any, _: bytes, most: int) -> _Told:
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(source)

    def groups() -> Iterator[tuple[int, float, Callable[[], Iterator[Any]]]]:
        for number in range(file.num_row_groups):
            about = file.metadata.row_group(number)
            at_once = min(max(1, most * about.num_rows // max(1, about.total_byte_size)), AT_ONCE)
            share = about.num_rows / max(1, file.metadata.num_rows)
            yield about.num_rows, share, partial(file.iter_batches, at_once, row_groups=[number])

    return file.schema_arrow, PACKED in (file.schema_arrow.metadata or {}), groups()


def _of_arrow(source: Any, begun: bytes, _: int) -> _Told:
    import pyarrow.ipc

    if begun.startswith(ARROW):
        file = pyarrow.ipc.open_file(source)
        batches = map(file.get_batch, range(file.num_record_batches))
        schema = file.schema
    else:
        batches = pyarrow.ipc.open_stream(source)
        schema = batches.schema

    def groups() -> Iterator[tuple[int, float, Callable[[], Iterator[Any]]]]:
        for batch in batches:
            places = range(0, batch.num_rows, AT_ONCE)
            yield batch.num_rows, 0.0, partial(map, partial(batch.slice, length=AT_ONCE), places)

    return schema, False, groups()


def _columns(schema: Any) -> dict[str, Any]:
    """The columns of a table as those of a record without values; a first row may have null for an object.

    >>> import pyarrow
    >>> _columns(pyarrow.schema([("a", pyarrow.struct([("text", pyarrow.string())]))]))
    {'a': {'text': None}}
    """
    return {
        field.name: _columns(field.type) if hasattr(field.type, "get_field_index") else None
        for field in schema
    }
