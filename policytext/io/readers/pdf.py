"""PDF: the text of its pages as pdfium finds it, put together by `setlines`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.origin import Origin
from policytext.io.readers.setlines import Line, set_text


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem]:
    """The text of a PDF, a paragraph a line; `meta` has the number of `pages`. Raises Unreadable."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(raw) as pdf:
            pages = [_lines(page) for page in pdf]
            title = str(pdf.get_metadata_value("Title")).strip()
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable(
            "is locked with a password" if locked else f"no text: this PDF is damaged ({error})"
        ) from None
    text = set_text(pages)
    if not text.strip():
        raise Unreadable("no text in this PDF: its pages are images, which need OCR first")
    found = title if title and title in text else ""
    yield Document(origin.id, text, origin.source, found, meta={"pages": len(pages), **origin.meta})


def _lines(page: Any) -> list[Line]:
    """The lines of a page as pdfium finds them, each with its place."""
    textpage = page.get_textpage()
    lines = []
    at = 0
    for text in textpage.get_text_range().split("\r\n"):
        shown = text.strip()
        if shown:
            first = at + len(text) - len(text.lstrip())
            last = at + len(text.rstrip()) - 1
            left, bottom, _, top = textpage.get_charbox(first, loose=True)
            _, _, right, _ = textpage.get_charbox(last, loose=True)
            lines.append(Line(text.rstrip(), left, right, bottom, max(1.0, top - bottom)))
        at += len(text) + 2
    return lines
