"""Crawls: WARC files (ISO 28500), one document for each page that a server answered with.

Libraries stop at the first damaged record.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

from policytext.document import Document, Problem
from policytext.io.compression import damage
from policytext.io.errors import Unreadable
from policytext.io.readers.crawl import Place, Placed, answered, block_of, facts
from policytext.io.readers.members import left_out, origin_inside, page
from policytext.io.readers.origin import Origin, RawDocument
from policytext.io.readers.size_limit import limit

_PAGES = ("response", "resource", "conversion")
_LINE = 1 << 16  # bytes that a line of a header may have


class Record(NamedTuple):
    """A record: its header, with names in lower case, its block, of which `missing` bytes are missing,
    and its offset in bytes."""

    header: dict[str, str]
    block: bytes
    missing: int = 0
    offset: int = 0


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | RawDocument]:
    """The pages of a crawl: records of readable kinds with status 200.

    A document's id and source are its address; `meta` has the time of the crawl (`crawled`), where the
    record is kept (`crawl_file`, `crawl_offset`: in bytes of the file as it is unpacked), and what the
    server answered (`status`, `media_type`). What else was answered is left out and said; a page that is
    cut comes with a Problem besides.
    """
    origin = origin_inside(origin)
    found = False
    for record in _records(Placed(stream), origin):
        if isinstance(record, Problem):
            yield record
        elif record.header.get("warc-type") == "revisit":
            found = True
            yield left_out(origin, _address(record), "is as at an earlier visit", "revisit")
        elif record.header.get("warc-type") in _PAGES:
            found = True
            yield from _page(record, origin)
    if not found:
        raise Unreadable("has no page")


def _page(record: Record, origin: Origin) -> Iterator[RawDocument | Problem]:
    header = record.header
    url, crawled = _address(record), header.get("warc-date", "")
    place = Place(origin.archive, record.offset)
    if header["warc-type"] == "response":
        yield from answered(origin, url, record.block, record.missing, crawled, place)
        return
    media = header.get("content-type", "").partition(";")[0].strip().lower()
    yield page(
        origin, url, media, record.block, meta=facts(crawled, record.missing, place) | {"media_type": media}
    )


def _address(record: Record) -> str:
    return record.header.get("warc-target-uri", "").strip("<>")


def _records(stream: Placed, origin: Origin) -> Iterator[Record | Problem]:
    """The records, and Problems for other bytes between them; after damage the next one is searched for."""
    lost = 0
    while True:
        begun = stream.at
        try:
            line = stream.readline(_LINE)
        except Exception as error:
            yield origin.problem(damage(error) or str(error))
            return
        if not line.startswith(b"WARC/"):
            if line.strip():
                lost += len(line)
            elif not line:
                break
            continue
        if lost:
            yield origin.problem(f"{lost:,} bytes are no record, and were passed over")
            lost = 0
        header = _header(stream)
        length = header.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            yield origin.problem(
                f"{header.get('warc-target-uri', 'a record')}: has no length, and is not read"
            )
            continue
        yield Record(header, *block_of(stream, int(length), limit(origin.settings)), begun)
    if lost:
        yield origin.problem(f"{lost:,} bytes are no record, and were passed over")


def _header(stream: Placed) -> dict[str, str]:
    header: dict[str, str] = {}
    name = ""
    for line in iter(lambda: stream.readline(_LINE), b""):
        if not line.strip():
            break
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[0] in " \t" and name:
            header[name] += f" {text.strip()}"
        else:
            name, _, value = text.partition(":")
            name = name.strip().lower()
            header[name] = value.strip()
    return header
