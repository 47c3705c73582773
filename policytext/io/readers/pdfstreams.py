"""Streams of a PDF that unpack to too much, emptied before pdfium unpacks them.

pdfium loads a page with all that it draws, and needs up to 250 bytes for one of its stream: a page of
170 KB can ask for 12 GB. Here each stream is unpacked as far as it may go and no further; in the place
of one that goes on comes a mark, a rectangle where no page has one, by which its page is known again.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

SHARE = 8
"""Part of what a document may have that one stream of drawing may have: 8 MB of the 64, which pdfium makes
two gigabytes of. Pages of text have some KB, the plans of cities four MB at most."""

_RATIO = 1032  # what Deflate packs to one byte at best (zlib.net/zlib_tech.html)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD = 2000  # bytes before a stream in which its dictionary stands
_PACKED = re.compile(rb"/Fl(?:ateDecode)?\b")
_PICTURE = re.compile(rb"/Image\b")  # unpacked by the line
_OBJECTS = re.compile(rb"/(?:XRef|ObjStm)\b")
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"\1\0")
_PLACE = (-314159, -271828)
_MARK = zlib.compress(b"%d %d 1 1 re f" % _PLACE)
_PATH = 2  # pdfium's FPDF_PAGEOBJ_PATH


def emptied(raw: bytes, most: int) -> tuple[bytes, int]:
    """The PDF with a mark in place of each stream that unpacks to more than its share, and their number.

    `most` is what the document may have, in bytes.

    >>> page = b"<</Filter/FlateDecode>>stream\\n" + zlib.compress(b"q " * 9999) + b"\\nendstream"
    >>> emptied(page, 1 << 20) == (page, 0), emptied(page, 1 << 10)[1]
    (True, 1)
    """
    kept = bytearray(raw)
    cut = 0
    for found in _STREAM.finditer(raw):
        head = raw[max(0, found.start() - _HEAD) : found.start()].rpartition(b"obj")[2]
        end = raw.find(b"endstream", found.end())
        packed = raw[found.end() : end if end >= 0 else len(raw)]
        layers = len(_PACKED.findall(head))
        mark = _marked(layers).ljust(len(packed), b"\0")
        if len(mark) == len(packed) and _is_too_large(packed, head, layers, most):
            kept[found.end() : found.end() + len(mark)] = mark
            cut += 1
    return bytes(kept) if cut else raw, cut


def is_emptied(page: Any) -> bool:
    """Does this page of pdfium's have the mark?"""
    places = (found.get_bounds()[:2] for found in page.get_objects(filter=(_PATH,)))
    return any((round(left), round(bottom)) == _PLACE for left, bottom in places)


def _is_too_large(data: bytes, head: bytes, layers: int, most: int) -> bool:
    """Does a stream, in some layer of its packing, have more than it may have?"""
    if _PICTURE.search(head):
        return False
    share = most if _OBJECTS.search(head) else most // SHARE
    if len(data) * _RATIO**layers <= share:
        return False
    for layer in range(layers, 0, -1):
        end = share if layer == 1 else most
        try:
            data = zlib.decompressobj().decompress(data, end + 1)
        except zlib.error:
            return False
        if layer > 1 and len(data) > end:
            return True
    return len(data) > share and not data.startswith(_FONTS)


def _marked(layers: int) -> bytes:
    mark = _MARK
    for _ in range(layers - 1):
        mark = zlib.compress(mark)
    return mark
