"""Documents as JSON lines: a record each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from policytext.document import Document
from policytext.io.records import to_line, to_record
from policytext.io.writers.interfaces import Options, Write


def line(document: Document, options: Options) -> bytes:
    """The record of a document as a JSON line; also called in workers.

    >>> print(line(Document("7", "正文"), Options(edits="none")).decode(), end="")
    {"id": "7", "source": "", "title": "", "text": "正文", "verdict": null}
    """
    return to_line(to_record(document, options.edits)).encode(options.codec)


@contextmanager
def documents(stream: BinaryIO, options: Options) -> Iterator[Write]:
    """A context with a function that writes the records of documents to a stream."""

    def write(document: Document) -> None:
        stream.write(line(document, options))
        if options.shown:
            stream.flush()

    yield write
