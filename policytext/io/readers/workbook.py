"""Workbooks (.xlsx, .xls, .et, .ods): a record a row, of every sheet that has a column of text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from policytext.document import Document, LeftOut, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.bounded import fits, too_large, whole
from policytext.io.readers.fields import Told
from policytext.io.readers.header import WITHIN, header
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.sheets import Said, sheets

Row = tuple[int, list[Any]]


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row. Sheets without a column of text are left out.

    `meta` has the name of the sheet as `sheet`.
    """
    told = Told(origin)
    n = 0
    damaged = False
    unread: list[LeftOut] = []
    for name, rows in _by_sheet(sheets(whole(stream, origin.settings), origin.settings)):
        if isinstance(rows, Unreadable):
            damaged = True
            yield Problem(origin.source, f"sheet '{name}': {rows.reason}")
            continue
        try:
            for item in _sheet(rows, n, told, origin):
                n += not isinstance(item, Note)
                yield item.with_meta(sheet=name) if isinstance(item, Document) else item
        except Unreadable as error:
            if error.reason != "is empty":
                reason = f"sheet '{name}': {error.reason}"
                unread.append(LeftOut(origin.source, reason, id=name, group="sheet"))
    if unread and not n and not damaged:
        raise Unreadable(unread[0].reason)
    yield from unread
    if not n and not damaged:
        raise Unreadable("is empty")


def _by_sheet(said: Iterator[Said]) -> Iterator[tuple[str, Iterator[Row] | Unreadable]]:
    """Each sheet with its rows, read on when the next is asked for; then what ended them early."""
    names: list[str] = []
    damage: list[Unreadable] = []

    def rows() -> Iterator[Row]:
        for item in said:
            if isinstance(item, str):
                names.append(item)
                return
            if isinstance(item, Unreadable):
                damage.append(item)
                return
            yield item

    first = next(said, None)
    if isinstance(first, str):
        names.append(first)
    while names:
        name = names.pop()
        below = rows()
        yield name, below
        for _ in below:
            pass
        if damage:
            yield name, damage.pop()
            for _ in rows():
                pass


def _sheet(rows: Iterator[Row], n: int, told: Told, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The documents of a sheet, after `n` of the sheets before."""
    first = list(islice(rows, WITHIN))
    at, head = header([cells for _, cells in first], origin.settings)
    for number, row in chain(first[at + 1 :], rows):
        n += 1
        if not fits(row, origin.settings):
            yield Problem(origin.source, too_large(origin.settings).reason, number)
            continue
        try:
            record = head.record(row)
            document, notes = told.document(record, f"{origin.id}#{n}", held=head.roles, line=number)
        except Unreadable as error:
            raw = "\t".join(str(cell) for cell in row)
            yield Problem(origin.source, error.reason, number, raw=raw)
        else:
            yield from notes
            yield document
