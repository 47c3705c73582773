"""HTTP responses in crawl archives: status, media type and body."""

from __future__ import annotations

import zlib
from email import message_from_bytes
from typing import NamedTuple

from policytext.io.errors import Unreadable

_HEAD_ENDS = (b"\r\n\r\n", b"\n\n")


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
