"""JSON lines: a record a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.decoding import bad_bytes, encoding_facts
from policytext.io.readers.lines import lines
from policytext.io.readers.origin import Origin
from policytext.io.records import from_record


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem]:
    """One document a line; a line that is no record with a text is a Problem."""
    settings = origin.settings
    n = 0
    for line in lines(stream, settings.encoding):
        written = line.decoded.text
        if not written.strip():
            continue
        n += 1
        if settings.encoding and line.decoded.bad:
            yield Problem(origin.source, bad_bytes(line.decoded, line.offset), line.number)
        try:
            record = json.loads(written)
            document = from_record(
                record, f"{origin.id}#{n}", origin.source, settings.text_field, line.number
            )
        except json.JSONDecodeError as error:
            reason = f"not JSON: {error.msg} at column {error.colno}"
        except RecursionError:
            reason = "not JSON that can be read: nested too deeply"
        except (Unreadable, ValueError) as error:
            reason = str(error)
        else:
            yield document.with_meta(**{**encoding_facts(line.decoded), **document.meta})
            continue
        yield Problem(origin.source, reason, line.number, raw=written.rstrip("\n"))
    if not n:
        raise Unreadable("is empty")
