"""Tables of documents: columns under their usual names, and what is said of them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from items import documents_of, reading
from samples import make_parquet, make_workbook

from policytext.document import Document, LeftOut
from policytext.io.read import read
from policytext.io.readers import sandbox
from policytext.io.readers.delimited import MENDED
from policytext.io.readers.header import WITHIN
from policytext.io.readers.jsontext import DEEPEST
from policytext.io.readers.markup import LOOKED_AT, is_markup
from policytext.io.readers.roles import FLAGS, roles
from policytext.io.records import to_line, to_record
from policytext.io.write import open_documents
from policytext.pipeline import clean
from policytext.resources import rows
from policytext.revision import restore
from policytext.settings import Settings

TEXT = "各单位要提高认识，明确责任。"


ROW = {
    "政策标题": "通知",
    "发布时间": "2024年3月5日",
    "发文机关": "某局",
    "发文字号": "某发〔2024〕5号",
    "来源": "某网",
}
FACTS = {
    "date_published": "2024-03-05",
    "issuer": "某局",
    "doc_number": "某发〔2024〕5号",
    "source_name": "某网",
}


def written(folder: Path, kind: str) -> Path:
    row = {**ROW, "政策内容": TEXT}
    path = folder / f"a.{kind}"
    if kind == "xlsx":
        path.write_bytes(make_workbook([["汇总表"], list(row), list(row.values())]))
    elif kind == "parquet":
        path.write_bytes(make_parquet([dict(row)]))
    elif kind == "json":
        path.write_text(json.dumps({"code": 0, "data": [row]}), "utf-8")
    elif kind == "jsonl":
        path.write_text(json.dumps(row), "utf-8")
    else:
        path.write_text("".join("|".join(cells) + "\n" for cells in (row, row.values())), "utf-8")
    return path


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "json", "jsonl", "csv"])
def test_columns_of_usual_names_are_found_in_every_kind(tmp_path: Path, kind: str) -> None:
    (document,), problems, said = reading(written(tmp_path, kind))
    assert (document.text, document.title, problems) == (TEXT, "通知", [])
    assert {name: document.meta[name] for name in FACTS} == FACTS
    assert document.meta["发布时间"] == "2024年3月5日"
    [line] = [words for words in said if words.startswith("text is")]
    beside = {
        "json": ["fields around the records are not kept (code)"],
        "xlsx": ["sheet 'Sheet1': what stands above the header is passed over ('汇总表')"],
    }
    assert [words for words in said if words != line] == beside.get(kind, [])
    assert line.startswith("text is '政策内容', title is '政策标题', ")
    assert "date_published is '发布时间'" in line and "--date-field" in line


@pytest.mark.parametrize(
    "names",
    [("正文", "正文2", "正文3"), ("content", "content_2", "content 3"), ("內容", "內容", "內容（續）")],
)
def test_a_text_in_several_columns_is_one_text(tmp_path: Path, names: tuple[str, ...]) -> None:
    full, rest = "字" * 32_767, "续" * 10
    path = tmp_path / "a.xlsx"
    (long, short), problems, said = reading(
        path,
        make_workbook([["标题", *names], ["长", full, rest, None], ["短", "一、目标", "", "二、措施"]]),
    )
    assert (long.text, short.text, problems) == (full + rest, "一、目标\n二、措施", [])
    assert said[0].startswith(f"text is '{names[0]}' to '{names[2]}'") and "--text-field" in said[0]
    (alone, *_), _, _ = reading(path, text_field=names[0])
    assert alone.text == full and rest in alone.meta.values()


@pytest.mark.parametrize(("fact", "flag"), FLAGS.items())
def test_every_fact_has_a_flag_that_comes_first(fact: str, flag: str) -> None:
    usual = next(name for name, held in rows("record_fields.tsv") if held == fact)
    names = ("text", usual, "其他")
    found = roles(names, Settings(**{flag: "其他"}))  # type: ignore[arg-type]
    held = {"text": found.text, "title": found.title, **dict(found.facts)}
    assert held[fact] == "其他"


def test_every_sheet_is_read_and_one_without_text_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    names: list[object] = ["标题", "正文", "日期", "编号"]
    one, two = ([names, [title, TEXT, date(2024, 5, 1), 7.0]] for title in ("一", "二"))
    path.write_bytes(make_workbook([["说明"]], one, two, []))
    items = list(read([path]))
    documents = [item for item in items if isinstance(item, Document)]
    assert [(d.id, d.title, d.meta["sheet"]) for d in documents] == [
        ("a.xlsx#1", "一", "Sheet2"),
        ("a.xlsx#2", "二", "Sheet3"),
    ]
    assert documents[0].meta["date_published"] == "2024-05-01"
    assert documents[0].meta["编号"] == 7
    assert [item.group for item in items if isinstance(item, LeftOut)] == ["sheet"]


def test_the_header_may_stand_below_a_title_but_not_far(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for above, found in ((WITHIN - 1, 1), (WITHIN, 0)):
        assert (
            len(reading(path, make_workbook([*[["汇总"]] * above, ["标题", "正文"], ["通知", TEXT]]))[0])
            == found
        )


def test_a_field_called_source_is_no_path(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    (document,), _, _ = reading(path, f'{{"text": "{TEXT}", "source": "新华社"}}\n')
    assert (document.source, document.meta["source_name"]) == (str(path), "新华社")
    record = to_record(document)
    assert (record["source"], record["source_"]) == (str(path), "新华社")
    assert reading(path, to_line({**record, "source": "elsewhere.html"}))[0][0].source == "elsewhere.html"


def test_a_field_nested_too_deeply_is_kept_as_text(tmp_path: Path) -> None:
    deep, deeper = ("[" * depth + "]" * depth for depth in (DEEPEST, DEEPEST + 1))
    (document,), problems, said = reading(
        tmp_path / "a.jsonl", f'{{"text": "a", "x": {deep}, "y": {deeper}}}\n'
    )
    assert (isinstance(document.meta["x"], list), document.meta["y"], problems) == (True, deeper, [])
    assert said == ["field 'y' is nested too deeply, and is kept as text"]


def test_a_line_longer_than_a_document_may_be_costs_itself(tmp_path: Path) -> None:
    documents, problems, _ = reading(
        tmp_path / "a.jsonl", f'{{"text": "{"长" * 400_000}"}}\n{{"text": "b"}}\n', max_size=1
    )
    assert [document.text for document in documents] == ["b"]
    assert problems == [", line 1: is larger than 1 MB when unpacked (--max-size allows more)"]


def test_quotes_without_end_are_mended_so_often_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for broken in (MENDED, MENDED + 1):
        documents, problems, _ = reading(path, "id,text\n" + '1,"文\n\n' * broken + "2,文\n")
        assert len(documents) == (broken <= MENDED)
        assert any("too many quotes have no end" in said for said in problems) == (broken > MENDED)


def test_markup_is_looked_for_where_pages_have_it() -> None:
    assert is_markup("文" * (LOOKED_AT - 10) + "<p>一</p>")
    assert not is_markup("文" * LOOKED_AT + "<p>一</p>")


MARKED = st.text(alphabet="产業发,，()chǎn\r\n<b>&\ud800 =+", min_size=1, max_size=40)
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.text(max_size=5)
    | st.lists(st.integers(0, 9), max_size=3)
)


@pytest.mark.parametrize("suffix", ["parquet", "jsonl"])
@given(
    st.lists(
        st.tuples(MARKED, st.dictionaries(st.text(min_size=1, max_size=4), VALUES, max_size=4)), max_size=4
    )
)
def test_records_come_back_without_loss(
    tmp_path_factory: Any, suffix: str, made: list[tuple[str, dict[str, Any]]]
) -> None:
    path = tmp_path_factory.mktemp("records") / f"a.{suffix}"
    documents = [clean(Document(f"d{n}", text, "a.txt", meta=meta)) for n, (text, meta) in enumerate(made)]
    with open_documents(path) as write:
        for document in documents:
            write(document)
    back = documents_of(read([path]))
    assert [to_line(to_record(item)) for item in back] == [to_line(to_record(item)) for item in documents]
    assert [restore(item).text for item in back] == [text for text, _ in made]


@pytest.mark.parametrize("around", [lambda rows: {"code": 0, "data": {"list": rows}}, list])
def test_records_are_found_however_long_they_are(tmp_path: Path, around: Callable[[Any], Any]) -> None:
    rows = [{"title": name, "content": f"{name}，{TEXT}" * 9000} for name in ("甲", "乙")]
    documents, problems, _ = reading(tmp_path / "a.json", json.dumps(around(rows)))
    assert [{"title": one.title, "content": one.text} for one in documents] == rows
    assert problems == []


def test_foreign_parquet_of_every_type(tmp_path: Path) -> None:
    row: dict[str, object] = {
        "content": TEXT,
        "date": datetime(2024, 5, 1),
        "n": 1,
        "share": float("nan"),
        "tags": ["a", "b"],
        "bytes": b"\xff",
        "deep": {"a": [{"b": date(2024, 1, 1)}]},
    }
    (document,), problems, _ = reading(tmp_path / "a.parquet", make_parquet([row]))
    assert problems == []
    assert dict(document.meta) == {
        "date": "2024-05-01",
        "n": 1,
        "share": None,
        "tags": ["a", "b"],
        "bytes": "\\xff",
        "deep": {"a": [{"b": "2024-01-01"}]},
        "date_published": "2024-05-01",
    }
    json.dumps(to_record(document), allow_nan=False)


def test_a_cell_far_away_costs_its_row(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["标题", "正文"])
        sheet.write_row(1, 0, ["通知", TEXT])
        sheet.write_string(1_048_575, 16_383, "far")
    documents, problems, _ = reading(tmp_path / "a.xlsx")
    assert [document.text for document in documents] == [TEXT]
    assert problems == [", line 1048576: sheet 'Sheet1': row has no text in column '正文'"]


def test_a_damaged_table_is_said(tmp_path: Path) -> None:
    for name in ("a.parquet", "a.xlsx"):
        assert (
            "damaged"
            in reading(tmp_path / name, b"PAR1 rubbish" if "parquet" in name else b"PK\x03\x04 rubbish")[1][
                0
            ]
        )
    assert list(read(stdin=io.BytesIO(b"PAR1"))) != []


def test_bytes_in_parquet_are_text_in_their_encoding(tmp_path: Path) -> None:
    rows = [
        {"标题": "甲", "正文": TEXT.encode(codec), "图": b"\x89PNG\xff\0\1"} for codec in ("utf-8", "gbk")
    ]
    found, problems, _ = reading(tmp_path / "a.parquet", make_parquet(rows))
    assert ([one.text for one in found], problems) == ([TEXT, TEXT], [])
    assert found[0].meta["图"].startswith("\\x89PNG")


@pytest.mark.parametrize("end", range(3, 24))
def test_torn_bytes_in_parquet_are_no_text_in_gbk(tmp_path: Path, end: int) -> None:
    """UTF-8 that a field cut inside of a character was 鍚勫崟浣."""
    [document], _, _ = reading(
        tmp_path / "a.parquet", make_parquet([{"正文": "略。", "摘要": TEXT.encode()[:end]}])
    )
    assert document.meta["摘要"].partition("\\")[0] == TEXT[: end // 3]


def test_a_table_without_a_header_is_not_said_whole(tmp_path: Path) -> None:
    _, [problem], _ = reading(tmp_path / "a.csv", f"甲,{TEXT * 9}\n乙,{TEXT}\n")
    assert "甲" in problem and len(problem) < 120


def test_rows_that_damaged_parquet_does_not_give_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lists may be torn so that a group of rows is empty, without a word."""
    (tmp_path / "a.parquet").write_bytes(make_parquet([{"content": TEXT}] * 3))
    given = sandbox.parts

    def first_alone(*args: Any, **how: Any) -> Iterator[Any]:
        for group, batches in given(*args, **how):
            yield group, ([batch[0]] for batch in batches)

    monkeypatch.setattr(sandbox, "parts", first_alone)
    documents, problems, _ = reading(tmp_path / "a.parquet")
    assert ([document.text for document in documents], problems) == ([TEXT], [": rows 2 to 3: damaged"])


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.jsonl", "a.json"])
@pytest.mark.parametrize("begun", ["", "[", "{", "[{"])
def test_blanks_are_passed_over_at_once(tmp_path: Path, name: str, begun: str) -> None:
    """Blanks that two parts of a pattern may take cost the square of their number: minutes, not moments."""
    (tmp_path / name).write_text(begun + " " * 200_000 + "文", "utf-8")
    documents, problems, _ = reading(tmp_path / name)
    assert len(documents) + len(problems) == 1
