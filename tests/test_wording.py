"""What is said in Chinese."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from cases import read_cases
from commandline import call_here

from policytext.analysis import Analysis
from policytext.io.write import open_tables
from policytext.pipeline import repair
from policytext.resources import rows
from policytext.schema import declared
from policytext.tables.documents import FINDINGS, finding_rows
from policytext.wording import localized, spoken


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


CASES = read_cases(__file__, "wording_cases.json")
ENGLISH = re.compile("[a-z]{3,} (?!clean)[a-z]{3,}")  # policytext clean is none


@pytest.mark.parametrize("how", ["--language zh", "LANGUAGE=zh_CN:en"])
def test_a_run_speaks_the_language_of_its_user(tmp_path: Path, how: str) -> None:
    """All of stderr: what was read, what was not and why, what was done; and none of the rejects."""
    folder = tmp_path / "网页 2024"
    folder.mkdir()
    (folder / "a.txt").write_text("關于印發經濟發(fā)展規(guī)劃的通知\n各区：\n\ufffd现印发。", "utf-8")
    (folder / "b.csv").write_text("标题,正文\n甲,关于做好防汛工作的通知\n乙,\n丙,通,知\n", "utf-8")
    (folder / "c.rar").write_bytes(b"Rar!")
    (folder / "d.txt").write_bytes(b"")
    arguments = ["clean", "网页 2024", "nosuch.txt", "-o", "out.jsonl"]
    environment = {"LANGUAGE": "zh_CN:en"} if "=" in how else {}
    done = call_here(arguments + ([] if "=" in how else how.split()), tmp_path, environment=environment)
    told = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert [line for line in told if ENGLISH.search(line)] == []
    assert any("2 份文件，4 个问题" in line for line in told)
    assert "row has no text" in (tmp_path / "out.rejects.jsonl").read_text("utf-8")


@pytest.mark.parametrize("line", CASES["wrong calls"])
def test_what_is_wrong_is_said_in_chinese(tmp_path: Path, line: str) -> None:
    (tmp_path / "x").write_text("关于印发规划的通知", "utf-8")
    done = call_here(line.split(), tmp_path, environment={"LANGUAGE": "zh_CN"})
    told = done.stderr.decode().splitlines()
    assert told
    assert [one for one in told if ENGLISH.search(one)] == []


@pytest.mark.parametrize(("table", "column", "code", "said"), CASES["codes"])
def test_codes_are_words_in_chinese_tables(table: str, column: str, code: str, said: str) -> None:
    say = spoken(localized(declared(table), "zh"), "zh").get(column, str)
    assert say(code) == said


def test_codes_that_stand_together_are_each_said_and_values_behind_them_kept() -> None:
    say = spoken(localized(declared("entities"), "zh"), "zh")["detail"]
    assert say("亩; at least") == "亩; 不少于"
    assert say("lead 省发展改革委; support 省财政厅") == "牵头 省发展改革委; 配合 省财政厅"
    assert say("document date 2024-09-23") == "文件日期 2024-09-23"
    assert say("市长; 某省") == "市长; 某省"
    say = spoken(localized(declared("facts"), "zh"), "zh")["evidence"]
    assert say("number line, unsure") == "文号行, 存疑"
    assert say("number, unsure") == "文号, 存疑"
