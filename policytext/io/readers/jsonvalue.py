"""JSON: one value, a record or a list of records."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.decoding import decode_text, encoding_facts
from policytext.io.readers.origin import Origin
from policytext.io.records import from_record


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem]:
    """The documents of one JSON value; all of it is in memory."""
    settings = origin.settings
    decoded = decode_text(stream.read(), settings.encoding)
    try:
        records = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not JSON: {error}") from None
    for n, record in enumerate(records if isinstance(records, list) else [records], 1):
        try:
            document = from_record(record, f"{origin.id}#{n}", origin.source, settings.text_field)
        except Unreadable as error:
            written = json.dumps(record, ensure_ascii=False)
            yield Problem(origin.source, f"record {n}: {error.reason}", raw=written)
        else:
            yield document.with_meta(**{**encoding_facts(decoded), **document.meta})
