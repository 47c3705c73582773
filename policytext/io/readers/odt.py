"""OpenDocument texts (.odt, ISO/IEC 26300): one paragraph or table row a line."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.listnumbers import number
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.package import DELETED, HIDDEN, STRUCK, opened, written

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
_NUMBERED = (
    "numbers that the program sets before items of lists are left out: save it as .docx to have them"
)
_CHARACTERS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_MOST = 1000  # spaces, or repeated cells, that one element may stand for


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The text of an OpenDocument text; `meta` has its `footnotes`. Raises Unreadable."""
    with opened(raw, origin.settings, "OpenDocument text") as package:
        content = package.xml("content.xml")
        body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
        if content is None or body is None:
            raise Unreadable("no text: this is no OpenDocument text")
        facts = package.xml("meta.xml")
        title = facts.findtext(f".//{_TITLE}") if facts is not None else ""
        notes = (" ".join(_blocks(note)) for note in body.iter(f"{TEXT}note-body"))
        yield from written(package, origin, _blocks(body), title, notes, set(_marks(content)))


def _marks(content: Element) -> Iterator[str]:
    """What of the text is shown struck through or not at all, and whether some was deleted."""
    if next(content.iter(f"{TEXT}deletion"), None) is not None:
        yield DELETED
    listed = {element.get(f"{TEXT}style-name") for element in content.iter(f"{TEXT}list")}
    for style in content.iter(f"{TEXT}list-style"):
        if style.get(f"{STYLE}name") in listed and style.find(f"{TEXT}list-level-style-number") is not None:
            yield _NUMBERED
    styles = {style.get(f"{STYLE}name"): mark_of(style) for style in content.iter(f"{STYLE}style")}
    yield from filter(None, (styles.get(element.get(f"{TEXT}style-name")) for element in content.iter()))


def mark_of(style: Element) -> str:
    """What a style says of its text, "" if it is shown as any other."""
    shown = style.find(f"{STYLE}text-properties")
    if shown is None:
        return ""
    if shown.get(f"{STYLE}text-line-through-style", "none") != "none":
        return STRUCK
    return HIDDEN if shown.get(f"{TEXT}display") == "none" else ""


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
