"""The size limit of documents, against decompression bombs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from policytext.io.errors import Unreadable
from policytext.settings import Settings


def limit(settings: Settings) -> int:
    """The bytes that one document may have, unpacked."""
    return settings.max_size << 20


def read_all(stream: BinaryIO, settings: Settings) -> bytes:
    """All bytes of a stream. Unreadable as soon as they exceed the limit of a document."""
    data = stream.read(limit(settings) + 1)
    if len(data) > limit(settings):
        raise too_large(settings)
    return data


def fits(cells: Iterable[Any], settings: Settings) -> bool:
    """Is the number of characters in the cells of a record within the limit?"""
    return sum(len(cell) for cell in cells if isinstance(cell, str)) <= limit(settings)


def too_large(settings: Settings) -> Unreadable:
    return Unreadable(f"is larger than {settings.max_size} MB when unpacked (--max-size allows more)")
