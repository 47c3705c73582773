"""Documents as JSON lines: a record each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from policytext.document import Document
from policytext.io.records import to_line, to_record
from policytext.io.writers.forms import Options, Write


@contextmanager
def documents(stream: BinaryIO, options: Options) -> Iterator[Write]:
    """What writes the record of one document after another to a stream."""

    def write(document: Document) -> None:
        stream.write(to_line(to_record(document, options.edits)).encode(options.codec))
        if options.shown:
            stream.flush()

    yield write
