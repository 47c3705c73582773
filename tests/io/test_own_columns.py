"""Whoever brings a table gets their columns back: every one, in order, under its name, as it was."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from commandline import call_here

from policytext.analysis import Analysis
from policytext.document import Document
from policytext.io.read import read
from policytext.io.writers.own_columns import MOST, OwnColumns
from policytext.schema import Row
from policytext.tables import to_frame
from policytext.tables.documents import DOCUMENTS, document_rows

OWN = (
    "序号",
    "政策编号",
    "发布日期",
    "登记",
    "时刻",
    "金额（万元）",
    "是否有效",
    "日期文本",
    "大数",
    "占比",
    "混杂",
)
ROWS: tuple[tuple[Any, ...], ...] = (
    (
        1,
        "000123",
        date(2024, 3, 5),
        datetime(2024, 3, 6, 8, 30),
        time(18, 0),
        12.5,
        True,
        "2024-03-05",
        "12345678901234567890",
        0.15,
        True,
    ),
    (2, "=1+1", date(1999, 12, 31), None, None, 3, False, "2024年3月", "", 0.125, 7),
)
"""What a cell of Excel may be; an empty one is None, and comes back as that."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of such rows, with titles and texts."""
    path = tmp_path_factory.mktemp("books") / "政策 汇总（2024年）.xlsx"
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([*OWN, "标题", "正文"])
    for number, row in enumerate(ROWS, 2):
        sheet.append([*row, f"关于做好防汛工作的通知（{number}）", "各区人民政府：\n现通知如下，,请執行。"])
        sheet.cell(number, 2).data_type = "s"  # text, not a formula
        sheet.cell(number, OWN.index("占比") + 1).number_format = "0%" if number == 2 else "0.0%"
    made.save(path)
    return path


@pytest.mark.parametrize("command", ["clean", "export"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_from_workbook_to_workbook(book: Path, tmp_path: Path, language: str, command: str) -> None:
    """Numbers, text that looks like numbers, dates and times: cell by cell as they were."""
    call_here([command, str(book), "-o", "out.xlsx", "-q", "--language", language], tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["documents" if language == "en" else "文档"]
    head, *rows = sheet.iter_rows(values_only=True)
    at = head.index("序号")
    ours_too = ("发布日期",) if language == "zh" else ()
    assert head[at : at + len(OWN) - len(ours_too)] == tuple(name for name in OWN if name not in ours_too)
    for row, given in zip(rows, ROWS, strict=True):
        found = dict(zip(head, row, strict=True))
        found["发布日期"] = found["发布日期"].date()  # Excel has no days, only midnights
        assert {name: found[name] for name in OWN} == {
            name: None if value == "" else value for name, value in zip(OWN, given, strict=True)
        }
    assert "，请执行" in str(rows[0])
    shown = [sheet.cell(number, head.index("占比") + 1).number_format for number in (2, 3)]
    assert shown == ["0%", "0.00%"]


@pytest.mark.parametrize("command", ["clean", "export"])
def test_from_workbook_to_csv_and_database(book: Path, tmp_path: Path, command: str) -> None:
    to_csv = "out.csv" if command == "clean" else "out"
    call_here([command, str(book), "-o", to_csv, "-q"], tmp_path)
    path = tmp_path / to_csv
    with (path if path.is_file() else path / "documents.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    as_text = ("1", "000123", "2024-03-05", "2024-03-06T08:30:00", "18:00:00", "12.5", "true")
    assert tuple(first[name] for name in OWN[:7]) == as_text
    call_here([command, str(book), "-o", "out.sqlite", "-q"], tmp_path)
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        rows = database.execute(
            'SELECT "政策编号", "金额（万元）", "大数", "占比", "混杂" FROM documents'
        ).fetchall()
    assert rows == [
        ("000123", 12.5, "12345678901234567890", "15%", "true"),
        ("=1+1", 3.0, None, "12.5%", "7"),
    ]


def test_from_workbook_to_parquet_and_frame(book: Path, tmp_path: Path) -> None:
    call_here(["export", str(book), "-o", "out", "--format", "parquet", "-q"], tmp_path)
    written = pyarrow.parquet.read_table(tmp_path / "out" / "documents.parquet")
    frame = to_frame("documents", [item for item in read([book]) if isinstance(item, Document)])
    types = {"序号": "int64", "金额（万元）": "double", "是否有效": "bool", "政策编号": "string"}
    for name, kind in types.items():
        assert str(written.schema.field(name).type) == kind
        assert list(frame[name]) == written.column(name).to_pylist()
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))["resources"][0]
    assert described["name"] == "documents"
    own = [field for field in described["schema"]["fields"] if field["name"] in types]
    assert [field["type"] for field in own] == ["integer", "string", "number", "boolean"]


def test_what_became_of_names_is_said(tmp_path: Path) -> None:
    record = {"text": "正文", "characters": 99, **{f"字段{n}": n for n in range(MOST)}, "大": 1 << 70}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), "utf-8")
    for output in ("out.xlsx", "out.sqlite", "tables"):
        told = call_here(["export", "a.jsonl", "-o", output], tmp_path).stderr.decode()
        assert "fields that say something else than the column of their name are called characters_" in told
        assert "of the fields of the input 256 have a column each, the others are in 'meta'" in told


