"""A folder of CSV files with a `datapackage.json` (Frictionless Data Package v1, tabular)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from policytext.io.errors import OutputError
from policytext.io.writers.delimited import text_rows
from policytext.io.writers.descriptor import TableFile, package, resource
from policytext.io.writers.files import writing
from policytext.io.writers.interfaces import Options, Sink, Target
from policytext.schema import Table


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """A sink that writes a CSV or TSV file for each table to a folder, as a `package`."""
    folder, kind = target.file, target.format
    if kind == "jsonl":
        raise OutputError(f"{folder}: a folder of tables is written as csv, tsv or parquet")

    def opened(stack: ExitStack, path: Path, table: Table, notes: list[str]) -> TableFile:
        stream = stack.enter_context(writing(path))
        write = text_rows(stream, table, kind, target.options, notes)
        return TableFile(write, partial(_described, table, path, kind, target.options))

    with package(folder, kind, "tabular-data-package", tables, opened) as sink:
        yield sink


def _described(table: Table, path: Path, kind: str, options: Options, rows: int) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    is_csv = kind == "csv"
    return resource(
        table,
        path,
        "tabular-data-resource",
        kind,
        "text/csv" if is_csv else "text/tab-separated-values",
        encoding=options.codec,
        bytes=path.stat().st_size,
        hash=f"sha256:{digest}",
        rows=rows,
        dialect={
            "delimiter": "," if is_csv else "\t",
            "lineTerminator": "\r\n" if options.excel else "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
    )
