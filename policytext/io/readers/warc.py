"""Crawls: WARC files, one document for each page that a server answered with."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.origin import Origin, Raw

_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
_OTHER = {"text/plain": "text", "application/pdf": "pdf"}


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Raw]:
    """The pages of a WARC (ISO 28500): HTML, text and PDF among the responses with status 200.

    A document's id and source are its URL; `meta` has the time of the crawl as `crawled`.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

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
        page = replace(
            origin, id=url, source=url, kind=kind, archive=origin.source, declared=record.http_charset
        )
        if crawled := record.headers.get("WARC-Date"):
            page = replace(page, meta={"crawled": crawled})
        try:
            data = record.reader.read()
        except Exception as error:  # one broken page is not the end of the crawl
            yield Problem(origin.source, f"{url}: {type(error).__name__}: {error}", id=url)
        else:
            yield Raw(page, data)
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
    return _OTHER.get(named) if named else ""
