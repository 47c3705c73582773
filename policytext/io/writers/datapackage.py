"""A folder of CSV files with a `datapackage.json` (Frictionless Data Package v1, tabular)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO, cast

from policytext.io.errors import OutputError
from policytext.io.writers.delimited import text_rows
from policytext.io.writers.descriptor import claimed, describe, schema
from policytext.io.writers.files import writing
from policytext.io.writers.interfaces import Options, Row, Rows, Sink, Target, WriteRow
from policytext.schema import Table


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """A file for each table in `folder`, which is made if need be; the descriptor is written last.

    Files are replaced only when all are complete. Files of an earlier package that this one does not have
    are removed; other files in the folder are left alone, and OutputError is raised if one of them has
    the name of a table's file.
    """
    folder, kind = target.file, target.format
    if kind == "jsonl":
        raise OutputError(f"{folder}: a folder of tables is written as csv, tsv or parquet")
    names = [f"{table.name}.{kind}" for table in tables]
    with claimed(folder, names) as outdated:
        with ExitStack() as stack:
            resources, notes = dict.fromkeys(names, cast(_Resource, None)), list[str]()

            def opened(table: Table) -> WriteRow:
                name = f"{table.name}.{kind}"
                stream = _Measured(stack.enter_context(writing(folder / name)))
                resources[name] = _Resource(table, name, stream, kind, target.options, notes)
                return resources[name].write

            yield Rows(tables, opened, notes)
        described = [resource.described() for resource in resources.values()]
        describe(folder, "tabular-data-package", described, outdated)


class _Measured:
    """A stream that computes the size and the hash of what is written to it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.bytes = 0
        self.hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.bytes += len(data)
        self.hash.update(data)
        return self._stream.write(data)


class _Resource:
    """A table of the package."""

    def __init__(
        self, table: Table, name: str, stream: _Measured, format: str, options: Options, notes: list[str]
    ) -> None:
        self.table = table
        self._name, self._stream, self._format = name, stream, format
        self._end = "\r\n" if options.excel else "\n"
        self._codec = options.codec
        self._write: WriteRow = text_rows(cast(BinaryIO, stream), table, format, options, notes)
        self._rows = 0

    def write(self, row: Row) -> None:
        self._write(row)
        self._rows += 1

    def described(self) -> dict[str, Any]:
        return {
            "profile": "tabular-data-resource",
            "name": self.table.name,
            "title": self.table.title,
            "description": self.table.description,
            "path": self._name,
            "format": self._format,
            "mediatype": "text/csv" if self._format == "csv" else "text/tab-separated-values",
            "encoding": self._codec,
            "bytes": self._stream.bytes,
            "hash": f"sha256:{self._stream.hash.hexdigest()}",
            "rows": self._rows,
            "dialect": {
                "delimiter": "," if self._format == "csv" else "\t",
                "lineTerminator": self._end,
                "quoteChar": '"',
                "doubleQuote": True,
                "header": True,
            },
            "schema": schema(self.table),
        }
