"""The lines of a stream, decoded one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

from policytext.io.encoding import Decoded, decode
from policytext.io.readers.bounded import limit
from policytext.io.readers.decoding import decode_text
from policytext.io.readers.jsontext import decoded_json
from policytext.settings import Settings

_CHUNK = 1 << 16  # bytes


class Line(NamedTuple):
    """A line of a file with its number from 1 and the byte offset at which it begins.

    One that is `cut` was longer than a document may be, and only its beginning is here. `utf8` are its
    bytes where they are the UTF-8 that JSON is to be in.
    """

    number: int
    offset: int
    decoded: Decoded
    cut: bool = False
    utf8: bytes = b""


def lines(stream: io.BufferedReader, settings: Settings, json: bool = False) -> Iterator[Line]:
    """The decoded lines of a stream, line feeds kept; each is decoded for itself.

    Of `json` what is valid UTF-8 is UTF-8 (RFC 8259), however few characters there are to judge by.

    What the head of the file is in is the hint for lines that are not UTF-8. Where the head has
    carriage returns only, as of old Macs, they end lines. Unreadable where the head is no text.
    """
    head = stream.peek()
    found = decode_text(head, settings.encoding).encoding if head.strip() else "utf-8"
    if found.startswith(("utf-16", "utf-32")):
        yield from _wide(stream, found, limit(settings))
        return
    offset = 0
    old_mac = b"\r" in head.rstrip(b"\r") and b"\n" not in head
    split = _old_mac(stream) if old_mac else _split(stream, limit(settings))
    for number, (raw, size) in enumerate(split, 1):
        standard = decoded_json(raw) if json and not settings.encoding else None
        decoded = standard or decode(raw, settings.encoding, declared=found)
        if decoded.encoding != "utf-8":
            found = decoded.encoding
        yield Line(number, offset, decoded, size > len(raw), raw if standard else b"")
        offset += size


def _split(stream: io.BufferedReader, most: int) -> Iterator[tuple[bytes, int]]:
    """Each line, or its beginning, and how long all of it is."""
    while raw := stream.readline(most):
        size = len(raw)
        if size == most and not raw.endswith(b"\n"):
            while not raw.endswith(b"\n") and (rest := stream.readline(_CHUNK)):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
            raw = raw[:_CHUNK] if size > most else raw
        yield raw, size


def _old_mac(stream: io.BufferedReader) -> Iterator[tuple[bytes, int]]:
    rest = b""
    while chunk := stream.read1(_CHUNK):
        *ended, rest = (rest + chunk).split(b"\r")
        for raw in ended:
            yield raw + b"\n", len(raw) + 1
    if rest:
        yield rest, len(rest)


def _wide(stream: io.BufferedReader, encoding: str, most: int) -> Iterator[Line]:
    text = io.TextIOWrapper(stream, encoding, "replace", newline="\n")
    number = 0
    while line := text.readline(most):
        number += 1
        cut = len(line) == most and not line.endswith("\n")
        while cut and (rest := text.readline(_CHUNK)) and not rest.endswith("\n"):
            pass
        yield Line(number, 0, Decoded(line.removeprefix("\ufeff"), encoding), cut)
