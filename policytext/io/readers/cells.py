"""What readers of workbooks give: sheets, and rows of cells as JSON holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, Literal, NamedTuple

from policytext.excel import Moment
from policytext.io.errors import Unreadable

UNPACKED = 8
"""Times the size that a document may have: what a workbook may unpack to. Rows of documents pack to a
third, rows of numbers to a tenth; what is made to harm, to a thousandth."""


class Sheet(NamedTuple):
    """What is known of a sheet before its rows; on one that is `drawn` there are pictures or charts."""

    name: str
    hidden: bool = False
    drawn: bool = False


class Beside(NamedTuple):
    """What a cell of a column has besides what it shows: the `url` of its link, a `comment`."""

    column: int
    kind: Literal["url", "comment"]
    text: str


class Row(NamedTuple):
    """The cells of a row, and its number from 1.

    `unvalued` are the columns whose formula has no value, `errors` those that hold one (#REF!): both are
    empty among the cells. `spans` has for columns, from 0, to which row their cell is one with those below.
    """

    number: int
    cells: list[Any]
    hidden: bool = False
    unvalued: tuple[int, ...] = ()
    errors: tuple[int, ...] = ()
    beside: tuple[Beside, ...] = ()
    spans: Mapping[int, int] = {}


Book = Iterator[tuple[Sheet, Iterator[Row]]]
"""The sheets of a workbook, each with its rows that are not empty, which are read before the next sheet is.
Rows raise Damaged where those that follow cannot be read."""


class Part(NamedTuple):
    """What follows until the next belongs to this, a sheet or the like."""

    of: Any


def parted(told: Iterator[Any]) -> Iterator[tuple[Any, Iterator[Any]]]:
    """What is told, `Part` by `Part`; what belongs to each is read before the next.

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
    """A cell of a workbook as JSON holds it: days and times in ISO 8601, whole numbers as such.

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
