"""Streams whose beginning can be peeked at: a pipe may return one byte at a time."""

from __future__ import annotations

import io
from typing import BinaryIO

from policytext.io.compression import BUFFER, FunctionStream


def peekable(stream: BinaryIO) -> io.BufferedReader:
    """A stream that can peek at least at its first line that is not blank."""
    take = stream.read1 if isinstance(stream, io.BufferedReader) else stream.read  # what a pipe has by now
    head = b""
    while len(head) < BUFFER and not (len(head) > 4 and b"\n" in head.lstrip()):
        more = take(BUFFER)
        if not more:
            break
        head += more
    size = len(head)

    def read(most: int) -> bytes:
        """What was read of it already, then the rest."""
        nonlocal head
        given, head = head[:most] or take(most), head[most:]
        return given

    return io.BufferedReader(FunctionStream(read), BUFFER + size)
