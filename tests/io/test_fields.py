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
from policytext.io.errors import Unreadable
from policytext.io.read import read
from policytext.io.readers import sandbox
from policytext.io.readers.delimited import MENDED
from policytext.io.readers.fieldnames import names_text
from policytext.io.readers.fields import FLAGS, Roles, roles
from policytext.io.readers.header import WITHIN
from policytext.io.readers.jsontext import DEEPEST
from policytext.io.readers.markup import LOOKED_AT, is_markup
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
    ("names", "held"),
    [
        # legal databases, with the days of force that metadata gives
        (("施行日期", "失效日期"), {"date_effective": "施行日期", "date_expired": "失效日期"}),
        # crawlers: the page's address before that of the list, its day before that of crawling
        (
            ("页面网址", "标题链接", "采集时间", "时间"),
            {"url": "标题链接", "date_published": "时间"},
        ),
        (("入库时间", "创建时间", "录入日期"), {}),
        (("page_source",), {}),  # the page itself, no source of it
        (("更新时间",), {"date_updated": "更新时间"}),
        (("ID", "编号"), {"id": "ID"}),
        (("_id", "id"), {"id": "id"}),
        # what labels of pages say, and what they are of
        (("处罚决定书文号", "处罚机关"), {"doc_number": "处罚决定书文号", "issuer": "处罚机关"}),
        (("政策发布机构", "文章发布时间"), {"issuer": "政策发布机构", "date_published": "文章发布时间"}),
        (("发布时间_文本", "标题_链接"), {"date_published": "发布时间_文本", "url": "标题_链接"}),
        (("文件编号", "文号（发文字号）"), {"doc_number": "文号（发文字号）"}),
        (("发布日期(YYYY-MM-DD)",), {"date_published": "发布日期(YYYY-MM-DD)"}),
        # and what is none: tasks, days that may be any, texts of readers
        (("责任单位", "责任机构", "文件日期", "policy_id", "施行情况"), {}),
    ],
)  # fmt: skip
def test_columns_of_exports_are_known(names: tuple[str, ...], held: dict[str, str]) -> None:
    assert dict(roles(("正文", *names), Settings()).facts) == held


@pytest.mark.parametrize("name", ["网页标题", "页面标题", "page_title", "列表标题"])
def test_the_title_of_a_document_comes_before_that_of_its_page(name: str) -> None:
    assert roles(("正文", name, "政策标题"), Settings()).title == "政策标题"
    assert roles(("正文", name), Settings()).title in (name, "")


@pytest.mark.parametrize(
    "name",
    [
        "详情页_内容",
        "正文_文本",
        "网页正文",
        "政策原文",
        "raw_html",
        "body_html",
        "html",
        "main_content",
        "正文（必填）",
        "page_source",
    ],
)
def test_the_text_of_crawls_is_known(name: str) -> None:
    assert roles(("标题", "摘要", name), Settings()).text == name


@pytest.mark.parametrize("name", ["全文（链接）", "正文(URL)", "内容（摘要）", "正文（字数）", "详情"])
def test_what_is_beside_a_text_is_none(name: str) -> None:
    with pytest.raises(Unreadable):
        roles(("标题", name), Settings())


def test_an_id_in_capitals_is_the_id(tmp_path: Path) -> None:
    assert [
        document.id
        for document in reading(
            tmp_path / "a.xlsx", make_workbook([["ID", "正文"], [20230001.0, TEXT], [None, TEXT]])
        )[0]
    ] == ["20230001", "a.xlsx#2"]


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


@pytest.mark.parametrize(
    "names",
    [
        ("正文1", "正文2"),
        ("内容 1", "内容 2"),
        ("content_1", "content_2"),
        ("正文（1）", "正文（2）"),
        ("正文（一）", "正文（二）"),
        ("正文上", "正文下"),
        ("政策内容1", "政策内容2"),
    ],
)
def test_a_text_whose_first_column_has_a_number_is_one_text(names: tuple[str, ...]) -> None:
    found = roles(("标题", *names), Settings())
    assert (found.text, found.more, names_text(names, "text")) == (names[0], names[1:], True)


@pytest.mark.parametrize(
    ("names", "later"),
    [
        (("标题", "标题2", "正文", "正文2"), "more"),
        (("正文", "正文2", "标题", "标题2"), "more"),
        (("标题", "正文", "正文2"), "more"),
        (("标题", "正文", "标题2", "正文2"), "beside"),
        (("正文", "日期", "标题", "正文2", "日期2", "标题2"), "beside"),
    ],
)
def test_a_second_table_begins_behind_the_first(names: tuple[str, ...], later: str) -> None:
    found = roles(names, Settings())
    assert {"more": found.more, "beside": found.beside} == {"more": (), "beside": (), later: ("正文2",)}


