"""What documents are grouped by, by the names that people give."""

from __future__ import annotations

from policytext.analysis import Analysis
from policytext.corpus.fields import FOUND, known_as, place
from policytext.document import Document
from policytext.resources import rows


def test_every_field_that_documents_have_has_a_chinese_name() -> None:
    names = dict(rows("field_names.tsv"))
    assert {*names.values()} == {*FOUND}


def test_a_field_of_the_record_goes_before_what_has_its_name_here() -> None:
    found = Analysis(Document("a", "略。", meta={"date": "2024-05-06"}))
    stated = Analysis(Document("a", "略。", meta={"date": "2024-05-06", "年份": "十四五"}))
    assert [place(page, "年份").group for page in (found, stated)] == ["2024", "十四五"]
    assert known_as("发布机构") == "issuer"


def test_columns_of_tables_are_named_as_their_headers_are() -> None:
    names = dict(rows("field_names.tsv"))
    headers = {column: label for table, column, label, _ in rows("captions.zh.tsv") if table == "*"}
    assert {names[headers[field]] for field in FOUND if field in headers} == {*FOUND} & {*headers}
