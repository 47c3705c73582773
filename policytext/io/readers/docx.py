"""Word documents (.docx, ECMA-376): one paragraph or table row a line, list numbers written out.

Libraries leave out the numbers that Word computes, and with them the 第一条, 一、 and （一） of half of all
regulations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.listnumbers import ListNumbers, W, number, value
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.package import DELETED, HIDDEN, STRUCK, opened, written
from policytext.language.patterns import lazy

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# text that was deleted or moved away, properties, readings, and the second rendering of a drawing
_NOT_READ = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "rt")) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_FORMULAS = {f"{_M}f": "/", f"{_M}sSup": "^", f"{_M}sSub": "_", f"{_M}rad": "√"}  # between their parts
_SEVERAL = lazy(r"(?!\([^()]*\)\Z).+[-+−–×·*/÷=].*", re.DOTALL)
_CODE = lazy("[0-9A-CEF][0-9A-F]{3}", re.I)
_SIGNS = dict(zip("\uf0b3\uf0a3\uf0b4\uf0b1\uf0b0\uf0b8", "≥≤×±°÷", strict=True))  # of the font Symbol
_MARKS = {f"{W}strike": STRUCK, f"{W}dstrike": STRUCK, f"{W}vanish": HIDDEN}
_OFF = ("0", "false", "off")
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The text of a Word document; headers, footers, comments and deleted text are left out.

    Cells of a table row are separated by tabs; `meta` has its `footnotes`. Raises Unreadable.
    """
    with opened(raw, origin.settings, "Word document") as package:
        body = package.xml("word/document.xml")
        if body is None:
            raise Unreadable("no text: this is no Word document, or its text is damaged")
        numbers = ListNumbers(package.xml("word/numbering.xml"), package.xml("word/styles.xml"))
        core = package.xml("docProps/core.xml")
        notes = [package.xml(f"word/{name}.xml") for name in ("footnotes", "endnotes")]
    title = core.findtext(_TITLE) if core is not None else ""
    footnotes = (" ".join(_blocks(note, numbers)) for part in notes if part is not None for note in part)
    yield from written(package, origin, _blocks(body, numbers), title, footnotes, set(_marks(body)))


def _marks(body: Element) -> Iterator[str]:
    """What of the text is shown struck through or not at all, and whether some was deleted."""
    if next(body.iter(f"{W}delText"), None) is not None:
        yield DELETED
    for run in body.iter(f"{W}r"):
        if run.find(f"{W}t") is not None and (shown := run.find(f"{W}rPr")) is not None:
            for name, words in _MARKS.items():
                if (mark := shown.find(name)) is not None and value(mark) not in _OFF:
                    yield words


def _blocks(parent: Element, numbers: ListNumbers) -> Iterator[str]:
    """The paragraphs and table rows below an element, at any depth."""
    for child in parent:
        if child.tag == f"{W}p":
            yield numbers.label(child) + _inline(child, numbers)
        elif child.tag == f"{W}tr":
            yield from _row(child, numbers)
        elif child.tag not in _NOT_READ:
            yield from _blocks(child, numbers)


def _row(row: Element, numbers: ListNumbers) -> Iterator[str]:
    """A row as one line; a cell that spans columns leaves the others empty. A single cell is a frame."""
    cells = [*row.findall(f"{W}tc"), *row.findall(f"{W}sdt/{W}sdtContent/{W}tc")]
    if len(cells) == 1:
        yield from _blocks(cells[0], numbers)
        return
    line: list[str] = []
    for cell in cells:
        texts = (text.replace("\n", " ").replace("\t", " ").strip() for text in _blocks(cell, numbers))
        columns = number(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
        line += [" ".join(filter(None, texts)), *[""] * (min(columns, 64) - 1)]
    yield "\t".join(line).rstrip("\t")


def _sign(symbol: Element) -> str:
    """A sign of a font: itself if it is known, else the character of private use, which is marked later."""
    code = symbol.get(f"{W}char", "")
    sign = chr(int(code, 16)) if _CODE.fullmatch(code) else ""
    return _SIGNS.get(sign, sign) if symbol.get(f"{W}font") == "Symbol" else sign


def _bracketed(part: str) -> str:
    """A part of a formula, in brackets if it is a sum or the like: (a+b)/c is written a+b above c."""
    return f"({part})" if _SEVERAL.fullmatch(part) else part


def _delimiters(element: Element) -> Iterator[str]:
    """What stands around a part of a formula: its brackets, which are round ones unless it says others."""
    for name, usual in (("begChr", "("), ("endChr", ")")):
        said = element.find(f"{_M}dPr/{_M}{name}")
        yield usual if said is None else said.get(f"{_M}val", "")


def _inline(element: Element, numbers: ListNumbers) -> str:
    """The text of a paragraph; text boxes are on separate lines."""
    pieces: list[str] = []
    for child in element:
        if child.tag in (f"{W}t", f"{_M}t"):
            pieces.append(child.text or "")
        elif child.tag == f"{W}sym":
            pieces.append(_sign(child))
        elif child.tag in _FORMULAS:
            parts = [_bracketed(_inline(part, numbers)) for part in child if not part.tag.endswith("Pr")]
            pieces.append(_FORMULAS[child.tag].join(parts))
        elif child.tag == f"{_M}d":
            parts = [_inline(part, numbers) for part in child if part.tag == f"{_M}e"]
            pieces.append("|".join(parts).join(_delimiters(child)))
        elif child.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[child.tag])
        elif child.tag == f"{W}txbxContent":
            pieces += ["\n", "\n".join(_blocks(child, numbers)), "\n"]
        elif child.tag not in _NOT_READ:
            pieces.append(_inline(child, numbers))
    return "".join(pieces)
