"""A text that fills a cell of Excel is marked, whatever it is read from, and no other is."""

import csv
from pathlib import Path

import pytest

from policytext import clean, read, repair
from policytext.document import Verdict
from policytext.excel import CELL, shortened
from policytext.repairs.cut_cells import CUT

LINE = "各县、自治县人民政府，市政府各部门：\n"
TEXT = LINE * (CELL // len(LINE) + 2)


@pytest.mark.parametrize(
    ("length", "verdict"), [(-1, Verdict.CLEAN), (0, Verdict.PARTIAL), (1, Verdict.CLEAN)]
)
def test_only_what_fills_a_cell_is_marked(length: int, verdict: Verdict) -> None:
    cut = repair(TEXT[: CELL + length])
    assert cut.verdict == verdict
    assert [remark.reason for remark in cut.remarks] == [CUT] * (length == 0)
    assert repair(cut) == cut


def test_what_was_cut_for_a_workbook_here_is_marked() -> None:
    cut = repair(shortened(TEXT + LINE * 500, "zh"))
    (remark,) = cut.remarks
    assert cut.verdict == Verdict.PARTIAL
    assert remark.reason.endswith(" characters are missing")
    assert cut.text == shortened(TEXT + LINE * 500, "zh")


def test_excel_counts_in_units_of_utf16() -> None:
    assert repair("𠮷" + TEXT[: CELL - 2]).verdict == Verdict.PARTIAL
    assert repair("𠮷" + TEXT[: CELL - 1]).verdict == Verdict.CLEAN


def test_a_cut_text_that_is_damaged_too_is_marked_all_the_same() -> None:
    damaged = "推進(jìn)產(chǎn)業(yè)發(fā)展。\n" * (CELL // 20)
    cut = clean((damaged + TEXT)[:CELL])
    assert CUT in [remark.reason for remark in cut.remarks]


def test_a_table_of_documents_is_read_whole_and_without_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["标题", "正文"], ["一", TEXT[:CELL]], ["二", LINE]])
    documents = [clean(document) for document in read(path)]
    assert [document.verdict for document in documents] == [Verdict.PARTIAL, Verdict.CLEAN]
