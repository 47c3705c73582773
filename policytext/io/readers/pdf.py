"""PDF: the text of its pages as pdfium finds it, put together by `reflow`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers import sandbox
from policytext.io.readers.account import accounted
from policytext.io.readers.cells import Part
from policytext.io.readers.ocr import doubtful, marked, recognised
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.pagelayout import Line
from policytext.io.readers.pdfbeside import WRITTEN, Beside, Held, beside, held
from policytext.io.readers.reflow import set_text
from policytext.io.readers.size_limit import limit

GARBLED = 0.02
"""Share of characters that are none (private use, unassigned, U+FFFD) above which it is said: the font
has glyphs without names. Sound documents have some signs of private use, one in a thousand."""

LITTLE = 60
"""Characters of a page that is a picture all the same: a mark of what scanned it, its number."""
COVERS = 0.5  # share of the page that its pictures then have at least: some write a scan as strips

PLACED = 8
"""Bytes that count for a character, as it has a place besides itself: where a document may have 64 MB, it
has 8 million characters; a gazette of a thousand pages has one."""

RUNS = 8  # runs of pages that are pictures of which a message tells
_TEXT, _PICTURE = 1, 3  # pdfium's FPDF_PAGEOBJ_TEXT and _IMAGE
_INVISIBLE = 3  # pdfium's FPDF_TEXTRENDERMODE_INVISIBLE
_SCALE = 200 / 72  # pixels a point: the models are made for characters of some 30 pixels
_NONE = frozenset({"Co", "Cn", "Cs"})


_BEYOND = "it and what follows are more than a document may have (--max-size allows more)"
_BROKEN = "damaged"
_BESIDE = (
    "with hardly any text beside it: what is in it is not read; "
    'pip install "policytext[ocr]" to have it recognised'
)
_FORM = "is a form: what was filled in stands in the field `filled_in`, and not in the text"
_FILES = "files attached to it are not read ({})"
_XFA = "is a form of XML (XFA), whose text only programs of Adobe show: it may not be read"
_LAYERS = "has layers that are not shown, and what stands on them is read too"
_INDEX = "says wrong where its parts are, as a damaged file does: text may be missing"
_LAID = "with a text under it that a program recognised: what it took wrong is in the text"


class _Place(NamedTuple):
    """Which page it is, from 1, of how many, the title of all of them, and what they hold beside them."""

    number: int
    pages: int
    title: str
    held: Held = Held()


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
    beside: Beside = Beside()


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
    has_text = any(page.lines and not page.is_picture for page in pages.values())
    barely = [number for number in unread if has_text and pages[number].lines]
    unread = [number for number in unread if number not in barely]
    if not text.strip():
        why = f": {_unread(unread)}" if unread else ""
        raise Unreadable(", ".join(lost) or f"no text in this PDF{why}")
    if laid := [number for number, page in pages.items() if page.unseen]:
        yield Note(origin.source, f"{_pictures(laid)} {_LAID}")
    notes = {"footnotes": list(footnotes)} if footnotes else {}
    filled = {name: value for page in pages.values() for name, value in page.beside.fields}
    filled_in = {"filled_in": filled} if filled else {}
    meta = {"pages": about.pages, **notes, **filled_in, **marked(sure), **origin.meta}
    title = about.title if about.title in text else ""
    document = Document(origin.id, text, origin.source, title, meta)
    texts = [piece for page in pages.values() for piece in page.beside.texts]
    yield from accounted(document, texts, origin.source, always=(WRITTEN,))
    said = [_FORM] if filled else []
    said += [f"{_pictures(barely)} {_BESIDE}"] if barely else []
    yield from (Note(origin.source, words) for words in (*said, *_told_of(about.held)))
    yield from doubtful(origin, sure)
    told_of = [*lost, *([_unread(unread)] if unread else [])]
    garbled = sum(sign == "\ufffd" or unicodedata.category(sign) in _NONE for sign in text)
    if garbled > GARBLED * len(text):
        share = f"{garbled:,} of {len(text):,} characters"
        told_of.append(f"{share} are glyphs that the PDF does not name")
    for words in told_of:
        yield replace(origin.problem(words), id=origin.id)


def _told_of(found: Held) -> Iterator[str]:
    if found.files:
        yield _FILES.format(", ".join(found.files))
    if found.xfa:
        yield _XFA
    if found.layers:
        yield _LAYERS
    if found.lost:
        yield _INDEX


def _unread(pages: Sequence[int]) -> str:
    return f'{_pictures(pages)}: pip install "policytext[ocr]" to have it recognised'


def _pictures(pages: Sequence[int]) -> str:
    if len(pages) == 1:
        return f"page {pages[0]} is a picture"
    runs = [[pages[0], pages[0]]]
    for number in pages[1:]:
        if number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    if len(runs) == 1:
        return f"pages {pages[0]} to {pages[-1]} are pictures"
    shown = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs[:RUNS])
    return f"pages {shown}{' …' * (len(runs) > RUNS)} are pictures"


def _pages(raw: bytes, most: int, skipped: int) -> Iterator[Part | _Page]:
    """In the process: all pages but the first so many, each behind its place."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(raw) as pdf:
            title = str(pdf.get_metadata_value("Title")).strip()
            if pdf.get_formtype():
                pdf.init_forms()
            around = held(pdf, raw)
            for number in range(skipped, len(pdf)):
                yield Part(_Place(number + 1, len(pdf), title, around))
                try:
                    page = pdf[number]
                    text = page.get_textpage()
                    most -= text.count_chars()
                    lines = list(_lines(text)) if most >= 0 else []
                    found = _Page(lines, unseen=bool(lines) and _unseen(page))
                    if most >= 0 and sum(len(line.text) for line in lines) < LITTLE:
                        found = _scanned(page, found)
                    found = found._replace(beside=beside(page))
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


def _scanned(page: Any, found: _Page) -> _Page:
    """A page with hardly any text: as it is, or a picture, whose text is that in it if it has more."""
    pictures = list(page.get_objects(filter=(_PICTURE,)))
    if not pictures or (
        found.lines and sum(map(_area, pictures)) < COVERS * page.get_width() * page.get_height()
    ):
        return found
    try:
        lines, confidence = recognised(page.render(scale=_SCALE).to_numpy(), _SCALE)
    except ImportError:
        return found._replace(is_picture=True)
    if sum(len(line.text) for line in lines) <= sum(len(line.text) for line in found.lines):
        return found if found.lines else _Page(lines, True, confidence)
    return _Page(lines, True, confidence)


def _area(picture: Any) -> float:
    left, bottom, right, top = picture.get_bounds()
    return float((right - left) * (top - bottom))


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
