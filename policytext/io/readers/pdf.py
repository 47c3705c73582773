"""PDF: the text of its pages as pdfium finds it, put together by `reflow`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers import sandbox
from policytext.io.readers.cells import Part
from policytext.io.readers.ocr import doubtful, marked, recognised
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.pagelayout import Line
from policytext.io.readers.reflow import set_text
from policytext.io.readers.size_limit import limit

GARBLED = 0.02
"""Share of characters that are none (private use, unassigned, U+FFFD) above which it is said: the font
has glyphs without names. Sound documents have some signs of private use, one in a thousand."""

PLACED = 8
"""Bytes that count for a character, as it has a place besides itself: where a document may have 64 MB, it
has 8 million characters; a gazette of a thousand pages has one."""

_TEXT, _PICTURE = 1, 3  # pdfium's FPDF_PAGEOBJ_TEXT and _IMAGE
_INVISIBLE = 3  # pdfium's FPDF_TEXTRENDERMODE_INVISIBLE
_SCALE = 200 / 72  # pixels a point: the models are made for characters of some 30 pixels
_NONE = frozenset({"Co", "Cn", "Cs"})


_BEYOND = "it and what follows are more than a document may have (--max-size allows more)"
_BROKEN = "damaged"
_LAID = "with a text under it that a program recognised: what it took wrong is in the text"


class _Place(NamedTuple):
    """Which page it is, from 1, of how many, and the title of all of them."""

    number: int
    pages: int
    title: str


class _Page(NamedTuple):
    """What stands on a page, and where it is a picture how sure that is, None if it is not recognised.

    `unseen`: its text is not drawn, as where a program recognised it. `lost` says of a page why it is not
    read, and whether anything behind it is.
    """

    lines: list[Line]
    is_picture: bool = False
    sure: float | None = None
    lost: str = ""
    unseen: bool = False


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The text of a PDF, a paragraph a line; `meta` has the number of `pages`. Raises Unreadable.

    It is read in a process of its own, and a page that is drawn with more than that may hold costs itself.
    """
    settings = origin.settings
    pages: dict[int, _Page] = {}
    lost: list[str] = []
    about = _Place(0, 0, "")
    found = sandbox.parts(
        _pages, raw, limit(settings) // PLACED, settings=settings, seconds=settings.timeout
    )
    for about, told in found:
        try:
            [pages[about.number]] = told
        except sandbox.Ended as error:
            lost.append(f"page {about.number}: {error.reason}")
        else:
            if pages[about.number].lost:
                lost.append(f"page {about.number}: {pages[about.number].lost}")
    text, footnotes = set_text([page.lines for page in pages.values()])
    sure = [(number, page.sure) for number, page in pages.items() if page.sure is not None]
    unread = [number for number, page in pages.items() if page.is_picture and page.sure is None]
    if not text.strip():
        why = f": {_unread(unread)}" if unread else ""
        raise Unreadable(", ".join(lost) or f"no text in this PDF{why}")
    if laid := [number for number, page in pages.items() if page.unseen]:
        yield Note(origin.source, f"{_pictures(laid)} {_LAID}")
    notes = {"footnotes": list(footnotes)} if footnotes else {}
    meta = {"pages": about.pages, **notes, **marked(sure), **origin.meta}
    yield Document(origin.id, text, origin.source, about.title if about.title in text else "", meta)
    yield from doubtful(origin, sure)
    told_of = [*lost, *([_unread(unread)] if unread else [])]
    garbled = sum(sign == "\ufffd" or unicodedata.category(sign) in _NONE for sign in text)
    if garbled > GARBLED * len(text):
        share = f"{garbled:,} of {len(text):,} characters"
        told_of.append(f"{share} are glyphs that the PDF does not name")
    for words in told_of:
        yield replace(origin.problem(words), id=origin.id)


def _unread(pages: Sequence[int]) -> str:
    return f'{_pictures(pages)}: pip install "policytext[ocr]" to have it recognised'


def _pictures(pages: Sequence[int]) -> str:
    if len(pages) > 1:
        return f"pages {pages[0]} to {pages[-1]} are pictures"
    return f"page {pages[0]} is a picture"


def _pages(raw: bytes, most: int, skipped: int) -> Iterator[Part | _Page]:
    """In the process: all pages but the first so many, each behind its place."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(raw) as pdf:
            title = str(pdf.get_metadata_value("Title")).strip()
            for number in range(skipped, len(pdf)):
                yield Part(_Place(number + 1, len(pdf), title))
                try:
                    page = pdf[number]
                    text = page.get_textpage()
                    most -= text.count_chars()
                    lines = list(_lines(text)) if most >= 0 else []
                    found = _Page(lines, unseen=_unseen(page)) if lines or most < 0 else _scanned(page)
                except pypdfium2.PdfiumError:
                    found = _Page([], lost=_BROKEN)
                if most < 0:
                    yield _Page([], lost=_BEYOND)
                    return
                yield found
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        said = str(error).partition("PDFium: ")[2].rstrip(").") or error
        raise Unreadable(
            "is locked with a password" if locked else f"no text: this PDF is damaged ({said})"
        ) from None


def _unseen(page: Any) -> bool:
    """Is all text of a page invisible?"""
    from pypdfium2.raw import FPDFTextObj_GetTextRenderMode

    return all(
        FPDFTextObj_GetTextRenderMode(text.raw) == _INVISIBLE for text in page.get_objects(filter=(_TEXT,))
    )


def _scanned(page: Any) -> _Page:
    """A page without text: one that is blank, or a picture."""
    if not any(page.get_objects(filter=(_PICTURE,))):
        return _Page([])
    try:
        lines, confidence = recognised(page.render(scale=_SCALE).to_numpy(), _SCALE)
    except ImportError:
        return _Page([], is_picture=True)
    return _Page(lines, True, confidence)


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
