"""The cells of Excel 2003 XML (SpreadsheetML 2003), which programs write to files named .xls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from policytext.excel import COLUMNS, ROWS, Moment
from policytext.io.errors import Unreadable
from policytext.io.readers.cells import Beside, Book, Row, Sheet, value
from policytext.io.readers.decoding import decode_text
from policytext.io.readers.exceldays import Reading, reading
from policytext.language.patterns import lazy
from policytext.settings import Settings

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_DECLARATION = lazy(r"\s*<\?xml[^>]*\?>")
_MIDNIGHT = "T00:00:00.000"
_PLAIN = ("General Number", "Currency", "Euro Currency", "Fixed", "Standard", "Scientific")
_NAMED = {"Percent": "0%", **dict.fromkeys((*_PLAIN, "Yes/No", "True/False", "On/Off"), "General")}
"""What the names of formats stand for, except those of days and times, which are read as codes are."""


def book(raw: bytes, settings: Settings) -> Book:
    """The sheets and rows of a workbook. Raises Unreadable."""
    text = _DECLARATION.sub("", decode_text(raw, settings.encoding, True).text, count=1)
    try:
        root = ElementTree.fromstring(text.encode("utf-8", "replace"))
    except ElementTree.ParseError as error:
        raise Unreadable(f"no text: this workbook is damaged ({error})") from None
    codes = {
        _given(style, "ID"): _NAMED.get(code, code)
        for style in root.iterfind(f"{_NAMESPACE}Styles/{_NAMESPACE}Style")
        for code in (_given(one, "Format") for one in style.iterfind(f"{_NAMESPACE}NumberFormat"))
    }
    formats = {style: reading(code) for style, code in codes.items()}
    for sheet in root.iter(f"{_NAMESPACE}Worksheet"):
        hidden = (sheet.findtext(f".//{_EXCEL}Visible") or "").startswith("Sheet")
        yield Sheet(_given(sheet, "Name"), hidden), _rows(sheet, formats)


def _rows(sheet: Element, formats: Mapping[str, Reading | None]) -> Iterator[Row]:
    number = 0
    for element in sheet.iterfind(f"{_NAMESPACE}Table/{_NAMESPACE}Row"):
        number = min(_count(element, "Index") or number + 1, ROWS)
        spans: dict[int, int] = {}
        row = Row(number, hidden=_given(element, "Hidden") == "1", spans=spans)
        cells = row.cells
        for cell in element.iterfind(f"{_NAMESPACE}Cell"):
            at = min(_count(cell, "Index") or len(cells) + 1, COLUMNS) - 1
            cells += [""] * (at - len(cells))
            if down := _count(cell, "MergeDown"):
                spans[at] = number + down
            data = cell.find(f"{_NAMESPACE}Data")
            held = "" if data is None else _value(data, formats.get(_given(cell, "StyleID")))
            cells[at:] = [held, *[""] * min(_count(cell, "MergeAcross"), COLUMNS)]
            if data is not None and _given(data, "Type") == "Error":
                row.errors.append(at)
            elif data is None and _given(cell, "Formula"):
                row.unvalued.append(at)
            if address := _given(cell, "HRef"):
                row.beside.append(Beside(at, "url", address))
            if (comment := cell.find(f"{_NAMESPACE}Comment/{_NAMESPACE}Data")) is not None:
                row.beside.append(Beside(at, "comment", "".join(comment.itertext()).strip()))
        if row.is_filled:
            yield row


def _value(data: Element, read: Reading | None) -> Any:
    written, kind = "".join(data.itertext()), _given(data, "Type")
    if kind == "DateTime":
        return Moment(written.removesuffix(_MIDNIGHT))
    if kind == "Boolean":
        return written == "1"
    if kind == "Number":
        try:
            return read(float(written), False) if read else value(float(written))
        except ValueError:
            return written
    return "" if kind == "Error" else written


def _given(element: Element, name: str) -> str:
    return element.get(f"{_NAMESPACE}{name}", "")


def _count(element: Element, name: str) -> int:
    given = _given(element, name)
    return int(given) if given.isdecimal() and len(given) < 8 else 0
