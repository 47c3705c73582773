"""The two forms of writers, and how the user wants output written."""

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
    """How output is written: `codec` a name of Python's, `shown` where somebody reads it as it comes.

    `excel` is CSV as Excel in China reads it, `edits` how much of the history records have,
    `language` that of what a format adds of its own, `wide` every column however narrow a terminal is.
    """

    codec: str = "utf-8"
    excel: bool = False
    edits: EditsWritten = "full"
    shown: bool = False
    language: Language = "en"
    wide: bool = False


class Sink(Protocol):
    """Takes the rows of tables. `notes` says, after the rows, what the format could not hold."""

    @property
    def notes(self) -> list[str]: ...

    def begin(self, table: Table) -> None:
        """Say what columns there are in a table that has those of the input, before its first row."""

    def write(self, table: str, row: Row) -> None:
        """Write a row; columns that it does not have, and None, are empty."""


class Rows:
    """A sink that hands each row to the writer of its table, `opened` when its columns are known."""

    def __init__(
        self, tables: Sequence[Table], opened: Callable[[Table], WriteRow], notes: list[str] | None = None
    ) -> None:
        self._opened = opened
        self._writers = {table.name: opened(table) for table in tables if not table.fields}
        self.notes: list[str] = [] if notes is None else notes

    def begin(self, table: Table) -> None:
        self._writers[table.name] = self._opened(table)

    def write(self, table: str, row: Row) -> None:
        self._writers[table](row)


Said = Mapping[str, Callable[[Any], Any]]
"""How the values of columns are said in the user's language."""


class Translated:
    """A sink before another, in which the values of some columns of each table are `said` otherwise."""

    def __init__(self, sink: Sink, said: Mapping[str, Said]) -> None:
        self._sink, self._said = sink, said
        self.begin = sink.begin

    @property
    def notes(self) -> list[str]:
        return self._sink.notes

    def write(self, table: str, row: Row) -> None:
        said = {name: say(row[name]) for name, say in self._said[table].items() if row.get(name)}
        self._sink.write(table, {**row, **said})


class Target(NamedTuple):
    """Where tables go: a file, a folder, or where `path` is None to `stdout`; `format` is its name."""

    path: Path | None
    format: str
    options: Options
    stdout: BinaryIO | None = None

    @property
    def file(self) -> Path:
        """The path of a format that has one: the registry keeps it from standard output."""
        assert self.path is not None
        return self.path


class DocumentWriter(Protocol):
    """What writes documents to a stream, one after another; complete when its block ends."""

    def __call__(self, stream: BinaryIO, options: Options) -> AbstractContextManager[Write]: ...


class TableWriter(Protocol):
    """A sink for the rows of tables; complete, and seen, when its block ends. Raises OutputError."""

    def __call__(self, target: Target, tables: Sequence[Table]) -> AbstractContextManager[Sink]: ...
