"""One Excel workbook, a sheet for each table, written row by row in constant memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from policytext.io.writers.about_sheet import About
from policytext.io.writers.charts import draw
from policytext.io.writers.files import replacing
from policytext.io.writers.interfaces import Sink, Target
from policytext.io.writers.sheets import Sheets, looks
from policytext.schema import Table


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """A sink that writes `.xlsx`: typed cells, filters, a frozen header, links, charts.

    The sheet that explains the others is first, or last if there is one table, so that programs that read
    the first sheet find the data. Text is never stored as a formula or a number. Control characters,
    which a workbook cannot hold, are left out; a cell that is too long is cut and ends with a mark; a table
    that is too long continues on another sheet. `notes` reports this.
    """
    import xlsxwriter

    language = target.options.language
    with replacing(target.file) as part, part.open("wb") as file, tempfile.TemporaryDirectory() as scratch:
        book = xlsxwriter.Workbook(_Once(file), {"constant_memory": True, "tmpdir": scratch})
        try:
            styles = looks(book)
            about = About(book, styles, language) if len(tables) > 1 else None
            sheets = {table.name: Sheets(book, styles, table, language) for table in tables}
            sink = Sink(tables, lambda table: sheets[table.name].begin(table))
            yield sink
            for sheet in sheets.values():
                sheet.finish()
                draw(book, sheet)
            sink.notes += [note for sheet in sheets.values() for note in sheet.notes()]
            about = about or About(book, styles, language)
            about.write(list(sheets.values()), sink.notes)
        except BaseException:
            _abandon(book)
            raise
        book.close()


def _abandon(book: Any) -> None:
    """Close the files of xlsxwriter, so that its temporary files can be deleted on every system."""
    for sheet in book.worksheets():
        sheet.row_data_fh.close()
    book.fileclosed = True


class _Once:
    """A file that raises an error only once, because zipfile writes again when it is garbage-collected."""

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
        if not self._failed and not self._file.closed:
            self._failed = True
            deed()
            self._failed = False
