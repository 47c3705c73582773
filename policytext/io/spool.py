"""A temporary file of documents or results, which can be read repeatedly."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from typing import Generic, TypeVar

IN_MEMORY = 32 << 20  # bytes that are kept before a file is used


T = TypeVar("T")


class Spool(Generic[T]):
    """Items in order, in memory up to a limit, then in a temporary file.

    >>> from policytext.document import Document
    >>> spool: Spool[Document] = Spool()
    >>> spool.add(Document("a", "正文"))
    >>> [document.text for document in spool], len(spool)
    (['正文'], 1)
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, prefix="policytext-")  # noqa: SIM115
        self._count = 0

    def add(self, item: T) -> None:
        """Put an item at the end."""
        self._file.seek(0, 2)
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        at = 0
        for _ in range(self._count):
            self._file.seek(at)
            item: T = pickle.load(self._file)
            at = self._file.tell()
            yield item
