"""SQLite with keys, indexes and a search that finds Chinese; real dates in Parquet and frames."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import pytest

from policytext.analysis import Analysis
from policytext.document import Document
from policytext.io.write import open_tables
from policytext.schema import to_typed
from policytext.tables import TABLES
from policytext.tables.documents import DOCUMENTS, DUTIES, KEYWORDS, METADATA

PAGE = Path(__file__).parents[2] / "docs" / "databases.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.S)
TEXTS = {
    "a": "某市人民政府关于低空经济的意见\n某府〔2024〕3号\n各区：\n建设低空经济产业园，鼓励创新。"
    "（市财政局牵头）\n某市人民政府\n2024年5月6日",
    "b": "关于春季防火的通知\n严防死守。\n2023年3月1日",
}


def rows(texts: Mapping[str, str] = TEXTS) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, text in texts.items():
        analysis = Analysis(Document(name, text))
        for table in (DOCUMENTS, KEYWORDS, DUTIES):
            for row in TABLES[table.name].rows(analysis):
                yield table.name, row


@contextmanager
def database(
    folder: Path, ids: tuple[str, ...] = ("a", "b"), **how: Any
) -> Iterator[tuple[Any, list[str]]]:
    path = folder / "t.sqlite"
    with open_tables(path, [DOCUMENTS, KEYWORDS, DUTIES], **how) as sink:
        for name, text in zip(ids, TEXTS.values(), strict=True):
            for table, row in rows({name: text}):
                sink.write(table, row)
    with closing(sqlite3.connect(path)) as connection:
        yield connection, sink.notes


def test_keys_and_indexes(tmp_path: Path) -> None:
    with database(tmp_path) as (found, notes):
        keys = [name for _, name, _, _, _, key in found.execute("PRAGMA table_info(documents)") if key]
        assert (keys, notes) == (["id"], [])
        (foreign,) = found.execute("PRAGMA foreign_key_list(keywords)")
        assert foreign[2:5] == ("documents", "doc_id", "id")
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []
        plan = str(found.execute("EXPLAIN QUERY PLAN SELECT * FROM keywords WHERE doc_id = 'a'").fetchall())
        assert "keywords_doc_id" in plan
        assert found.execute("SELECT date_published FROM documents WHERE year = 2024").fetchall()


@pytest.mark.parametrize(
    ("term", "ids"), [("低空经济", ["a"]), ("创新", ["a"]), ("防", ["b"]), ("不在", [])]
)
def test_a_term_of_any_length_is_found(tmp_path: Path, term: str, ids: list[str]) -> None:
    with database(tmp_path) as (found, _):
        assert [row[0] for row in found.execute(QUERIES[0].replace("创新", term))] == ids
        if len(term) > 2:
            search = f"SELECT rowid FROM documents_fts WHERE documents_fts MATCH '{term}'"
            assert found.execute(search).fetchall() == [(1,)]


def test_the_queries_of_the_page_give_what_they_say(tmp_path: Path) -> None:
    with database(tmp_path) as (found, _):
        _, passages, both, leading = (found.execute(query).fetchall() for query in QUERIES)
    assert passages == [("a", passages[0][1])] and "【低空经济】" in passages[0][1]
    assert both == [("a",)]
    assert leading == [(2024, "市财政局", 1)]


def test_ids_that_meet_are_kept_and_said(tmp_path: Path) -> None:
    with database(tmp_path, ("a", "a")) as (found, notes):
        assert found.execute("SELECT id FROM documents").fetchall() == [("a",), ("a",)]
        assert found.execute("SELECT count(DISTINCT doc_id) FROM keywords").fetchall() == [(1,)]
        assert len(found.execute(QUERIES[0].replace("创新", "防火")).fetchall()) == 1
    assert notes == ["documents: ids that several documents have: 1; they are no primary key"]


def test_in_chinese(tmp_path: Path) -> None:
    with database(tmp_path, language="zh") as (found, _):
        assert found.execute("SELECT 标题 FROM 文档 WHERE 年份 = 2023").fetchall()
        assert found.execute("SELECT rowid FROM 文档_fts WHERE 文档_fts MATCH '低空经济'").fetchall() == [
            (1,)
        ]
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []


def test_dates_are_dates_in_parquet(tmp_path: Path) -> None:
    row = {"doc_id": "a", "date_published": "2024-05-06", "date_written": "2024", "year": 2024}
    with open_tables(tmp_path / "t.parquet", [METADATA]) as sink:
        sink.write("metadata", row)
        sink.write("metadata", {"doc_id": "b"})
    frame = pandas.read_parquet(tmp_path / "t.parquet")
    assert list(frame["date_published"]) == [date(2024, 5, 6), None]
    assert frame["date_written"][0] == "2024"


def test_dates_are_dates_in_frames() -> None:
    row = {"doc_id": "a", "date_published": "2024-05-06", "date_written": "2024", "year": 2024}
    frame = to_typed(METADATA, [row, {"doc_id": "b"}])
    assert str(frame["date_published"].dtype) == "datetime64[s]"
    assert frame["date_published"].dt.year[0] == 2024 and frame["date_published"].isna()[1]
    assert (str(frame["year"].dtype), frame["date_written"][0]) == ("Int64", "2024")
    assert str(to_typed(METADATA, [])["date_published"].dtype) == "datetime64[s]"
