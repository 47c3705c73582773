"""Tables drawn on a terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from shutil import get_terminal_size
from typing import Any, BinaryIO

from policytext.io.writers.cells import cell, without_surrogates
from policytext.io.writers.files import standard_output
from policytext.io.writers.interfaces import Row, Sink, Target, WriteRow
from policytext.language.characters import WIDE
from policytext.language.printable import printable
from policytext.schema import Column, Table
from policytext.wording import translated

BATCH = 1000  # rows drawn together: the widths of columns follow their cells
UNLIMITED = 100_000  # columns of output that goes to no terminal
NARROW = 14  # columns of letters that a text needs at least: seven characters a line are no stripe yet
CONTEXT = 22  # of what stands beside a term, of which a terminal shows two and where they stand
FOLDS = 3  # lines of a cell; what is longer ends with a mark, and is whole with --wide
BAR = 8  # columns of letters of a full bar
_BETWEEN = "  "
_MORE = "…"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_TALL = re.compile(f"[{WIDE}]")  # all that `--help` needs: to read what is kept takes longer


@contextmanager
def tables(target: Target, tables: Sequence[Table]) -> Iterator[Sink]:
    """A sink that draws tables, a thousand rows at a time.

    On a terminal a table has the columns that fit, those of its `first` before others, long cells are
    folded into three lines, and `notes` says what is not shown; with `wide`, and if the output is no
    terminal, everything is shown. NO_COLOR and FORCE_COLOR are respected.
    """
    with standard_output(target.stdout, drawn=True) as stream:
        drawings: list[_Drawing] = []

        def opened(table: Table) -> WriteRow:
            drawings.append(_Drawing(stream, table, target, titled=len(tables) > 1))
            return drawings[-1].write

        sink = Sink(tables, opened)
        yield sink
        for drawing in drawings:
            drawing.flush()
        hidden = list(dict.fromkeys(name for drawing in drawings for name in drawing.hidden))
        cut = any(drawing.cut for drawing in drawings)
        language = target.options.language
        if hidden:
            sentence = translated("not shown: {names} (--wide shows every column)", language)
            sink.notes.append(sentence.format(names=", ".join(hidden)))
        elif cut:
            sink.notes.append(
                translated("texts that end with … are longer (--wide shows them whole)", language)
            )


def in_colour(terminal: bool) -> bool:
    """Should the output (to a terminal or not) be coloured? NO_COLOR and FORCE_COLOR are respected.

    On Windows only the newer terminals, which identify themselves, support colour codes.
    """
    given = os.environ.get
    if given("NO_COLOR"):
        return False
    plain = os.name == "nt" and not (given("WT_SESSION") or given("TERM"))
    return bool(given("FORCE_COLOR")) or (terminal and given("TERM") != "dumb" and not plain)


class _Drawing:
    def __init__(self, stream: BinaryIO, table: Table, target: Target, titled: bool) -> None:
        self.table = table
        self.hidden: list[str] = []
        self.cut = False
        self._stream, self._titled = stream, titled
        self._terminal = stream.isatty()
        self._whole = target.options.wide or not self._terminal
        self._colour = in_colour(self._terminal)
        self._rows: list[Row] = []
        self._drawn = False

    def write(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) == BATCH:
            self.flush()

    def flush(self) -> None:
        if self._rows or not self._drawn:
            self._stream.write("".join(f"{line}\n" for line in self._lines()).encode("utf-8"))
            self._stream.flush()
        self._rows, self._drawn = [], True

    def _lines(self) -> Iterator[str]:
        columns = list(self.table.columns)
        shown = [[_shown(row.get(column.name)) for row in self._rows] for column in columns]
        if self._terminal:
            shown = [_with_bars(c, texts, self._rows) for c, texts in zip(columns, shown, strict=True)]
        natural = [max(map(width, (c.heading, *texts))) for c, texts in zip(columns, shown, strict=True)]
        room = UNLIMITED if self._whole else get_terminal_size().columns
        if not self._whole:  # what is empty everywhere says nothing
            natural = [wide if any(texts) else 0 for wide, texts in zip(natural, shown, strict=True)]
            natural = natural if any(natural) else [width(column.heading) for column in columns]
        widths = _shared(self.table, natural, room)
        self.hidden = [c.heading for c, n, w in zip(columns, natural, widths, strict=True) if n and not w]
        kept = [number for number, wide in enumerate(widths) if wide]
        if self._titled:
            yield self._styled(self.table.title, "1")
        heads = [[columns[number].heading] for number in kept]
        yield from (self._styled(line, "1") for line in self._laid(kept, heads, columns, widths))
        yield self._styled("─" * (sum(widths) + len(_BETWEEN) * (len(kept) - 1)), "2")
        for row in range(len(self._rows)):
            cells = [self._folded(columns[n], shown[n][row], widths[n]) for n in kept]
            yield from self._laid(kept, cells, columns, widths)
        yield ""

    def _laid(
        self, kept: list[int], cells: list[list[str]], columns: list[Column], widths: list[int]
    ) -> Iterator[str]:
        """The lines of a row, with its cells side by side."""
        for pieces in zip_longest(*cells, fillvalue=""):
            placed = []
            for number, piece in zip(kept, pieces, strict=True):
                blank = " " * (widths[number] - width(piece))
                column = columns[number]
                right = (column.type in ("integer", "number") and not column.bar) or column.cut == "before"
                placed.append(f"{blank}{piece}" if right else f"{piece}{blank}")
            yield _BETWEEN.join(placed).rstrip()

    def _folded(self, column: Column, text: str, wide: int) -> list[str]:
        """A cell wrapped to a width; its most important part if it must be on one line."""
        if width(text) <= wide:
            return [text]
        self.cut = self.cut or column.cut != "fold"
        if column.cut in ("start", "before"):
            return [_MORE + fitting(text[::-1], wide - 1)[::-1]]
        if column.cut == "end":
            return [fitting(text, wide - 1) + _MORE]
        lines, rest = list[str](), text
        while rest and len(lines) < FOLDS:
            lines.append(fitting(rest, wide))
            rest = rest[len(lines[-1]) :]
        if rest:
            self.cut = True
            lines[-1] = fitting(lines[-1], wide - 1) + _MORE
        return lines

    def _styled(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self._colour else text


def width(text: str) -> int:
    """The width of a text on a terminal in columns.

    >>> width("创新 a")
    6
    """
    return len(text) + len(_TALL.findall(text))


def fitting(text: str, wide: int) -> str:
    """The beginning of a text that fits, at least one character.

    >>> fitting("创新发展", 5)
    '创新'
    """
    used = 0
    for at, character in enumerate(text):
        used += width(character)
        if used > wide and at:
            return text[:at]
    return text


def bar(share: float) -> str:
    """A bar of a share in [0, 1].

    >>> bar(1.0), bar(0.3)
    ('████████', '██▍')
    """
    eighths = round(max(0.0, min(share, 1.0)) * BAR * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def _with_bars(column: Column, texts: list[str], rows: Sequence[Row]) -> list[str]:
    """Scores with bars beside them, the best with the longest."""
    if not column.bar:
        return texts
    scores = [row.get(column.name) or 0.0 for row in rows]
    most = max((abs(score) for score in scores), default=0.0) or 1.0
    wide = max(map(width, texts), default=0)
    return [f"{text:>{wide}} {bar(score / most)}" for text, score in zip(texts, scores, strict=True)]


def _shared(table: Table, natural: Sequence[int], room: int) -> list[int]:
    """The width of each column, 0 if it does not fit; those of `first` take precedence."""
    least = [_least(column, wide) for column, wide in zip(table.columns, natural, strict=True)]
    header = table.header
    order = [header.index(name) for name in dict.fromkeys((*table.first, *header))]
    widths = [0] * len(natural)
    left = room + len(_BETWEEN)
    for number in order:
        if least[number] and (least[number] + len(_BETWEEN) <= left or left == room + len(_BETWEEN)):
            widths[number] = min(least[number], room)
            left -= widths[number] + len(_BETWEEN)
    while left > 0:
        growing = [number for number, wide in enumerate(widths) if 0 < wide < natural[number]]
        if not growing:
            break
        for number in growing[:left]:
            widths[number] += 1
            left -= 1
    return widths


def _least(column: Column, natural: int) -> int:
    """The least width of a column: numbers are not cut, a context has some words."""
    if column.type in ("integer", "number", "boolean"):
        return natural
    needed = CONTEXT if column.cut in ("before", "end") else NARROW
    return min(natural, max(needed, width(column.heading)))


def _shown(value: Any) -> str:
    return "" if value is None else printable(without_surrogates(str(cell(value))))
