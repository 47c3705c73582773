"""Parquet: records, one table, or a folder with a file for each table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

from policytext.io.errors import OutputError
from policytext.io.records import PACKED, PACKED_FIELDS, as_columns, to_record
from policytext.io.writers.cells import cell, without_surrogates
from policytext.io.writers.descriptor import claimed, describe, schema
from policytext.io.writers.files import is_folder, replacing
from policytext.io.writers.interfaces import Options, Row, Sink, Target, Write, WriteRow
from policytext.schema import Table

_GROUP = 10_000  # rows held in memory and written together
_GROUP_CHARACTERS = 1 << 24  # or fewer, if their texts are as long as this


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """A sink that writes Parquet files to a folder, or one table to a file."""
    path = target.file
    if not is_folder(path):
        if len(tables) != 1:
            raise OutputError(f"{path}: a Parquet file holds one table; give a folder")
        with ExitStack() as stack:
            yield Sink(tables, lambda table: _File(stack, path, table).write)
        return
    names = [f"{table.name}.parquet" for table in tables]
    with claimed(path, names) as outdated:
        with ExitStack() as stack:
            files = dict.fromkeys(names, cast(_File, None))

            def opened(table: Table) -> WriteRow:
                name = f"{table.name}.parquet"
                files[name] = _File(stack, path / name, table)
                return files[name].write

            yield Sink(tables, opened)
        described = [
            {
                "profile": "data-resource",
                "name": file.table.name,
                "title": file.table.title,
                "description": file.table.description,
                "path": name,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "rows": file.rows,
                "schema": schema(file.table),
            }
            for name, file in files.items()
        ]
        describe(path, "data-package", described, outdated)


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


class _File:
    """The file of a table, completed by `stack`."""

    def __init__(self, stack: ExitStack, path: Path, table: Table) -> None:
        arrow, writer = _arrow()
        types = {
            "integer": arrow.int64(),
            "number": arrow.float64(),
            "boolean": arrow.bool_(),
            "date": arrow.date32(),
        }
        self.table = table
        self.rows = 0
        schema = arrow.schema([(c.heading, types.get(c.type, arrow.string())) for c in table.columns])
        part = stack.enter_context(replacing(path))
        file = stack.enter_context(writer(str(part), schema, compression="zstd"))
        self._batch = _Batch(arrow, file, schema)
        stack.push(self._complete)

    def write(self, row: Row) -> None:
        values = {c.heading: _value(row.get(c.name), c.type) for c in self.table.columns}
        self._batch.add(values)
        self.rows += 1

    def _complete(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._batch.flush()


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
