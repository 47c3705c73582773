"""The actual format of a file named as a workbook, and its reader.

"Excel" exports of sites and databases may be a page with a table, XML of Excel 2003 or lines of text; Excel
opens all of them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from policytext.io.errors import Unreadable
from policytext.io.kinds import OLE, WORD_97
from policytext.io.readers import ods, sheet_process, xlsx
from policytext.io.readers.cells import Book
from policytext.io.readers.package import LOCKED
from policytext.io.readers.sniff import sniff
from policytext.io.readers.zipped import DAMAGED
from policytext.settings import Settings

_ZIP = b"PK\x03\x04"
_OF_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
# The first records of a workbook of 97: BOF, at times WriteProtect, and FilePass ([MS-XLS] 2.1.7.20.3).
_LOCKED_97 = re.compile(rb"\x09\x08\x10\0.{16}(?:\x86\0\0\0)?\x2f\0", re.S)
# Records of what is not read from such a workbook, and the class of each link ([MS-OSHARED] 2.3.7.1).
_NOTES = {
    re.compile(rb"\xd0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\0\xaa\0\x4b\xa9\x0b"): (
        "has links, which are read from .xlsx alone: save it as one to keep their addresses"
    ),
    re.compile(rb"\x5d\0.\0\x15\0\x12\0\x19\0", re.S): (  # Obj, a comment
        "has comments, which are read from .xlsx alone: save it as one to keep them"
    ),
    re.compile(rb"\x1e\x04.\0..[\x02-\x1f]\0\x0000+", re.S): (  # Format, of zeros
        "may have numbers that Excel shows with zeros before them, which are read from .xlsx alone: "
        "save it as one to keep them"
    ),
    # BoolErr, and a Formula whose value is an error
    re.compile(rb"\x05\x02\x08\0.{6}.\x01|\x06\0.[\0-\x20].{6}\x02.[\x07-\x2a]...\xff\xff", re.S): (
        "has errors of Excel such as #REF!, which are empty"
    ),
    re.compile(rb"\x7d\0\x0c\0.\0.[\0\x01].{4}[\x01\x03\x05\x07\x09\x0b\x0d\x0f]", re.S): (  # ColInfo
        "has columns that Excel hides, which are read too"
    ),
    re.compile(rb"\x08\x02\x10\0.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]", re.S): (  # Row
        "has rows that Excel hides, as a filter does, which are read too"
    ),
}
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096  # bytes in which a kind of text says what it is

ReadBook = Callable[[bytes, Settings], Book]


class Reader(NamedTuple):
    """The function that reads the sheets, None for lines of text, and a note for the user."""

    book: ReadBook | None
    words: tuple[str, ...] = ()


def reader(raw: bytes) -> Reader:
    """The reader of these bytes. Unreadable if they are nothing that Excel opens."""
    if raw.startswith(_ZIP):
        return _of_archive(raw)
    if raw.startswith(OLE):
        if LOCKED in raw or _LOCKED_97.search(raw):
            raise Unreadable("is locked with a password: open it in Excel, and save it without one")
        if WORD_97 in raw:
            raise Unreadable("is a document of Word: name it .doc")
        return Reader(sheet_process.book, tuple(words for of, words in _NOTES.items() if of.search(raw)))
    if _OF_2003 in raw[:_HEAD]:
        from policytext.io.readers import xmlsheets

        return Reader(xmlsheets.book, ("is XML of Excel 2003, though its name says a workbook",))
    kind = sniff(raw[: 1 << 18])
    if kind in ("html", "mhtml"):
        from policytext.io.readers import htmlsheets

        return Reader(htmlsheets.book, ("is a page with a table, though its name says a workbook",))
    if kind in ("csv", "text") and (raw.startswith(_WIDE) or b"\0" not in raw[:_HEAD]):
        return Reader(None, ("is text, though its name says a workbook: read as CSV",))
    return Reader(sheet_process.book)


def _of_archive(raw: bytes) -> Reader:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except DAMAGED as error:
        raise Unreadable(f"no text: this workbook is damaged ({error})") from None
    if "word/document.xml" in names:
        raise Unreadable("is a document of Word: name it .docx")
    if "xl/workbook.bin" in names:
        return Reader(sheet_process.book)
    if "content.xml" in names:
        return Reader(ods.book)
    return Reader(xlsx.book)
