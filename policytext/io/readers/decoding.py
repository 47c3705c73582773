"""Decoding the bytes of one document, or the reason why they are no text."""

from __future__ import annotations

from typing import Any

from policytext.document import Document
from policytext.io.encoding import Decoded, decode, noise
from policytext.io.errors import Unreadable
from policytext.language.patterns import lazy

NOISE = 0.1
"""Share of control characters and undecodable bytes above which bytes are no text: random bytes have .3 and
more in every encoding, truncated pages full of form feeds .01."""

_OF_R = "write.csv(x, 'x.csv', fileEncoding = 'UTF-8') writes what is read"
_OF_PYTHON = "which runs what it holds when it is opened: write its table with to_csv or to_json"
_FORMATS = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "RIFF (WebP, WAV, AVI)",
    b"PK\x03\x04": "ZIP (Office)", b"\xd0\xcf\x11\xe0": "Office 97", b"%PDF-": "PDF", b"\x7fELF": "ELF",
    b"CAJ\0": "CAJ (CNKI)", b"KDH ": "CAJ (CNKI)", b"SQLite format 3\0": "SQLite", b"PAR1": "Parquet",
    b"ARROW1": "Feather (Arrow)", b"<stata_dta>": "Stata", b"$FL": "SPSS: save it there as .csv or .xlsx",
    b"RDX": f"R: {_OF_R}", b"X\n\0\0\0": f"R: {_OF_R}", b"MATLAB": "MATLAB", b"\x93NUMPY": "NumPy",
    b"\x89HDF": "HDF5", **{bytes((0x80, n)): f"pickle (Python), {_OF_PYTHON}" for n in range(2, 6)},
}  # fmt: skip
_DUMP = lazy(
    r"(?:--[^\n]*\n|/\*(?s:(?:(?!\*/).)*)\*/[^\n]*\n"
    r"|(?!CREATE TABLE|INSERT INTO|--|/\*)[^\n\x80-\U0010ffff]*\n)*"
    r"(?:CREATE TABLE|INSERT INTO)\s+(?:IF NOT EXISTS\s+)?[`\"\w.]+"
)
"""How a dump of a database begins: comments and commands; a standard for data has its title above them."""
_REFERENCES = lazy(
    r"(?:%0 \S|TY  - |RT [A-Z]|@\w+\{[^\s,]+,|\{Reference Type\}: |SrcDatabase-来源库\s*[:：])(?s:.*[\n,])"
    r"(?:%T |T[I1](?:  -)? |\s*title\s*=|\{Title\}: |Title-题名\s*[:：])"
)
"""How lists of references begin (EndNote, RIS, RefWorks, BibTeX, NoteExpress, CNKI), and name a title."""
_ADDRESSES = lazy(r"\s*(?:https?://[^\s\u2e80-\U0010ffff]+\s+)*https?://[^\s\u2e80-\U0010ffff]+\s*")
_TAGGED = lazy(
    r"(?:[^\s\w]|\w)[\t ](?:O|[BIMES]-[A-Za-z.]+)\s*\n(?:\s*\S[\t ](?:O|[BIMES]-[A-Za-z.]+)\s*(?:\n|\Z)){9}"
)
_PRINTED = lazy(r"(?:\s*\+-[-+]+-\+\s*\n\|.*\|\s*\n\s*\+-[-+]+-\+\s*\n| ?\S.*\|.*\n ?-+(?:\+-+)+ ?\n)")
"""How the tables begin that the clients of MySQL and PostgreSQL print."""
_PRINTED_END = lazy(
    r"\+[-+]+\+|\d+ rows? in set.*|\(\d+ (?:rows?|行(?:记录)?)\)|(?:Time|时间)[:：].*|mysql>.*|Bye|.*\|.*"
)
"""And their last line: below a table that is drawn so at the head of a document there is more."""
_MAILS = lazy(r"From \S+.*\n(?:[\w-]+:.*\n(?:[ \t].*\n)*){2}(?s:.*)\n\nFrom \S+.*\n[\w-]+:")
_HEAD = 4096  # characters in which a dump of a database has its first table
_BEGINNINGS = {
    "is a dump of a database (SQL): export its tables as CSV, Excel or JSON": _DUMP,
    "is a list of characters with their tags, and no text": _TAGGED,
}
_PACKED = {b"Rar!": "RAR", b"7z\xbc\xaf": "7-Zip"}


def decode_text(
    raw: bytes, encoding: str | None, html: bool = False, declared: str | None = None
) -> Decoded:
    """As `decode`, but raises Unreadable if there is no text.

    >>> decode_text(b"\\x89PNG\\r\\n", None)
    Traceback (most recent call last):
    policytext.io.errors.Unreadable: no text: these are the bytes of PNG
    """
    for magic, name in _FORMATS.items():
        if raw.startswith(magic):
            raise Unreadable(f"no text: these are the bytes of {name}")
    if packed := _PACKED.get(raw[:4]):
        raise Unreadable(f"is a {packed} archive: unpack it, and name its folder")
    decoded = decode(raw, encoding, html, declared)
    if not decoded.text.strip("\0 \t\r\n\f\u3000\ufeff"):
        raise Unreadable("is empty")
    if refused := "" if html else _no_text(decoded.text):
        raise Unreadable(refused)
    if noise(decoded) > max(2, NOISE * len(decoded.text)):
        raise Unreadable(f"no text: these bytes are no text in {encoding or 'any known encoding'}")
    return decoded


def _no_text(text: str) -> str:
    """What a file that decodes is instead of a text; "" if it may be one."""
    if text.startswith("From ") and _MAILS.match(text):
        return "is a box of several mails (mbox): save them one by one (.eml)"
    if _ADDRESSES.fullmatch(text):
        return "is a list of addresses, and nothing is downloaded: save the pages, and name them"
    if _REFERENCES.match(text.lstrip(), 0, _HEAD):
        return "is a list of references, and has no texts: export it as a table (.csv, .xls)"
    if _PRINTED.match(text, 0, _HEAD) and _PRINTED_END.fullmatch(text.rstrip().rpartition("\n")[2].strip()):
        return "is a table as a client of a database prints it: export it as CSV, Excel or JSON"
    return next((words for words, begin in _BEGINNINGS.items() if begin.match(text, 0, _HEAD)), "")


def encoding_facts(decoded: Decoded) -> dict[str, Any]:
    """The fields of `meta` on the encoding: none for plain UTF-8."""
    facts: dict[str, Any] = {}
    if decoded.encoding != "utf-8":
        facts["encoding"] = decoded.encoding
    if decoded.bad:
        facts["bad_bytes"] = decoded.bad
    return facts


def with_encoding(document: Document, decoded: Decoded) -> Document:
    """A document of a record, with the facts on the record's encoding in `meta`."""
    facts = encoding_facts(decoded)
    return document.with_meta(**{**facts, **document.meta}) if facts else document


def bad_bytes(decoded: Decoded, offset: int = 0) -> str:
    """The message for bytes that are not in the encoding that the user gave."""
    first = offset + (decoded.first_bad or 0)
    places = "" if decoded.bad == 1 else f", as are {decoded.bad - 1} more places"
    return f"byte {first} is not {decoded.encoding}, and is now U+FFFD{places}"
