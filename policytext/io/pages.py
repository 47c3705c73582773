"""Text and HTML: one document a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policytext.document import Document, Problem
from policytext.io.encoding import Decoded, decode, noise
from policytext.io.errors import Unreadable
from policytext.settings import Settings

_NOISE = 0.1  # share of control characters and bad bytes above which bytes are no text
_FORMATS = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, video or WebP file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document; save a workbook as CSV"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as .docx or CSV"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)


def read_page(
    raw: bytes,
    id: str,
    source: str,
    settings: Settings,
    *,
    html: bool = False,
    declared: str | None = None,
    meta: dict[str, Any] | None = None,
) -> Iterator[Document | Problem]:
    """The document in the bytes of a text or an HTML page; Unreadable if they hold none.

    Under `settings.encoding` bytes that are not in it are a Problem besides.
    """
    decoded = decode_text(raw, settings.encoding, html, declared)
    facts = {**(meta or {}), **encoding_facts(decoded)}
    if html:
        from policytext.io.html import read_html

        page = read_html(decoded.text)
        if not page.text.strip():
            raise Unreadable("no text in this page")
        yield Document(id, page.text, source, page.title, {**page.meta, **facts}, layout=page.layout)
    else:
        yield Document(id, newlines(decoded.text), source, meta=facts)
    if settings.encoding and decoded.bad:
        yield Problem(source, bad_bytes(decoded), id=id)


def decode_text(
    raw: bytes, encoding: str | None, html: bool = False, declared: str | None = None
) -> Decoded:
    """As `decode`, but Unreadable where there is nothing, or nothing that is text.

    >>> decode_text(b"\\x89PNG\\r\\n", None)
    Traceback (most recent call last):
    policytext.io.errors.Unreadable: no text: these are the bytes of a PNG image
    """
    for magic, name in _FORMATS:
        if raw.startswith(magic):
            raise Unreadable(f"no text: these are the bytes of {name}")
    decoded = decode(raw, encoding, html, declared)
    if not decoded.text.strip():
        raise Unreadable("is empty")
    if noise(decoded) > max(2, _NOISE * len(decoded.text)):
        raise Unreadable(f"no text: these bytes are no text in {encoding or 'any known encoding'}")
    return decoded


def encoding_facts(decoded: Decoded) -> dict[str, Any]:
    """What a document's `meta` says of its encoding: nothing where it is plain UTF-8."""
    facts: dict[str, Any] = {}
    if decoded.encoding != "utf-8":
        facts["encoding"] = decoded.encoding
    if decoded.bad:
        facts["bad_bytes"] = decoded.bad
    return facts


def bad_bytes(decoded: Decoded, offset: int = 0) -> str:
    """The message on bytes that are not in the encoding that the user named."""
    first = offset + (decoded.first_bad or 0)
    places = "" if decoded.bad == 1 else f", as are {decoded.bad - 1} more places"
    return f"byte {first} is not {decoded.encoding}, and is now U+FFFD{places}"


def newlines(text: str) -> str:
    """Line ends of Windows and of old Macs as a line feed, which is what offsets count.

    >>> newlines("a\\r\\nb\\rc")
    'a\\nb\\nc'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
