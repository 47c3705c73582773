"""OpenDocument spreadsheets (OpenDocument 1.3, part 3: 9.1 tables), a row at a time.

Libraries do not report hidden rows, vertically merged cells, links and comments, all of which are in
content.xml.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from policytext.excel import COLUMNS, ROWS, Moment, Share
from policytext.io.readers.cells import Beside, Book, Part, Row, Sheet, parted, value
from policytext.io.readers.listnumbers import number
from policytext.io.readers.odt import OFFICE, STYLE, TABLE, TEXT, inline, mark_of
from policytext.io.readers.package import STRUCK
from policytext.io.readers.xlsx import Workbook, name, until_damage, workbook
from policytext.language.patterns import lazy
from policytext.settings import Settings

_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_UNSEEN = ("collapse", "filter")  # what hides a row or column: its user, a filter
_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DURATION = lazy(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_FRACTION = lazy(r"(?<=:\d\d)[.,]\d+$")  # of a second


def book(raw: bytes, settings: Settings) -> Book:
    """The sheets and rows of a spreadsheet. Raises Unreadable."""
    with workbook(raw, settings) as parts:
        yield from parted(until_damage(_told(parts)))


def _told(parts: Workbook) -> Iterator[Part | Row]:
    unseen: set[str] = set()
    struck: set[str] = set()
    begun: list[Sheet] = []  # before its rows stand its columns
    at, column = 1, 0
    for element in parts.elements("content.xml", "style", "table-column", "table-row", begun=("table",)):
        if name(element) == "style":
            shown = element.find(f"{STYLE}table-properties")
            if shown is not None and shown.get(f"{TABLE}display") == "false":
                unseen.add(element.get(f"{STYLE}name", ""))
            if mark_of(element) == STRUCK:
                struck.add(element.get(f"{STYLE}name", ""))
        elif name(element) == "table":
            at, column = 1, 0
            yield from map(Part, begun)
            begun = [Sheet(element.get(f"{TABLE}name", ""), element.get(f"{TABLE}style-name") in unseen)]
        elif name(element) == "table-column":
            last = min(column + _count(element, "number-columns-repeated", COLUMNS), COLUMNS)
            if element.get(f"{TABLE}visibility") in _UNSEEN:
                begun = [one._replace(unseen=one.unseen.union(range(column, last))) for one in begun]
            column = last
        else:
            yield from map(Part, begun)
            begun = []
            times = _count(element, "number-rows-repeated", ROWS + 1 - at)
            row = _row(element, at, struck)
            if row.is_filled:
                parts.take((times - 1) * sum(len(str(cell)) for cell in row.cells))
                yield from (replace(row, number=n, cells=[*row.cells]) for n in range(at, at + times))
            at += times
    yield from map(Part, begun)


def _row(element: Element, at: int, struck: Container[str]) -> Row:
    spans: dict[int, int] = {}
    row = Row(at, hidden=element.get(f"{TABLE}visibility") in _UNSEEN, spans=spans)
    column = 0
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        times = _count(cell, "number-columns-repeated", COLUMNS)
        if cell.get(_ERROR) == "error":
            row.errors.append(column)
        elif f"{TABLE}formula" in cell.attrib and f"{OFFICE}value-type" not in cell.attrib:
            row.unvalued.append(column)
        elif (held := _value(cell)) != "":
            row.cells += [*[""] * (column - len(row.cells)), *[held] * times]
            if any(
                one.get(f"{place}style-name", "") in struck
                for one in cell.iter()
                for place in (TABLE, TEXT)
            ):
                row.struck.append(column)
        if (down := _count(cell, "number-rows-spanned", ROWS)) > 1:
            spans[column] = at + down - 1
        row.beside += _beside(cell, column)
        column += times
    return row


def _value(cell: Element) -> Any:
    """The value of a cell by its type, which also distinguishes days and percentages."""
    kind, shown = cell.get(f"{OFFICE}value-type", ""), _text(cell)
    if kind == "date":
        day = cell.get(f"{OFFICE}date-value", shown)
        return Moment(_FRACTION.sub("", day).removesuffix("T00:00:00"))
    if kind == "time" and (found := _DURATION.fullmatch(cell.get(f"{OFFICE}time-value", ""))):
        hours, minutes, seconds = map(int, found.groups())
        written = f"{hours:02}:{minutes:02}:{seconds:02}"
        return Moment(written) if hours < 24 else written
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    if kind in ("float", "currency", "percentage"):
        try:
            held = float(cell.get(f"{OFFICE}value", ""))
        except ValueError:
            return shown
        is_code = shown.startswith("0") and shown.isdecimal() and len(shown) > 1 and int(shown) == held
        return shown if is_code else Share.of(held) if kind == "percentage" else value(held)
    return shown or cell.get(f"{OFFICE}string-value", "")


def _beside(cell: Element, column: int) -> Iterator[Beside]:
    if address := next((link.get(_HREF, "") for link in cell.iterfind(f"{TEXT}p//{TEXT}a")), ""):
        yield Beside(column, "url", address)
    for comment in cell.iterfind(f"{OFFICE}annotation"):
        yield Beside(column, "comment", _text(comment))


def _text(element: Element) -> str:
    return "\n".join(inline(line) for line in element.iterfind(f"{TEXT}p"))


def _count(element: Element, what: str, most: int) -> int:
    return min(number(element.get(f"{TABLE}{what}", ""), 1), most)
