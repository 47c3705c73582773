"""Parquet: records, one table, or a folder with a file for each table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from policytext.io.errors import OutputError
from policytext.io.records import PACKED, PACKED_FIELDS, as_columns, to_record
from policytext.io.writers.cells import cell, without_surrogates
from policytext.io.writers.descriptor import TableFile, package, resource
from policytext.io.writers.files import is_folder, replacing
from policytext.io.writers.interfaces import Options, Sink, Target, Write, WriteRow
from policytext.schema import Table

_GROUP = 10_000  # rows held in memory and written together
_GROUP_CHARACTERS = 1 << 24  # or fewer, if their texts are as long as this


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """A sink that writes Parquet files to a folder, as a `package`, or one table to a file."""
    path = target.file
    if is_folder(path):
        with package(path, "parquet", "data-package", tables, _in_package) as sink:
            yield sink
    elif len(tables) != 1:
        raise OutputError(f"{path}: a Parquet file holds one table; give a folder")
    else:
        with ExitStack() as stack:
            yield Sink(tables, lambda table: _rows_of(stack, path, table))


def _in_package(stack: ExitStack, path: Path, table: Table, _: list[str]) -> TableFile:
    media = "application/vnd.apache.parquet"
    return TableFile(
        _rows_of(stack, path, table),
        lambda rows: resource(table, path, "data-resource", "parquet", media, rows=rows),
    )


@contextmanager
def documents(stream: BinaryIO, options: Options) -> Iterator[Write]:
    """Write documents as records, which `read` restores; edits and other fields are JSON."""
    arrow, writer = _arrow()
    schema = arrow.schema([(name, arrow.string()) for name in PACKED_FIELDS], metadata={PACKED: b"1"})
    with writer(stream, schema, compression="zstd") as file:
        rows = _Batch(arrow, file, schema)
        yield lambda document: rows.add(as_columns(to_record(document, options.edits)))
        rows.flush()


class _Batch:
    """A batch of rows."""

    def __init__(self, arrow: Any, file: Any, schema: Any) -> None:
        self._arrow, self._file, self._schema = arrow, file, schema
        self._rows: list[dict[str, Any]] = []
        self._characters = 0

    def add(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        self._characters += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(self._rows) == _GROUP or self._characters > _GROUP_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self._file.write_table(self._arrow.Table.from_pylist(self._rows, self._schema))
        self._rows, self._characters = [], 0


def _rows_of(stack: ExitStack, path: Path, table: Table) -> WriteRow:
    """A function that writes rows to the file of a table, which `stack` completes."""
    arrow, writer = _arrow()
    types = {
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
    }
    schema = arrow.schema([(c.heading, types.get(c.type, arrow.string())) for c in table.columns])
    part = stack.enter_context(replacing(path))
    file = stack.enter_context(writer(str(part), schema, compression="zstd"))
    batch = _Batch(arrow, file, schema)
    stack.push(lambda kind, *_: batch.flush() if kind is None else None)
    return lambda row: batch.add({c.heading: _value(row.get(c.name), c.type) for c in table.columns})


def _value(value: Any, type: str) -> Any:
    if type == "date" and value:
        return date.fromisoformat(str(value))
    if value is None or value == "" or type in ("integer", "number", "boolean"):
        return None if value == "" else value
    return without_surrogates(str(cell(value)))


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise OutputError('Parquet needs pyarrow: pip install "policytext[parquet]"') from None
    return pyarrow, pyarrow.parquet.ParquetWriter
