"""Tables in every format: what goes in comes out, and what a format cannot hold is said."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.io.errors import OutputError
from policytext.io.write import open_tables
from policytext.io.writers import sheets as workbook
from policytext.io.writers import xlsx
from policytext.schema import Column, Table

WORDS = Table(
    "words",
    (
        Column("doc_id", "string", "the document"),
        Column("rank", "integer", "from 1"),
        Column("score", "number", "0 to 1"),
        Column("known", "boolean", "in the dictionary"),
        Column("word", "string", "the word"),
    ),
)
NOTES = Table("notes", (Column("note", "string", "a note"),))
CELLS = [
    "a,b",
    'quo"te',
    "line\nbreak",
    "win\r\ndows",
    "old\rmac",
    "=1+1",
    "-5",
    "@x",
    "[bold]:smile:",
    " 空 ",
]
ROWS = [
    {"doc_id": f"d{n}", "rank": n, "score": n / 2, "known": n % 2 == 0, "word": word}
    for n, word in enumerate(CELLS, 1)
]


def write(path: Path | None, *tables: Table, **options: Any) -> list[str]:
    with open_tables(path, tables, **options) as sink:
        for row in ROWS:
            sink.write("words", row)
            if len(tables) > 1:
                sink.write("notes", {"note": f"on {row['doc_id']}"})
    return sink.notes


def cells_of(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


@pytest.mark.parametrize(("name", "separator"), [("t.csv", ","), ("t.tsv", "\t"), ("t.csv.gz", ",")])
def test_pandas_reads_text_tables_back(tmp_path: Path, name: str, separator: str) -> None:
    write(tmp_path / name, WORDS)
    frame = pandas.read_csv(tmp_path / name, sep=separator, dtype={"word": str})
    assert list(frame.columns) == list(WORDS.header)
    assert list(frame["word"]) == CELLS
    assert list(frame["known"]) == [row["known"] for row in ROWS]


def test_excel_gets_a_mark_and_no_formulas(tmp_path: Path) -> None:
    write(tmp_path / "t.csv", WORDS, excel=True)
    raw = (tmp_path / "t.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfdoc_id,rank,score,known,word\r\n")
    words = [row[-1] for row in cells_of(tmp_path / "t.csv", "utf-8-sig")[1:]]
    assert words == [f"'{cell}" if cell[0] in "=+-@" else cell for cell in CELLS]


def test_a_negative_share_is_a_number_to_excel(tmp_path: Path) -> None:
    with open_tables(tmp_path / "t.csv", [WORDS], excel=True) as sink:
        for word in ("-2.5%", "-7%", "-7%+A1", "-7"):
            sink.write("words", {"word": word})
    words = [row[-1] for row in cells_of(tmp_path / "t.csv", "utf-8-sig")[1:]]
    assert words == ["-2.5%", "-7%", "'-7%+A1", "'-7"]


def test_gb18030_can_be_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "t.csv", WORDS, encoding="gb18030")
    assert cells_of(tmp_path / "t.csv", "gb18030")[-1][-1] == " 空 "


def test_json_lines_keep_types() -> None:
    out = io.BytesIO()
    write(None, WORDS, format="jsonl", stdout=out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == ROWS


def test_missing_values_are_empty_and_lists_are_json() -> None:
    out = io.BytesIO()
    with open_tables(None, [WORDS], stdout=out) as sink:
        sink.write("words", {"doc_id": ["a", "部"], "rank": None})
        sink.write("words", {"word": "lone \ud800"})
    assert (
        out.getvalue().decode() == 'doc_id,rank,score,known,word\n"[""a"", ""部""]",,,,\n,,,,lone \ufffd\n'
    )


def test_a_folder_is_a_data_package(tmp_path: Path) -> None:
    folder = tmp_path / "表格 A"
    write(folder, WORDS, NOTES)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert (package["profile"], package["name"]) == ("tabular-data-package", "a")
    assert [resource["name"] for resource in package["resources"]] == ["words", "notes"]
    for resource, table in zip(package["resources"], (WORDS, NOTES), strict=True):
        raw = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        assert resource["rows"] == len(ROWS) == len(cells_of(folder / resource["path"])) - 1
        fields = resource["schema"]["fields"]
        assert [(f["name"], f["type"]) for f in fields] == [(c.name, c.type) for c in table.columns]


def test_a_folder_of_ours_is_replaced_and_strangers_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, WORDS, NOTES)
    (tmp_path / "mine.csv").write_text("keep", "utf-8")
    write(tmp_path, WORDS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json", "mine.csv", "words.csv"]
    (tmp_path / "notes.csv").write_text("mine too", "utf-8")
    with pytest.raises(OutputError, match="policytext did not write it"):
        write(tmp_path, WORDS, NOTES)
    assert (tmp_path / "notes.csv").read_text("utf-8") == "mine too"
    (tmp_path / "datapackage.json").write_text('{"name": "theirs"}', "utf-8")
    with pytest.raises(OutputError, match="a data package that policytext did not write"):
        write(tmp_path, WORDS)


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.sqlite", "t.parquet", "folder"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_a_run_that_fails_leaves_nothing(tmp_path: Path, name: str, error: type[BaseException]) -> None:
    with pytest.raises(error), open_tables(tmp_path / name, [WORDS]) as sink:
        sink.write("words", ROWS[0])
        raise error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.sqlite", "t.parquet", "folder"])
def test_the_same_rows_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    if name in ("t.xlsx",):
        pytest.skip("a workbook has a time stamp")
    for run in ("1", "2"):
        (tmp_path / run).mkdir()
        write(tmp_path / run / name, WORDS)
    paths = [sorted(p for p in (tmp_path / run).rglob("*") if p.is_file()) for run in ("1", "2")]
    for one, two in zip(*paths, strict=True):
        assert one.read_bytes() == two.read_bytes()


def sheets_of(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        for number, sheet in enumerate(book.iter(f"{name}sheet"), 1):
            tree = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            rows = [["".join(cell.itertext()) for cell in row] for row in tree.iter(f"{name}row")]
            yield sheet.attrib["name"], rows


def test_a_workbook_holds_text_as_text(tmp_path: Path) -> None:
    assert write(tmp_path / "t.xlsx", WORDS, NOTES) == []
    sheets = dict(sheets_of(tmp_path / "t.xlsx"))
    assert list(sheets) == ["about", "words", "notes"]
    assert sheets["words"][0] == list(WORDS.header)
    assert sheets["words"][6] == ["d6", "6", "3", "1", "=1+1"]
    assert len(sheets["notes"]) == len(ROWS) + 1
    raw = zipfile.ZipFile(tmp_path / "t.xlsx").read("xl/worksheets/sheet2.xml")
    assert b"<f>" not in raw and b'state="frozen"' in raw


def test_what_a_workbook_cannot_hold_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 3)
    long = "长" * 40_000
    with open_tables(tmp_path / "t.xlsx", [WORDS]) as sink:
        for word in (long, "a\x00\x1b[31m\ud800", "_x0041_", "d", "e"):
            sink.write("words", {"word": word, "rank": 2**60, "score": float("nan")})
    sheets = dict(sheets_of(tmp_path / "t.xlsx"))
    assert {name: len(rows) for name, rows in sheets.items()} == {
        "words": 3,
        "words_2": 3,
        "words_3": 2,
        "about": 13,
    }
    cut = sheets["words"][1][-1]
    assert len(cut) <= workbook.CELL and cut.endswith("more characters]")
    assert sheets["words"][2][-1] == "a[31m\ufffd"
    assert sheets["words_2"][1][-1] == "_x005F_x0041_"
    assert sheets["words"][1][0] == str(2**60)
    assert len(sink.notes) == 2
    assert sink.notes[0].startswith("words: cells cut at the 32,767 characters that Excel holds: 1;")
    with open_tables(tmp_path / "t.csv", [WORDS], excel=True) as sink:
        for rank in (1, 2):
            sink.write("words", {"word": long, "rank": rank})
    (note,) = sink.notes
    assert note.startswith("words: Excel cuts or breaks cells of more than 32,767 characters, as in ")


def test_what_excel_changes_when_it_opens_a_csv_is_said_once(tmp_path: Path) -> None:
    with open_tables(tmp_path / "t.csv", [WORDS], excel=True) as sink:
        for word in ("2024-05-06", "00123", "110101199003078888"):
            sink.write("words", {"word": word})
    (note,) = sink.notes
    assert note.startswith(
        "words: Excel makes other numbers or days of cells such as 00123 in 'word' when "
    )
    with open_tables(tmp_path / "t.csv", [WORDS]) as sink:
        sink.write("words", {"word": "00123"})
    assert not sink.notes


def test_sqlite_keeps_types_and_only_replaces_its_own(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    for _ in range(2):
        write(path, WORDS, NOTES)
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT doc_id, rank, score, known, word FROM words").fetchall()
    connection.close()
    assert rows == [tuple(row.values()) for row in ROWS]
    theirs = tmp_path / "theirs.db"
    with sqlite3.connect(theirs) as connection:
        connection.execute("CREATE TABLE precious (x)")
    connection.close()
    with pytest.raises(OutputError, match="did not write"):
        write(theirs, WORDS)


def test_parquet(tmp_path: Path) -> None:
    write(tmp_path / "t.parquet", WORDS)
    frame = pandas.read_parquet(tmp_path / "t.parquet")
    assert frame.to_dict("records") == ROWS
    write(tmp_path / "folder", WORDS, NOTES, format="parquet")
    assert len(pandas.read_parquet(tmp_path / "folder" / "notes.parquet")) == len(ROWS)
    package = json.loads((tmp_path / "folder" / "datapackage.json").read_text("utf-8"))
    assert [resource["path"] for resource in package["resources"]] == ["words.parquet", "notes.parquet"]


def test_the_terminal_shows_data_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    out = io.BytesIO()
    with open_tables(None, [WORDS], "table", stdout=out) as sink:
        sink.write(
            "words", {"doc_id": "[red]:smile:[/]", "rank": 1, "word": "\x1b[31m" + "长" * 300 + "\n尾"}
        )
    shown = out.getvalue().decode()
    assert "[red]:smile:[/]" in shown
    assert "␛[31m" + "长" * 300 + "⏎尾" in shown
    assert "\x1b" not in shown
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = io.BytesIO()
    write(None, WORDS, format="table", stdout=out)
    assert "\x1b[" in out.getvalue().decode()


@pytest.mark.parametrize(
    ("path", "format", "message"),
    [
        ("t.csv", None, "holds one table, not words, notes"),
        ("t.parquet", None, "a Parquet file holds one table"),
        ("t.doc", None, "tables are written to a folder or to .csv"),
        (None, "xlsx", "name it with -o"),
        ("t.txt", "table", "a table is for the terminal"),
        ("folder", "jsonl", "csv, tsv or parquet"),
    ],
)
def test_what_cannot_be_written_is_said(
    tmp_path: Path, path: str | None, format: Any, message: str
) -> None:
    with pytest.raises(OutputError, match=message):
        write(tmp_path / path if path else None, WORDS, NOTES, format=format)


@given(st.lists(st.lists(st.text(), min_size=5, max_size=5), max_size=5))
def test_any_cells_survive_csv(rows: list[list[str]]) -> None:
    out = io.BytesIO()
    with open_tables(None, [WORDS], stdout=out) as sink:
        for row in rows:
            cells: Mapping[str, Any] = dict(zip(WORDS.header, row, strict=True))
            sink.write("words", cells)
    back = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
    assert back == [list(WORDS.header), *rows]


def test_a_workbook_that_finds_no_room_fails_once() -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    archive = zipfile.ZipFile(xlsx._Once(Full()), "w")  # type: ignore[call-overload]
    with pytest.raises(OSError, match="No space"):
        archive.writestr("a.txt", "text")
    archive.close()
