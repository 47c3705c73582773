"""JSON: one value, a record or a list of records, possibly wrapped in an object."""

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

WRAPPED = 5  # objects within objects, around a list of records: answers of sites have three


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The documents of one JSON value, which is in memory completely."""
    settings = origin.settings
    raw = read_all(stream, settings)
    standard = decoded_json(raw) if not settings.encoding else None
    decoded = standard or decode_text(raw, settings.encoding)
    value, changed = parsed(decoded.text)
    told = RecordDocuments(origin)
    records, around = _records(value, settings.text_field)
    if not records:
        raise Unreadable("is empty")
    if around:
        yield Note(origin.source, f"fields around the records are not kept ({', '.join(around)})")
    for n, record in enumerate(records, 1):
        try:
            document, notes = told.document(record, f"{origin.id}#{n}", changed)
        except Unreadable as error:
            written = json.dumps(record, ensure_ascii=False)
            yield Problem(origin.source, f"record {n}: {error.reason}", raw=written)
        else:
            yield from notes
            yield with_encoding(document, decoded)
        changed = []


def _records(value: Any, text_field: str) -> tuple[list[Any], list[str]]:
    """The records: a list, the list in an object, or the object itself; and the fields of a wrapping
    object.

    >>> _records({"code": 0, "data": {"list": [{"正文": "关于"}], "links": [{"a": 1}]}}, "text")
    ([{'正文': '关于'}], ['code', 'links'])
    """
    around: list[str] = []
    inner = value
    while isinstance(inner, dict) and not names_text(tuple(inner), text_field):
        lists = [
            n for n, held in inner.items() if isinstance(held, list) and held and isinstance(held[0], dict)
        ]
        objects = [name for name, held in inner.items() if isinstance(held, dict)]
        named = [name for name in (*lists, *objects) if _names_text(inner[name], text_field)]
        [name, *others] = named or lists or objects or [""]
        if others or not name:
            return [value], []
        around += [field for field in inner if field != name]
        inner = inner[name]
    return (inner if isinstance(inner, list) else [inner]), around


def _names_text(value: Any, text_field: str, within: int = WRAPPED) -> bool:
    """Has a record, the first of a list, or the wrapped value a field with a usual name of text?"""
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict) or not within:
        return False
    return names_text(tuple(first), text_field) or any(
        _names_text(held, text_field, within - 1) for held in first.values()
    )
