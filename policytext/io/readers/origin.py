"""The origin of an input, and the interfaces of readers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, overload

from policytext.document import Document, Problem
from policytext.settings import Settings

CUT = "is cut or damaged: some of it may be missing"
"""What is said of a file that gives some of its text alone."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of bytes and the names of their documents.

    `id` is the id of a document, or the part before `#n` of the ids of records; `source` is its name in
    documents and messages. `archive` is the file that contains it, if any. `kind` is the name of a kind, or
    empty to detect it from the bytes. `declared` is the encoding in an HTTP header, `meta` are fields for
    the documents' `meta`, `depth` is the number of archives around it. An input `named` by the user must be
    read; others were found in folders. With `apart` records may be returned as bytes, to be parsed
    elsewhere.
    """

    id: str
    source: str
    settings: Settings
    kind: str = ""
    archive: str = ""
    declared: str | None = None
    depth: int = 0
    named: bool = True
    meta: Mapping[str, Any] = field(default_factory=dict)
    apart: bool = False

    def problem(self, reason: str, line: int | None = None) -> Problem:
        """A Problem of this input; for a member of an archive it names the archive, too."""
        if self.archive and not self.source.startswith(self.archive):
            return Problem(self.archive, f"{self.source}: {reason}", line, self.id)
        return Problem(self.source, reason, line)


class RecordPlace(NamedTuple):
    """The position of a record in a file: its number and its line, both from 1.

    `declared` is the encoding of its line if it is not UTF-8.
    """

    number: int
    line: int
    declared: str = "utf-8"


class RawDocument(NamedTuple):
    """A document as unparsed bytes; `at` is its position if it is a record of a file.

    `written`: an earlier run wrote the document, so that only its problems are wanted.
    """

    origin: Origin
    data: bytes
    written: bool = False
    at: RecordPlace | None = None


class Lines(Sequence[RawDocument]):
    """Consecutive records in a file, one a line, as unparsed bytes.

    >>> lines = Lines(Origin("a", "a.jsonl", Settings()), b"{}\\n{}\\n", RecordPlace(1, 1), 2)
    >>> len(lines), lines[1].data, lines[1].at
    (2, b'{}\\n', RecordPlace(number=2, line=2, declared='utf-8'))
    """

    def __init__(self, origin: Origin, data: bytes, first: RecordPlace, count: int) -> None:
        self._origin, self._data, self._first, self._count = origin, data, first, count

    def behind(self, many: int) -> Lines:
        """The block without the first so many records; it must have more.

        >>> lines = Lines(Origin("a", "a.jsonl", Settings()), b"{}\\n[]\\n", RecordPlace(1, 1), 2)
        >>> [line.data for line in lines.behind(1)], lines.behind(1)[0].at == lines[1].at
        ([b'[]\\n'], True)
        """
        at = 0
        for _ in range(many):
            at = self._data.index(b"\n", at) + 1
        number, line, declared = self._first
        first = RecordPlace(number + many, line + many, declared)
        return Lines(self._origin, self._data[at:], first, self._count - many)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[RawDocument]:
        number, line, declared = self._first
        for n, data in enumerate(io.BytesIO(self._data)):
            yield RawDocument(self._origin, data, at=RecordPlace(number + n, line + n, declared))

    @overload
    def __getitem__(self, index: int) -> RawDocument: ...
    @overload
    def __getitem__(self, index: slice) -> list[RawDocument]: ...
    def __getitem__(self, index: int | slice) -> RawDocument | list[RawDocument]:
        return list(self)[index]


class Note(NamedTuple):
    """A message on how an input was read, which is no problem."""

    source: str
    words: str


PageReader = Callable[[bytes, Origin], Iterator[Document | Problem | Note]]
"""Reads the document in the bytes, its problems and notes; raises Unreadable if there is none."""

LineReader = Callable[[RawDocument], Iterator[Document | Problem | Note]]
"""Reads the document of a record, its problems and notes."""

ReadItem = Document | Problem | RawDocument | Lines | Note
"""The items of a stream: documents, parsed or not, blocks of records, problems and notes."""

RecordReader = Callable[[io.BufferedReader, Origin], Iterator[ReadItem]]
"""Reads the documents in a stream, parsed or not; raises Unreadable for errors that stop it."""
