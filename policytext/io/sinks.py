"""Tables as they are written: row by row, the rows of several tables as they come."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

from policytext.io.compression import bare_suffix, compressing
from policytext.io.errors import OutputError
from policytext.io.outputs import open_part, replacing, standard_output
from policytext.io.write import is_folder, output_codec, to_line
from policytext.schema import Table

TableFormat = Literal["csv", "tsv", "jsonl", "table", "xlsx", "sqlite", "parquet"]
Row = Mapping[str, Any]
WriteRow = Callable[[Row], None]

FORMATS: dict[str, TableFormat] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".parquet": "parquet",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Sink(Protocol):
    """Takes the rows of tables. `notes` says, after the rows, what the format could not hold."""

    notes: list[str]

    def write(self, table: str, row: Row) -> None:
        """Write a row; columns that it does not have, and None, are empty."""


class Rows:
    """A sink that hands each row to the writer of its table."""

    def __init__(self, writers: Mapping[str, WriteRow]) -> None:
        self._writers = writers
        self.notes: list[str] = []

    def write(self, table: str, row: Row) -> None:
        self._writers[table](row)


@contextmanager
def open_tables(
    path: Path | None,
    tables: Sequence[Table],
    format: TableFormat | None = None,
    *,
    excel: bool = False,
    encoding: str = "utf-8",
    stdout: BinaryIO | None = None,
) -> Iterator[Sink]:
    """A sink for the rows of `tables`; the output is complete, and seen, when the block ends.

    `path` None is standard output (csv unless `format` says otherwise). A file holds one table
    (`.csv`, `.tsv`, `.jsonl`, `.parquet`; `.gz` and `.zst` of the text formats) or all of them
    (`.xlsx`, `.sqlite`, `.db`); a folder holds a CSV, TSV or Parquet file each, CSV and TSV with a
    `datapackage.json`. `excel` writes CSV as Excel in China reads it. Raises OutputError.
    """
    chosen = format or (FORMATS.get(bare_suffix(path.name)) if path and not is_folder(path) else "csv")
    if chosen is None:
        raise OutputError(f"{path}: tables are written to a folder or to {' '.join(FORMATS)}")
    codec = output_codec(encoding)
    with _opened(path, tables, chosen, excel, codec, stdout) as sink:
        yield sink


def _opened(
    path: Path | None,
    tables: Sequence[Table],
    format: TableFormat,
    excel: bool,
    codec: str,
    stdout: BinaryIO | None,
) -> AbstractContextManager[Sink]:
    """The sink of a format; each of the rarer ones is loaded only here."""
    if path is None:
        if format == "table":
            from policytext.io.terminal import terminal_tables

            return terminal_tables(tables, stdout)
        if format not in ("csv", "tsv", "jsonl"):
            raise OutputError(f"{format} is written to a file: name it with -o")
        return _single(None, tables, format, excel, codec, stdout)
    if format == "xlsx":
        from policytext.io.workbook import workbook

        return workbook(path, tables)
    if format == "sqlite":
        from policytext.io.database import database

        return database(path, tables)
    if format == "parquet":
        from policytext.io.parquet import parquet

        return parquet(path, tables)
    if format == "table":
        raise OutputError(f"{path}: a table is for the terminal; write csv")
    if is_folder(path):
        from policytext.io.datapackage import data_package

        return data_package(path, tables, format, excel, codec)
    return _single(path, tables, format, excel, codec, stdout)


@contextmanager
def _single(
    path: Path | None,
    tables: Sequence[Table],
    format: TableFormat,
    excel: bool,
    codec: str,
    stdout: BinaryIO | None,
) -> Iterator[Sink]:
    """One table in one stream of text."""
    if len(tables) != 1:
        names = ", ".join(table.name for table in tables)
        raise OutputError(
            f"{path or 'stdout'}: holds one table, not {names}: use a folder, .xlsx or .sqlite"
        )
    table = tables[0]
    if path is None:
        with standard_output(stdout) as stream:
            yield Rows({table.name: text_rows(stream, table, format, excel, codec)})
    else:
        with replacing(path) as part, open_part(part) as file, compressing(path, file) as stream:
            yield Rows({table.name: text_rows(stream, table, format, excel, codec)})


def text_rows(stream: BinaryIO, table: Table, format: TableFormat, excel: bool, codec: str) -> WriteRow:
    """What writes rows to a stream as JSON lines, or as CSV or TSV of which it writes the header."""
    if format == "jsonl":
        return lambda row: _encode(stream, to_line({name: row.get(name) for name in table.header}), codec)
    end = "\r\n" if excel else "\n"
    # csv quotes \r and \n in a cell only where the line ends with them, whence the detour
    rows = csv.writer(_Lines(stream, codec, end), delimiter="\t" if format == "tsv" else ",")
    if excel and codec == "utf-8":
        stream.write(b"\xef\xbb\xbf")
    rows.writerow(table.header)
    names = table.header

    def write(row: Row) -> None:
        cells = [cell(row.get(name)) for name in names]
        rows.writerow(
            [escaped(text) if isinstance(text, str) else text for text in cells] if excel else cells
        )

    return write


class _Lines:
    """Takes a row from csv.writer and writes it with the line end that is wanted."""

    def __init__(self, stream: BinaryIO, codec: str, end: str) -> None:
        self._stream, self._codec, self._end = stream, codec, end

    def write(self, line: str) -> None:
        _encode(self._stream, line.removesuffix("\r\n") + self._end, self._codec)


def _encode(stream: BinaryIO, text: str, codec: str) -> None:
    try:
        stream.write(text.encode(codec))
    except UnicodeEncodeError:
        stream.write(without_surrogates(text).encode(codec))


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which no encoding can hold."""
    return _SURROGATE.sub("\ufffd", text)


def cell(value: Any) -> Any:
    """A value as a cell of text formats: true and false in lower case, lists and mappings as JSON.

    >>> cell(True), cell(["a"]), cell(1.5), cell(None)
    ('true', '["a"]', 1.5, None)
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def escaped(text: str) -> str:
    """A cell that Excel takes for text, not for a formula (OWASP, CSV injection).

    >>> escaped("=1+1"), escaped("关于")
    ("'=1+1", '关于')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
