"""Rows of files that other processes read, as documents: what Parquet, Arrow, Stata and SQLite share."""

from __future__ import annotations

import io
import json
import os
import shutil
import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, time
from pathlib import Path
from typing import Any

from policytext.document import Document, Problem
from policytext.io.compression import file_of
from policytext.io.encoding import Decoded, score
from policytext.io.errors import Unreadable
from policytext.io.readers.cells import value
from policytext.io.readers.fields import RecordDocuments
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.size_limit import fits, read_all, too_large
from policytext.io.writers.temporary import scratch

AT_ONCE = 256  # rows held in memory at once, or fewer
KEY = 64  # bytes of a value that is no text, and is kept: a hash or a key, and no picture
UNPACKED = 1 << 26  # bytes to which a value may unpack
LOST = "\ufffd"  # where a value ends before its text does, as columns of 65,535 bytes cut them
_CHINESE = 0.5  # bytes whose reading as GB18030 scores no more are none: torn UTF-8 scores .5 at most


def documents(
    record: dict[str, Any], n: int, told: RecordDocuments, origin: Origin, **more: Any
) -> Iterator[Document | Problem | Note]:
    """The document of a row, with `more` fields, its notes or its problem."""
    try:
        if not fits(record.values(), origin.settings):
            raise too_large(origin.settings)
        document, notes = told.document(record, f"{origin.id}#{n}")
    except Unreadable as error:
        raw = json.dumps(record, ensure_ascii=False, default=str)
        yield Problem(origin.source, f"row {n}: {error.reason}", raw=raw)
    else:
        yield from notes
        yield document.with_meta(**more) if more else document


@contextmanager
def place(stream: io.BufferedReader, origin: Origin) -> Iterator[bytes | Path]:
    """The file of a stream, or a copy of an object, for another process; of a decompressed stream its
    bytes."""
    if not stream.seekable():
        yield read_all(stream, origin.settings)
    elif file := file_of(stream):
        yield Path(os.fsdecode(file.name))
    else:  # only this process may know how to reach it
        with scratch() as folder:
            copy = folder / "object"
            with copy.open("wb") as target:
                shutil.copyfileobj(stream, target)
            yield copy


def opened(place: bytes | Path) -> io.BufferedIOBase:
    """What stands in a place, in the other process."""
    return io.BytesIO(place) if isinstance(place, bytes) else place.open("rb")


def _unpacked(cell: bytes) -> tuple[bytes, str]:
    """A value that crawlers packed with zlib or gzip, and a mark if its end is lost; others as they are."""
    if not cell.startswith((b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x9c", b"\x78\xda")):
        return cell, ""
    packed = zlib.decompressobj(47)
    try:
        data = packed.decompress(cell, UNPACKED + 1)  # more than a document may have is refused
    except zlib.error:
        return cell, ""
    return data, "" if packed.eof else LOST


def plain(cell: Any) -> Any:
    """A value as a JSON value, recursively.

    >>> plain({"a": "关于".encode("gbk"), "b": [float("nan"), date(2024, 1, 5)]})
    {'a': '关于', 'b': [None, '2024-01-05']}
    >>> plain(zlib.compress("关于印发".encode())[:-1])
    '关于印发\ufffd'
    """
    if isinstance(cell, dict):
        return {str(name): plain(inner) for name, inner in cell.items()}
    if isinstance(cell, list | tuple):
        return [plain(inner) for inner in cell]
    if isinstance(cell, date | time | float):
        return value(cell) if cell == cell else None
    if isinstance(cell, bytes):
        cell, lost = _unpacked(cell)
        for codec in ("utf-8", "gb18030"):
            with suppress(UnicodeDecodeError):
                text = getincrementaldecoder(codec)().decode(cell, final=not lost)
                if codec == "utf-8" or score(Decoded(text, codec)) > _CHINESE:
                    return text + lost
        return cell.decode("utf-8", "backslashreplace") if len(cell) <= KEY else None
    return cell if cell is None or isinstance(cell, bool | int | str) else str(cell)
