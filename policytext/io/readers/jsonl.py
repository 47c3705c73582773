"""JSON lines: a record a line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.decoding import bad_bytes, with_encoding
from policytext.io.readers.fieldnames import holds_text
from policytext.io.readers.fields import RecordDocuments
from policytext.io.readers.jsontext import parsed
from policytext.io.readers.jsonvalue import lists_records
from policytext.io.readers.lines import Block, Line, blocks, json_line, lines
from policytext.io.readers.origin import Lines, Note, Origin, RawDocument, ReadItem, RecordPlace
from policytext.io.readers.size_limit import too_large

_LOOKED_AT = 1 << 15
"""Bytes of the beginning in which rows that are paragraphs or pages are told from documents."""
_BRACE = ord("{")
_LIST = "; a list of records is in it: name the file .json to have each of them"


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[ReadItem]:
    """One document a line; a line that is no record with a text is a Problem."""
    if may_be := _may_be_parts(stream.peek(), origin):
        yield Note(origin.source, may_be)
    found = blocks(stream, origin.settings) if origin.apart else None
    empty = True
    for item in _here(stream, origin) if found is None else _apart(found, origin):
        empty = False
        yield item
    if empty:
        raise Unreadable("is empty")


def _may_be_parts(head: bytes, origin: Origin) -> str:
    """What makes the first lines look like parts of documents. Of the others nothing is said: they may be
    read apart from one another."""
    rows = head[:_LOOKED_AT].split(b"\n")[:-1]
    if len(rows) < 2:
        return ""
    told = RecordDocuments(origin)
    for n, line in enumerate(rows):
        with suppress(Unreadable):
            told.document(parsed(json_line(line, "utf-8").text)[0], str(n))
            if told.may_be:
                return told.may_be
    return ""


def _here(stream: io.BufferedReader, origin: Origin) -> Iterator[ReadItem]:
    settings = origin.settings
    told = RecordDocuments(origin, in_order=False)
    filled = (line for line in lines(stream, settings, json=True) if line.decoded.text.strip())
    for n, line in enumerate(filled, 1):
        if settings.encoding and line.decoded.bad:
            yield Problem(origin.source, bad_bytes(line.decoded, line.offset), line.number)
        yield from _record(line, n, origin, told)


def _apart(found: Iterable[Block], origin: Origin) -> Iterator[ReadItem]:
    n = 0
    for data, size, number, _, declared, cut in found:
        records = Lines(origin, data, RecordPlace(n + 1, number, declared), size)
        if cut:
            n += 1
            [raw] = records
            yield from _record(_line(raw, cut), n, origin, RecordDocuments(origin))
        elif _are_objects(data):
            n += size
            yield records
        else:
            for raw in records:
                if json_line(raw.data, declared).text.strip():
                    n += 1
                    at = RecordPlace(n, raw.at.line, declared) if raw.at else None
                    yield raw._replace(at=at)


def _are_objects(data: bytes) -> bool:
    """Does every line begin with an object, so that none is blank?"""
    at = 0
    while at < len(data):
        if data[at] != _BRACE:
            return False
        at = data.find(b"\n", at) + 1 or len(data)
    return True


def read_line(raw: RawDocument) -> Iterator[Document | Problem | Note]:
    """The document of a line that was read separately; notes are repeated for each line."""
    assert raw.at
    yield from _record(_line(raw), raw.at.number, raw.origin, RecordDocuments(raw.origin))


def _line(raw: RawDocument, cut: bool = False) -> Line:
    assert raw.at
    return Line(raw.at.line, 0, json_line(raw.data, raw.at.declared), cut)


def _record(
    line: Line, number: int, origin: Origin, told: RecordDocuments
) -> Iterator[Document | Problem | Note]:
    written, record = line.decoded.text, None
    try:
        if line.cut:
            raise too_large(origin.settings)
        record, changed = parsed(written)
        document, notes = told.document(record, f"{origin.id}#{number}", changed, line=line.number)
    except Unreadable as error:
        reason = error.reason + (_LIST if _is_around_records(record, origin) else "")
        yield Problem(origin.source, reason, line.number, raw=written.rstrip("\n"))
    else:
        yield from notes
        yield with_encoding(document, line.decoded)


def _is_around_records(record: Any, origin: Origin) -> bool:
    name = origin.settings.text_field
    return isinstance(record, dict) and not holds_text(record, name) and lists_records(record, name)
