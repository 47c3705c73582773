"""Documents as their texts, with a blank line between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from policytext.document import Document
from policytext.io.writers.interfaces import Options, Write


@contextmanager
def documents(stream: BinaryIO, options: Options) -> Iterator[Write]:
    """What writes one text after another to a stream. To a file a text goes as it is.

    Where it is `shown`, on standard output, it ends with a line feed, and each document is seen at
    once by who reads the pipe.
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
