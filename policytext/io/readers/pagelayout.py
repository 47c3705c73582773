"""Layout analysis of a page: rows, columns of text, tables, footnotes.

Distances are relative to the size of type: a gap wider than a character separates cells or columns, since
no sentence contains one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from policytext.language.patterns import lazy

COLUMN_ROWS = 4  # rows of two pieces that make columns: fewer are a table or a signature
COLUMN_LENGTH = 8  # characters of a piece of running text; cells of tables are shorter
FILLED = 0.6  # share of pieces in a column that reach its right edge: in cells they do not
FOOTNOTE_SIZE = 0.9  # of the page's commonest type; footnotes are set a size smaller
_FOOTNOTE = lazy(r"\s*(?:[①-⑳*＊]|[\[［〔(（]\d{1,3}[\]］〕)）]|\d{1,3}\s*[.．、 \u3000]|注\s*\d*[:：])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; positions and sizes in points, from the page's lower left corner.

    A `row` of a table has tabs between its cells, and is never joined with another line.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float
    row: bool = False


Row = list[Line]
"""The pieces of text at the same height, from left to right."""


def rows(lines: Sequence[Line]) -> list[Row]:
    """The lines of a page by height, from the top; touching pieces are joined."""
    found: list[Row] = []
    for line in sorted(lines, key=lambda line: -line.bottom):
        above = found[-1][0] if found else line
        if found and abs(above.bottom - line.bottom) < 0.5 * min(above.size, line.size):
            found[-1].append(line)
        else:
            found.append([line])
    return [list(_merged(sorted(row, key=lambda line: line.left))) for row in found]


def blocks(page: Sequence[Row]) -> Iterator[list[Line]]:
    """The rows of a page as blocks of lines in reading order.

    Of two columns the left one is first; a table has a line a row; other pieces at the same height are one
    line.
    """
    gutter = _gutter(page)
    if gutter is None:
        yield list(_lines(page))
        return
    left: list[Row] = []
    right: list[Row] = []
    for row in page:
        across = [line for line in row if line.left < gutter < line.right]
        if across:
            yield from (list(_lines(column)) for column in (left, right) if column)
            left, right = [], []
            yield [_joined_row(row)]
            continue
        for column, pieces in (
            (left, [line for line in row if line.right <= gutter]),
            (right, [line for line in row if line.left >= gutter]),
        ):
            if pieces:
                column.append(pieces)
    yield from (list(_lines(column)) for column in (left, right) if column)


def footnotes(page: Sequence[Row], size: float) -> int:
    """The number of rows at a page's foot that are footnotes: in smaller type, the first with a mark."""
    count = 0
    for row in reversed(page):
        if max(line.size for line in row) >= FOOTNOTE_SIZE * size:
            break
        count += 1
    small = page[len(page) - count :]
    first = next((n for n, row in enumerate(small) if _FOOTNOTE.match(row[0].text)), None)
    return 0 if first is None or count == len(page) else count - first


def _gutter(page: Sequence[Row]) -> float | None:
    """The position of the gutter between two columns of running text, if there is one."""
    pairs = [row for row in page if len(row) == 2 and min(len(line.text) for line in row) >= COLUMN_LENGTH]
    if len(pairs) < max(COLUMN_ROWS, 0.4 * len(page)):
        return None
    ends = [max(row[at].right for row in pairs) for at in (0, 1)]
    begins = min(row[1].left for row in pairs)
    if ends[0] >= begins:
        return None
    for at in (0, 1):
        full = [row for row in pairs if row[at].right > ends[at] - 2 * row[at].size]
        if len(full) < FILLED * len(pairs):
            return None
    return (ends[0] + begins) / 2


def _lines(page: Sequence[Row]) -> Iterator[Line]:
    """Rows as lines; two or more rows in columns are a table."""
    at = 0
    while at < len(page):
        end = _end_of_table(page, at)
        if end:
            yield from _table(page[at:end])
            at = end
        else:
            yield _joined_row(page[at])
            at += 1


def _end_of_table(page: Sequence[Row], at: int) -> int:
    """The end of a table that begins at a row; 0 if there is none."""
    end = at + 1
    step = 0.0
    while len(page[at]) > 1 and end < len(page):
        above, row = page[end - 1], page[end]
        step = above[0].bottom - row[0].bottom
        near = step < 3 * max(line.size for line in above)
        columns = _columns(page[at:end])
        aligned = all(sum(_overlap(line, column) for column in columns) == 1 for line in row)
        if not near or not aligned or (len(row) < 2 and row[0].left <= columns[0][1]):
            break
        end += 1
    return end if sum(len(row) > 1 for row in page[at:end]) > 1 else 0


def _columns(table: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns of a table from left to right, as (left, right)."""
    columns: list[tuple[float, float]] = []
    for line in sorted((line for row in table for line in row), key=lambda line: line.left):
        if columns and line.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], line.right))
        else:
            columns.append((line.left, line.right))
    return columns


def _overlap(line: Line, column: tuple[float, float]) -> bool:
    return line.left < column[1] and line.right > column[0]


def _table(table: Sequence[Row]) -> Iterator[Line]:
    """A line a row; a row without a first cell, close below another, continues its cells."""
    columns = _columns(table)
    steps = [a[0].bottom - b[0].bottom for a, b in pairwise(table)]
    waiting: list[str] = []
    place = table[0][0]
    for number, row in enumerate(table):
        cells = [" ".join(line.text for line in row if _overlap(line, column)) for column in columns]
        if number and not cells[0] and steps[number - 1] <= median(steps):
            waiting = [above + cell for above, cell in zip(waiting, cells, strict=True)]
            continue
        if number:
            yield replace(place, text="\t".join(waiting).rstrip("\t"), row=True)
        waiting, place = cells, row[0]
    yield replace(place, text="\t".join(waiting).rstrip("\t"), row=True)


def _joined_row(row: Row) -> Line:
    return replace(row[0], text=" ".join(line.text for line in row), right=row[-1].right)


def _merged(row: Sequence[Line]) -> Iterator[Line]:
    """The pieces of a row; touching ones are joined."""
    waiting = row[0]
    for line in row[1:]:
        if -0.5 * line.size < line.left - waiting.right < line.size:
            waiting = replace(waiting, text=waiting.text + line.text.lstrip(), right=line.right)
        else:
            yield waiting
            waiting = line
    yield waiting
