"""Pages from HTTP responses in crawl archives of any format."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from policytext.document import Problem
from policytext.io.compression import damage
from policytext.io.errors import Unreadable
from policytext.io.readers.http import response
from policytext.io.readers.members import left_out, page
from policytext.io.readers.origin import Origin, RawDocument
from policytext.io.readers.size_limit import limit, too_large

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
