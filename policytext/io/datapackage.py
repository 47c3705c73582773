"""A folder of CSV files with a `datapackage.json` (Frictionless Data Package v1, tabular)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from policytext.io.errors import OutputError
from policytext.io.outputs import open_part, replacing
from policytext.io.sinks import Row, Rows, Sink, TableFormat, WriteRow, text_rows
from policytext.schema import Table
from policytext.version import __version__

DESCRIPTOR = "datapackage.json"
_GENERATOR = "policytext"


@contextmanager
def data_package(
    folder: Path, tables: Sequence[Table], format: TableFormat, excel: bool, codec: str
) -> Iterator[Sink]:
    """A file for each table in `folder`, which is made if need be; the descriptor is written last.

    Every file replaces its forerunner only when all are complete. Files of an earlier package
    that this one does not have are removed; other files in the folder are left alone, and
    OutputError is raised if one of them bears the name of a table's file.
    """
    if format == "jsonl":
        raise OutputError(f"{folder}: a folder of tables is written as csv, tsv or parquet")
    names = [f"{table.name}.{format}" for table in tables]
    with claimed(folder, names) as outdated:
        with ExitStack() as stack:
            resources = []
            for table, name in zip(tables, names, strict=True):
                part = stack.enter_context(replacing(folder / name))
                stream = _Measured(stack.enter_context(open_part(part)))
                resources.append(_Resource(table, name, stream, format, excel, codec))
            yield Rows({resource.table.name: resource.write for resource in resources})
        describe(folder, "tabular-data-package", [resource.described() for resource in resources], outdated)


@contextmanager
def claimed(folder: Path, names: Sequence[str]) -> Iterator[set[str]]:
    """The folder made ready for files of these names; gives the names of those that it will not need.

    A folder that was made for this is removed again where the block fails.
    """
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}") from None
    former = _written_before(folder)
    for name in names:
        if (folder / name).exists() and name not in former:
            raise OutputError(f"{folder / name}: is there already, and policytext did not write it")
    try:
        yield former.difference(names)
    except BaseException:
        if new:
            with suppress(OSError):
                folder.rmdir()
        raise


def describe(folder: Path, profile: str, resources: Sequence[dict[str, Any]], outdated: set[str]) -> None:
    """Write the descriptor and remove the files that only the former one had."""
    descriptor = {
        "profile": profile,
        "name": _slug(folder),
        "generator": f"{_GENERATOR} {__version__}",
        "resources": resources,
    }
    with replacing(folder / DESCRIPTOR) as part:
        part.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    for name in outdated:
        (folder / name).unlink(missing_ok=True)


def _written_before(folder: Path) -> set[str]:
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
    except FileNotFoundError:
        return set()
    except (OSError, ValueError):
        descriptor = None
    if not isinstance(descriptor, dict) or not str(descriptor.get("generator", "")).startswith(_GENERATOR):
        raise OutputError(f"{folder}: holds a data package that policytext did not write")
    return {Path(resource["path"]).name for resource in descriptor.get("resources", [])}


class _Measured:
    """A stream that knows the size and the hash of what was written to it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.bytes = 0
        self.hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.bytes += len(data)
        self.hash.update(data)
        return self._stream.write(data)


class _Resource:
    """One table of the package under way."""

    def __init__(
        self, table: Table, name: str, stream: _Measured, format: TableFormat, excel: bool, codec: str
    ) -> None:
        self.table = table
        self._name, self._stream, self._format = name, stream, format
        self._end = "\r\n" if excel else "\n"
        self._codec = codec
        self._write: WriteRow = text_rows(cast(BinaryIO, stream), table, format, excel, codec)
        self._rows = 0

    def write(self, row: Row) -> None:
        self._write(row)
        self._rows += 1

    def described(self) -> dict[str, Any]:
        return {
            "profile": "tabular-data-resource",
            "name": self.table.name,
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


def schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    return {
        "fields": [
            {"name": column.name, "type": column.type, "description": column.description}
            for column in table.columns
        ],
        "missingValues": [""],
    }


def _slug(folder: Path) -> str:
    """A package's name: lower case, and of ASCII letters, digits, `.`, `_` and `-` only."""
    name = "".join(
        c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in folder.resolve().name.lower()
    )
    return name.strip("-") or "tables"
