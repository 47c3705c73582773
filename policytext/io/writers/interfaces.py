"""The interfaces of writers, and the options of output."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

from policytext.document import Document
from policytext.schema import Table
from policytext.settings import EditsWritten
from policytext.wording import Language

Row = Mapping[str, Any]
WriteRow = Callable[[Row], None]
Write = Callable[[Document], None]


class Options(NamedTuple):
    """The options of output: `codec` is Python's name of the encoding; `shown`: it is read while it is
    written.

    `excel`: CSV that a Chinese Excel reads; `edits`: how edits are written in records; `language`: that of
    texts that a format adds; `wide`: every column, even on a narrow terminal.
    """

    codec: str = "utf-8"
    excel: bool = False
    edits: EditsWritten = "full"
    shown: bool = False
    language: Language = "en"
    wide: bool = False


Said = Mapping[str, Callable[[Any], Any]]
"""Translations of the values of columns into the user's language."""


class Sink:
    """Takes the rows of tables, and passes each to the writer of its table.

    A table that has the input's columns is `opened` when these are known. `notes` are, after the rows,
    messages on what the format could not hold. Columns that are `said` are translated; the rows of some
    tables are `taken` elsewhere.
    """

    def __init__(
        self, tables: Sequence[Table], opened: Callable[[Table], WriteRow], notes: list[str] | None = None
    ) -> None:
        self._opened = opened
        self._writers = {table.name: opened(table) for table in tables if not table.fields}
        self.notes: list[str] = [] if notes is None else notes
        self.said: Mapping[str, Said] = {}
        self.taken: Mapping[str, WriteRow] = {}

    def begin(self, table: Table) -> None:
        """Define, before the first row, the columns of a table that has the input's columns."""
        self._writers[table.name] = self._opened(table)

    def write(self, table: str, row: Row) -> None:
        """Write a row; missing columns and None are empty."""
        if take := self.taken.get(table):
            take(row)
            return
        if said := self.said.get(table):
            row = {**row, **{name: say(row[name]) for name, say in said.items() if row.get(name)}}
        self._writers[table](row)


class Target(NamedTuple):
    """The target of tables: a file, a folder, or `stdout` if `path` is None; `format` is the name."""

    path: Path | None
    format: str
    options: Options
    stdout: BinaryIO | None = None

    @property
    def file(self) -> Path:
        """The path, for formats that the registry excludes from standard output."""
        assert self.path is not None
        return self.path


class DocumentWriter(Protocol):
    """A context with a function that writes documents to a stream; complete when the block ends."""

    def __call__(self, stream: BinaryIO, options: Options) -> AbstractContextManager[Write]: ...


class TableWriter(Protocol):
    """A context with a sink for the rows of tables; complete, and visible, when it ends. Raises
    OutputError."""

    def __call__(self, target: Target, tables: Sequence[Table]) -> AbstractContextManager[Sink]: ...
