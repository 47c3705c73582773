"""Word documents (.docx, ECMA-376): one paragraph or table row a line, list numbers written out.

Libraries leave out the numbers that Word computes, and with them the 第一条, 一、 and （一） of half of all
regulations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.kinds import KINDS, OLE
from policytext.io.readers.listnumbers import ListNumbers, W, number, value
from policytext.io.readers.members import origin_inside
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.package import DELETED, HIDDEN, STRUCK, Package, opened, written
from policytext.io.readers.sniff import sniff
from policytext.language.patterns import lazy

_MAIN, _NOTES = "word/document.xml", ("footnotes", "endnotes")
_OF_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_POINT = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}pt"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
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


class _Held(NamedTuple):
    """What paragraphs refer to: numbers of lists, and by their relation the lines of inserted parts."""

    numbers: ListNumbers
    inserted: Mapping[str, Sequence[str]] = {}


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The text of a Word document; headers, footers, comments and deleted text are left out.

    Cells of a table row are separated by tabs; `meta` has its `footnotes`. Raises Unreadable.
    """
    if not raw.startswith((b"PK", OLE)):
        yield from _flat(raw, origin)
        return
    with opened(raw, origin.settings, "Word document") as package:
        main = next((at for kind, at in package.related("").values() if kind == "officeDocument"), _MAIN)
        main = main if package.has(main) else _MAIN
        body, related = package.xml(main), package.related(main)
        if body is None:
            raise Unreadable("no text: this is no Word document, or its text is damaged")
        paths = {name: f"word/{name}.xml" for name in ("numbering", "styles", *_NOTES)} | dict(
            related.values()
        )
        held = _Held(
            ListNumbers(package.xml(paths["numbering"]), package.xml(paths["styles"])),
            {name: list(_inserted(package, *part, origin)) for name, part in related.items()},
        )
        core = package.xml("docProps/core.xml")
        notes = [package.xml(paths[name]) for name in _NOTES]
        title = core.findtext(_TITLE) if core is not None else ""
        footnotes = (" ".join(_blocks(note, held)) for part in notes if part is not None for note in part)
        yield from written(package, origin, _blocks(body, held), title, footnotes, set(_marks(body)))


def _flat(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The text of a document that is a single file of XML, as Word 2003 and later save it."""
    try:
        root = ElementTree.fromstring(raw.replace(_OF_2003, W[1:-1].encode()))
    except ElementTree.ParseError as error:
        raise Unreadable(f"no text: this Word document is damaged ({error})") from None
    numbering, styles, body = (
        next(root.iter(f"{W}{name}"), None) for name in ("numbering", "styles", "body")
    )
    if body is None:
        raise Unreadable("no text: this is no Word document")
    yield from written(
        None, origin, _blocks(body, _Held(ListNumbers(numbering, styles))), marks=set(_marks(body))
    )


def _inserted(package: Package, kind: str, path: str, origin: Origin) -> Iterator[str]:
    """The lines of a part that stands in the text: another document, or the words of a diagram."""
    data = package.part(path) if kind in ("aFChunk", "diagramData") else None
    if data is None:
        return
    if kind == "diagramData":
        root = package.xml(path)
        points = root.iter(_POINT) if root is not None else ()
        words = ("".join(text.text or "" for text in point.iter(_DRAWN_TEXT)) for point in points)
        yield from filter(None, words)
        return
    told = KINDS[sniff(data)]
    try:
        if told.form == "records":
            raise Unreadable("is not read")
        for found in told.page_reader()(data, replace(origin_inside(origin), kind=told.name)):
            if isinstance(found, Document):
                yield from found.text.split("\n")
            elif isinstance(found, Problem):
                package.damage = f"{path}: {found.reason}"
    except Unreadable as error:
        package.damage = f"{path}: {error.reason}"


def _marks(body: Element) -> Iterator[str]:
    """What of the text is shown struck through or not at all, and whether some was deleted."""
    if next(body.iter(f"{W}delText"), None) is not None:
        yield DELETED
    for run in body.iter(f"{W}r"):
        if run.find(f"{W}t") is not None and (shown := run.find(f"{W}rPr")) is not None:
            for name, words in _MARKS.items():
                if (mark := shown.find(name)) is not None and value(mark) not in _OFF:
                    yield words


def _blocks(parent: Element, held: _Held) -> Iterator[str]:
    """The paragraphs and table rows below an element, at any depth."""
    begun = ""  # paragraphs whose end was deleted
    for child in parent:
        if child.tag == f"{W}p" and child.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            begun += _inline(child, held)
        elif child.tag == f"{W}p":
            yield held.numbers.label(child) + begun + _inline(child, held)
            begun = ""
        elif child.tag == f"{W}altChunk":
            yield from held.inserted.get(child.get(f"{_R}id", ""), ())
        elif child.tag == f"{W}tr":
            yield from _row(child, held)
        elif child.tag not in _NOT_READ:
            yield from _blocks(child, held)
    if begun:
        yield begun


def _row(row: Element, held: _Held) -> Iterator[str]:
    """A row as one line; a cell that spans columns leaves the others empty. A single cell is a frame."""
    cells = [*row.findall(f"{W}tc"), *row.findall(f"{W}sdt/{W}sdtContent/{W}tc")]
    if len(cells) == 1:
        yield from _blocks(cells[0], held)
        return
    line: list[str] = []
    for cell in cells:
        texts = (text.replace("\n", " ").replace("\t", " ").strip() for text in _blocks(cell, held))
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


def _drawn(element: Element, held: _Held) -> Iterable[str] | None:
    """The lines of a text box, of decorated words or of a diagram; None for anything else."""
    if element.tag == f"{W}txbxContent":
        return _blocks(element, held)
    if element.tag == _WORD_ART:
        return [element.get("string", "")]
    return held.inserted.get(element.get(f"{_R}dm", ""), ()) if element.tag == _DIAGRAM else None


def _inline(element: Element, held: _Held) -> str:
    """The text of a paragraph; text boxes are on separate lines."""
    pieces: list[str] = []
    for child in element:
        if child.tag in (f"{W}t", f"{_M}t"):
            pieces.append(child.text or "")
        elif child.tag == f"{W}sym":
            pieces.append(_sign(child))
        elif child.tag in _FORMULAS:
            parts = [_bracketed(_inline(part, held)) for part in child if not part.tag.endswith("Pr")]
            pieces.append(_FORMULAS[child.tag].join(parts))
        elif child.tag == f"{_M}d":
            parts = [_inline(part, held) for part in child if part.tag == f"{_M}e"]
            pieces.append("|".join(parts).join(_delimiters(child)))
        elif child.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[child.tag])
        elif (lines := _drawn(child, held)) is not None:
            pieces += ["\n", "\n".join(lines), "\n"]
        elif child.tag not in _NOT_READ:
            pieces.append(_inline(child, held))
    return "".join(pieces)