@pytest.mark.parametrize(
    ("rows", "documents"),
    [
        (["标题,正文,,标题,正文", "一,甲文,,二,乙文", "三,丙文,,,"], ["一 甲文", "二 乙文", "三 丙文"]),
        (["序号,标题,正文,序号,标题,正文", "1,一,甲文,2,二,乙文"], ["一 甲文", "二 乙文"]),
        (["标题,正文,,标题,正文,,说明", "一,甲文,,二,乙文,,某局填报"], ["一 甲文", "二 乙文"]),
        (["地区,,标题,正文,,标题,正文", "某市,,一,甲文,,二,乙文"], ["一 甲文", "二 乙文"]),
        (["标题,正文,,名称,文号,内容", "一,甲文,,二,永政发〔2024〕5号,乙文"], ["一 甲文", "二 乙文"]),
        (
            ["2023年,,2024年,", "标题,正文,标题,正文", "一,甲文,二,乙文", ",,三,丙文"],
            ["一 甲文", "二 乙文", "三 丙文"],
        ),
        (
            ["标题,正文", "一,甲文", "名称,内容,,名称,内容", "二,乙文,,三,丙文"],
            ["一 甲文", "二 乙文", "三 丙文"],
        ),
    ],
)
def test_tables_beside_one_another_are_all_read(
    tmp_path: Path, rows: list[str], documents: list[str]
) -> None:
    (tmp_path / "a.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "a.xlsx").write_bytes(
        make_workbook([[cell or None for cell in row.split(",")] for row in rows])
    )
    for path in tmp_path.iterdir():
        found, problems, said = reading(path)
        assert ([f"{one.title} {one.text}" for one in found], problems) == (documents, [])
        assert not any("_2" in name for one in found for name in one.meta)
        assert "beside one another, and each row of each is a document (2)" in " ".join(said)


@pytest.mark.parametrize("other", ["正文字数", "正文1", "正文20", "正文链接", "小标题2"])
def test_columns_that_only_begin_as_the_text_does_are_none_of_it(other: str) -> None:
    assert roles(("标题", "正文", other), Settings()).more == ()


@pytest.mark.parametrize(("fact", "flag"), FLAGS.items())
def test_every_fact_has_a_flag_that_comes_first(fact: str, flag: str) -> None:
    usual = next(name for name, held in rows("record_fields.tsv") if held == fact)
    names = ("text", usual, "其他")
    found = roles(names, Settings(**{flag: "其他"}))  # type: ignore[arg-type]
    held = {"text": found.text, "title": found.title, **dict(found.facts)}
    assert held[fact] == "其他"


def test_where_no_text_is_found_the_fields_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make_workbook([["姓名", "年龄"], ["甲", 3]]))
    missing = "no field{} with text (fields: 姓名, 年龄); --text-field names it"
    assert reading(path)[1] == [f": sheet 'Sheet1': {missing.format('')}"]
    assert reading(path, text_field="姓名")[0][0].text == "甲"
    assert reading(path, text_field="正文")[1] == [
        ": sheet 'Sheet1': no field '正文' with text (fields: 姓名, 年龄); --text-field names it"
    ]
    wanted = reading(path, text_field="姓名", title_field="标题")[1]
    assert wanted == [": sheet 'Sheet1': no field is called 标题 (columns: 姓名, 年龄)"]


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


