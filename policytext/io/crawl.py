"""Crawls: WARC files, one document for each page that a server answered with."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, cast

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.pages import read_page
from policytext.io.sources import Source, sniff
from policytext.settings import Settings

_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
_OTHER = {"text/plain": "text", "application/pdf": "pdf"}


def read_warc(
    stream: io.BufferedReader, source: Source, settings: Settings
) -> Iterator[Document | Problem]:
    """The pages of a WARC (ISO 28500): HTML, text and PDF among the responses with status 200.

    A document's id and source are its URL; `meta` has the time of the crawl as `crawled`.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise Unreadable("WARC needs fastwarc: pip install 'policytext[crawl]'") from None
    found = False
    for record in ArchiveIterator(
        cast(Any, _Forward(stream)),
        record_types=WarcRecordType.response,
        parse_http=True,
        auto_decode="all",
    ):
        if record.http_headers is None or record.http_headers.status_code != 200:
            continue
        kind = _kind(record)
        if kind is None:
            continue
        found = True
        url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        try:
            yield from _page(record, kind, url, settings)
        except Unreadable as error:
            yield Problem(str(source.path), f"{url}: {error.reason}", id=url)
        except Exception as error:  # one broken page is not the end of the crawl
            yield Problem(str(source.path), f"{url}: {type(error).__name__}: {error}", id=url)
    if not found:
        raise Unreadable("has no page (no response with status 200 that is HTML, text or PDF)")


class _Forward:
    """A stream without `seek`, which fastwarc would rely on; it gives what it has before it fails."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read1(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


def _kind(record: Any) -> str | None:
    named = (record.http_content_type or "").lower()
    if named in _HTML:
        return "html"
    return _OTHER.get(named) if named else "unknown"


def _page(record: Any, kind: str, url: str, settings: Settings) -> Iterator[Document | Problem]:
    raw = record.reader.read()
    meta = {"crawled": record.headers.get("WARC-Date")} if record.headers.get("WARC-Date") else {}
    if kind == "unknown":
        kind = sniff(raw, settings.text_field, ())
    if kind == "pdf":
        from policytext.io.pdf import read_pdf

        yield read_pdf(raw, url, url).with_meta(**meta)
    else:
        yield from read_page(
            raw, url, url, settings, html=kind == "html", declared=record.http_charset, meta=meta
        )
