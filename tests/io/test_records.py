"""Records of JSON and CSV: every field survives, every bad record is named and costs only itself."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from items import documents_of, of_stdin, problems_of, texts_of

from policytext.document import Document, Edit, Problem, Remark, Verdict
from policytext.io.read import read
from policytext.io.readers.fieldvalues import NOTHING
from policytext.io.records import from_record, to_line, to_record
from policytext.revision import Change, restore, revise
from policytext.settings import Settings


def table(path: Path, raw: bytes, **settings: Any) -> list[Document | Problem]:
    path.write_bytes(raw)
    return list(read([path], Settings(**settings)))


def rewritten(record: dict[str, Any]) -> dict[str, Any]:
    read_back: dict[str, Any] = json.loads(to_line(to_record(from_record(record, "-#1", "-"))))
    return read_back


def test_unknown_fields_come_back_as_they_were_and_in_order() -> None:
    deep = {"a": [1, {"b": "c"}]}
    record = {"z": 1, "部门": "某局", "text": "正文", "n": None, "f": 1.5, "deep": deep, "a": True}
    back = rewritten(record)
    assert list(back) == [
        "id", "source", "title", "text", "verdict", "edits", "z", "部门", "n", "f", "deep", "a",
    ]  # fmt: skip
    assert {name: back[name] for name in record} == record


@pytest.mark.parametrize("number", [7, "7", 0, 1.5, "x", 10**20])
def test_an_id_comes_back_as_it_was(number: int | float | str) -> None:
    record = {"id": number, "text": "正文"}
    assert from_record(record, "-#1", "-").id == str(number)
    assert rewritten(record)["id"] == number
    assert type(rewritten(record)["id"]) is type(number)


@pytest.mark.parametrize("missing", [{}, {"id": None}, {"id": ""}])
def test_a_record_without_an_id_is_named_by_its_place(missing: dict[str, Any]) -> None:
    assert rewritten({**missing, "text": "正文"})["id"] == "-#1"


def test_a_field_of_ours_in_somebody_elses_form_is_kept() -> None:
    record = {"text": "正文", "edits": 12, "verdict": "good", "title": ["a"], "remarks": "none"}
    back = rewritten(record)
    assert (back["edits"], back["verdict"], back["title"]) == ([], None, "")
    assert {name: back[f"{name}_"] for name in ("edits", "verdict", "title", "remarks")} == {
        name: record[name] for name in ("edits", "verdict", "title", "remarks")
    }


def test_history_goes_round() -> None:
    document = revise(
        Document("a", "產(chǎn)業(yè),,錕斤拷", verdict=Verdict.PARTIAL),
        "repair",
        [
            ("glosses", [Change(1, 7, ""), Change(8, 12, "", True)]),
            ("lost", [Change(4, 7, None, note="gone")]),
        ],
    )
    document = revise(document, "normalize", [("script", [Change(0, 2, "产业")])])
    back = from_record(json.loads(to_line(to_record(document))), "-", "-")
    assert (back.text, back.verdict) == (document.text, document.verdict)
    assert restore(back).text == "產(chǎn)業(yè),,錕斤拷"
    assert back.remarks == document.remarks
    assert all(isinstance(edit, Edit) for edit in back.edits)
    assert any(edit.inferred for edit in back.edits)
    assert all(isinstance(remark, Remark) for remark in back.remarks)


def test_neighbouring_edits_are_written_as_one() -> None:
    text = "產業發展" * 3 + "\n" + "經濟"
    changes = [Change(n, n + 1, "x") for n in range(0, 12, 2)] + [Change(13, 14, "x")]
    document = revise(Document.of(text), "normalize", [("script", changes)])
    assert len(document.edits) == 7
    assert len(to_record(document)["edits"]) == 2


def test_counts_of_edits_add_up_over_stages() -> None:
    first = revise(Document.of("a,,b"), "repair", [("marks", [Change(1, 3, ",")])])
    record = to_record(first, "counts")
    assert record["edits"] == {"marks": 1}
    second = from_record(json.loads(to_line(record)), "-", "-")
    second = revise(second, "normalize", [("marks", [Change(0, 1, "c")]), ("width", [Change(1, 2, "，")])])
    assert to_record(second, "counts")["edits"] == {"marks": 2, "width": 1}
    assert "edits" not in to_record(second, "none")


@given(st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(), max_size=5), st.text())
def test_any_record_goes_round(fields: dict[str, Any], text: str) -> None:
    record = {**fields, "text": text}
    first = from_record(record, "-#1", "-")
    second = from_record(json.loads(to_line(to_record(first))), "-#1", "-")
    assert (second.id, second.text, second.title) == (first.id, first.text, first.title)
    again = from_record(json.loads(to_line(to_record(second))), "-#1", "-")
    assert to_record(again) == to_record(second)


def test_every_bad_line_is_named_and_the_others_are_read() -> None:
    lines = [
        '{"text": "一"}', "{bad", "[1]", "3", "null", '{"id": 4}', '{"text": 5}', '{"text": null}', "",
        "[" * 100_000, "9" * 5000, '{"text": "二"}',
    ]  # fmt: skip
    items = of_stdin("\n".join(lines).encode())
    assert [document.text for document in documents_of(items)] == ["一", "二"]
    assert [document.id for document in documents_of(items)] == ["-#1", "-#11"]
    said = problems_of(items)
    assert [line.split(":")[0] for line in said] == [
        f"standard input, line {n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 11)
    ]
    assert said[0].startswith("standard input, line 2: not JSON: Expecting property name")
    assert said[1:7] == [
        "standard input, line 3: not an object (list)",
        "standard input, line 4: not an object (int)",
        "standard input, line 5: not an object (NoneType)",
        "standard input, line 6: no field with text (fields: id); --text-field names it",
        "standard input, line 7: field 'text' is not a string (int)",
        "standard input, line 8: record has no text in field 'text'",
    ]
    raw = [item.raw for item in items if isinstance(item, Problem)]
    assert raw[0] == "{bad"


def test_one_json_value_is_read_if_it_is_named(tmp_path: Path) -> None:
    records = [{"id": "a", "text": "一"}, {"id": "b"}, 3]
    (tmp_path / "a.json").write_text(json.dumps(records, indent=1), "utf-8")
    (tmp_path / "b.json").write_text(json.dumps(records[0], indent=1), "utf-8")
    (tmp_path / "c.json").write_text('{"text": "一"}\n{"text": "二"}\n', "utf-8")
    (tmp_path / "d.json").write_text("[1,", "utf-8")
    items = list(read([tmp_path / f"{name}.json" for name in "abcd"]))
    assert [document.text for document in documents_of(items)] == ["一", "一", "一", "二"]
    assert [line.split(": ", 1)[1] for line in problems_of(items)] == [
        "record 2: no field with text (fields: id); --text-field names it",
        "record 3: not an object (int)",
        "not JSON: Expecting value at column 4",
    ]
    assert list(read([tmp_path])) == items


def test_lines_in_other_encodings() -> None:
    line = '{"id": "a", "text": "关于印发实施方案的通知"}\r\n'
    for encoding in ("gbk", "utf-16", "utf-8-sig", "big5"):
        written = '{"id": "a", "text": "關於印發實施方案的通知"}\r\n' if encoding == "big5" else line
        items = of_stdin((written * 2).encode(encoding))
        assert [document.id for document in documents_of(items)] == ["a", "a"], encoding
        assert problems_of(items) == []
    mixed = of_stdin(line.encode() + line.encode("gbk") + line.encode())
    assert len({document.text for document in documents_of(mixed)}) == 1
    assert [dict(document.meta) for document in documents_of(mixed)] == [{}, {"encoding": "gb18030"}, {}]


def test_bad_bytes_in_a_line_are_named_with_their_place_in_the_file() -> None:
    items = of_stdin(b'{"text": "a"}\n{"text": "b\xff"}\n', encoding="utf-8")
    assert [document.text for document in documents_of(items)] == ["a", "b\ufffd"]
    assert problems_of(items) == ["standard input, line 2: byte 25 is not utf-8, and is now U+FFFD"]


def test_a_lone_surrogate_survives() -> None:
    (document,) = documents_of(of_stdin(b'{"text": "a\\ud800b"}'))
    assert document.text == "a\ud800b"
    assert json.loads(to_line(to_record(document)))["text"] == "a\ud800b"


def test_the_text_may_have_another_name() -> None:
    (document,) = documents_of(of_stdin(b'{"body": "a", "text": "b"}', text_field="body"))
    record = to_record(document)
    assert (record["text"], record["text_"]) == ("a", "b")


def test_bad_rows_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    raw = "id,text\n1,一\n2,二,三,四\n3\n4,\n\n5,五\n".encode()
    items = table(tmp_path / "a.csv", raw)
    assert [document.text for document in documents_of(items)] == ["一", "五"]
    path = tmp_path / "a.csv"
    assert problems_of(items) == [
        f"{path}, line 3: row has 4 cells, the header has 2",
        f"{path}, line 4: row has no text in column 'text'",
        f"{path}, line 5: row has no text in column 'text'",
    ]
    assert [item.raw for item in items if isinstance(item, Problem)] == ["2,二,三,四", "3", "4,"]


def test_a_huge_cell_and_a_nul(tmp_path: Path) -> None:
    huge = "长" * 200_000
    items = table(tmp_path / "a.csv", f"id,text\n1,{huge}\n2,a\0b\n".encode())
    assert [document.text for document in documents_of(items)] == [huge, "a\0b"]


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1)


@given(
    st.lists(
        cells.filter(lambda cell: cell.strip() and not NOTHING.fullmatch(cell)), min_size=1, max_size=5
    )
)
@example(["PUBLISHTIME"])
def test_any_table_of_csv_is_read(texts: list[str]) -> None:
    from policytext.io.readers.delimited import read as read_csv
    from policytext.io.readers.origin import Origin

    written = io.StringIO()
    csv.writer(written).writerows([["id", "text"], *([str(n), text] for n, text in enumerate(texts))])
    stream = io.BufferedReader(io.BytesIO(written.getvalue().encode()))  # type: ignore[arg-type]
    items = list(read_csv(stream, Origin("a.csv", "a.csv", Settings(encoding="utf-8"), "csv")))
    assert texts_of(items) == texts


def test_records_that_join_the_names_of_rules_are_restored() -> None:
    """As 0.1 wrote them."""
    edit = {
        "step": "repair",
        "rule": "glosses+entities",
        "start": 1,
        "end": 7,
        "before": "(chǎn)",
        "after": "",
    }
    document = from_record({"text": "產業", "edits": [{**edit, "after": ""}]}, "a", "a.jsonl")
    assert document.edits[0].rules == ("glosses", "entities")
    assert restore(document).text == "產(chǎn)業"
