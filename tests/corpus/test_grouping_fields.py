"""What documents are grouped by, by the names that people give."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import pytest
from cases import read_cases

from policytext.analysis import Analysis
from policytext.corpus.fields import FOUND, Grouping, GroupingWarning, checked, grouping, known_as
from policytext.document import Document
from policytext.resources import rows
from policytext.schema import captions

CASES = read_cases(__file__, "grouping_cases.json")  # a third cell says why


class Grouped(NamedTuple):
    grouping: Grouping


def test_every_field_that_documents_have_has_a_chinese_name() -> None:
    names = dict(rows("field_names.tsv"))
    assert {*names.values()} == {*FOUND}


def test_a_field_of_the_record_goes_before_what_has_its_name_here() -> None:
    found = Analysis(Document("a", "略。", meta={"date": "2024-05-06"}))
    stated = Analysis(Document("a", "略。", meta={"date": "2024-05-06", "年份": "十四五"}))
    assert [grouping(page, "年份").group for page in (found, stated)] == ["2024", "十四五"]
    assert known_as("发布机构") == "issuer"
    for blank in (None, "", " "):  # an empty cell of a table, in JSON or in CSV
        page = Analysis(Document("a", "略。", meta={"date": "2024-05-06", "年份": blank}))
        assert grouping(page, "年份").group == "2024"


@pytest.mark.parametrize(
    ("field", "column"),
    [("province", "省份"), ("year", "年度"), ("genre", "文种"), ("issuer", "发文单位"), ("place", "地区")],
)
def test_a_column_counts_by_any_of_its_names(field: str, column: str) -> None:
    text = "青海省人民政府关于防汛工作的通知\n青政发〔2025〕25号\n各县人民政府：\n略。"
    row = Analysis(Document("a", text, meta={column: "2019"}))
    blank = Analysis(Document("a", text, meta={column: ""}))
    assert [grouping(row, name).group for name in (field, column)] == ["2019", "2019"]
    assert grouping(row, field).stated
    assert grouping(blank, field).group not in ("", "2019")  # what the text says
    assert not grouping(blank, field).stated


REISSUED = (
    "关于做好防汛工作的通知\n青政发〔1996〕25号\n各县人民政府：\n"
    "7月底前完成检查，今年新建10座水库。\n青阳市人民政府\n1996年6月3日"
)


@pytest.mark.parametrize("column", ["date_published", "发布日期"])
def test_what_a_site_publishes_anew_is_of_the_year_in_which_it_was_written(column: str) -> None:
    page = Analysis(Document("a", REISSUED, meta={column: "2018-12-24"}))
    groups = [grouping(page, field).group for field in ("year", "month", "quarter", "date")]
    assert groups == ["1996", "1996-06", "1996-Q2", "1996-06-03"]
    assert groups[0] == page.header.year  # the column of the tables of documents
    days = {found.text: found.normalized for found in page.entities if found.type == "DATE"}
    assert (days["7月底"], days["今年"]) == ("1996-07", "1996")
    assert {target.year for target in page.targets} == {"1996"}


def test_documents_that_count_against_the_day_in_their_record_are_said() -> None:
    reissued = [
        Analysis(Document("a", REISSUED, meta={"发布日期": day})) for day in ("2018-12-24", "1996-06-09")
    ]
    for field, many in (("year", 1), ("月份", 1), ("date", 2)):
        with pytest.warns(
            GroupingWarning, match=rf"^{many} of 2 documents count in the '{known_as(field)}'"
        ):
            list(checked([Grouped(grouping(page, field)) for page in reissued], field))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        list(checked([Grouped(grouping(page, "year")) for page in reissued], None))  # was said before
        list(checked([Grouped(grouping(page, "发布日期")) for page in reissued], "发布日期"))
        own = Analysis(Document("a", REISSUED, meta={"发布日期": "2018-12-24", "年份": 2018}))
        assert [one.grouping.group for one in checked([Grouped(grouping(own, "year"))], "year")] == ["2018"]


def test_documents_that_count_under_another_name_of_their_issuer_are_said() -> None:
    named = ("青江省发改委", "青江省 财政厅、 青江省发展和改革委员会", "青江省发展和改革委员会")
    found = [grouping(Analysis(Document("a", "略。", meta={"发文单位": one})), "issuer") for one in named]
    assert [one.group for one in found[::2]] == ["青江省发展和改革委员会"] * 2
    with pytest.warns(GroupingWarning, match=r"^1 of 3 documents count under the full name"):
        assert len(list(checked(map(Grouped, found), "issuer"))) == 3
    text = Analysis(Document("a", "青江市科技局关于防汛的通知\n略。\n青江市科技局\n2024年5月6日"))
    assert (grouping(text, "issuer").group, grouping(text, "issuer").renamed) == ("青江市科学技术局", True)
    assert not grouping(Analysis(Document("a", "略。")), "issuer").renamed


def test_a_records_own_day_of_writing_goes_before_the_signature() -> None:
    meta = {"成文日期": "1996-07-01", "date_written": "1996-07-01"}  # as a table with that column is read
    page = Analysis(Document("a", REISSUED, meta=meta))
    found = grouping(page, "month")
    assert (page.header.date_written, found.group, found.redated) == ("1996-07-01", "1996-07", False)
    site = Analysis(Document("a", REISSUED, meta={"发文日期": "1996-07-01", "date_written": "1996-07-01"}))
    assert site.header.date_written == "1996-06-03"


@pytest.mark.parametrize(("field", "stated", "group"), [case[:3] for case in CASES["values"]])
def test_values_of_fields_as_groups(field: str, stated: Any, group: str) -> None:
    assert grouping(Analysis(Document("a", "略。", meta={field: stated})), field).group == group


@pytest.mark.parametrize(
    ("stated", "year"), [("2021-2025", ""), ("二〇二四年", "2024"), (2024.0, "2024"), ("20240506", "2024")]
)
def test_the_year_of_a_record_is_that_of_its_document_unless_it_is_a_span(stated: Any, year: str) -> None:
    page = Analysis(Document("a", "略。", meta={"year": stated}))
    assert [page.header.year, grouping(page, "date").group] == [year, year]


@pytest.mark.parametrize(("written", "day"), [case[:2] for case in CASES["days"]])
@pytest.mark.parametrize("column", ["date", "发布日期"])
def test_the_date_of_a_record_counts_however_it_is_written(column: str, written: Any, day: str) -> None:
    page = Analysis(Document("a", "略。", meta={column: written}))
    months = day[:7] if len(day) > 4 else ""
    assert [grouping(page, field).group for field in ("date", "year", "month")] == [day, day[:4], months]


def test_a_field_that_says_no_date_is_passed_over() -> None:
    page = Analysis(Document("a", "略。", meta={"date": "待定", "成文日期": "2023年5月6日"}))
    assert grouping(page, "date").group == "2023-05-06"


def test_columns_of_tables_are_named_as_their_headers_are() -> None:
    names = dict(rows("field_names.tsv"))
    headers = {
        column: cells[3] for (table, column), cells in captions().items() if table == "*" and cells[3]
    }
    assert {names[headers[field]] for field in FOUND if field in headers} == {*FOUND} & {*headers}


def test_a_field_that_some_records_leave_to_their_text_is_said() -> None:
    signed = "关于防汛工作的通知\n各区水务局：\n请落实。\n2024年5月6日"
    documents = [
        Document("a", "防汛。", meta={"年份": "2023"}),
        Document("b", signed, meta={"年份": ""}),
        Document("c", "防汛。", meta={"年份": None}),
    ]
    with pytest.warns(GroupingWarning, match="1 of 3 documents have no '年份' of their own"):
        list(checked([Grouped(grouping(Analysis(document), "年份")) for document in documents], "年份"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # none states it: what is asked for is what texts say
        list(checked([Grouped(grouping(Analysis(document), "月份")) for document in documents], "月份"))