def columns_of(*fields: dict[str, Any]) -> tuple[list[str], list[Row]]:
    columns = OwnColumns(DOCUMENTS)
    for number, meta in enumerate(fields):
        document = Document(str(number), "某市人民政府办公室\n通知。", source="a.jsonl", meta=meta)
        (row,) = document_rows(Analysis(document))
        columns.add(row)
    header = columns.table().header
    return list(header[header.index("text") + 1 :]), list(columns.rows())


def test_what_became_no_fact_keeps_its_column(tmp_path: Path) -> None:
    """1-2 is no 发文字号, and stays what the table of the user says; beside it stands where it was read."""
    (tmp_path / "a.csv").write_text("发文字号,正文\n1-2,关于节水的通知\n青财〔2024〕1号,通知\n", "utf-8")
    call_here(["export", "a.csv", "--language", "zh", "-o", "out"], tmp_path)
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8") as file:
        found = [(row["发文字号"], row["发文字号_"]) for row in csv.DictReader(file)]
    assert found == [("", "1-2"), ("青财〔2024〕1号", "青财〔2024〕1号")]


def test_columns_are_those_of_all_documents() -> None:
    """A second sheet may have others; one that both have is one."""
    names, rows = columns_of({"甲": 1, "乙": 2}, {"丙": "x", "甲": 3})
    assert names == ["甲", "乙", "丙"]
    assert [[row.get(name) for name in names] for row in rows] == [[1, 2, None], [3, None, "x"]]


def test_names_that_the_table_has() -> None:
    """What says the same is one column; what says something else keeps a column, as in records."""
    assert columns_of({"Source": "a.jsonl", "url": "https://gov.example/1", "ID": 0})[0] == []
    names, rows = columns_of({"source": "人民日报", "text": "原文", "source_": "另"})
    assert names == ["source_", "text_", "source__"]
    assert [rows[0][name] for name in names] == ["人民日报", "原文", "另"]
    taken_by_a_reader = {"发文单位": "某厅 ", "issuer": "某厅"}
    assert columns_of(taken_by_a_reader)[0] == ["发文单位"]


def test_many_fields_are_kept_together() -> None:
    names, rows = columns_of({f"字段{number}": number for number in range(MOST + 2)})
    assert names[-2:] == [f"字段{MOST - 1}", "meta"]
    assert rows[0]["meta"] == {f"字段{MOST}": MOST, f"字段{MOST + 1}": MOST + 1}


def test_numbers_that_no_database_holds_are_text() -> None:
    documents = [Document("1", "正文", meta={"号": 1 << 70, "列": [1], "真": True})]
    frame = to_frame("documents", documents)
    assert list(frame.iloc[0][["号", "列", "真"]]) == [str(1 << 70), "[1]", True]


@pytest.mark.parametrize(
    ("given", "kept"),
    [("关于做好防汛工作的通知", None), ("Notice on flood control", "Notice on flood control"), ("", None)],
)
def test_the_title_that_a_record_came_with_is_kept_where_its_text_has_another(
    given: str, kept: str | None
) -> None:
    text = "海州市人民政府关于做好防汛工作的通知\n\n各区人民政府：\n现通知如下。"
    (row,) = document_rows(Analysis(Document("1", text, title=given)))
    assert (row["title"], row["meta"].get("title")) == ("海州市人民政府关于做好防汛工作的通知", kept)