def test_html_in_a_field_is_read_as_a_page(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{task}</td></tr>" for n, task in enumerate(("发放", "检查"), 1))
    page = f"<h1>通知</h1><p>第一段</p><table>{rows}</table>"
    (document,), _, _ = reading(tmp_path / "a.jsonl", json.dumps({"content": page}))
    assert document.text == "通知\n第一段\n1\t发放\n2\t检查"
    assert len(document.layout) == 4


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


@pytest.mark.parametrize(
    ("around", "lost"),
    [
        (lambda rows: json.dumps({"data": rows, "links": [{"rel": "next"}]}), "links"),
        (
            lambda rows: json.dumps({"msg": {"code": 0}, "data": {"page": {"size": 9}, "list": rows}}),
            "msg, page",
        ),
        (lambda rows: json.dumps({"code": 0, "通知": rows[:1], "公告": rows[1:]}), "code, 通知, 公告"),
        (lambda rows: json.dumps([{"type": "table", "data": rows}]), "type"),
        (lambda rows: "\n".join(json.dumps(row, indent=1) for row in rows), ""),
        (lambda rows: f"jQuery1_2({json.dumps({'data': rows})});", ""),
        (lambda rows: f"var list = {json.dumps(rows)};", ""),
        (lambda rows: json.dumps(dict(zip("ab", rows, strict=True))), ""),
        (lambda rows: json.dumps({"2023": {"list": rows[:1]}, "2024": {"list": rows[1:]}}), ""),
        (lambda rows: json.dumps({"total": 2, **dict(zip("ab", rows, strict=True))}), "total"),
        (lambda rows: json.dumps({name: [row[name] for row in rows] for name in rows[0]}), ""),
        (
            lambda rows: json.dumps(
                {name: {str(n): row[name] for n, row in enumerate(rows)} for name in rows[0]}
            ),
            "",
        ),
        (lambda rows: json.dumps({"columns": [*rows[0]], "data": [[*row.values()] for row in rows]}), ""),
        (lambda rows: json.dumps([[*rows[0]], *([*row.values()] for row in rows)]), ""),
        (lambda rows: "\n".join(json.dumps([row]) for row in rows), ""),
        (lambda rows: json.dumps([[row] for row in rows]), ""),
        (lambda rows: json.dumps([{"code": 0, "data": {"list": [row]}} for row in rows]), "code"),
        (lambda rows: "\n".join(json.dumps({"data": {"list": [row]}}) for row in rows), ""),
        (lambda rows: f"[{json.dumps(rows[0])},\n{json.dumps(rows[1])},\n]", ""),
        (lambda rows: json.dumps({"hits": {"hits": [{"_id": "x", "_source": row} for row in rows]}}), ""),
        (lambda rows: "\n".join(json.dumps({"_id": "x", "_source": row}) for row in rows), ""),
    ],
)
@pytest.mark.parametrize("size", [1, 9000])
def test_records_are_found_in_what_sites_answer_and_programs_dump(
    tmp_path: Path, around: Callable[[Any], str], lost: str, size: int
) -> None:
    rows = [{"title": name, "content": f"{name}，{TEXT}" * size} for name in ("甲", "乙")]
    documents, problems, said = reading(tmp_path / "a.json", around(rows))
    assert [{"title": one.title, "content": one.text} for one in documents] == rows
    assert (problems, [words for words in said if "not kept" in words]) == (
        [],
        [f"fields around the records are not kept ({lost})"] if lost else [],
    )


def test_a_list_that_a_killed_crawl_left_gives_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"content": TEXT}] * 3)[:-20], "utf-8")
    documents, [problem], _ = reading(tmp_path / "a.json")
    assert [document.text for document in documents] == [TEXT, TEXT]
    assert problem.endswith("what follows is not read")


@pytest.mark.parametrize(
    "written",
    [
        lambda rows: json.dumps(rows),
        lambda rows: "\n".join(json.dumps(row, indent=1) for row in rows),
        lambda rows: ",\n".join(map(json.dumps, rows)) + ",\n",
        lambda rows: "\n".join(map(str, rows)),
        lambda rows: json.dumps({"content": "甲\t乙"}).replace("\\t", "\t") + "\n" + json.dumps(rows[1]),
    ],
)
def test_what_programs_call_json_lines_is_read(
    tmp_path: Path, written: Callable[[list[dict[str, str]]], str]
) -> None:
    rows = [{"content": "甲\t乙"}, {"content": TEXT}]
    (tmp_path / "a.jsonl").write_text(written(rows), "utf-8")
    documents, problems, _ = reading(tmp_path / "a.jsonl")
    assert ([document.text for document in documents], problems) == (["甲\t乙", TEXT], [])


def test_a_long_name_is_none_of_a_column_whatever_its_marks(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"标题,正{'[' * 40}文\n甲,{TEXT}\n", "utf-8")
    documents, [problem], _ = reading(tmp_path / "a.csv")
    assert (documents, "no field with text" in problem) == ([], True)


def test_answers_of_a_site_a_line_are_said_to_hold_lists(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"data": {"list": [{"content": TEXT}]}}), "utf-8")
    documents, [problem], _ = reading(tmp_path / "a.jsonl")
    assert (documents, "name the file .json" in problem) == ([], True)


