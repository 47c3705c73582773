"""Stata: a record a row, in a child process, as pandas is in memory what a few bytes may say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policytext.document import Document, Problem
from policytext.io.encoding import Decoded, score
from policytext.io.errors import Unreadable
from policytext.io.readers import sandbox
from policytext.io.readers.fields import RecordDocuments
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.roles import roles
from policytext.io.readers.rows import AT_ONCE, documents, opened, place, plain

SURE = 0.8  # how much like Chinese a text in Latin-1 must look in GB18030


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
                rows = frame.astype(object).to_dict("records")
                yield from ({name: plain(_recoded(cell)) for name, cell in row.items()} for row in rows)
    except Exception as error:  # of damaged files pandas says anything
        raise Unreadable("this file of Stata is damaged, or of an unknown version") from error


def _recoded(cell: Any) -> Any:
    """A text of a version before 14, which says nothing of its encoding, and is taken for Latin-1.

    >>> _recoded("关于".encode("gbk").decode("latin-1")), _recoded("café")
    ('关于', 'café')
    """
    if not isinstance(cell, str) or cell.isascii():
        return cell
    try:
        found = Decoded(cell.encode("latin-1").decode("gb18030"), "gb18030")
    except UnicodeError:
        return cell
    return found.text if score(found) > SURE else cell
