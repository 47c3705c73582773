"""CSV, TSV and JSON lines: one table in one stream of text."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO

from policytext.excel import CELL, fits, is_changed
from policytext.io.compression import compressing
from policytext.io.errors import OutputError
from policytext.io.records import to_line
from policytext.io.writers.cells import cell, escaped, without_surrogates
from policytext.io.writers.files import standard_output, writing
from policytext.io.writers.interfaces import Options, Row, Sink, Target, WriteRow
from policytext.schema import Table
from policytext.wording import translated

_TOO_LONG = (
    "{name}: Excel cuts or breaks cells of more than {limit:,} characters, as in {id}; "
    "they are whole for other programs, and an .xlsx tells what is missing"
)
_CHANGED = (
    "{name}: Excel makes other numbers or days of cells such as {value} in '{column}' when it opens a CSV; "
    "an .xlsx has them as they are"
)


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """One table in a file, which may be compressed, or on standard output."""
    path, options = target.path, target.options
    if len(tables) != 1:
        names = ", ".join(table.name for table in tables)
        raise OutputError(
            f"{path or 'stdout'}: holds one table, not {names}: use a folder, .xlsx or .sqlite"
        )
    notes: list[str] = []
    with ExitStack() as stack:
        if path is None:
            stream = stack.enter_context(standard_output(target.stdout))
        else:
            stream = stack.enter_context(compressing(path, stack.enter_context(writing(path))))
        yield Sink(tables, lambda table: text_rows(stream, table, target.format, options, notes), notes)


def text_rows(stream: BinaryIO, table: Table, format: str, options: Options, notes: list[str]) -> WriteRow:
    """A function that writes rows to a stream as JSON lines, or as CSV or TSV, for which it writes the
    header.

    If they are for Excel, messages on what it cannot hold are added to `notes`.
    """
    excel, codec = options.excel, options.codec
    if format == "jsonl":
        return lambda row: _encode(
            stream, to_line({column.heading: row.get(column.name) for column in table.columns}), codec
        )
    end = "\r\n" if excel else "\n"
    # csv quotes \r and \n in a cell only where the line ends with them, whence the detour
    rows = csv.writer(_Lines(stream, codec, end), delimiter="\t" if format == "tsv" else ",")
    if excel and codec == "utf-8":
        stream.write(b"\xef\xbb\xbf")
    rows.writerow([column.heading for column in table.columns])

    def write(row: Row) -> None:
        rows.writerow([cell(row.get(name)) for name in table.header])

    return _for_excel(rows, table, options, notes) if excel else write


def _for_excel(rows: Any, table: Table, options: Options, notes: list[str]) -> WriteRow:
    """A function that writes rows as Excel reads them; what it does not keep is in `notes`, once each."""
    told: set[str] = set()

    def note(words: str, **values: object) -> None:
        if words not in told:
            told.add(words)
            notes.append(translated(words, options.language).format(name=table.title, **values))

    def write(row: Row) -> None:
        cells = [cell(row.get(name)) for name in table.header]
        rows.writerow([escaped(text) if isinstance(text, str) else text for text in cells])
        for column, text in zip(table.columns, cells, strict=True):
            if isinstance(text, str) and not fits(text):
                note(_TOO_LONG, id=cells[0], limit=CELL)
            elif isinstance(text, str) and is_changed(text):
                note(_CHANGED, value=text, column=column.heading)

    return write


class _Lines:
    """A stream for csv.writer that writes rows with the given line end."""

    def __init__(self, stream: BinaryIO, codec: str, end: str) -> None:
        self._stream, self._codec, self._end = stream, codec, end

    def write(self, line: str) -> None:
        _encode(self._stream, line.removesuffix("\r\n") + self._end, self._codec)


def _encode(stream: BinaryIO, text: str, codec: str) -> None:
    try:
        stream.write(text.encode(codec))
    except UnicodeEncodeError:
        stream.write(without_surrogates(text).encode(codec))
