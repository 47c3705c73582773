"""Documents as their texts, with a blank line between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from policytext.document import Document
from policytext.io.writers.interfaces import Options, Write


@contextmanager
def documents(stream: BinaryIO, options: Options) -> Iterator[Write]:
    """A context with a function that writes texts to a stream, unchanged to files.

    If `shown`, on standard output, a text ends with a line feed, and is flushed at once for readers of a
    pipe.
    """
    between = ""

    def write(document: Document) -> None:
        nonlocal between
        end = "" if document.text.endswith("\n") else "\n"
        text = f"{between}{document.text}{end if options.shown else ''}"
        stream.write(text.encode(options.codec, "replace"))
        between = "\n" if options.shown else f"{end}\n"
        if options.shown:
            stream.flush()

    yield write
