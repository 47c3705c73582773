import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pkgutil import walk_packages
from typing import get_args

import pytest

import policytext
from policytext.analysis import Analysis
from policytext.document import Document, Edit, Verdict
from policytext.recognition.model import RELATIONS, TYPES
from policytext.schema import ANY, ColumnType, Table, captions
from policytext.tables import TABLES, to_frame
from policytext.tables.documents import EDITS, METADATA
from policytext.tables.entities import ENTITIES
from policytext.wording import localized

TEXT = (
    "澜江市人民政府关于低空经济的意见\n澜府〔2025〕3号\n各区：\n"
    "到2030年，投资达到1.5亿元，发展低空经济。（市财政局负责）\n澜江市人民政府\n2025年3月6日"
)
DOCUMENT = Document(
    "a",
    TEXT,
    source="a.txt",
    verdict=Verdict.REPAIRED,
    edits=(
        Edit("repair", ("glosses",), 1, 7, "(chǎn)", ""),
        Edit("strip", ("footer",), 3, 5, 'a\n,"b', "", True),
    ),
)


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_the_tables_columns_and_types(name: str) -> None:
    table, rows_of, _ = TABLES[name]
    kinds = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "date": str,
        "partial_date": str,
    }
    rows = list(rows_of(Analysis(DOCUMENT)))
    assert rows
    assert table.name == name
    for row in rows:
        assert set(row) <= set(table.header)
        for column in table.columns:
            value = row.get(column.name)
            kind = dict if column.name == table.fields else kinds[column.type]
            assert value is None or isinstance(value, kind)
    assert all(column.description for column in table.columns)


@pytest.mark.parametrize("name", TABLES)
def test_frames_have_the_tables_columns_even_when_empty(name: str) -> None:
    table, rows_of, _ = TABLES[name]
    header = [name for name in table.header if name != table.fields]
    assert list(to_frame(table, []).columns) == header
    frame = to_frame(table, [DOCUMENT, DOCUMENT])
    assert len(frame) == 2 * len(list(rows_of(Analysis(DOCUMENT))))


def test_frames_are_typed() -> None:
    assert str(to_frame(EDITS, [DOCUMENT])["inferred"].dtype) == "boolean"
    assert set(to_frame(ENTITIES, [DOCUMENT])["type"]) <= set(TYPES)


def test_edits_survive_csv() -> None:
    sink = io.StringIO(newline="")
    writer = csv.DictWriter(sink, EDITS.header)
    writer.writeheader()
    writer.writerows(TABLES["edits"].rows(Analysis(DOCUMENT)))
    sink.seek(0)
    assert [row["before"] for row in csv.DictReader(sink)] == ["(chǎn)", 'a\n,"b']


def test_metadata_of_a_notice() -> None:
    (row,) = TABLES["metadata"].rows(Analysis(DOCUMENT))
    assert row["doc_number"] == "澜府〔2025〕3号"
    assert row["date_written"] == "2025-03-06"
    facts = {row["fact"]: row["evidence"] for row in TABLES["facts"].rows(Analysis(DOCUMENT))}
    assert facts["doc_number"] == "number line"
    assert tuple(METADATA.header[:2]) == ("doc_id", "title")


def test_a_document_without_anything_has_a_row() -> None:
    (row,) = TABLES["documents"].rows(Analysis(Document("leer", "")))
    assert (row["id"], row["characters"], row["verdict"], row["keywords"]) == ("leer", 0, None, None)


def test_a_document_is_read_once_for_all_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[str] = Counter()

    def counted(module: str, name: str) -> None:
        function = getattr(import_module(module), name)
        monkeypatch.setattr(
            import_module(module),
            name,
            lambda *given, **named: calls.update([name]) or function(*given, **named),
        )

    counted("policytext.language.reading", "tag")
    counted("policytext.metadata.header", "find_header")
    counted("policytext.recognition.extract", "extract")
    counted("policytext.keyphrases.rank", "candidates")
    analysis = Analysis(DOCUMENT)
    for entry in TABLES.values():
        list(entry.rows(analysis))
    assert calls == {"tag": 1, "find_header": 1, "extract": 1, "candidates": 1}


def test_a_column_means_the_same_in_every_table() -> None:
    columns: dict[str, set[str]] = {}
    for entry in TABLES.values():
        for column in entry.table.columns:
            columns.setdefault(column.name, set()).add(column.type)
    differing = {name for name, types in columns.items() if len(types) > 1}
    assert differing == {
        "inferred",
        "year",
    }  # one edit: whether, several: how many; a target may have a period


HAN = re.compile("[一-鿿]")
LATIN = {"Kappa", "Alpha"}  # what Chinese texts call them too


def tables() -> list[Table]:
    """Every table that a module of the package holds."""
    found: dict[Table, None] = {}
    for module in walk_packages(policytext.__path__, "policytext."):
        if module.name.split(".", 2)[1] in ("tables", "corpus", "coding", "versions", "io"):
            for value in vars(import_module(module.name)).values():
                for one in value if isinstance(value, tuple) else (value,):
                    if isinstance(one, Table):
                        found[one] = None
    return list(found)


ALL = tables()


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_table_has_a_chinese_name_and_so_have_its_columns(table: Table) -> None:
    assert table.description
    table = localized(table, "zh")
    assert HAN.search(table.title) and HAN.search(table.description), "tables.tsv"
    for column in table.columns:
        assert column.type in get_args(ColumnType)
        assert HAN.search(column.heading) or column.heading in LATIN, column.name
        assert HAN.search(column.description), column.name
    twice = [heading for heading, n in Counter(c.heading for c in table.columns).items() if n > 1]
    assert twice == []


def test_names_of_sheets_are_unique_and_fit() -> None:
    titles = [localized(table, "zh").title for table in ALL]
    assert len(set(titles)) == len({table.name for table in ALL})
    assert max(map(len, titles)) < 31  # what Excel takes


def test_no_caption_is_left_of_a_table_that_is_gone() -> None:
    known = {(table.name, column.name) for table in ALL for column in table.columns}
    assert {key for key in captions() if ANY not in key and key[1]} <= known


@pytest.mark.parametrize(
    ("table", "column", "values"), [(ANY, "type", TYPES), ("relations", "relation", RELATIONS)]
)
def test_what_a_column_can_hold_is_listed(table: str, column: str, values: Sequence[str]) -> None:
    _, _, english, _, chinese = captions()[table, column]
    assert english == f"One of {', '.join(values)}"
    assert re.findall("[A-Za-z_]+", chinese) == [*values]