@pytest.mark.parametrize(
    "record",
    [
        {"text": TEXT, "meta": {"title": "甲", "date": "2024-05-01"}},
        {"text": TEXT, "metadata": json.dumps({"title": "甲", "date": "2024-05-01"})},
        {
            "data": {
                "article": {"title": "甲", "date": "2024-05-01", "content": TEXT},
                "more": [{"title": "乙"}],
            }
        },
        {"title": {"rendered": "甲"}, "content": {"rendered": f"<p>{TEXT}</p>"}, "date": "2024-05-01"},
        {"title": "甲", "date": "Wed, 01 May 2024 08:00:00 GMT", "content": [{"type": "p", "text": TEXT}]},
        {"title": "甲", "date": "/Date(1714521600000+0800)/", "content": {"html": TEXT}},
        {"title": "甲", "date": "May 1, 2024", "content": " ", "html": f"<p>{TEXT}</p>"},
        {
            "title": "甲",
            "date": "2024-05-01",
            "text": None,
            "原文": "https://gov.example/1",
            "content": TEXT,
        },
    ],
)
def test_texts_and_facts_within_a_record_are_its_own(tmp_path: Path, record: dict[str, Any]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(record), "utf-8")
    [document], problems, _ = reading(tmp_path / "a.json")
    found = (document.text, document.title, document.meta.get("date_published"), problems)
    assert found == (TEXT, "甲", "2024-05-01", [])


@pytest.mark.parametrize(("times", "said"), [(2, False), (3, True)])
def test_a_field_with_more_text_than_the_one_that_is_read_is_said(
    tmp_path: Path, times: int, said: bool
) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "content": TEXT * times}), "utf-8")
    [document], _, notes = reading(tmp_path / "a.jsonl")
    words = "'content' has more text than 'text', which is read (--text-field names another)"
    assert (document.text, words in notes) == (TEXT, said)


def test_a_record_without_a_text_under_an_id_is_said(tmp_path: Path) -> None:
    rows = {"a": {"content": TEXT}, "b": {"title": "甲"}, "c": {"content": TEXT}}
    (tmp_path / "a.json").write_text(json.dumps(rows), "utf-8")
    documents, [problem], _ = reading(tmp_path / "a.json")
    assert [document.id for document in documents] == ["a", "c"]
    assert "record 2: no field with text (fields: id, title)" in problem


def test_cells_without_a_name_of_their_own_are_kept(tmp_path: Path) -> None:
    rows = [["标题", "正文", "标题"], ["甲", TEXT, "乙", "丙"]]
    (tmp_path / "a.json").write_text(json.dumps(rows), "utf-8")
    [document], problems, _ = reading(tmp_path / "a.json")
    assert (document.title, document.meta, problems) == ("甲", {"标题_2": "乙", "column_4": "丙"}, [])


@pytest.mark.parametrize(
    "record",
    [
        {"content": ["第一段。", "第二段。"], "images": ["a.png", "b.png"]},
        {"content": ["第一段。", "第二段。"]},
        {"title": ["甲"], "content": ["第一段。\n第二段。"]},
    ],
)
def test_lists_of_a_crawler_are_no_columns(tmp_path: Path, record: dict[str, Any]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(record), "utf-8")
    [document], problems, _ = reading(tmp_path / "a.json")
    assert (document.text, problems) == ("第一段。\n第二段。", [])


def test_a_record_without_a_text_is_none_of_its_comments(tmp_path: Path) -> None:
    rows = [{"content": TEXT}, {"title": "甲", "comments": [{"content": "好"}]}]
    (tmp_path / "a.json").write_text(json.dumps(rows), "utf-8")
    [document], [problem], _ = reading(tmp_path / "a.json")
    assert document.text == TEXT
    assert "record 2: no field with text (fields: title, comments)" in problem


@pytest.mark.parametrize(
    ("record", "title", "facts"),
    [
        (
            {"title": ["甲"], "publish_time": ["2024-05-01"], "department": ["某局"]},
            "甲",
            ("2024-05-01", "某局"),
        ),
        ({"title": "甲", "publish_time": {"$date": "2024-05-01T00:00:00Z"}}, "甲", ("2024-05-01", None)),
        (
            {"title": "甲", "publish_time": {"$date": {"$numberLong": "1714521600000"}}},
            "甲",
            ("2024-05-01", None),
        ),
        ({"title": False, "department": 0, "publish_time": {}}, "", (None, None)),
        ({"title": "关于<em>节水</em>的<br>通知", "department": []}, "关于节水的通知", (None, None)),
    ],
)
def test_what_crawlers_and_databases_put_around_a_value_is_none_of_it(
    tmp_path: Path, record: dict[str, Any], title: str, facts: tuple[str | None, str | None]
) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{**record, "content": TEXT}]), "utf-8")
    [document], problems, said = reading(tmp_path / "a.json")
    found = (document.meta.get("date_published"), document.meta.get("issuer"))
    assert (document.title, found, problems) == (title, facts, [])
    assert not any("give no" in words for words in said)


