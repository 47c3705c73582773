"""Files of other programs: databases, data frames, archives of browsers; and what lies beside documents."""

from __future__ import annotations

import lzma
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas
import pytest
from items import documents_of, of_stdin, problems_of, reading
from samples import TEXT, make_arrow, make_har, make_parquet, make_sqlite, make_stata, zipped

from policytext.document import LeftOut
from policytext.io.encoding import decode
from policytext.io.read import read
from policytext.metadata.header import find_header

ROWS: list[dict[str, Any]] = [{"title": "通知", "content": TEXT}, {"title": "公告", "content": "略。"}]
FOUND = [("通知", TEXT), ("公告", "略。")]
SEEN = "CREATE TABLE seen (url); INSERT INTO seen VALUES ('https://gov.example/1')"
NEWS = (
    "CREATE TABLE 政策 (id INTEGER PRIMARY KEY, title, content, pub_date); "
    f"INSERT INTO 政策 VALUES (7, '通知', '{TEXT}', '2024-01-05'), (8, '公告', '略。', NULL)"
)


def test_every_table_of_a_database_that_has_texts(tmp_path: Path) -> None:
    search = "CREATE VIRTUAL TABLE news_fts USING fts5(title, text)"
    more = f"CREATE TABLE 网页 (标题, html); INSERT INTO 网页 VALUES ('一', x'{TEXT.encode('gbk').hex()}')"
    raw = make_sqlite(SEEN, NEWS, more, search)
    documents, wrong, said = reading(tmp_path / "a.db", raw)
    assert [(one.id, one.title, one.text, one.meta["table"]) for one in documents] == [
        ("7", "通知", TEXT, "政策"),
        ("8", "公告", "略。", "政策"),
        ("a.db#3", "一", TEXT, "网页"),
    ]
    assert documents[0].meta["date_published"] == "2024-01-05"
    assert "tables without texts of documents are left out (seen)" in said
    assert len(wrong) == 1
    assert [(one.id, one.text) for one in documents_of(of_stdin(raw))] == [
        ("7", TEXT),
        ("8", "略。"),
        ("-#3", TEXT),
    ]


def test_a_table_named_after_an_index_for_search_is_read(tmp_path: Path) -> None:
    search = "CREATE VIRTUAL TABLE 政 USING fts5(text)"
    beside = "CREATE TABLE 政_文 (text); INSERT INTO 政_文 VALUES ('略。')"
    documents, _, _ = reading(tmp_path / "a.db", make_sqlite(search, beside))
    assert [one.text for one in documents] == ["略。"]


def test_ids_that_two_tables_share_are_told_apart(tmp_path: Path) -> None:
    other = "CREATE TABLE 公告 (id, text); INSERT INTO 公告 VALUES (7, '另一。')"
    documents, _, _ = reading(tmp_path / "a.sqlite", make_sqlite(NEWS, other))
    assert [one.id for one in documents] == ["7", "8", "a.sqlite#7"]


def test_a_database_is_not_changed_and_what_is_being_written_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA journal_mode = WAL; {NEWS}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("INSERT INTO 政策 VALUES (9, '三', '略三。', NULL)")
        connection.commit()
        before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        documents, wrong, _ = reading(path)
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert [one.title for one in documents] == ["通知", "公告"]
    assert ["is being written" in problem for problem in wrong] == [True]


def test_a_database_that_is_cut_or_holds_no_texts(tmp_path: Path) -> None:
    raw = make_sqlite(NEWS)
    documents, wrong, _ = reading(tmp_path / "a.db", raw[:5000])
    assert (documents, wrong[-1]) == ([], f": is cut, its last {len(raw) - 5000:,} bytes are not there")
    documents, [*_, problem], _ = reading(tmp_path / "a.db", raw[:100])
    assert (documents, "this database is damaged" in problem) == ([], True)
    documents, [wrong], _ = reading(tmp_path / "b.db", make_sqlite(SEEN))
    assert "no field with text (fields: url)" in wrong


def test_a_view_of_a_foreign_database_is_not_asked(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(text) AS (SELECT 1 UNION ALL SELECT text + 1 FROM n) SELECT * FROM n"
    view = f"CREATE VIEW 全部 AS {endless}"
    documents, wrong, _ = reading(tmp_path / "a.db", make_sqlite(NEWS, view))
    assert (len(documents), wrong) == (2, [])


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.feather", make_arrow(ROWS)),
        ("data-00000-of-00001.arrow", make_arrow(ROWS, streamed=True)),
        ("a.dta", make_stata(ROWS)),
        ("a.parquet", make_parquet([{"_source": row} for row in ROWS])),
    ],
)
def test_rows_of_frames(tmp_path: Path, name: str, raw: bytes) -> None:
    documents, wrong, _ = reading(tmp_path / name, raw)
    assert ([(one.title, one.text) for one in documents], wrong) == (FOUND, [])
    assert [(one.title, one.text) for one in documents_of(read([tmp_path]))] == FOUND


