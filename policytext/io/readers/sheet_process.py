"""The cells of .xls and .xlsb, read in a child process.

The library for these formats crashes if a workbook needs more memory than there is, for which two cells
at the corners of a sheet are sufficient.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator

from policytext.io.errors import Unreadable
from policytext.io.readers import sandbox
from policytext.io.readers.cells import Book, Damaged, Part, Row, Sheet, value
from policytext.settings import Settings

_BROKEN = "damaged, or asks for more memory than it may have"


def book(raw: bytes, settings: Settings) -> Book:
    """The sheets and rows of a workbook; a sheet that crashes the process is lost, but no other. Raises
    Unreadable."""
    try:
        for sheet, rows in sandbox.parts(_cells, raw, settings=settings):
            yield sheet, _whole(rows)
    except sandbox.Ended:
        raise Unreadable(f"no text: this workbook is {_BROKEN}") from None


def _whole(rows: Iterator[Row]) -> Iterator[Row]:
    try:
        yield from rows
    except sandbox.Ended:
        raise Damaged(_BROKEN) from None


def _cells(raw: bytes, skipped: int) -> Iterator[Part | Row]:
    """In the child process: all sheets but the first so many, each before its rows."""
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        book = load_workbook(io.BytesIO(raw))
        for about in book.sheets_metadata[skipped:]:
            yield Part(Sheet(about.name, "Hidden" in str(about.visible)))
            try:
                sheet = book.get_sheet_by_name(about.name)
            except CalamineError:  # a sheet that is a chart has no rows
                continue
            spans: defaultdict[int, dict[int, int]] = defaultdict(dict)
            for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():  # of .xls alone
                spans[top + 1][left] = bottom + 1
            for number, row in enumerate(sheet.iter_rows(), 1):
                found = Row(number, [value(cell) for cell in row], spans=spans.get(number, {}))
                if found.is_filled:
                    yield found
    except PasswordError:
        raise Unreadable("is locked with a password") from None
    except Exception as error:  # whatever it is, the parent has to know
        raise Unreadable(f"no text: this workbook is damaged or locked ({error})") from None
