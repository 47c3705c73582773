"""Workbooks: a record a row, of every sheet that has a column of text."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from policytext.document import Document, LeftOut, Problem
from policytext.io.compression import peekable
from policytext.io.encoding import decode
from policytext.io.errors import Unreadable
from policytext.io.readers import delimited, workbook_kinds
from policytext.io.readers.account import elements, left_out, words_of
from policytext.io.readers.cells import Damaged, Row, Sheet
from policytext.io.readers.fields import RecordDocuments
from policytext.io.readers.header import Headed, Header
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.package import opened
from policytext.io.readers.size_limit import fits, read_all, too_large

_DIGITS = 10**15  # the first number of more digits than Excel keeps
_UNSEEN = "columns that Excel hides are read too ({})"
_STRUCK = "text that is struck through is read too ({})"
_FILLED = "merged cells count for each of their rows ({})"
_UNVALUED = "formulas without a value are empty ({}): open the file in Excel and save it"
_ERRORS = "errors of Excel such as #REF! are empty ({})"
_ROUNDED = "numbers of more digits than the 15 that Excel keeps ({})"
_BESIDE = "links and comments of cells are fields of their own ({})"
_SHEET = ("table", "ss:table", "style", "script", "")
_BESIDE_TABLES = "text beside its tables is not read"
_BOXES = "boxes of text and diagrams over the cells are not read"
_FORMULA = "text in column '{}' is a formula without a value: open the file in Excel and save it"


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row. Sheets without a column of text are left out.

    `meta` has the name of the sheet as `sheet`. A cell that is merged over several rows counts for each of
    them, except the text. Other formats with the name of a workbook, such as exports of sites, are read as
    what they are.
    """
    raw = read_all(stream, origin.settings)
    found, told = workbook_kinds.reader(raw), RecordDocuments(origin)
    for words in found.words:
        yield Note(origin.source, words)
    if found.book is None:
        yield from delimited.read(peekable(io.BytesIO(raw)), replace(origin, kind="csv"))
        return
    n, damaged, why = 0, False, "is empty"
    unread: list[LeftOut] = []
    for sheet, rows in found.book(raw, origin.settings):
        table = _Table(sheet, n, told, origin)
        try:
            yield from table.items(rows)
        except Damaged as error:
            damaged = True
            yield Problem(origin.source, f"sheet '{sheet.name}': {error.reason}")
        except Unreadable as error:
            empty = error.reason.startswith("is empty")
            why = error.reason
            if not empty or sheet.drawn:
                reason = "holds pictures or charts, and no cells" if empty else error.reason
                named = f"sheet '{sheet.name}': {reason}"
                unread.append(LeftOut(origin.source, named, id=sheet.name, group="sheet"))
        n = table.n
    if unread and not n and not damaged:
        raise Unreadable(unread[0].reason)
    for sheet_left_out in unread:
        yield Note(origin.source, sheet_left_out.reason)
        yield sheet_left_out
    if not n and not damaged:
        raise Unreadable(why)
    yield from _drawn(raw, origin)


def _drawn(raw: bytes, origin: Origin) -> Iterator[Note]:
    """A note on sentences over the cells, in boxes and diagrams, and beside the tables of a page."""
    if raw.lstrip()[:1] == b"<":
        markup = decode(raw, html=True).text
        held = [(start, after) for _, start, _, _, after in elements(markup, _SHEET)]
        beside = "".join(markup[a:b] for (_, a), (b, _) in pairwise([(0, 0), *held, (len(markup), 0)]))
        if left_out([("", words_of(beside))], ()):
            yield Note(origin.source, _BESIDE_TABLES)
    elif raw.startswith(b"PK"):
        with opened(raw, origin.settings, "workbook") as package:
            if left_out(package.texts("xl/drawings/"), ()) or left_out(package.texts("xl/diagrams/"), ()):
                yield Note(origin.source, _BOXES)


