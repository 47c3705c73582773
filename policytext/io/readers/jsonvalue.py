"""JSON: one value, a record or a list of records, which may be wrapped in an object."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.decoding import decode_text, with_encoding
from policytext.io.readers.fields import RecordDocuments, names_text
from policytext.io.readers.jsontext import decoded_json, parsed
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.size_limit import read_all


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The documents of one JSON value; all of it is in memory."""
    settings = origin.settings
    raw = read_all(stream, settings)
    standard = decoded_json(raw) if not settings.encoding else None
    decoded = standard or decode_text(raw, settings.encoding)
    value, changed = parsed(decoded.text)
    told = RecordDocuments(origin)
    for n, record in enumerate(_records(value, settings.text_field), 1):
        try:
            document, notes = told.document(record, f"{origin.id}#{n}", changed)
        except Unreadable as error:
            written = json.dumps(record, ensure_ascii=False)
            yield Problem(origin.source, f"record {n}: {error.reason}", raw=written)
        else:
            yield from notes
            yield with_encoding(document, decoded)
        changed = []


def _records(value: Any, text_field: str) -> list[Any]:
    """The list itself, that in the one field of an object that has one, or the object as a record.

    >>> _records({"code": 0, "data": [{"正文": "关于"}]}, "text")
    [{'正文': '关于'}]
    """
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not names_text(tuple(value), text_field):
        lists = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        inner = [v for v in value.values() if isinstance(v, dict)]
        if len(lists) == 1:
            return lists[0]
        if not lists and len(inner) == 1:
            return _records(inner[0], text_field)
    return [value]
