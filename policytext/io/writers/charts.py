"""Excel charts beside a table."""

from __future__ import annotations

from typing import Any

from policytext.io.writers.sheets import Sheets
from policytext.schema import NONE

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
