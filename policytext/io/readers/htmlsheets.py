"""HTML pages named as workbooks: each table is a sheet, as in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from typing import Any
from urllib.parse import urljoin

from policytext.excel import COLUMNS, ROWS
from policytext.io.errors import Unreadable
from policytext.io.readers.cells import Beside, Book, Row, Sheet
from policytext.io.readers.decoding import decode_text
from policytext.io.readers.html import read_html
from policytext.io.readers.sniff import sniff
from policytext.settings import Settings

_LINK = (
    'a[href]:not([href=""], [href^="#"], [href^="javascript:" i], [href^="mailto:" i], [href^="tel:" i])'
)


def book(raw: bytes, settings: Settings) -> Book:
    """The tables of a page, or of a saved one, without nested ones. Raises Unreadable."""
    from resiliparse.parse.html import HTMLTree

    number = 0
    for page, charset, address in _pages(raw):
        tree = HTMLTree.parse(decode_text(page, settings.encoding, True, charset).text)
        base = tree.head and tree.head.query_selector("base[href]")
        address = _joined(address, (base.getattr("href") or "").strip()) if base else address
        # as they stand: what a search returns takes the square of its number to go through
        tables = [node for node in tree.document or () if node.tag == "table"]
        for table in tables:
            if not _is_inside(table):
                number += 1
                yield Sheet(f"table {number}"), _rows(table, address)
    if not number:
        raise Unreadable("no text: this is a page without a table, and no workbook")


def _pages(raw: bytes) -> Iterator[tuple[bytes, str | None, str]]:
    """Each page, its encoding and its address, as far as they are known."""
    if sniff(raw) != "mhtml":
        yield raw, None, ""
        return
    for part in message_from_bytes(raw).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes) and payload.strip():
            yield payload, part.get_content_charset(), part.get("Content-Location", "")


def _is_inside(table: Any) -> bool:
    outer = table.parent
    while outer is not None and outer.tag != "table":
        outer = outer.parent
    return outer is not None


def _rows(table: Any, base: str) -> Iterator[Row]:
    """The rows of a table; a cell over several columns is in the first of them."""
    below: dict[int, int] = {}  # by column: the last row that a cell above reaches
    children = (
        child for part in table.children for child in ((part,) if part.tag == "tr" else part.children)
    )
    for number, element in enumerate((child for child in children if child.tag == "tr"), 1):
        spans: dict[int, int] = {}
        hidden = "display:none" in (element.getattr("style") or "").replace(" ", "")
        row = Row(number, hidden=hidden, spans=spans)
        cells = row.cells
        for cell in element.children:
            if cell.tag not in ("td", "th"):
                continue
            while below.get(len(cells), 0) >= number:
                cells.append("")
            last = number + _span(cell, "rowspan", ROWS) - 1
            if last > number:
                spans[len(cells)] = last
            first = len(cells)
            link = cell.query_selector(_LINK)  # a list of all takes the square of their number
            if link and (address := link.getattr("href").strip()):
                row.beside.append(Beside(first, "url", _joined(base, address)))
            cells += [_text(cell), *[""] * (_span(cell, "colspan", COLUMNS) - 1)]
            below |= dict.fromkeys(range(first, len(cells)), last) if last > number else {}
        if row.is_filled:
            yield row


def _joined(base: str, address: str) -> str:
    """An address on a page, complete if that of the page is known."""
    with suppress(ValueError):  # such as http://[
        return urljoin(base, address)
    return address


def _text(cell: Any) -> str:
    inner: str = cell.inner_html
    return read_html(inner).text.strip() if "<" in inner or "&" in inner else inner.strip()


def _span(cell: Any, name: str, most: int) -> int:
    given = str(cell.getattr(name) or "")
    return min(int(given), most) if given.isascii() and given.isdecimal() and int(given) else 1
