"""ARC files, the predecessor of WARC (Internet Archive, versions 1 and 2)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.crawl import Place, Placed, answered, block_of
from policytext.io.readers.members import origin_inside
from policytext.io.readers.origin import Origin, RawDocument
from policytext.io.readers.size_limit import limit

_LINE = 1 << 16  # bytes that the line before a record may have


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | RawDocument]:
    """The pages of an ARC file; before each is a line with address, IP, date, media type and length."""
    origin = origin_inside(origin)
    found = False
    placed, begun = Placed(stream), 0
    while line := placed.readline(_LINE):
        words = line.decode("utf-8", "replace").split()
        if not words:
            begun = placed.at
            continue
        if len(words) < 5 or not words[-1].isdigit():
            yield origin.problem("is damaged: what follows is no record, and is not read")
            return
        block, missing = block_of(placed, int(words[-1]), limit(origin.settings))
        if not words[0].startswith("filedesc:"):
            found = True
            place = Place(origin.archive, begun)
            yield from answered(origin, words[0], block, missing, _iso(words[2]), place)
        begun = placed.at
    if not found:
        raise Unreadable("has no page")


def _iso(date: str) -> str:
    """The time of a crawl in the notation of WARC.

    >>> _iso("20040102030405")
    '2004-01-02T03:04:05Z'
    """
    if len(date) != 14 or not date.isdigit():
        return date
    return f"{date[:4]}-{date[4:6]}-{date[6:8]}T{date[8:10]}:{date[10:12]}:{date[12:]}Z"
