"""The content of a page as plain data: sections of tables and pictures.

Most charts are tables: a bar or a shade in a cell is for the eye, the number beside it for screen readers
too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

from markupsafe import Markup

SHADES = 5
"""Shades of a heat map: more are hard to distinguish."""
QUOTE = '"'
FIRST = 15  # rows that a long table shows before the rest is asked for


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `link` is the anchor of passages or documents, `address` a page of the web.

    `sort` is what the column is sorted by, where that is not the text.
    """

    text: str = ""
    sort: float | str | None = None
    link: str = ""
    address: str = ""
    bar: float | None = None  # in [0, 1]
    shade: int | None = None  # 0 to SHADES
    picture: Markup | None = None
    wanted: str = ""  # what the list of documents is searched for
    aside: str = ""  # smaller, behind the text
    part: str = ""  # what stands for it where the column is searched by a part


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column."""

    label: str
    number: bool = False
    upright: bool = False  # written downwards: a narrow column of many
    fixed: bool = False  # its cells are not broken into lines
    about: str = ""
    part: str = ""  # what the first characters of its cells are called: a column of dates has a year


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; `folded` is the line under which it waits to be opened, `first` the rows shown at once."""

    caption: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    folded: str = ""
    first: int = FIRST
    search: bool = False
    card: bool = False
    heat: bool = False
    anchors: str = ""  # rows are addresses: this and their number


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, and its description."""

    caption: str
    drawing: Markup
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A single number with its label."""

    label: str
    value: str
    link: str = ""
    wanted: str = ""


class Title(NamedTuple):
    """The title of a section, where it is not that of its name."""

    text: str


class Command(NamedTuple):
    """A command that prints the numbers of a section."""

    line: str


Content = str | Fact | Title | Command | TableView | Picture
"""What sections are made of; a string is a line of the summary."""


@dataclass
class Section:
    """A section of the page: a summary in a line or two, and its content."""

    name: str
    title: str
    lines: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    parts: list[TableView | Picture] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)


def number(value: float, digits: int = 0) -> str:
    """A number as people read it.

    >>> number(12345), number(0.6471, 2), number(3.0, 1)
    ('12,345', '0.65', '3.0')
    """
    return f"{value:,.{digits}f}"


def percent(share: float | None) -> str:
    """A share in per cent; a small one is not rounded to 0, a half is rounded up.

    >>> percent(0.6471), percent(9 / 40), percent(0.0004), percent(None)
    ('65%', '23%', '<0.1%', '')
    """
    if share is None:
        return ""
    if 0 < share < 0.001:
        return "<0.1%"
    up = share + 1e-9
    return f"{up:.1%}" if up < 0.1 else f"{up:.0%}"


def shade(value: float, most: float) -> int:
    """The shade of a value relative to the highest; 0 is none.

    >>> [shade(value, 10) for value in (0, 1, 5, 10)]
    [0, 1, 3, 5]
    """
    return ceil(SHADES * value / most) if most > 0 else 0


def numeric(value: float, digits: int = 0, link: str = "", most: float = 0, wanted: str = "") -> Cell:
    """A cell with a number, and a bar if the highest is known."""
    bar = value / most if most else None
    return Cell(number(value, digits), value, link, bar=bar, wanted=wanted)


def exactly(label: str, value: str) -> str:
    """The search term that filters the list of documents by a value ("": those without one).

    >>> exactly("Province", "山东省")
    'Province:"山东省"'
    """
    return f'{label}:"{value.replace(QUOTE, "")}"'
