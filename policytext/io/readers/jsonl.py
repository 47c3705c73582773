"""JSON lines: a record a line."""

from __future__ import annotations

import io
from collections.abc import Iterator

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.bounded import too_large
from policytext.io.readers.decoding import bad_bytes, encoding_facts
from policytext.io.readers.fields import Told
from policytext.io.readers.jsontext import parsed
from policytext.io.readers.lines import lines
from policytext.io.readers.origin import Note, Origin


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a line; a line that is no record with a text is a Problem."""
    settings = origin.settings
    told = Told(origin)
    n = 0
    for line in lines(stream, settings, json=True):
        written = line.decoded.text
        if not written.strip():
            continue
        n += 1
        if settings.encoding and line.decoded.bad:
            yield Problem(origin.source, bad_bytes(line.decoded, line.offset), line.number)
        try:
            if line.cut:
                raise too_large(settings)
            record, changed = parsed(written)
            document, notes = told.document(record, f"{origin.id}#{n}", changed, line=line.number)
        except Unreadable as error:
            yield Problem(origin.source, error.reason, line.number, raw=written.rstrip("\n"))
        else:
            yield from notes
            facts = encoding_facts(line.decoded)
            yield document.with_meta(**{**facts, **document.meta}) if facts else document
    if not n:
        raise Unreadable("is empty")
