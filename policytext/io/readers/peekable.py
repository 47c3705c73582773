"""Streams that show how they begin: a pipe may give one byte at a time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from policytext.io.compression import BUFFER

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def peekable(stream: BinaryIO) -> io.BufferedReader:
    """A stream that shows how it begins: at least its first line that is not blank."""
    head = b""
    while len(head) < BUFFER and not (len(head) > 4 and b"\n" in head.lstrip()):
        more = stream.read1(BUFFER) if isinstance(stream, io.BufferedReader) else stream.read(BUFFER)
        if not more:
            break
        head += more
    return io.BufferedReader(_Rewound(head, stream), BUFFER + len(head))


class _Rewound(io.RawIOBase):
    """A stream with what was already read of it put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        more = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(view) :]
        view[: len(more)] = more
        return len(more)
