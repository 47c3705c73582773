import csv
import io

import pytest

from policytext.document import Document, Edit, Verdict
from policytext.recognition.model import TYPES
from policytext.tables import EDITS, ENTITIES, METADATA, ROWS, to_frame

TEXT = (
    "澜江市人民政府关于低空经济的意见\n澜府〔2025〕3号\n各区：\n"
    "投资1.5亿元，发展低空经济。\n澜江市人民政府\n2025年3月6日"
)
DOCUMENT = Document(
    "a",
    TEXT,
    source="a.txt",
    verdict=Verdict.REPAIRED,
    edits=(
        Edit("repair", "glosses", 1, 7, "(chǎn)", ""),
        Edit("strip", "footer", 3, 5, 'a\n,"b', "", True),
    ),
)


@pytest.mark.parametrize("name", ROWS)
def test_rows_have_the_tables_columns_and_types(name: str) -> None:
    table, rows_of = ROWS[name]
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "date": str}
    rows = list(rows_of(DOCUMENT))
    assert rows
    assert table.name == name
    for row in rows:
        assert tuple(row) == table.header or set(row) == set(table.header)
        for column in table.columns:
            assert row[column.name] is None or isinstance(row[column.name], kinds[column.type])
    assert all(column.description for column in table.columns)


@pytest.mark.parametrize("name", ROWS)
def test_frames_have_the_tables_columns_even_when_empty(name: str) -> None:
    table, rows_of = ROWS[name]
    assert list(to_frame(table, []).columns) == list(table.header)
    frame = to_frame(table, [DOCUMENT, DOCUMENT])
    assert len(frame) == 2 * len(list(rows_of(DOCUMENT)))


def test_frames_are_typed() -> None:
    assert str(to_frame(EDITS, [DOCUMENT])["inferred"].dtype) == "boolean"
    assert set(to_frame(ENTITIES, [DOCUMENT])["type"]) <= set(TYPES)


def test_edits_survive_csv() -> None:
    sink = io.StringIO(newline="")
    writer = csv.DictWriter(sink, EDITS.header)
    writer.writeheader()
    writer.writerows(ROWS["edits"][1](DOCUMENT))
    sink.seek(0)
    assert [row["before"] for row in csv.DictReader(sink)] == ["(chǎn)", 'a\n,"b']


def test_metadata_of_a_notice() -> None:
    (row,) = ROWS["metadata"][1](DOCUMENT)
    assert row["doc_number"] == "澜府〔2025〕3号"
    assert row["date_written"] == "2025-03-06"
    assert "doc_number=number line" in str(row["evidence"])
    assert tuple(METADATA.header[:2]) == ("doc_id", "title")


def test_a_document_without_anything_has_a_row() -> None:
    (row,) = ROWS["documents"][1](Document("leer", ""))
    assert (row["id"], row["characters"], row["verdict"], row["keywords"]) == ("leer", 0, None, None)
