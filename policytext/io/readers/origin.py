"""What is known of an input before it is read, and the two forms of readers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, overload

from policytext.document import Document, Problem
from policytext.io.readers.ranges import Range
from policytext.settings import Settings


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from and what their documents are called.

    `id` is the id of a document, or the part before `#n` of those of its records; `source` is what
    documents and messages call it. `archive` is the file around it, if it is part of one. `kind`
    is the name of a kind, or empty where it is told by how the bytes begin. `declared` is the
    encoding that an HTTP header gave, `meta` what the documents' `meta` is to have, `depth` the number
    of archives around it. One that is `named` by the user must be read; else it was come upon. With
    `apart` records may come as bytes, too, to be parsed elsewhere.
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
        """What is wrong with it; that of a part of an archive names the archive, too."""
        if self.archive and not self.source.startswith(self.archive):
            return Problem(self.archive, f"{self.source}: {reason}", line, self.id)
        return Problem(self.source, reason, line)


class RecordPlace(NamedTuple):
    """Which record of a file: its number and its line, both from 1.

    `declared` is what its line may be in where it is no UTF-8.
    """

    number: int
    line: int
    declared: str = "utf-8"


class RawDocument(NamedTuple):
    """One document as bytes that no reader has looked into yet; `at` is where it is a record of a file.

    `written` says that an earlier run wrote the document: only what is wrong with it is wanted.
    """

    origin: Origin
    data: bytes
    written: bool = False
    at: RecordPlace | None = None


class Lines(Sequence[RawDocument]):
    """Records that follow one another in a file, a line each, as the bytes that they are there.

    They are one thing until somebody looks at one, so that they go to another process at little cost: those
    that lie in a file, at `place`, go there without their bytes, which that process has to `fetch`.

    >>> lines = Lines(Origin("a", "a.jsonl", Settings()), b"{}\\n{}\\n", RecordPlace(1, 1), 2)
    >>> len(lines), lines[1].data, lines[1].at
    (2, b'{}\\n', RecordPlace(number=2, line=2, declared='utf-8'))
    """

    def __init__(
        self, origin: Origin, data: bytes, first: RecordPlace, count: int, place: Range | None = None
    ) -> None:
        self._origin, self._data, self._first, self._count = origin, data, first, count
        self._place = place

    def __reduce__(self) -> tuple[Any, ...]:
        data = b"" if self._place else self._data
        return Lines, (self._origin, data, self._first, self._count, self._place)

    def fetch(self) -> bool:
        """Make sure that the bytes are there; False where they no longer lie where they did."""
        if not self._data and self._place:
            self._data = self._place.read() or b""
        return bool(self._data)

    def behind(self, many: int) -> Lines:
        """The same without the first so many, of which there are more.

        >>> lines = Lines(Origin("a", "a.jsonl", Settings()), b"{}\\n[]\\n", RecordPlace(1, 1), 2)
        >>> [line.data for line in lines.behind(1)], lines.behind(1)[0].at == lines[1].at
        ([b'[]\\n'], True)
        """
        at = 0
        for _ in range(many):
            at = self._data.index(b"\n", at) + 1
        number, line, declared = self._first
        first = RecordPlace(number + many, line + many, declared)
        place = self._place and self._place.behind(at)
        return Lines(self._origin, self._data[at:], first, self._count - many, place)

    def carried(self) -> Lines:
        """The same, to take its bytes with it."""
        return Lines(self._origin, self._data, self._first, self._count)

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
    """Something to know of how an input was read, where nothing is wrong."""

    source: str
    words: str


PageReader = Callable[[bytes, Origin], Iterator[Document | Problem]]
"""The one document in the bytes, and problems with it; raises Unreadable where there is none."""

LineReader = Callable[[RawDocument], Iterator[Document | Problem | Note]]
"""The document of a record, what is wrong with it, and what is to be known of how it was read."""

ReadItem = Document | Problem | RawDocument | Lines | Note
"""What a stream gives: documents, whole or still to be read, one or many at a time, and notes."""

RecordReader = Callable[[io.BufferedReader, Origin], Iterator[ReadItem]]
"""The documents in a stream, or the bytes of each or of some; raises Unreadable for what stops it."""
