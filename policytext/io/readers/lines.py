"""The lines of a stream, decoded one by one."""

from __future__ import annotations

import io
from codecs import getincrementaldecoder
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from policytext.io.compression import FunctionStream
from policytext.io.encoding import Decoded, decode
from policytext.io.readers.decoding import decode_text
from policytext.io.readers.jsontext import decoded_json
from policytext.io.readers.size_limit import limit
from policytext.settings import Settings

_CHUNK = 1 << 16  # bytes
_WIDE = ("utf-16", "utf-32")
_BLOCK = 200_000  # bytes of lines that go together, at least: some milliseconds of reading them
_LARGE = 2_000_000  # the same of a large file, at most, as each block costs a third of a millisecond
_SHARE = 64  # of what was read of a file a block is so small a part that who gets the last one is soon done


class Line(NamedTuple):
    """A line of a file with its number from 1 and the byte offset at which it begins.

    A `cut` one was longer than a document may be; this is only its beginning.
    """

    number: int
    offset: int
    decoded: Decoded
    cut: bool = False


class Block(NamedTuple):
    """Consecutive whole lines: their bytes, their number, and the number and the byte offset of the first.

    A `cut` line is a block of its own. `declared` is the encoding of lines that are not UTF-8.
    """

    data: bytes
    size: int
    number: int
    offset: int
    declared: str
    cut: bool = False


def lines(stream: io.BufferedReader, settings: Settings, json: bool = False) -> Iterator[Line]:
    """The decoded lines of a stream, with line feeds; each is decoded separately.

    Of `json` any valid UTF-8 is UTF-8 (RFC 8259), however short.

    The encoding of the file's head is the hint for lines that are not UTF-8. If the head has only carriage
    returns, as from old Macs, they end lines. Unreadable if the head is no text.
    """
    head = stream.peek()
    found = _declared(head, settings)
    if found.startswith(_WIDE):
        yield from _wide(stream, found, limit(settings))
        return
    if _is_old_mac(head):
        read = partial(_with_line_feeds, stream)
        stream = io.BufferedReader(FunctionStream(read), _CHUNK)
    for block in _blocks(stream, found, limit(settings)):
        offset = block.offset
        for number, raw in enumerate(io.BytesIO(block.data), block.number):
            if json and not settings.encoding:
                decoded = json_line(raw, found)
            else:
                decoded = decode(raw, settings.encoding, declared=found)
                if decoded.encoding != "utf-8":
                    found = decoded.encoding
            yield Line(number, offset, decoded, block.cut)
            offset += len(raw)


def _with_line_feeds(stream: io.BufferedReader, size: int) -> bytes:
    return stream.read1(size).replace(b"\r", b"\n")


def json_line(raw: bytes, declared: str) -> Decoded:
    """A line of JSON, decoded; `declared` is its encoding if it is not UTF-8."""
    return decoded_json(raw) or decode(raw, None, declared=declared)


def blocks(stream: io.BufferedReader, settings: Settings) -> Iterator[Block] | None:
    """The lines of JSON as blocks of bytes; None if they must be decoded to be divided."""
    head = stream.peek()
    declared = _declared(head, settings)
    if settings.encoding or declared.startswith(_WIDE) or _is_old_mac(head):
        return None
    return _blocks(stream, declared, limit(settings))


def _blocks(stream: io.BufferedReader, declared: str, most: int) -> Iterator[Block]:
    offset = 0
    number = 1
    while data := stream.read1(min(max(_BLOCK, offset // _SHARE), _LARGE, most)):
        begun = data.rfind(b"\n") + 1
        cut = False
        if begun < len(data):  # its last line goes on
            line = data[begun:] + stream.readline(most)
            cut = len(line) > most
            length = len(line)
            while cut and not line.endswith(b"\n") and (rest := stream.readline(_CHUNK)):
                line = line[:_CHUNK] + rest[-1:]
                length += len(rest)
            data = data[:begun] if cut else data[:begun] + line
        if data:
            count = data.count(b"\n") + (not data.endswith(b"\n"))
            yield Block(data, count, number, offset, declared)
            number += count
            offset += len(data)
        if cut:
            yield Block(line[:_CHUNK], 1, number, offset, declared, cut)
            number += 1
            offset += length


def _declared(head: bytes, settings: Settings) -> str:
    return decode_text(_uncut(head), settings.encoding).encoding if head.strip() else "utf-8"


def _uncut(head: bytes) -> bytes:
    """The head of a stream without a truncated UTF-8 character at its end, which would cost 70 ms of
    detection.

    >>> _uncut(b"a" * io.DEFAULT_BUFFER_SIZE + "关".encode()[:-1]).count(b"a") == io.DEFAULT_BUFFER_SIZE
    True
    """
    if len(head) < io.DEFAULT_BUFFER_SIZE:  # nothing follows
        return head
    decoder = getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
    except UnicodeDecodeError:
        return head
    return head.removesuffix(decoder.getstate()[0])


def _is_old_mac(head: bytes) -> bool:
    return b"\r" in head.rstrip(b"\r") and b"\n" not in head


def _wide(stream: io.BufferedReader, encoding: str, most: int) -> Iterator[Line]:
    text = io.TextIOWrapper(stream, encoding, "replace", newline="\n")
    number = 0
    while line := text.readline(most):
        number += 1
        cut = len(line) == most and not line.endswith("\n")
        while cut and (rest := text.readline(_CHUNK)) and not rest.endswith("\n"):
            pass
        yield Line(number, 0, Decoded(line.removeprefix("\ufeff"), encoding), cut)
