"""The common result of readers of workbooks: sheets, and rows of cells as JSON values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, Literal, NamedTuple

from policytext.excel import Moment
from policytext.io.errors import Unreadable

UNPACKED = 8
"""Factor of the size limit of a document to which a workbook may unpack. Rows of documents compress to a
third, rows of numbers to a tenth, decompression bombs to a thousandth."""


class Sheet(NamedTuple):
    """The attributes of a sheet; a `drawn` one has pictures or charts, `unseen` columns are hidden."""

    name: str
    hidden: bool = False
    drawn: bool = False
    unseen: frozenset[int] = frozenset()


class Beside(NamedTuple):
    """Additional content of a cell: the `url` of its link, a `comment`."""

    column: int
    kind: Literal["url", "comment"]
    text: str


@dataclass(slots=True)
class Row:
    """The cells of a row, and its number from 1.

    `unvalued` are the columns with a formula without value, `errors` those with an error (#REF!): these
    cells are empty. `struck` are columns with text that is struck through. `spans` has the last row of
    vertically merged cells, by column (from 0).
    """

    number: int
    cells: list[Any] = field(default_factory=list)
    hidden: bool = False
    unvalued: list[int] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    spans: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_filled(self) -> bool:
        return bool(self.unvalued) or any(str(cell).strip() for cell in self.cells)


Book = Iterator[tuple[Sheet, Iterator[Row]]]
"""The sheets of a workbook, each with its rows that are not empty, which are read before the next sheet is.
Rows raise Damaged where those that follow cannot be read."""


class Part(NamedTuple):
    """The beginning of a part, such as a sheet, in a stream."""

    of: Any


def parted(told: Iterator[Any]) -> Iterator[tuple[Any, Iterator[Any]]]:
    """Divide a stream at `Part`s; the items of each must be read before the next.

    >>> [(name, [*rows]) for name, rows in parted(iter([Part("a"), 1, 2, Part("b"), Part("c"), 3]))]
    [('a', [1, 2]), ('b', []), ('c', [3])]
    """
    number = 0

    def part_of(one: Any) -> int:
        nonlocal number
        number += isinstance(one, Part)
        return number

    for _, group in groupby(told, part_of):
        part = next(group)
        yield part.of, group  # noqa: B031 (once for the part, once for the others)


class Damaged(Unreadable):
    """The rest of a sheet cannot be read."""


def value(cell: Any) -> Any:
    """A cell of a workbook as a JSON value: days and times in ISO 8601, whole numbers as integers.

    >>> value(3.0), value(datetime(2024, 5, 1)), value(None)
    (3, '2024-05-01', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell if cell - cell == 0 else None
    if isinstance(cell, datetime) and cell.time() == time():
        return Moment(cell.date().isoformat())
    if isinstance(cell, date | time):
        return Moment(cell.isoformat())
    return cell if isinstance(cell, bool | int | str) else str(cell)
