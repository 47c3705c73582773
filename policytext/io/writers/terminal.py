"""Tables for the eyes: drawn by rich, their data taken literally."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from policytext.io.writers.cells import cell, without_surrogates
from policytext.io.writers.files import standard_output
from policytext.io.writers.forms import Row, Rows, Sink, Target
from policytext.language.printable import printable
from policytext.schema import Table

_BATCH = 1000  # rows drawn together: the widths of columns follow their cells
_UNLIMITED = 100_000  # columns of output that goes to no terminal


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """A sink that draws tables, a thousand rows at a time; a long cell is folded, never cut.

    NO_COLOR and FORCE_COLOR are obeyed; output that goes to no terminal is as wide as it needs to be.
    """
    with standard_output(target.stdout, drawn=True) as stream:
        drawings = [_Drawing(stream, table, titled=len(tables) > 1) for table in tables]
        yield Rows({drawing.table.name: drawing.write for drawing in drawings})
        for drawing in drawings:
            drawing.flush()


class _Drawing:
    def __init__(self, stream: BinaryIO, table: Table, titled: bool) -> None:
        self.table = table
        self._stream, self._titled = stream, titled
        self._rows: list[list[str]] = []
        self._drawn = False

    def write(self, row: Row) -> None:
        self._rows.append([_shown(row.get(name)) for name in self.table.header])
        if len(self._rows) == _BATCH:
            self.flush()

    def flush(self) -> None:
        if self._rows or not self._drawn:
            self._stream.write(self._drawing().encode("utf-8"))
            self._stream.flush()
        self._rows, self._drawn = [], True

    def _drawing(self) -> str:
        from rich import box
        from rich.console import Console
        from rich.table import Table as Drawn
        from rich.text import Text

        drawn = Drawn(title=self.table.title if self._titled else None, box=box.SIMPLE_HEAD, pad_edge=False)
        for column in self.table.columns:
            justify: Any = "right" if column.type in ("integer", "number") else "left"
            drawn.add_column(Text(column.heading), justify=justify, overflow="fold")
        for row in self._rows:
            drawn.add_row(*map(Text, row))
        console = Console(
            file=io.StringIO(),
            force_terminal=self._stream.isatty() or None,
            width=_terminal_width(self._stream) if self._stream.isatty() else _UNLIMITED,
            emoji=False,
            highlight=False,
            markup=False,
            legacy_windows=False,
        )
        with console.capture() as capture:
            console.print(drawn)
        return "\n".join(line.rstrip() for line in capture.get().split("\n"))


def _terminal_width(stream: BinaryIO) -> int:
    if columns := os.environ.get("COLUMNS", "").strip():
        return int(columns) if columns.isdigit() else 80
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80  # some say 0
    except OSError:
        return 80


def _shown(value: Any) -> str:
    return "" if value is None else printable(without_surrogates(str(cell(value))))
