"""The kinds of input: one entry each, from which finding, reading and the help texts follow.

To add a kind: an entry here, a file in `readers` with a function `read` of one of the two forms in
`readers.origin`, and a sample in tests/io/samples.py. tests/io/test_registries.py names what was
forgotten; docs/formats.md is made from these entries.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

from policytext.io.compression import bare_suffix

if TYPE_CHECKING:
    from policytext.io.readers.origin import LineReader, PageReader, RecordReader


STDIN = "-"  # the input that has no name


class Kind(NamedTuple):
    """The description of a kind of input, available before its reader is loaded.

    `form`: whether its reader takes the bytes of one document ("page") or a stream of many ("records").
    `starts` are its magic bytes, at offset `at`; if `marked` is given, one of these must be in its head
    too. `extra` is the extra to install, `media` are its media types. Of two kinds that match, the first in
    KINDS is taken. A kind that is not read `in_folders` (nor in archives) is read only if a file is named
    by the user: most pictures are no pages. `note` is for users.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    module: str
    form: Literal["page", "records"]
    starts: tuple[bytes, ...] = ()
    marked: tuple[bytes, ...] = ()
    extra: str = ""
    media: tuple[str, ...] = ()
    at: int = 0
    in_folders: bool = True
    note: str = ""

    def is_start_of(self, head: bytes) -> bool:
        if not head.startswith(self.starts, self.at):
            return False
        return not self.marked or any(mark in head for mark in self.marked)

    def page_reader(self) -> PageReader:
        reader: PageReader = import_module(f"policytext.io.readers.{self.module}").read
        return reader

    def line_reader(self) -> LineReader:
        reader: LineReader = import_module(f"policytext.io.readers.{self.module}").read_line
        return reader

    def record_reader(self) -> RecordReader:
        reader: RecordReader = import_module(f"policytext.io.readers.{self.module}").read
        return reader


_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
OLE = b"\xd0\xcf\x11\xe0"
WORD_97 = "WordDocument".encode("utf-16-le")
_WORKBOOK_97 = "Workbook".encode("utf-16-le")
_MHTML = (b"From: <Saved by", b"From: Saved by", b'From: "Saved by', b"MIME-Version: 1.0")
_PAGES = (".html", ".htm", ".shtml", ".xhtml", ".jhtml", ".aspx", ".asp", ".jsp", ".php")
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
_PICTURE = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_MARKDOWN = (
    "`.md` with headings is read as Markdown: its marks go, but numbers of lists and fenced code stay; "
    "front matter (YAML) names its facts. What Jina Reader wrote is read so in any text file; numbers of "
    "its lists go."
)
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("text", "text", (".txt", ".md"), "text", "page", media=("text/plain",), note=_MARKDOWN),
        Kind("html", "HTML", _PAGES, "html", "page", media=_HTML),
        Kind("jsonl", "JSON lines", (".jsonl", ".ndjson", ".jl"), "jsonl", "records"),
        Kind("json", "JSON", (".json",), "jsonvalue", "records"),
        Kind("csv", "CSV", (".csv",), "delimited", "records"),
        Kind("tsv", "TSV", (".tsv", ".tab"), "delimited", "records"),
        Kind(
            "workbook",
            "Excel",
            (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods"),
            "workbook",
            "records",
            starts=(b"PK\x03\x04", OLE),
            marked=(b"xl/work", b"vnd.oasis.opendocument.spreadsheet", _WORKBOOK_97),
            note="Pages with tables, XML of Excel 2003 and lines of text that are named `.xls` are read.",
        ),
        Kind(
            "parquet",
            "Parquet, Arrow",
            (".parquet", ".feather", ".arrow"),
            "parquet",
            "records",
            (b"PAR1", b"ARROW1", b"\xff\xff\xff\xff"),
            extra="parquet",
        ),
        Kind(
            "sqlite",
            "SQLite",
            (".sqlite", ".sqlite3", ".db", ".db3"),
            "database",
            "records",
            (b"SQLite format 3\0",),
            note="Every table with a column of text is read; the file is not changed.",
        ),
        Kind("stata", "Stata", (".dta",), "stata", "records", (b"<stata_dta>",)),
        Kind("har", "browser archive", (".har",), "har", "records"),
        Kind("pdf", "PDF", (".pdf",), "pdf", "page", (b"%PDF-",), (), "documents", ("application/pdf",)),
        Kind("docx", "Word", (".docx", ".docm"), "docx", "page", (b"PK\x03\x04",), (b"word/document",)),
        Kind("doc", "Word 97, WPS", (".doc", ".wps"), "office", "page", (OLE,), (WORD_97,)),
        Kind(
            "odt",
            "OpenDocument",
            (".odt",),
            "odt",
            "page",
            (b"PK\x03\x04",),
            (b"vnd.oasis.opendocument.text",),
        ),
        Kind("ofd", "OFD", (".ofd",), "ofd", "page", (b"PK\x03\x04",), (b"OFD.xml",)),
        Kind("epub", "EPUB", (".epub",), "epub", "page", (b"PK\x03\x04",), (b"application/epub+zip",)),
        Kind(
            "mhtml",
            "saved page, mail",
            (".mhtml", ".mht", ".eml"),
            "mhtml",
            "page",
            _MHTML,
            (b"multipart/related",),
        ),
        Kind("rtf", "RTF", (".rtf",), "rtf", "page", (b"{\\rtf",), media=("application/rtf", "text/rtf")),
        Kind("picture", "picture", _PICTURES, "ocr", "page", _PICTURE, extra="ocr", in_folders=False),
        Kind("warc", "WARC", (".warc",), "warc", "records", (b"WARC/",)),
        Kind("arc", "ARC", (".arc",), "arc", "records", (b"filedesc://",)),
        Kind("zip", "ZIP", (".zip",), "zipped", "records", (b"PK\x03\x04",)),
        Kind("tar", "tar", (".tar", ".tgz", ".tbz2", ".txz"), "tarred", "records", (b"ustar",), at=257),
    )
}
NO_DOCUMENTS = frozenset(
    (
        "robots.txt",
        "cookies.txt",
        "hts-log.txt",
        "requirements.txt",
        "license.txt",
        "license.md",
        "thumbs.db",
    )
) | frozenset(("package.json", "dataset_info.json", "dataset_infos.json", "dataset_dict.json"))
"""Names of files of sites and programs, which are read where they are named, and not in folders."""
OF_PROGRAMS = ("of programs", "is a file of a site or a program, and no document")
_QUERY = re.compile(r"(?<=[a-z])(?:[?@#]|%3F)[^/]*\Z", re.I)
SUFFIXES = {suffix: kind for kind in KINDS.values() for suffix in kind.suffixes}


def kind_of(name: str) -> Kind | None:
    """The kind of a file by its suffix, or None.

    >>> kind_of("a/页面.htm.gz").name, kind_of("a.png").name
    ('html', 'picture')

    What downloads a site puts the query of an address behind it.

    >>> kind_of("a/view.php?id=7").name, kind_of("a.htm@p=2").name, kind_of("a.txt@b")
    ('html', 'html', None)
    """
    if kind := SUFFIXES.get(bare_suffix(name)):
        return kind
    bare = _QUERY.sub("", name)
    return KINDS["html"] if bare != name and bare_suffix(bare) in KINDS["html"].suffixes else None


def kind_starting(head: bytes) -> Kind | None:
    """The kind by its first bytes, if these alone are sufficient.

    >>> kind_starting(b"%PDF-1.7").title
    'PDF'
    """
    return next((kind for kind in KINDS.values() if kind.starts and kind.is_start_of(head)), None)
