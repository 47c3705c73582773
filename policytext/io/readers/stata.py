"""Stata: a record a row, in a child process, as pandas is in memory what a few bytes may say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers import sandbox
from policytext.io.readers.fields import RecordDocuments, roles
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.rows import AT_ONCE, documents, opened, place, plain


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row; values that have labels are their labels."""
    told, n = RecordDocuments(origin), 0
    with place(stream, origin) as at:
        for row in sandbox.given_by(_rows, at, settings=origin.settings):
            n += 1
            if n == 1:
                roles(tuple(row), origin.settings)
            yield from documents(row, n, told, origin)
    if not n:
        raise Unreadable("is empty")


def _rows(place: bytes | Path) -> Iterator[dict[str, Any]]:
    """In the child process: the rows."""
    import pandas

    try:
        with (
            opened(place) as source,
            pandas.read_stata(source, chunksize=AT_ONCE, convert_missing=False) as frames,
        ):
            for frame in frames:
                yield from (plain(row) for row in frame.astype(object).to_dict("records"))
    except (ValueError, KeyError, OSError) as error:
        raise Unreadable(
            f"this file of Stata is damaged, or of a version that is not read ({error})"
        ) from None