def test_texts_of_a_frame_or_a_database_in_gbk_or_packed(tmp_path: Path) -> None:
    rows = [
        {"title": "通知".encode("gbk").decode("latin-1"), "content": TEXT.encode("gbk").decode("latin-1")}
    ]
    pandas.DataFrame(rows).to_stata(tmp_path / "a.dta", version=114, write_index=False)
    page = zlib.compress(f"<title>通知</title><p>{TEXT}".encode("gbk"))
    (tmp_path / "b.parquet").write_bytes(make_parquet([{"html": page}]))
    values = f"'通知', CAST(x'{TEXT.encode('gbk').hex()}' AS TEXT)"
    table = f"CREATE TABLE t (title, text); INSERT INTO t VALUES ({values})"
    (tmp_path / "c.db").write_bytes(make_sqlite(table))
    assert [(one.title, one.text) for one in documents_of(read([tmp_path]))] == [("通知", TEXT)] * 3


def test_bytes_that_are_no_text_are_none(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    rows = [{"text": TEXT, "image": picture, "md5": b"\xff" * 16}, {"text": None, "content": picture}]
    [document], [wrong], _ = reading(tmp_path / "a.parquet", make_parquet(rows))
    assert (document.meta["image"], document.meta["md5"]) == (None, r"\xff" * 16)
    assert "record has no text" in wrong


def test_a_first_row_without_its_object_costs_itself(tmp_path: Path) -> None:
    raw = make_parquet([{"_source": None}, {"_source": ROWS[0]}])
    documents, [wrong], _ = reading(tmp_path / "a.parquet", raw)
    assert ([one.text for one in documents], "row 1" in wrong) == ([TEXT], True)


def test_pages_that_a_browser_loaded(tmp_path: Path) -> None:
    raw = make_har(
        ("https://gov.example/a.html", "text/html; charset=utf-8", f"<title>通知</title><p>{TEXT}", 200),
        ("https://gov.example/a.css", "text/css", "body {}", 200),
        ("https://gov.example/b.html", "text/html", "<p>没有", 404),
    )
    for name in ("a.har", "b.json"):
        (tmp_path / name).write_bytes(raw)
    found = list(read([tmp_path / "a.har"]))
    [page] = documents_of(found)
    assert (page.id, page.title, page.text) == ("https://gov.example/a.html", "通知", TEXT)
    assert page.meta["url"] == "https://gov.example/a.html"
    assert [one.group for one in found if isinstance(one, LeftOut)] == ["text/css", "status 404"]
    assert [one.text for one in documents_of(read([tmp_path / "b.json"]))] == [TEXT]


def test_what_lies_beside_documents_is_left_out(tmp_path: Path) -> None:
    beside = ("robots.txt", "cookies.txt", "hts-log.txt", "LICENSE.txt", "requirements.txt", "Thumbs.db")
    for name in (*beside, "通知.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    raw = zipped({name: TEXT.encode() for name in (*beside, "通知.txt")})
    (tmp_path / "z.zip").write_bytes(raw)
    found = list(read([tmp_path]))
    assert [one.id for one in documents_of(found)] == ["z.zip/通知.txt", "通知.txt"]
    assert [one.group for one in found if isinstance(one, LeftOut)] == ["of programs"] * 12
    assert [one.text for one in documents_of(read([tmp_path / "robots.txt"]))] == [TEXT]


@pytest.mark.parametrize("name", ["view.php?id=7", "a.htm@p=2", "a.shtml%3Fp=2", "index.html#b"])
def test_pages_whose_names_have_a_query(tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).write_text(f"<title>通知</title><p>{TEXT}", "utf-8")
    except OSError:
        pytest.skip("no name of a file here")
    assert [one.text for one in documents_of(read([tmp_path]))] == [TEXT]


def test_xz_that_asks_for_much_memory_is_refused() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 28}]
    [problem] = problems_of(of_stdin(lzma.compress(TEXT.encode(), filters=filters)))
    assert "ask for more memory than 128 MB" in problem
    for packed in (lzma.compress(TEXT.encode(), preset=9), lzma.compress(TEXT.encode()) + b"\0" * 8):
        assert [one.text for one in documents_of(of_stdin(packed))] == [TEXT]


def test_files_that_were_put_one_behind_the_other() -> None:
    line = "为推进节水工作，现就有关事项通知如下，请各单位结合实际认真贯彻执行。"
    marked = decode(f"{line}\r\n".encode("utf-8-sig") * 2)
    assert (marked.text, marked.encoding) == (f"{line}\r\n" * 2, "utf-8")
    mixed = decode(f"{line}\n".encode("gbk") * 5 + f"{line}\n".encode() + f"{line}\n".encode("gbk"))
    assert (mixed.text, mixed.encoding, mixed.bad) == (f"{line}\n" * 7, "utf-8+gb18030", 0)


@pytest.mark.parametrize(
    ("columns", "unsure"),
    [
        ("年份,发布日期\n{},2024,2024-01-08", ()),
        ("年份,发布日期\n{},2019,2024-01-08", ("year",)),
        ("年份,发布日期\n{},,2019-03-01", ("date_published",)),
    ],
)
def test_what_a_record_says_that_its_text_denies_is_unsure(
    tmp_path: Path, columns: str, unsure: tuple[str, ...]
) -> None:
    text = f'"各县人民政府：\n{TEXT}\n青江市水利局\n2024年1月5日"'
    [document], _, _ = reading(tmp_path / "a.csv", f"正文,{columns.format(text)}\n")
    found = find_header(document)
    assert (found.year, found.unsure) == ("2024", unsure)
