"""OpenDocument spreadsheets: cells as the library gives them, and what it does not tell of their rows.

Which cells are one over several rows and which rows are hidden stands in content.xml alone
(OpenDocument 1.3, part 3: 9.1.3 `<table:table-row>`, 9.1.4 `<table:table-cell>`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from policytext.excel import ROWS
from policytext.io.readers import sheet_process
from policytext.io.readers.cells import UNPACKED, Book, Merged, Row
from policytext.io.readers.size_limit import limit
from policytext.io.readers.zipped import DAMAGED
from policytext.settings import Settings

_PIECE = 1 << 20  # bytes
_CELLS = ("table-cell", "covered-table-cell")
_UNSEEN = ("collapse", "filter")  # what hides a row: its user, a filter


class _Shape:
    """What is merged and hidden in one sheet."""

    def __init__(self) -> None:
        self.merged: list[Merged] = []
        self.hidden: list[range] = []


def book(raw: bytes, settings: Settings) -> Book:
    """The sheets and rows of a spreadsheet. Raises Unreadable."""
    shapes = _shapes(raw, UNPACKED * limit(settings))
    for sheet, rows in sheet_process.book(raw, settings):
        shape = shapes.get(sheet.name, _Shape())
        yield sheet._replace(merged=tuple(sorted(shape.merged))), _seen(rows, shape.hidden)


def _seen(rows: Iterator[Row], hidden: list[range]) -> Iterator[Row]:
    """The rows, each with whether it is hidden; both come in order."""
    at = 0
    for row in rows:
        while at < len(hidden) and hidden[at].stop <= row.number:
            at += 1
        yield row._replace(hidden=at < len(hidden) and row.number in hidden[at])


def _shapes(raw: bytes, most: int) -> Mapping[str, _Shape]:
    """The shapes of all sheets by their names, of a part that is damaged those before the damage."""
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open("content.xml") as part:
            while most > 0 and (piece := part.read(_PIECE)):
                parser.Parse(piece)
                most -= len(piece)
    except (expat.ExpatError, RuntimeError, *DAMAGED):
        pass  # the library will say so
    return reading.shapes


class _Reading:
    """The elements of content.xml from first to last; rows count from 1, columns from 0."""

    def __init__(self) -> None:
        self.shapes: dict[str, _Shape] = {}
        self._shape = _Shape()
        self._tables = 0  # a cell may hold a table
        self._row, self._times, self._column = 1, 1, 0

    def start(self, name: str, given: dict[str, str]) -> None:
        kind = _local(name)
        told = {_local(key): value for key, value in given.items()}
        if kind == "table":
            self._tables += 1
            if self._tables == 1:
                self._shape = self.shapes.setdefault(told.get("name", ""), _Shape())
                self._row = 1
        elif self._tables != 1:
            return
        elif kind == "table-row":
            self._times, self._column = _count(told, "number-rows-repeated"), 0
            if told.get("visibility") in _UNSEEN:
                self._shape.hidden.append(range(self._row, self._row + self._times))
        elif kind in _CELLS:
            down = _count(told, "number-rows-spanned")
            if down > 1:
                self._shape.merged.append(Merged(self._row, self._row + down - 1, self._column))
            self._column += _count(told, "number-columns-repeated")

    def end(self, name: str) -> None:
        kind = _local(name)
        if kind == "table":
            self._tables -= 1
        elif kind == "table-row" and self._tables == 1:
            self._row += self._times


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _count(told: Mapping[str, str], name: str) -> int:
    written = told.get(name, "1")
    return min(int(written), ROWS) if written.isdecimal() and len(written) < 8 else 1
