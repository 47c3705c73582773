"""The lines of a stream, decoded one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

from policytext.io.encoding import Decoded, decode
from policytext.io.readers.decoding import decode_text


class Line(NamedTuple):
    """A line of a file with its number from 1 and the byte offset at which it begins."""

    number: int
    offset: int
    decoded: Decoded


def lines(stream: io.BufferedReader, encoding: str | None = None) -> Iterator[Line]:
    """The decoded lines of a stream, line feeds kept; each is decoded for itself.

    What the head of the file is in is the hint for lines that are not UTF-8. Unreadable where
    the head is no text.
    """
    head = stream.peek()
    found = decode_text(head, encoding).encoding if head.strip() else "utf-8"
    if found.startswith(("utf-16", "utf-32")):
        wide = io.TextIOWrapper(stream, found, "replace", newline="\n")
        for number, text in enumerate(wide, 1):
            yield Line(number, 0, Decoded(text.removeprefix("\ufeff"), found))
        return
    offset = 0
    for number, raw in enumerate(stream, 1):
        decoded = decode(raw, encoding, declared=found)
        if decoded.encoding != "utf-8":
            found = decoded.encoding
        yield Line(number, offset, decoded)
        offset += len(raw)
