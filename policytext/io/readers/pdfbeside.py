"""What a PDF holds beside the text of its pages: comments, forms, files, hidden layers."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

WRITTEN = "what is written onto its pages"
COMMENT = "a comment"

_FREE_TEXT, _STAMP, _WIDGET = 3, 13, 20  # pdfium's FPDF_ANNOT_FREETEXT, _STAMP and _WIDGET
_COMMENTS = (1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15)  # notes, and notes on lines, shapes and marked text
_TYPED = (4, 5, 6)  # FPDF_FORMFIELD_COMBOBOX, _LISTBOX and _TEXTFIELD: what a user writes or chooses
_XFA = 2  # FORMTYPE_XFA_FULL
_TAIL = 4096  # bytes in which a PDF begins, and says where its index is
_STREAM = 1 << 20  # bytes of a stream of objects that are unpacked
_OFF = re.compile(rb"/OFF\s*\[\s*\d")
_OBJECTS = re.compile(rb"/ObjStm\b.{0,300}?stream\r?\n", re.DOTALL)
_INDEX = re.compile(rb"startxref\s+(\d{1,12})")
_BEGINS_INDEX = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


class Held(NamedTuple):
    """What a document holds: the names of files, has it a form of XML (XFA), layers that are not shown, an
    index of its objects that is wrong?"""

    files: tuple[str, ...] = ()
    xfa: bool = False
    layers: bool = False
    lost: bool = False


class Beside(NamedTuple):
    """What stands on a page beside its text: texts, each with what it is, and filled-in fields."""

    texts: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def held(pdf: Any, raw: bytes) -> Held:
    """What a document of pypdfium2 holds."""
    files = tuple(pdf.get_attachment(n).get_name() for n in range(pdf.count_attachments()))
    return Held(files, pdf.get_formtype() == _XFA, hides_layers(raw), not is_indexed(raw))


def beside(page: Any) -> Beside:
    """What stands on a page of pypdfium2 beside its text."""
    from pypdfium2 import raw as pdfium

    texts: list[tuple[str, str]] = []
    fields: list[tuple[str, str]] = []
    form = page.formenv
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, number)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind in (_FREE_TEXT, _STAMP, *_COMMENTS):
            said = _string(pdfium.FPDFAnnot_GetStringValue, note, b"Contents")
            texts.append((WRITTEN if kind in (_FREE_TEXT, _STAMP) else COMMENT, said))
        elif kind == _WIDGET and form and pdfium.FPDFAnnot_GetFormFieldType(form.raw, note) in _TYPED:
            name = _string(pdfium.FPDFAnnot_GetFormFieldName, form.raw, note)
            fields.append((name, _string(pdfium.FPDFAnnot_GetFormFieldValue, form.raw, note)))
        pdfium.FPDFPage_CloseAnnot(note)
    return Beside(tuple(it for it in texts if it[1].strip()), tuple(it for it in fields if it[1].strip()))


def _string(function: Callable[..., int], *given: Any) -> str:
    """A string of pdfium, which says how long it is before it writes it."""
    size = function(*given, None, 0)
    buffer = ctypes.create_string_buffer(size)
    function(*given, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:-2].decode("utf-16-le", "replace")


def hides_layers(raw: bytes) -> bool:
    """Has a PDF layers that are not shown? The text on them is read as any other.

    >>> hides_layers(b"<</OCProperties<</OCGs[3 0 R]/D<</OFF[3 0 R]>>>>>>"), hides_layers(b"%PDF-1.4")
    (True, False)
    """
    return any(b"/OCProperties" in part and _OFF.search(part) for part in (raw, *_objects(raw)))


def _objects(raw: bytes) -> Iterator[bytes]:
    for stream in _OBJECTS.finditer(raw):
        try:
            yield zlib.decompressobj().decompress(raw[stream.end() : stream.end() + _STREAM], _STREAM)
        except zlib.error:
            continue


def is_indexed(raw: bytes) -> bool:
    """Does the end of a PDF say where the index of its objects is? pdfium looks for them where it does not.

    >>> [is_indexed(b"%PDF-1.4\\nxref\\n0 1\\nstartxref\\n" + at) for at in (b"9\\n%%EOF", b"3\\n%%EOF")]
    [True, False]
    """
    told = _INDEX.findall(raw, max(0, len(raw) - _TAIL))
    begins = max(0, raw.find(b"%PDF-", 0, _TAIL))
    places = {int(told[-1]), int(told[-1]) + begins} if told else ()
    return any(at < len(raw) and _BEGINS_INDEX.match(raw, at) for at in places)