def test_a_field_of_which_no_fact_can_be_made_is_said(tmp_path: Path) -> None:
    record = {"title": {"zh": "甲", "en": "A"}, "issuer": ["甲局", "乙局"], "content": TEXT}
    (tmp_path / "a.json").write_text(json.dumps([record]), "utf-8")
    [document], problems, said = reading(tmp_path / "a.json")
    assert (document.title, document.meta, problems) == (
        "",
        {key: record[key] for key in ("title", "issuer")},
        [],
    )
    assert "'title' has lists or objects, which are kept, but give no title" in said
    assert "'issuer' has lists or objects, which are kept, but give no issuer" in said


def test_html_in_escapes_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        f"标题,正文\n甲,&lt;p&gt;一、{TEXT}&lt;/p&gt;&lt;p&gt;二、略。&lt;/p&gt;\n", "utf-8"
    )
    [document], problems, _ = reading(tmp_path / "a.csv")
    assert (document.text, problems) == (f"一、{TEXT}\n二、略。", [])


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (r'"甲","称为\"一网\"。","\N"', '称为"一网"。'),
        ('"甲","一、总则。\\\n二、路径C:\\\\。\\\n三、略。","\\N"', "一、总则。\n二、路径C:\\。\n三、略。"),
        ('甲,"一、总则。\n称为\\"一网\\", 略。",', '一、总则。\n称为"一网", 略。'),
    ],
)
def test_escapes_of_databases_are_read_and_said(tmp_path: Path, cells: str, text: str) -> None:
    first = "序,略。,某局\n"
    (tmp_path / "a.csv").write_text(f"标题,正文,发文机关\n{first}{cells}\n乙,{TEXT},某局\n", "utf-8")
    documents, problems, said = reading(tmp_path / "a.csv")
    assert ([one.text for one in documents], problems) == (["略。", text, TEXT], [])
    assert [one.meta.get("issuer") for one in documents] == ["某局", None, "某局"]
    assert any("as databases write them" in words for words in said)


@pytest.mark.parametrize(
    ("above", "cell"), [("", "设 $a \\\\\nb$"), ('"含""引号"""', "一 \\\n二"), ("", r"C:\\资料\\")]
)
def test_formulas_and_paths_keep_their_backslashes(tmp_path: Path, above: str, cell: str) -> None:
    (tmp_path / "a.csv").write_text(
        f'正文,路径\n略。{above and ","}{above}\n"{cell}","D:\\资料\\"\n', "utf-8"
    )
    documents, problems, said = reading(tmp_path / "a.csv")
    assert (documents[1].text, documents[1].meta["路径"], problems) == (cell, "D:\\资料\\", [])
    assert not any("databases" in words for words in said)


@pytest.mark.parametrize("cell", [r'"C:\"', r'"一""二""\"', r"C:\new", '"一\\\n二\n三"'])
def test_a_backslash_is_one_in_other_tables(tmp_path: Path, cell: str) -> None:
    (tmp_path / "a.csv").write_text(f"标题,正文\n{cell},略。\n", "utf-8")
    [document], problems, said = reading(tmp_path / "a.csv")
    assert (document.title.count("\\"), problems) == (1, [])
    assert not any("databases" in words for words in said)


@pytest.mark.parametrize("quote", ['"', ""])
def test_blanks_before_quotes_are_none_of_a_cell(tmp_path: Path, quote: str) -> None:
    head = ", ".join(f"{quote}{name}{quote}" for name in ("标题", "发布日期", "正文"))
    (tmp_path / "a.csv").write_text(f'{head}\n"甲", "2024-05-01", "一,{TEXT}"\n', "utf-8")
    [document], problems, _ = reading(tmp_path / "a.csv")
    assert (document.text, document.meta["date_published"], problems) == (f"一,{TEXT}", "2024-05-01", [])


@pytest.mark.parametrize(
    "name",
    [
        "【正文】",
        "*正文",
        "正文：",
        "政策文件内容",
        "信息正文",
        "公文 内容※",
        "Content-正文",
        "正文（Text）",
    ],
)
def test_marks_and_what_a_column_is_of_are_no_other_name(name: str) -> None:
    assert roles(("序号", name, "文件日期"), Settings()) == Roles(name)


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
