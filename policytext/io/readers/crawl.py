"""Pages from HTTP responses in crawl archives of any format: status, media type and body."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any, NamedTuple

from policytext.document import Problem
from policytext.io.compression import damage
from policytext.io.errors import Unreadable
from policytext.io.readers.members import left_out, page
from policytext.io.readers.origin import Origin, RawDocument
from policytext.io.readers.size_limit import limit, too_large

_HEAD_ENDS = (b"\r\n\r\n", b"\n\n")
_STEP = 1 << 18  # bytes read at once


class Place(NamedTuple):
    """The offset of a page's record in its (unpacked) file, in bytes."""

    file: str
    offset: int


def answered(
    origin: Origin, url: str, block: bytes, missing: int, crawled: str, place: Place
) -> Iterator[RawDocument | Problem]:
    """The page in a response; other answers than 200 are left out, truncated ones are reported."""
    most = limit(origin.settings)
    try:
        answer = response(block, most)
        if max(len(block), len(answer.body)) > most:
            raise too_large(origin.settings)
    except Unreadable as error:
        yield Problem(origin.archive, f"{url}: {error.reason}", id=url)
        return
    if answer.status != 200:
        status = f"status {answer.status}"
        yield left_out(origin, url, f"was answered with {status}", status)
        return
    meta = facts(crawled, missing, place) | {"status": answer.status, "media_type": answer.media}
    yield page(origin, url, answer.media, answer.body, charset=answer.charset, meta=meta)
    if missing:
        yield Problem(origin.archive, f"{url}: is cut, its last {missing:,} bytes are not there", id=url)


def facts(crawled: str, missing: int, place: Place) -> dict[str, Any]:
    """The fields of `meta` on how a page was crawled, and where its record is."""
    cut = {"cut": f"the last {missing} bytes are missing"} if missing else {}
    kept = {"crawl_file": place.file, "crawl_offset": place.offset}
    return {**({"crawled": crawled} if crawled else {}), **kept, **cut}


class Placed:
    """A stream that knows its position."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.at = 0

    def readline(self, most: int) -> bytes:
        line = self._stream.readline(most)
        self.at += len(line)
        return line

    def read1(self, most: int) -> bytes:
        data = self._stream.read1(most)
        self.at += len(data)
        return data


def block_of(stream: Placed, length: int, most: int) -> tuple[bytes, int]:
    """The block of a record, of which little more than `most` bytes are kept, and the number of missing
    bytes."""
    pieces: list[bytes] = []
    kept, left = 0, length
    try:
        while left and (piece := stream.read1(min(left, _STEP))):
            left -= len(piece)
            if kept <= most:
                pieces.append(piece)
                kept += len(piece)
    except Exception as error:
        if not damage(error):
            raise
    return b"".join(pieces), left


class Response(NamedTuple):
    """A response; `media` is its type in lower case, empty if the server gave none."""

    status: int
    media: str
    charset: str | None
    body: bytes


def response(raw: bytes, most: int) -> Response:
    """The response in these bytes, its body decompressed to at most one byte more than `most`.

    Unreadable if it is none, or in an unknown content encoding.

    >>> response(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html; charset=gbk\\r\\n\\r\\n<p>", 100)
    Response(status=200, media='text/html', charset='gbk', body=b'<p>')
    """
    line, _, rest = raw.partition(b"\n")
    words = line.split(None, 2)
    if len(words) < 2 or not line.startswith(b"HTTP/") or not words[1].isdigit():
        raise Unreadable("is no HTTP response")
    at, end = min(((at, end) for end in _HEAD_ENDS if (at := raw.find(end)) >= 0), default=(len(raw), b""))
    head = message_from_bytes(raw[len(line) + 1 : at + 2] if rest else b"")
    body = raw[at + len(end) :]
    if "chunked" in head.get("Transfer-Encoding", "").lower():
        body = _joined(body)
    media = head.get_content_type() if "Content-Type" in head else ""
    for coding in reversed(head.get("Content-Encoding", "").lower().replace(" ", "").split(",")):
        body = _decoded(body, coding, most)
    return Response(int(words[1]), media, head.get_content_charset(), body)


def _joined(body: bytes) -> bytes:
    """The joined chunks of a body; a body that is not really chunked unchanged."""
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\n", at)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join(pieces) if pieces else body
        if not length:
            break
        pieces.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    return b"".join(pieces)


def _decoded(body: bytes, coding: str, most: int) -> bytes:
    if coding in ("", "identity"):
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise Unreadable(f"is packed as {coding}, which is not read")
    for bits in (47, -15):  # with a header of gzip or zlib, or without
        try:
            return zlib.decompressobj(bits).decompress(body, most + 1)
        except zlib.error:
            continue
    return body  # crawlers that unpack pages forget to say so
