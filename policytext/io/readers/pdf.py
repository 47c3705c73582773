"""PDF: the text of its pages as pdfium finds it, put together by `reflow`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.ocr import doubtful, marked, recognised
from policytext.io.readers.origin import Origin
from policytext.io.readers.pagelayout import Line
from policytext.io.readers.pdfstreams import emptied, is_emptied
from policytext.io.readers.reflow import set_text
from policytext.io.readers.size_limit import limit

GARBLED = 0.02
"""Share of characters that are none (private use, unassigned, U+FFFD) above which it is said: the font
has glyphs without names. Sound documents have some signs of private use, one in a thousand."""

PLACED = 8
"""Bytes that count for a character, as it has a place besides itself: where a document may have 64 MB, it
has 8 million characters; a gazette of a thousand pages has one."""

_PICTURE = 3  # pdfium's FPDF_PAGEOBJ_IMAGE
_SCALE = 200 / 72  # pixels a point: the models are made for characters of some 30 pixels
_NONE = frozenset({"Co", "Cn", "Cs"})


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem]:
    """The text of a PDF, a paragraph a line; `meta` has the number of `pages`. Raises Unreadable."""
    import pypdfium2

    scans = _Scans()
    raw, cut = emptied(raw, limit(origin.settings))
    try:
        with pypdfium2.PdfDocument(raw) as pdf:
            pages, large = _pages(pdf, limit(origin.settings) // PLACED, cut, scans)
            count = len(pdf)
            title = str(pdf.get_metadata_value("Title")).strip()
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        said = str(error).partition("PDFium: ")[2].rstrip(").") or error
        raise Unreadable(
            "is locked with a password" if locked else f"no text: this PDF is damaged ({said})"
        ) from None
    text, footnotes = set_text(pages)
    too_much = f"{large}: more than a document may have (--max-size allows more)" if large else ""
    if not text.strip() and too_much:
        raise Unreadable(too_much)
    if not text.strip():
        raise Unreadable(f"no text in this PDF{f': {scans.reason()}' if scans.unread else ''}")
    found = title if title and title in text else ""
    notes = {"footnotes": list(footnotes)} if footnotes else {}
    meta = {"pages": count, **notes, **marked(scans.sure), **origin.meta}
    yield Document(origin.id, text, origin.source, found, meta)
    if too_much:
        yield replace(origin.problem(too_much), id=origin.id)
    yield from doubtful(origin, scans.sure)
    if scans.unread:
        yield replace(origin.problem(scans.reason()), id=origin.id)
    if (garbled := _garbled(text)) > GARBLED * len(text):
        share = f"{garbled:,} of {len(text):,} characters"
        yield replace(origin.problem(f"{share} are glyphs that the PDF does not name"), id=origin.id)


def _pages(pdf: Any, most: int, cut: int, scans: _Scans) -> tuple[list[list[Line]], str]:
    """The pieces of each page, and which pages have too much: all of a PDF has `most` characters."""
    pages: list[list[Line]] = []
    large: list[str] = []
    for number, page in enumerate(pdf, 1):
        text = page.get_textpage()
        most -= text.count_chars()
        if most < 0:
            large.append(f"page {number} and what follows")
            break
        if cut and is_emptied(page):
            large.append(f"page {number}")
        pages.append(list(_lines(text)) or scans.lines(page, number))
    if cut and not large:
        large.append("something that is drawn")
    return pages, ", ".join(large)


class _Scans:
    """Recognises the pages that are pictures: how `sure` those are, and which stay `unread`."""

    def __init__(self) -> None:
        self.sure: list[tuple[int, float]] = []
        self.unread: list[int] = []

    def lines(self, page: Any, number: int) -> list[Line]:
        """The lines of a page without text; none on one that is blank."""
        if not any(page.get_objects(filter=(_PICTURE,))):
            return []
        try:
            lines, confidence = recognised(page.render(scale=_SCALE).to_numpy(), _SCALE)
        except ImportError:
            self.unread.append(number)
            return []
        self.sure.append((number, confidence))
        return lines

    def reason(self) -> str:
        pages = f"pages {self.unread[0]} to {self.unread[-1]} are pictures"
        named = pages if len(self.unread) > 1 else f"page {self.unread[0]} is a picture"
        return f'{named}: pip install "policytext[ocr]" to have it recognised'


def _garbled(text: str) -> int:
    return sum(1 for sign in text if sign == "\ufffd" or unicodedata.category(sign) in _NONE)


def _lines(page: Any) -> Iterator[Line]:
    """The pieces of text on a page, each with its place.

    What pdfium takes for one line may be a row of cells, or a column of them: it is taken apart where
    there is a gap wider than a character, or another height.
    """
    at = 0
    for text in page.get_text_range().split("\r\n"):
        if text.strip():
            yield from _pieces(page, text, at)
        at += len(text) + 2


def _pieces(page: Any, text: str, at: int) -> Iterator[Line]:
    begin = 0  # blanks before the first character are its indent
    seen = len(text) - len(text.lstrip())
    first = last = page.get_charbox(at + seen, loose=True)
    for number in range(seen + 1, len(text.rstrip())):
        if text[number].isspace():
            continue
        box = page.get_charbox(at + number, loose=True)
        size = max(1.0, last[3] - last[1])
        if not -size < box[0] - last[2] < size or abs(box[1] - last[1]) > 0.5 * size:
            yield _line(text[begin:number], first, last)
            begin, first = number, box
        last = box
    yield _line(text[begin:], first, last)


def _line(text: str, first: tuple[float, ...], last: tuple[float, ...]) -> Line:
    left, bottom, _, top = first
    return Line(text.rstrip(), left, last[2], bottom, max(1.0, top - bottom))
