"""Documents and terms by year and province, for a workbook."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from policytext.analysis import Analysis
from policytext.corpus.pivots import PIVOTS, SOURCE, source_rows, with_pivots
from policytext.corpus.terms import TermCounts, count_terms
from policytext.document import Document
from policytext.schema import NONE

TEXTS = {
    "a": "关于低空经济的意见\n发展低空经济。低空经济是新质生产力。\n2023年5月6日",
    "b": "关于低空经济的通知\n发展低空经济，培育新质生产力。\n2024年5月6日",
    "c": "发展低空经济，建设起降点。",
}
DOCUMENTS = [Document(name, text) for name, text in TEXTS.items()]


def pivots(documents: list[Document]) -> dict[str, list[Any]]:
    rows = ((SOURCE, row) for document in documents for row in source_rows(Analysis(document)))
    found = defaultdict(list)
    for name, row in with_pivots(rows):
        found[name].append(row)
    return found


def test_rows_are_those_of_the_tables_and_the_source_is_not_written() -> None:
    found = pivots(DOCUMENTS)
    assert set(found) == {table.name for table in PIVOTS}
    years = [(row["year"], row["documents"]) for row in found["documents_by_year"]]
    assert years == [(2023, 1), (2024, 1), (NONE, 1)]
    assert sum(row["characters"] for row in found["documents_by_year"]) == sum(map(len, TEXTS.values()))


def test_years_are_in_order_and_spans_of_years_stand_among_them() -> None:
    years = ("2024", "十四五", "2021-2025", "２０２４年", 2019)
    found = pivots([Document(str(n), "发展旅游。", meta={"year": year}) for n, year in enumerate(years)])
    rows = [(row["year"], row["documents"]) for row in found["documents_by_year"]]
    assert rows == [("十四五", 1), (2019, 1), ("2021-2025", 1), (2024, 2)]


def test_provinces_stand_by_how_many_documents_they_have() -> None:
    provinces = ("广东", "浙江", "浙江省", "")
    found = pivots(
        [Document(str(n), "发展旅游。", meta={"province": of}) for n, of in enumerate(provinces)]
    )
    rows = [(row["province"], row["documents"]) for row in found["documents_by_province"]]
    assert rows == [("浙江省", 2), ("广东省", 1), (NONE, 1)]
    assert found["terms_by_province"] == [{"term": "发展旅游", "广东省": 1, "浙江省": 2, NONE: 1}]


def test_terms_are_counted_as_terms_counts_them() -> None:
    rows = {row["term"]: row for row in pivots(DOCUMENTS)["terms_by_year"]}
    assert list(rows["低空经济"]) == ["term", "2023", "2024", NONE]
    counted = TermCounts(
        list(rows), (count_terms(document, tuple(rows), "year") for document in DOCUMENTS), "year"
    )
    assert {row["term"]: row for row in counted.matrix()[1]} == rows


def test_other_rows_pass_and_nothing_gives_nothing() -> None:
    assert list(with_pivots([("keywords", {"rank": 1})])) == [("keywords", {"rank": 1})]
