"""One Excel workbook, a sheet for each table, written row by row in constant memory."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import isfinite
from typing import Any, BinaryIO

from policytext.io.writers.cells import cell, without_surrogates
from policytext.io.writers.files import replacing
from policytext.io.writers.forms import Row, Rows, Sink, Target
from policytext.schema import Column, Table

CELL = 32_767  # UTF-16 units that a cell can hold (Excel specifications and limits)
SHEET = 1_048_576  # rows that a sheet can hold, the header among them
_EXACT = 1 << 53  # integers beyond lose digits as Excel's floats
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CUT = "…[cut: {} more characters]"


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """A sink that writes `.xlsx`: frozen bold header, text never read as a formula or a number.

    Control characters, which a workbook cannot hold, are left out; a cell that is too long is cut
    and ends with a mark; a table that is too long goes on in a sheet of its own. `notes` says so.
    """
    import xlsxwriter

    with (
        replacing(target.file) as part,
        part.open("wb") as file,
        tempfile.TemporaryDirectory() as scratch,
    ):
        book = xlsxwriter.Workbook(_Once(file), {"constant_memory": True, "tmpdir": scratch})
        try:
            sheets = {table.name: _Sheets(book, table) for table in tables}
            sink = Rows({name: sheet.write for name, sheet in sheets.items()})
            yield sink
        except BaseException:
            _abandon(book)
            raise
        book.close()
        sink.notes += [note for sheet in sheets.values() for note in sheet.notes()]


def _abandon(book: Any) -> None:
    """Close what xlsxwriter holds open, so that the temporary files can go on every system."""
    for sheet in book.worksheets():
        sheet.row_data_fh.close()
    book.fileclosed = True


class _Once:
    """A file that fails once: zipfile, which tries again when it is collected, finds it willing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0
        self._failed = False

    def write(self, data: bytes) -> int:
        self._try(lambda: self._file.write(data))
        self._at += len(data)
        return len(data)

    def seek(self, offset: int) -> int:
        self._try(lambda: self._file.seek(offset))
        self._at = offset
        return offset

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        self._try(self._file.flush)

    def _try(self, deed: Callable[[], object]) -> None:
        if not self._failed:
            self._failed = True
            deed()
            self._failed = False


class _Sheets:
    """The sheet of a table, and those that go on with it."""

    def __init__(self, book: Any, table: Table) -> None:
        self._book, self._table = book, table
        self._bold = book.add_format({"bold": True})
        self._count = self._cut = 0
        self._add()

    def _add(self) -> None:
        self._count += 1
        suffix = f"_{self._count}" if self._count > 1 else ""
        self._sheet = self._book.add_worksheet(self._table.name[: 31 - len(suffix)] + suffix)
        self._sheet.freeze_panes(1, 0)
        for number, column in enumerate(self._table.columns):
            self._sheet.set_column(number, number, _width(column))
            self._sheet.write_string(0, number, column.name, self._bold)
        self._row = 0

    def write(self, row: Row) -> None:
        if self._row + 1 == SHEET:
            self._add()
        self._row += 1
        for number, name in enumerate(self._table.header):
            value = cell(row.get(name))
            if _is_number(value):
                self._sheet.write_number(self._row, number, value)
            elif value is not None and value != "":
                self._sheet.write_string(self._row, number, self._fitting(str(value)))

    def _fitting(self, text: str) -> str:
        text = _NOT_XML.sub("", without_surrogates(text))
        if len(text) * 2 <= CELL or len(text.encode("utf-16-le")) // 2 <= CELL:
            return text
        self._cut += 1
        kept = text.encode("utf-16-le")[: 2 * (CELL - 40)].decode("utf-16-le", "ignore")
        return kept + _CUT.format(len(text) - len(kept))

    def notes(self) -> Iterator[str]:
        if self._cut:
            yield (
                f"{self._table.name}: {self._cut} cells are longer than the {CELL:,} characters "
                "that Excel holds and were cut; CSV keeps them whole"
            )
        if self._count > 1:
            yield (
                f"{self._table.name}: more rows than the {SHEET:,} of a sheet; they go on in "
                f"{self._count - 1} more"
            )


def _is_number(value: Any) -> bool:
    """Can Excel hold it as a number, every digit kept?"""
    return isfinite(value) if isinstance(value, float) else isinstance(value, int) and abs(value) < _EXACT


def _width(column: Column) -> int:
    return 60 if column.name == "text" else 12 if column.type in ("integer", "number", "boolean") else 24
