"""A folder of CSV files with a `datapackage.json` (Frictionless Data Package v1, tabular)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from policytext.io.errors import OutputError
from policytext.io.writers.delimited import text_rows
from policytext.io.writers.descriptor import claimed, describe, schema
from policytext.io.writers.files import writing
from policytext.io.writers.interfaces import Options, Row, Sink, Target, WriteRow
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
                stream = stack.enter_context(writing(folder / name))
                resources[name] = _Resource(table, folder / name, stream, kind, target.options, notes)
                return resources[name].write

            yield Sink(tables, opened, notes)
        described = [resource.described() for resource in resources.values()]
        describe(folder, "tabular-data-package", described, outdated)


class _Resource:
    """A table of the package."""

    def __init__(
        self, table: Table, path: Path, stream: BinaryIO, format: str, options: Options, notes: list[str]
    ) -> None:
        self.table = table
        self._path, self._format, self._options = path, format, options
        self._write: WriteRow = text_rows(stream, table, format, options, notes)
        self._rows = 0

    def write(self, row: Row) -> None:
        self._write(row)
        self._rows += 1

    def described(self) -> dict[str, Any]:
        """The description of the file, which is in its place."""
        with self._path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return {
            "profile": "tabular-data-resource",
            "name": self.table.name,
            "title": self.table.title,
            "description": self.table.description,
            "path": self._path.name,
            "format": self._format,
            "mediatype": "text/csv" if self._format == "csv" else "text/tab-separated-values",
            "encoding": self._options.codec,
            "bytes": self._path.stat().st_size,
            "hash": f"sha256:{digest}",
            "rows": self._rows,
            "dialect": {
                "delimiter": "," if self._format == "csv" else "\t",
                "lineTerminator": "\r\n" if self._options.excel else "\n",
                "quoteChar": '"',
                "doubleQuote": True,
                "header": True,
            },
            "schema": schema(self.table),
        }
