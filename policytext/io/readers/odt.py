"""OpenDocument texts (.odt, ISO/IEC 26300): one paragraph or table row a line."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.listnumbers import number
from policytext.io.readers.origin import Origin
from policytext.io.readers.package import opened, written

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, OFFICE, STYLE = (_NS % name for name in ("text", "table", "office", "style"))
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# what was deleted, notes at the foot of a page, comments, and the lists of names before the text
_NOT_READ = frozenset(
    {
        f"{TEXT}tracked-changes",
        f"{TEXT}note",
        f"{OFFICE}annotation",
        f"{OFFICE}forms",
        f"{TEXT}sequence-decls",
    }
)
_CHARACTERS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_MOST = 1000  # spaces, or repeated cells, that one element may stand for


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem]:
    """The text of an OpenDocument text. Raises Unreadable."""
    with opened(raw, origin.settings, "OpenDocument text") as package:
        content = package.xml("content.xml")
        body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
        if body is None:
            raise Unreadable("no text: this is no OpenDocument text")
        facts = package.xml("meta.xml")
    title = facts.findtext(f".//{_TITLE}") if facts is not None else ""
    yield from written(package, origin, _blocks(body), title)


def _blocks(parent: Element) -> Iterator[str]:
    for child in parent:
        if child.tag in (f"{TEXT}p", f"{TEXT}h"):
            yield inline(child)
        elif child.tag == f"{TABLE}table-row":
            cells = [" ".join(filter(None, map(str.strip, _blocks(cell)))) for cell in _cells(child)]
            yield "\t".join(cells).rstrip("\t")
        elif child.tag not in _NOT_READ:
            yield from _blocks(child)


def _cells(row: Element) -> Iterator[Element]:
    """The cells of a row, empty ones where a cell spans columns among them."""
    for cell in row:
        if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            times = number(cell.get(f"{TABLE}number-columns-repeated", ""), 1)
            yield from [cell] * min(times, _MOST)


def inline(element: Element) -> str:
    """The text of a paragraph, notes and comments aside."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            pieces.append(" " * min(number(child.get(f"{TEXT}c", ""), 1), _MOST))
        elif child.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[child.tag])
        elif child.tag not in _NOT_READ:
            pieces.append(inline(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
