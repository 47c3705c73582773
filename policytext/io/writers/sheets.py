"""A table as a sheet of a workbook: typed cells, column widths, and messages on what Excel cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from math import ceil, isfinite
from types import SimpleNamespace
from typing import Any

from policytext.excel import CELL, ROWS, Moment, Share, fits, shortened
from policytext.io.writers.cells import cell, without_surrogates
from policytext.io.writers.interfaces import Row, WriteRow
from policytext.language.characters import WIDE
from policytext.language.patterns import lazy
from policytext.schema import NONE, Column, ColumnType, Table
from policytext.wording import Language, localized, translated

LINKS = 65_530  # links that a sheet can hold
LINK = 2_079  # characters that a link can have
FIRST_DAY = "1900-03-01"  # Excel takes 1900 for a leap year: days before it are text
WIDEST = 60  # columns of letters: what one screen shows beside two others
NARROWEST = 8
FILTER = 3  # columns that the button of the filter covers
TALLEST = 5  # lines of a row that are shown; a cell has more than that of a document's text
LINE = 15  # points: a line of Excel's own font
A4 = 9  # Excel's number of the paper
PAGE = 260  # columns of letters that a page has at half their size, below which print is too small to read
FROZEN = 8  # a table of more columns keeps its first in sight
SMALLEST = 0.001  # a number below is shown with its power of ten
DIGITS = 15  # that Excel keeps of a number
_PLAIN = lazy(r"-?[0-9]+(\.[0-9]+)?")
_EXACT = 1 << 53  # integers beyond lose digits as Excel's floats
_NOT_XML = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TIME = lazy(r"([01]\d|2[0-3])(:[0-5]\d){2}")
_URL = lazy(r"https?://[^\s\"<>]+")
_WIDE = lazy(f"[{WIDE}]")


_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "header": {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "vcenter"},
    "text": {},
    "left": {"align": "left"},
    "wrapped": {"text_wrap": True},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"},
    "time": {"num_format": "hh:mm:ss", "align": "left"},
    "number": {"num_format": "0.0##"},
    "share": {"num_format": "0%"},
    "shares": {"num_format": "0.00%"},
    "small": {"num_format": "0.0E+00"},
    "link": {"font_color": "#0563C1", "underline": 1},
    "title": {"bold": True, "font_size": 14},
}


def looks(book: Any) -> SimpleNamespace:
    """The formats of a workbook, by the names that they have here."""
    return SimpleNamespace(**{name: book.add_format({"valign": "top", **f}) for name, f in _LOOKS.items()})


class Sheets:
    """The sheet of a table, and its continuation sheets."""

    def __init__(self, book: Any, formats: SimpleNamespace, table: Table, language: Language) -> None:
        self.table, self.names = table, list[str]()
        self.rows = 0
        self._book, self._looks, self._language = book, formats, language
        self._cut = self._unlinked = 0
        self._add()

    @property
    def sheet(self) -> Any:
        """The current sheet, of xlsxwriter."""
        return self._sheet

    def _add(self) -> None:
        number = len(self.names) + 1
        suffix = f"_{number}" if number > 1 else ""
        self.names.append(self.table.title[: 31 - len(suffix)] + suffix)
        self._sheet = self._book.add_worksheet(self.names[-1])
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.repeat_rows(0)
        self._row = self._links = 0

    def begin(self, table: Table) -> WriteRow:
        """Write the header of the table; returns the function that writes rows."""
        self.table = table
        if table.columns:
            self._begin()
        return self.write

    def _begin(self) -> None:
        columns = self.table.columns
        self._sheet.freeze_panes(1, 1 if len(columns) > FROZEN else 0)
        self._widths = [width(column.heading) + FILTER for column in columns]
        for number, column in enumerate(columns):
            self._sheet.write_string(0, number, column.heading, self._looks.header)

    def write(self, row: Row) -> None:
        """Write a row; the first one defines the columns of a table without columns."""
        if not self.table.columns:
            first, others = self.table.cells
            columns = tuple(
                Column(name, "integer" if isinstance(value, int) else "string", others if number else first)
                for number, (name, value) in enumerate(row.items())
            )
            self.table = localized(replace(self.table, columns=columns), self._language)
            self._begin()
        if self._row + 1 == ROWS:
            self.finish()
            self._add()
            self._begin()
        self._row += 1
        self.rows += 1
        values = [self._fitting(row.get(column.name)) for column in self.table.columns]
        high = max(map(lines, values), default=1)
        if high > 1:
            self._sheet.set_row(self._row, min(high, TALLEST) * LINE)
        for number, (column, value) in enumerate(zip(self.table.columns, values, strict=True)):
            if column.numeric and isinstance(value, str):
                value = as_number(value)
            if value is not None and value != "":
                self._widths[number] = max(self._widths[number], self._put(number, column.type, value))

    def _put(self, number: int, kind: ColumnType, value: Any) -> int:
        """Write a cell; returns its width."""
        at, sheet, styles = (self._row, number), self._sheet, self._looks
        if isinstance(value, bool):
            sheet.write_boolean(*at, value, styles.text)
            return NARROWEST
        if _is_number(value):
            small = 0 < abs(value) < SMALLEST
            whole = isinstance(value, int)
            style = styles.text if whole else styles.small if small else styles.number
            sheet.write_number(*at, value, style)
            return len(str(value)) if whole else NARROWEST
        text = str(value)
        if isinstance(value, Share):
            sheet.write_number(*at, value.number, styles.shares if "." in value else styles.share)
            return NARROWEST
        if isinstance(value, Moment) and (moment := _moment(text)):
            timed = {datetime: styles.moment, time: styles.time}
            sheet.write_datetime(*at, moment, timed.get(type(moment), styles.date))
            return len(text)
        if kind in ("date", "partial_date") and (day := _day(text)):
            sheet.write_datetime(*at, day, styles.date)
            return len(text)
        wide = width(text) if len(text) <= WIDEST else WIDEST + 1
        if _URL.fullmatch(text) and self._linked(text):
            sheet.write_url(*at, text, styles.link, text)
        else:
            sheet.write_string(*at, text, styles.wrapped if wide > WIDEST or "\n" in text else styles.text)
        return wide

    def _linked(self, url: str) -> bool:
        fits = len(url) <= LINK and self._links < LINKS
        self._links += fits
        self._unlinked += not fits
        return fits

    def _fitting(self, value: Any) -> Any:
        """A value that fits in a cell."""
        if isinstance(value, bool | Moment | Share) or _is_number(value) or value is None:
            return value
        text = _NOT_XML.sub("", without_surrogates(str(cell(value))))
        if text == NONE:
            return translated(NONE, self._language)
        if fits(text):
            return text
        self._cut += 1
        return shortened(text, self._language)

    def finish(self) -> None:
        """Set filters and the widths of columns."""
        if not self.table.columns:
            self._sheet.hide()
            return
        self._sheet.autofilter(0, 0, max(self._row, 1), len(self.table.columns) - 1)
        for number, wide in enumerate(self._widths):
            self._sheet.set_column(number, number, min(max(wide + 1, NARROWEST), WIDEST))
        across = ceil(sum(min(wide + 1, WIDEST) for wide in self._widths) / PAGE)
        self._sheet.fit_to_pages(across, 0)
        if across > 1:  # what a row is about stands on each of its pages
            self._sheet.repeat_columns(0)

    def notes(self) -> Iterator[str]:
        """Messages on what Excel could not hold."""
        name, more = self.table.title, len(self.names) - 1
        for found, sentence in (
            (
                self._cut,
                "{name}: cells cut at the {limit:,} characters that Excel holds: {found:,}; "
                "CSV keeps them whole",
            ),
            (
                self._unlinked,
                "{name}: addresses that are no links, of which a sheet of Excel holds {links:,}: {found:,}",
            ),
            (more, "{name}: more rows than the {rows:,} of a sheet; sheets in which they go on: {found:,}"),
        ):
            if found:
                yield translated(sentence, self._language).format(
                    name=name, found=found, limit=CELL, rows=ROWS, links=LINKS
                )


def width(text: str) -> int:
    """The width of the longest line of a text in columns.

    >>> width("创新 a"), width("a\\n创新发展")
    (6, 8)
    """
    return max((len(line) + len(_WIDE.findall(line)) for line in text.split("\n")), default=0)


def lines(value: Any) -> int:
    """The number of lines of a cell in the widest column, up to a maximum."""
    if not isinstance(value, str) or (len(value) * 2 <= WIDEST and "\n" not in value):
        return 1
    shown = value[: WIDEST * (TALLEST + 1)]
    return sum(max(1, ceil(width(line) / WIDEST)) for line in shown.split("\n"))


def _day(text: str) -> date | None:
    """The day of an ISO 8601 date, if Excel can store it."""
    if len(text) != len(FIRST_DAY) or text < FIRST_DAY:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> date | time | None:
    """The day, the time or both of an ISO 8601 string, as stored by Excel.

    >>> _moment("2024-05-06T08:30:00"), _moment("18:00:00"), _moment("1899-12-30T00:00:01")
    (datetime.datetime(2024, 5, 6, 8, 30), datetime.time(18, 0), None)
    """
    if len(text) <= len(FIRST_DAY):
        return _day(text) or (time.fromisoformat(text) if _TIME.fullmatch(text) else None)
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if text >= FIRST_DAY else None
    except ValueError:
        return None


def as_number(text: str) -> str | int | float:
    """A text as a number, if Excel stores all its digits.

    >>> as_number("12000000"), as_number("0.5"), as_number("3/5"), as_number("1" * 17)
    (12000000, 0.5, '3/5', '11111111111111111')
    """
    if not _PLAIN.fullmatch(text) or len(text.strip("-").replace(".", "").lstrip("0")) > DIGITS:
        return text
    return float(text) if "." in text else int(text)


def _is_number(value: Any) -> bool:
    """Can Excel store it as a number with all digits?"""
    return isfinite(value) if isinstance(value, float) else isinstance(value, int) and abs(value) < _EXACT


MOST = 40  # bars or columns that one chart shows
LINES = 6  # lines that can be told apart
BESIDE = 12  # columns of a table beside which a chart is still in sight; else it stands below


def draw(book: Any, sheets: Sheets) -> None:
    """Draw the chart of a table, if it has one and is not empty."""
    table, sheet, rows = sheets.table, sheets.names[0], sheets.rows
    if not table.chart or rows < 1 or len(table.columns) < 2:
        return
    last = len(table.columns) - 1
    last -= table.columns[last].name == NONE and last > 1
    chart = book.add_chart({"type": table.chart})
    if table.chart == "line":
        for row in range(1, min(rows, LINES) + 1):
            chart.add_series(
                {
                    "name": [sheet, row, 0],
                    "categories": [sheet, 0, 1, 0, last],
                    "values": [sheet, row, 1, row, last],
                }
            )
    else:
        end = min(rows, MOST)
        chart.add_series(
            {
                "name": [sheet, 0, 1],
                "categories": [sheet, 1, 0, end, 0],
                "values": [sheet, 1, 1, end, 1],
                "gap": 50,
            }
        )
        chart.set_legend({"none": True})
    if table.chart == "bar":
        chart.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
    title = table.title if table.label else table.name.replace("_", " ")
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    chart.set_size(
        {"width": 640, "height": max(320, min(rows, MOST) * 18 + 80) if table.chart == "bar" else 360}
    )
    at = (1, last + 2) if last <= BESIDE else (rows + 2, 1)
    sheets.sheet.insert_chart(*at, chart, {"description": table.description})
