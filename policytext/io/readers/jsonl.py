"""JSON lines: a record a line."""

from __future__ import annotations

import io
from collections.abc import Iterator

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.bounded import too_large
from policytext.io.readers.decoding import bad_bytes, encoding_facts
from policytext.io.readers.fields import Told
from policytext.io.readers.jsontext import decoded_json, parsed
from policytext.io.readers.lines import Line, lines
from policytext.io.readers.origin import At, Note, Origin, Raw


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Raw | Note]:
    """One document a line; a line that is no record with a text is a Problem."""
    settings = origin.settings
    told = Told(origin)
    n = 0
    for line in lines(stream, settings, json=True):
        if not line.decoded.text.strip():
            continue
        n += 1
        if settings.encoding and line.decoded.bad:
            yield Problem(origin.source, bad_bytes(line.decoded, line.offset), line.number)
        if origin.apart and line.utf8 and not line.cut:
            yield Raw(origin, line.utf8, at=At(n, line.number))
        else:
            yield from _record(line, n, origin, told)
    if not n:
        raise Unreadable("is empty")


def read_line(raw: Raw) -> Iterator[Document | Problem | Note]:
    """The document of a line that was read apart; what is to be known is told anew with each line."""
    decoded = decoded_json(raw.data)
    assert raw.at and decoded
    yield from _record(Line(raw.at.line, 0, decoded), raw.at.number, raw.origin, Told(raw.origin))


def _record(line: Line, number: int, origin: Origin, told: Told) -> Iterator[Document | Problem | Note]:
    written = line.decoded.text
    try:
        if line.cut:
            raise too_large(origin.settings)
        record, changed = parsed(written)
        document, notes = told.document(record, f"{origin.id}#{number}", changed, line=line.number)
    except Unreadable as error:
        yield Problem(origin.source, error.reason, line.number, raw=written.rstrip("\n"))
    else:
        yield from notes
        facts = encoding_facts(line.decoded)
        yield document.with_meta(**{**facts, **document.meta}) if facts else document