class _Table:
    """The documents of a sheet, after `n` of the sheets before, and its notes."""

    def __init__(self, sheet: Sheet, n: int, told: RecordDocuments, origin: Origin) -> None:
        self.n = n
        self._sheet, self._told, self._origin = sheet, told, origin
        self._hidden = self._last = 0
        said = (_UNSEEN, _STRUCK, _FILLED, _UNVALUED, _ERRORS, _ROUNDED, _BESIDE)
        self._counts: dict[str, Counter[str]] = {words: Counter() for words in said}

    def items(self, rows: Iterator[Row]) -> Iterator[Document | Problem | Note]:
        """Documents, problems and, at the end, notes. Raises Unreadable, Damaged."""
        damage: list[Damaged] = []
        headed = Headed(_until_damaged(rows, damage), self._origin.settings)
        merged = _Merging()
        try:
            for found in headed.rows():
                if not isinstance(found, Problem):
                    yield from self._items(*found, merged)
        except Unreadable:
            if not damage:
                raise
        yield from self._notes(headed)
        if damage:
            raise damage[0]

    def _items(self, row: Row, head: Header, merged: _Merging) -> Iterator[Document | Problem | Note]:
        self.n += 1
        self._count(row, head, merged.fill(row, head))
        name, place = f"{self._origin.id}#{self.n}", row.number
        try:
            if not fits(row.cells, self._origin.settings):
                raise too_large(self._origin.settings)
            if head.text_column in row.unvalued:
                raise Unreadable(_FORMULA.format(head.roles.text))
            record = head.record(row.cells, wider=True)
            record |= self._beside(row, head)
            document, notes = self._told.document(record, name, held=head.roles, line=place)
        except Unreadable as error:
            raw = "\t".join(str(cell) for cell in row.cells)
            yield self._problem(error.reason, place, raw=raw)
        else:
            yield from notes
            yield document.with_meta(sheet=self._sheet.name)

    def _problem(self, reason: str, line: int, **more: Any) -> Problem:
        return Problem(self._origin.source, f"sheet '{self._sheet.name}': {reason}", line, **more)

    def _count(self, row: Row, head: Header, filled: list[int]) -> None:
        self._hidden += row.hidden and row.number != self._last
        self._last = row.number
        for words, columns in (
            (_FILLED, filled),
            (_UNVALUED, row.unvalued),
            (_ERRORS, row.errors),
            (
                _ROUNDED,
                (at for at, cell in enumerate(row.cells) if isinstance(cell, int) and abs(cell) >= _DIGITS),
            ),
            (_STRUCK, row.struck),
            (_UNSEEN, (at for at, cell in enumerate(row.cells) if at in self._sheet.unseen and cell != "")),
        ):
            self._counts[words].update(head.name(at) for at in columns if head.holds(at))

    def _beside(self, row: Row, head: Header) -> dict[str, str]:
        """Fields for links and comments of cells; the link of the document is its `url`."""
        shown = dict(enumerate(row.cells))
        beside = [one for one in row.beside if head.holds(one.column)]
        fields = {f"{head.name(at)}_{kind}": text for at, kind, text in beside if text != shown.get(at)}
        self._counts[_BESIDE].update(fields.keys())
        held = (dict(head.roles.facts).get("url"), head.roles.title)
        links = (
            text
            for at, kind, text in beside
            if kind == "url" and head.name(at) in held and "://" in text and not text.startswith("file:")
        )
        return {**fields, **({"url": url} if "url" not in head.names and (url := next(links, "")) else {})}

    def _notes(self, headed: Headed) -> Iterator[Note]:
        table = f"sheet '{self._sheet.name}': "
        yield from headed.notes(self._origin.source, table)
        told = []
        if self._sheet.hidden:
            told.append("is hidden in Excel, and is read too")
        if self._hidden:
            told.append(f"rows that Excel hides, as a filter does, are read too ({self._hidden:,})")
        told += [words.format(_listed(columns)) for words, columns in self._counts.items() if columns]
        for words in told:
            yield Note(self._origin.source, table + words)


class _Merging:
    """The values of vertically merged cells."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[int, Any]] = {}  # by column: the last row, and the cell

    def fill(self, row: Row, head: Header) -> list[int]:
        """Put into a row what stands in merged cells above, its text aside; which columns that were."""
        for column, last in row.spans.items():
            if column < len(row.cells):
                self._held[column] = (last, row.cells[column])
        filled = []
        for column, (last, cell) in self._held.items():
            if row.number <= last and head.holds(column) and column != head.text_column:
                row.cells.extend([""] * (column + 1 - len(row.cells)))
                if row.cells[column] == "" and cell != "":
                    row.cells[column] = cell
                    filled.append(column)
        return filled


def _until_damaged(rows: Iterator[Row], damage: list[Damaged]) -> Iterator[Row]:
    try:
        yield from rows
    except Damaged as error:
        damage.append(error)


def _listed(columns: Counter[str]) -> str:
    return ", ".join(f"'{name}' {times:,}" for name, times in columns.most_common())
