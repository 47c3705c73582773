"""A workbook as Excel's users expect it: read back by openpyxl."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from policytext.io.write import open_tables
from policytext.io.writers import sheets
from policytext.schema import NONE, Column, Table

DOCUMENTS = Table(
    "documents",
    (
        Column("id", "string", "its id"),
        Column("year", "integer", "its year"),
        Column("score", "number", "its score"),
        Column("inferred", "boolean", "whether"),
        Column("date_published", "date", "when"),
        Column("date_written", "partial_date", "when it was written"),
        Column("adcode", "string", "its code"),
        Column("url", "string", "its address"),
        Column("text", "string", "its text"),
    ),
    "a row for each document",
)
PIVOT = Table("terms_by_year", (), "terms by year", chart="line")
COUNTS = Table(
    "documents_by_year", (Column("year", "integer", ""), Column("n", "integer", "")), chart="bar"
)
ROW = {
    "id": "a",
    "year": 2024,
    "score": 0.00001,
    "inferred": True,
    "date_published": "2024-05-06",
    "date_written": "2024-05",
    "adcode": "440000",
    "url": "https://www.example.gov.cn/a.html",
    "text": "低空经济" * 100,
}


def book(path: Path, *rows: dict[str, Any], language: Any = "en") -> Workbook:
    with open_tables(path, [PIVOT, COUNTS, DOCUMENTS], language=language) as sink:
        for row in rows:
            sink.write("documents", row)
        for term in ("创新", "发展"):
            sink.write("terms_by_year", {"term": term, "2024": 3, "2025": 5, NONE: 1})
        sink.write("documents_by_year", {"year": 2024, "n": 3})
    return load_workbook(path)


def test_cells_are_typed(tmp_path: Path) -> None:
    sheet = book(tmp_path / "t.xlsx", ROW)["documents"]
    values = [cell.value for cell in sheet[2]]
    assert values[:7] == ["a", 2024, 0.00001, True, datetime(2024, 5, 6), "2024-05", "440000"]
    assert sheet["E2"].number_format == "yyyy-mm-dd"
    assert sheet["H2"].hyperlink.target == ROW["url"]
    assert sheet["I2"].alignment.wrap_text


@pytest.mark.parametrize("day", ["1899-12-31", "1900-02-28", "2024-02-30", "2024-5-6", "2024"])
def test_a_date_that_excel_cannot_hold_is_text(tmp_path: Path, day: str) -> None:
    assert book(tmp_path / "t.xlsx", {"date_written": day})["documents"]["F2"].value == day


def test_a_sheet_is_ready_to_be_read(tmp_path: Path) -> None:
    sheet = book(tmp_path / "t.xlsx", ROW, {"id": "文" * 20})["documents"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:I3"
    assert 40 <= sheet.column_dimensions["A"].width <= 45  # twice twenty
    assert sheet.column_dimensions["I"].width <= sheets.WIDEST + 1
    assert sheet.row_dimensions[2].height == sheets.TALLEST * sheets.LINE
    assert sheet["A1"].font.bold


def test_the_first_sheet_explains_the_others(tmp_path: Path) -> None:
    found = book(tmp_path / "t.xlsx", ROW)
    assert found.sheetnames == ["about", "terms_by_year", "documents_by_year", "documents"]
    rows = list(found["about"].iter_rows(values_only=True))
    assert ("documents", 1, "a row for each document") in rows
    assert (None, "date_published", "when") in rows
    assert (None, "2024 … (none)", None) in [(*row[:2], row[2] or None) for row in rows]
    links = [row[0].hyperlink.location for row in found["about"] if row[0].hyperlink]
    assert "'documents'!A1" in links


def test_one_table_comes_before_its_explanation(tmp_path: Path) -> None:
    with open_tables(tmp_path / "t.xlsx", [DOCUMENTS]) as sink:
        sink.write("documents", ROW)
    assert load_workbook(tmp_path / "t.xlsx").sheetnames == ["documents", "about"]


def test_a_table_without_columns_takes_them_from_its_first_row_and_is_drawn(tmp_path: Path) -> None:
    found = book(tmp_path / "t.xlsx")
    sheet = found["terms_by_year"]
    assert list(sheet.values) == [("term", "2024", "2025", NONE), ("创新", 3, 5, 1), ("发展", 3, 5, 1)]
    (chart,) = sheet._charts
    assert [series.val.numRef.f for series in chart.series] == [
        "terms_by_year!$B$2:$C$2",
        "terms_by_year!$B$3:$C$3",
    ]
    assert len(found["documents_by_year"]._charts) == 1


def test_a_sheet_without_any_row_or_column_is_hidden(tmp_path: Path) -> None:
    with open_tables(tmp_path / "t.xlsx", [PIVOT, DOCUMENTS]) as sink:
        sink.write("documents", ROW)
    found = load_workbook(tmp_path / "t.xlsx")
    assert found["terms_by_year"].sheet_state == "hidden"
    assert "terms_by_year" not in [row[0].value for row in found["about"]]


def test_all_of_it_in_chinese(tmp_path: Path) -> None:
    found = book(tmp_path / "t.xlsx", {**ROW, "text": "长" * 40_000}, language="zh")
    assert found.sheetnames == ["说明", "各年词频", "各年文档数", "文档"]
    assert [cell.value for cell in found["文档"][1]][:3] == ["文档编号", "年份", "得分"]
    assert [cell.value for cell in found["各年词频"][1]] == ["检索词", "2024", "2025", "（无）"]
    assert "已截断" in found["文档"]["I2"].value
    told = [row[0] for row in found["说明"].iter_rows(values_only=True) if row[0]]
    assert "文档：1 个单元格超过 Excel 所能容纳的 32,767 字，已截断；CSV 中完整保存" in told


def test_more_links_than_a_sheet_holds_are_text_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LINKS", 1)
    with open_tables(tmp_path / "t.xlsx", [DOCUMENTS]) as sink:
        for _ in range(2):
            sink.write("documents", ROW)
    assert sink.notes == ["documents: addresses that are no links, of which a sheet of Excel holds 1: 1"]
    sheet = load_workbook(tmp_path / "t.xlsx")["documents"]
    assert sheet["H2"].hyperlink and not sheet["H3"].hyperlink
    assert sheet["H3"].value == ROW["url"]


def test_text_that_is_a_number_is_one_where_it_is_one_value(tmp_path: Path) -> None:
    table = Table("targets", (Column("number", "string", "its number", numeric=True),))
    with open_tables(tmp_path / "t.xlsx", [table]) as sink:
        for number in ("12000000", "0.5", "-3", "3/5", "1234567890123456"):
            sink.write("targets", {"number": number})
    sheet = load_workbook(tmp_path / "t.xlsx")["targets"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        12000000,
        0.5,
        -3,
        "3/5",
        "1234567890123456",
    ]


def test_a_wide_table_is_printed_on_pages_that_can_be_read(tmp_path: Path) -> None:
    columns = tuple(Column(f"c{number}", "string", "") for number in range(12))
    with open_tables(tmp_path / "t.xlsx", [Table("wide", columns), Table("thin", columns[:3])]) as sink:
        for name in ("wide", "thin"):
            sink.write(
                name, {"c0": "甲", "c1": "发展" * 20, **{f"c{n}": "发展" * 20 for n in range(2, 12)}}
            )
    wide, thin = (load_workbook(tmp_path / "t.xlsx")[name] for name in ("wide", "thin"))
    assert (wide.page_setup.fitToWidth, thin.page_setup.fitToWidth) == (3, None)
    assert (wide.print_title_rows, wide.print_title_cols, thin.print_title_cols) == ("$1:$1", "$A:$A", None)
    assert wide.page_setup.orientation == "landscape"
