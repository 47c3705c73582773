"""EPUB: the chapters of a book, in order, as one document."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from policytext.document import Document, Problem
from policytext.io.encoding import decode
from policytext.io.errors import Unreadable
from policytext.io.readers.html import read_html
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.package import Package, document, opened

_DC = "{http://purl.org/dc/elements/1.1/}"
_FACTS = {"creator": "author", "publisher": "source_name", "date": "date"}


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The text of a book. Raises Unreadable."""
    with opened(raw, origin.settings, "EPUB") as package:
        path, book = _book(package)
        chapters = [data for name in _spine(path, book) if (data := package.part(name)) is not None]
        pages = (read_html(decode(data, html=True).text).text for data in chapters)
        text = "\n".join(filter(None, pages))
        if not text:
            raise Unreadable("no text in this book")
        facts = {fact: found for name, fact in _FACTS.items() if (found := _said(book, name))}
        yield from document(package, origin, text, _said(book, "title"), {**facts, **origin.meta})


def _book(package: Package) -> tuple[str, Element]:
    container = package.xml("META-INF/container.xml")
    rootfile = container.find(".//{*}rootfile") if container is not None else None
    path = rootfile.get("full-path", "") if rootfile is not None else ""
    book = package.xml(path) if path else None
    if book is None:
        raise Unreadable("no text: this is no EPUB, or a damaged one")
    return path, book


def _spine(path: str, book: Element) -> Iterator[str]:
    """The paths of the chapters in reading order, without that of the contents."""
    items = {
        item.get("id"): item.get("href", "")
        for item in book.iterfind("{*}manifest/{*}item")
        if "nav" not in item.get("properties", "").split()
    }
    for chapter in book.iterfind("{*}spine/{*}itemref"):
        if href := items.get(chapter.get("idref")):
            yield posixpath.join(posixpath.dirname(path), unquote(href))


def _said(book: Element, name: str) -> str:
    return (book.findtext(f".//{_DC}{name}") or "").strip()
