"""What is said in Chinese."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

from policytext.analysis import Analysis
from policytext.io.write import open_tables
from policytext.pipeline import repair
from policytext.resources import rows
from policytext.tables.edits import FINDINGS, finding_rows


def test_a_translation_keeps_the_places_of_what_is_put_in() -> None:
    for english, chinese in rows("sentences.zh.tsv"):
        names = [
            {name for _, name, _, _ in Formatter().parse(text) if name is not None}
            for text in (english, chinese)
        ]
        assert names[1] <= names[0], english


def test_reasons_in_a_table_are_in_its_language(tmp_path: Path) -> None:
    path = tmp_path / "findings.csv"
    with open_tables(path, [FINDINGS], language="zh") as sink:
        for row in finding_rows(Analysis(repair("关于印发\ufffd经济方案的通知"))):
            sink.write("findings", row)
    assert path.read_text("utf-8").splitlines()[1].endswith("\ufffd：无法读取的字符")
