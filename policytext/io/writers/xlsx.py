"""One Excel workbook, a sheet for each table, written row by row in constant memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from types import SimpleNamespace
from typing import Any, BinaryIO

from policytext.io.writers.files import replacing
from policytext.io.writers.interfaces import Sink, Target
from policytext.io.writers.sheets import A4, LINE, Sheets, draw, looks, width
from policytext.schema import Column, Table, declared
from policytext.version import __version__
from policytext.wording import Language, localized, translated


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


ABOUT = declared("about")
MEANING = 90  # columns of letters: a sentence on one line
TIPS = (
    "Click a sheet's name to go to it. Each sheet can be filtered and sorted by its header.",
    "Dates that are known only by month or year are text; so are codes and document numbers.",
)


class About:
    """The sheet that explains a workbook: its sheets, their columns, what had to be cut; written last."""

    def __init__(self, book: Any, formats: SimpleNamespace, language: Language) -> None:
        self._looks, self._language = formats, language
        self._table = localized(ABOUT, language)
        self._sheet = book.add_worksheet(self._table.title)
        self._row = 0

    def write(self, sheets: Sequence[Sheets], notes: Sequence[str]) -> None:
        """Write the sheets that are not empty, their columns, and the notes."""
        shown = [sheet for sheet in sheets if sheet.table.columns]
        self._line(0, f"policytext {__version__}", self._looks.title)
        for tip in TIPS:
            self._line(0, translated(tip, self._language))
        self._row += 1
        for note in notes or [translated("Nothing was cut.", self._language)]:
            self._line(0, note)
        self._row += 1
        self._heads("sheet", "rows", "meaning")
        for sheet in shown:
            self._link(sheet)
            self._sheet.write_number(self._row, 1, sheet.rows, self._looks.left)
            self._told(sheet.table.description)
        self._row += 1
        self._heads("sheet", "column", "meaning")
        for sheet in shown:
            self._link(sheet)
            for column in _together(sheet.table.columns):
                self._sheet.write_string(self._row, 1, column.heading, self._looks.text)
                self._told(column.description)
        names = max((width(sheet.names[0]) for sheet in shown), default=0)
        self._sheet.set_column(0, 1, max(names + 2, 20))
        self._sheet.set_column(2, 2, MEANING)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.fit_to_pages(1, 0)

    def _heads(self, *names: str) -> None:
        for number, name in enumerate(names):
            heading = next(column.heading for column in self._table.columns if column.name == name)
            self._sheet.write_string(self._row, number, heading, self._looks.header)
        self._row += 1

    def _link(self, sheet: Sheets) -> None:
        name = sheet.names[0]
        self._sheet.write_url(self._row, 0, f"internal:'{name}'!A1", self._looks.link, name)

    def _told(self, meaning: str) -> None:
        if width(meaning) > MEANING:
            self._sheet.set_row(self._row, LINE * ceil(width(meaning) / MEANING))
        self._sheet.write_string(self._row, 2, meaning, self._looks.wrapped)
        self._row += 1

    def _line(self, column: int, text: str, style: Any = None) -> None:
        self._sheet.write_string(self._row, column, text, style)
        self._row += 1


def _together(columns: Sequence[Column]) -> list[Column]:
    """The columns to explain; consecutive ones with the same meaning, such as years, as one.

    >>> found = _together([Column(name, "integer", "how often") for name in ("2023", "2024", "2025")])
    >>> [column.heading for column in found]
    ['2023 … 2025']
    """
    told: list[Column] = []
    first = ""
    for column in columns:
        if told and (column.type, column.description) == (told[-1].type, told[-1].description):
            told[-1] = replace(column, label=f"{first} … {column.heading}")
        else:
            first = column.heading
            told.append(column)
    return told
