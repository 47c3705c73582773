"""Workbooks (.xlsx, .xls, .et, .ods): a record a row, of every sheet that has a column of text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from policytext.document import Document, LeftOut, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.bounded import whole
from policytext.io.readers.fields import Told
from policytext.io.readers.header import header, value
from policytext.io.readers.origin import Note, Origin


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row. Sheets without a column of text are left out.

    `meta` has the name of the sheet as `sheet` where there are several.
    """
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(io.BytesIO(whole(stream, origin.settings)))
        names = book.sheet_names
    except CalamineError as error:
        raise Unreadable(f"no text: this workbook is damaged or locked ({error})") from None
    told = Told(origin)
    n = 0
    unread: list[LeftOut] = []
    for name in names:
        facts = {"sheet": name} if len(names) > 1 else {}
        try:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except CalamineError as error:  # of a chart, or damaged
            yield Problem(origin.source, f"sheet '{name}': {error}")
            continue
        try:
            for item in _sheet(rows, n, told, origin):
                n += not isinstance(item, Note)
                yield item.with_meta(**facts) if isinstance(item, Document) else item
        except Unreadable as error:
            if error.reason != "is empty":
                unread.append(
                    LeftOut(origin.source, f"sheet '{name}': {error.reason}", id=name, group="sheet")
                )
    if unread and not n:
        raise Unreadable(unread[0].reason if len(names) > 1 else unread[0].reason.partition(": ")[2])
    yield from unread
    if not n:
        raise Unreadable("is empty")


def _sheet(
    rows: list[list[Any]], n: int, told: Told, origin: Origin
) -> Iterator[Document | Problem | Note]:
    """The documents of a sheet, after `n` of the sheets before."""
    cells = [[value(cell) for cell in row] for row in rows]
    at, head = header(cells, origin.settings)
    for number, row in enumerate(cells[at + 1 :], at + 2):
        if not any(str(cell).strip() for cell in row):
            continue
        n += 1
        try:
            document, notes = told.document(head.record(row), f"{origin.id}#{n}", held=head.roles)
        except Unreadable as error:
            raw = "\t".join(str(cell) for cell in row)
            yield Problem(origin.source, error.reason, number, raw=raw)
        else:
            yield from notes
            yield document
