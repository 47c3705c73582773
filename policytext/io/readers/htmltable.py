"""The tables of an HTML page: recognising those with data, and their rows as lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policytext.layout import Box

MAX_SPAN = 40  # columns or rows that one cell may span
MAX_LINES, MAX_TEXT = 30, 2000  # lines and characters of a cell of data
FEW = 8  # cells of a table of which any may hold an article; of more cells one that spans columns may
PARAGRAPHS = 5  # lines from which a cell with more than half of a table's text holds one
MENU = 3  # lines from which a cell of links is a menu
MAX_COLUMNS = 200  # of a row, beyond which cells above are not kept apart

# What no cell of a data table contains: the table is for layout.
NESTED = frozenset({"table", "form", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Line:
    text: str
    box: Box
    link_characters: int = 0
    href: str = ""
    spaced: str = ""  # the text with a space where inline elements meet, see `Block`


@dataclass(slots=True)
class Cell:
    first: int  # index of its first line
    columns: int = 1
    rows: int = 1
    last: int = -1  # index after its last line


@dataclass(slots=True)
class Table:
    box: Box
    rows: list[tuple[Box, list[Cell]]] = field(default_factory=list)
    for_layout: bool = False

    def is_data(self, lines: list[Line]) -> bool:
        """Has it many small cells? A table for layout has few, or a whole article in one."""
        cells = [cell for _, row in self.rows for cell in row]
        if self.for_layout or len(cells) < 2 or max(len(row) for _, row in self.rows) < 2:
            return False
        held = [lines[cell.first : cell.last] for cell in cells]
        sizes = [sum(len(line.text) for line in inside) for inside in held]
        whole = sum(sizes)
        for cell, inside, size in zip(cells, held, sizes, strict=True):
            menu = len(inside) >= MENU and all(line.link_characters for line in inside)
            may_hold = len(cells) <= FEW or cell.columns > 1
            article = may_hold and len(inside) >= PARAGRAPHS and 2 * size > whole
            if menu or article or len(inside) > MAX_LINES or size > MAX_TEXT:
                return False
        return True

    def above_article(self, lines: list[Line]) -> Table | None:
        """The rows of facts above the row that holds an article, in a table of many cells."""
        if self.for_layout or sum(len(row) for _, row in self.rows) <= FEW:
            return None
        for at, (_, row) in enumerate(self.rows):
            if len(row) == 1 and row[0].columns > 1 and row[0].last - row[0].first >= PARAGRAPHS:
                head = Table(self.box, self.rows[:at])
                return head if head.is_data(lines) else None
        return None


def table_lines(table: Table, lines: list[Line]) -> Iterator[Line]:
    """One line for each row of a data table."""
    above: dict[int, int] = {}  # for each column, in how many rows to come a cell above takes it
    for box, row in table.rows:
        cells: list[str] = []
        links = 0
        for cell in row:
            if above:
                _leave_out(above, cells)
            inside = lines[cell.first : cell.last]
            links += sum(line.link_characters for line in inside)
            if cell.rows > 1:
                above |= dict.fromkeys(range(len(cells), len(cells) + cell.columns), cell.rows - 1)
            cells.append(" ".join([line.text.strip() for line in inside]))
            if cell.columns > 1:
                cells += [""] * (min(cell.columns, MAX_COLUMNS - len(cells)) - 1)
        if above:
            _leave_out(above, cells)
        text = "\t".join(cells).rstrip("\t")
        if text:
            yield Line(text, box, links)


def _leave_out(above: dict[int, int], cells: list[str]) -> None:
    """Add empty cells for columns that cells of rows above span."""
    while above.get(len(cells), 0) > 0 and len(cells) < MAX_COLUMNS:
        above[len(cells)] -= 1
        cells.append("")


def span(value: str | None) -> int:
    return min(int(value), MAX_SPAN) or 1 if value and value.isascii() and value.isdigit() else 1
