"""OFD (GB/T 33190), the format of official files: the text layer of its pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.package import Package, document, opened, title_in
from policytext.io.readers.pagelayout import Line
from policytext.io.readers.reflow import set_text
from policytext.pagefacts.days import stated_day

_POINT = 72 / 25.4  # points in a millimetre
_A4 = 297.0  # millimetres


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The text of an OFD, a paragraph a line; `meta` has the number of `pages`. Raises Unreadable."""
    with opened(raw, origin.settings, "OFD") as package:
        root = package.xml("OFD.xml")
        bodies = root.findall("{*}DocBody") if root is not None else []
        if not bodies:
            raise Unreadable("no text: this is no OFD")
        pages = [
            [line for layer in layers for line in _lines(layer, height)]
            for body in bodies
            for layers, height in _pages(package, body)
        ]
        text, footnotes = set_text(pages)
        if not text.strip():
            raise Unreadable("no text in this OFD: its pages are images, which need OCR first")
        title = title_in(text, bodies[0].findtext("{*}DocInfo/{*}Title"))
        made = stated_day(bodies[0].findtext("{*}DocInfo/{*}CreationDate") or "")
        facts = {"date_created": made, "footnotes": list(footnotes)}
        meta = {"pages": len(pages), **{name: fact for name, fact in facts.items() if fact}, **origin.meta}
        yield from document(package, origin, text, title, meta)


def _pages(package: Package, body: Element) -> Iterator[tuple[Sequence[Element], float]]:
    """The pages of a document, each behind its templates, with its height in millimetres."""
    path = (body.findtext("{*}DocRoot") or "").strip().lstrip("/")
    root = package.xml(path)
    if root is None:
        return

    def part(page: Element) -> Element | None:
        name = page.get("BaseLoc", "")
        return package.xml(
            name.lstrip("/") if name.startswith("/") else posixpath.join(posixpath.dirname(path), name)
        )

    height = _height(root.find("{*}CommonData/{*}PageArea"), _A4)
    drawn = {one.get("ID"): part(one) for one in root.iterfind("{*}CommonData/{*}TemplatePage")}
    for page in root.iterfind("{*}Pages/{*}Page"):
        content = part(page)
        if content is not None:
            templates = (drawn.get(one.get("TemplateID")) for one in content.iterfind("{*}Template"))
            layers = [*(one for one in templates if one is not None), content]
            yield layers, _height(content.find("{*}Area"), height)


def _height(area: Element | None, otherwise: float) -> float:
    box = _numbers(area.findtext("{*}PhysicalBox") or "") if area is not None else []
    return box[3] if len(box) == 4 else otherwise


def _lines(page: Element, height: float) -> Iterator[Line]:
    """The pieces of text on a page, in points from its lower left corner."""
    for piece in page.iterfind(".//{*}TextObject"):
        box = _numbers(piece.get("Boundary", ""))
        if len(box) != 4 or piece.get("Visible") == "false":
            continue
        scale = (_numbers(piece.get("CTM", "")) or [1.0])[0]
        size = (_numbers(piece.get("Size", "")) or [box[3]])[0] * scale
        for code in piece.iterfind("{*}TextCode"):
            text = code.text or ""
            x, y = (_numbers(code.get(name, "")) or [0.0] for name in ("X", "Y"))
            left, bottom = box[0] + x[0] * scale, height - box[1] - y[0] * scale
            steps = sum(_deltas(code.get("DeltaX", ""))) * scale
            right = min(left + (steps or size * len(text)) + size, box[0] + box[2])
            if text.strip():
                left, right, bottom = (value * _POINT for value in (left, right, bottom))
                yield Line(text.rstrip(), left, right, bottom, max(size, 0.1) * _POINT)


def _numbers(written: str) -> list[float]:
    try:
        return [float(word) for word in written.split()]
    except ValueError:
        return []


def _deltas(written: str) -> Iterator[float]:
    """The distances between characters; `g 3 5.2` means three of 5.2.

    >>> list(_deltas("g 3 5.2 4"))
    [5.2, 5.2, 5.2, 4.0]
    """
    words = iter(written.split())
    try:
        for word in words:
            if word == "g":
                times = int(next(words, "0"))
                yield from [float(next(words, "0"))] * min(times, 10_000)
            else:
                yield float(word)
    except ValueError:
        return
