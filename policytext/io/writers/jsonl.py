"""Documents as JSON lines: a record each."""

from __future__ import annotations

from typing import BinaryIO

from policytext.document import Document
from policytext.io.records import to_line, to_record
from policytext.io.writers.forms import Options, Write


def documents(stream: BinaryIO, options: Options) -> Write:
    """What writes the record of one document after another to a stream."""

    def write(document: Document) -> None:
        stream.write(to_line(to_record(document, options.edits)).encode(options.codec))
        if options.shown:
            stream.flush()

    return write
