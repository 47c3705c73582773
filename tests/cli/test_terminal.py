"""Nothing that stands in a document, an id or a file's name moves the cursor of who looks at it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from cases import read_cases
from commandline import call_here, call_on_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")

CALLS = read_cases(__file__, "terminal_calls.json")
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2066\r"
SENT = re.compile("\x1b\\]|\x1b\\[2J|\x07|[\x80-\x9f\u202a-\u202e\u2066-\u2069]")
RECORD = {
    "id": f"a{EVIL}b",
    "title": f"关于{EVIL}印发",
    "text": f"推進(jìn){EVIL}產(chǎn)業(yè)發(fā)展{EVIL}的通知。\n国发〔2024〕1号{EVIL}。\n",
}


@pytest.mark.parametrize("command", CALLS["with controls in what is read"])
def test_controls_are_shown_and_not_sent(tmp_path: Path, command: str) -> None:
    (tmp_path / "records.jsonl").write_text(json.dumps(RECORD) + "\n", "utf-8")
    (tmp_path / "more.jsonl").write_text(json.dumps({**RECORD, "text": f"关于{EVIL}"}) + "\n", "utf-8")
    assert not SENT.findall(on_terminal(command.replace("{EVIL}", EVIL).split(" "), tmp_path))


def on_terminal(arguments: list[str], folder: Path) -> str:
    """What a terminal gets from a call of the command line."""
    got = call_on_terminal(arguments, folder, {"NO_COLOR": "1", "TERM": "xterm"})
    assert got
    return got.decode()


def test_a_file_has_no_colours(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("推進(jìn)產(chǎn)業(yè)發展。", "utf-8")
    command, colours = ["inspect", "page.txt", "--diff"], {"NO_COLOR": "", "TERM": "xterm"}
    assert b"\x1b[" in call_on_terminal(command, tmp_path, colours)
    call_on_terminal([*command, "-o", "out.txt"], tmp_path, colours)
    assert "\x1b" not in (tmp_path / "out.txt").read_text("utf-8")


LONG = "省人民政府办公厅关于加快推进低空经济高质量发展若干措施的通知"


def columns_of(line: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for number, month in enumerate((3, 3, 5)):
        text = f"{LONG}\n某政办发〔2024〕{number}号\n各市：\n"
        text += f"发展低空经济，增长{number}.5%。（省发展改革委负责）\n"
        text += f"一、总体要求\n到2030年，产值达到{number + 1}00亿元。\n"
        text += f"某省人民政府办公厅\n2024年{month}月6日"
        (tmp_path / f"一份名称很长的文件编号为{number}的通知.txt").write_text(text * 3, "utf-8")
    return tmp_path


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("command", CALLS["drawn"])
def test_what_is_drawn_fits_the_terminal(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, command: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = on_terminal([*command.split(" "), ".", "--quiet"], corpus).replace("\r\n", "\n")
    table = shown.split("policytext: ")[0]
    assert "\x1b" not in table  # NO_COLOR
    assert max(map(columns_of, table.split("\n"))) <= columns


def test_what_is_not_shown_is_said_and_wide_shows_it(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    narrow = on_terminal(["entities", ".", "--quiet"], corpus)
    assert "not shown: start, end" in narrow and "--wide" in narrow
    wide = on_terminal(["entities", ".", "--quiet", "--wide"], corpus)
    assert "original" not in wide and "start" in wide.split("\n")[0]
    assert LONG in on_terminal(["metadata", ".", "--quiet", "--wide"], corpus)


def test_versions_show_what_stands_beside_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    long = "，".join(["市人民政府应当将数据工作纳入国民经济和社会发展规划"] * 6)
    for name, body in (("old.txt", "工信局"), ("new.txt", "数据局")):
        text = f"第一条　{long}，由市{body}负责，{long}。\n第二条　略去。\n"
        (tmp_path / name).write_text(text, "utf-8")
    lines = on_terminal(["diff", "old.txt", "new.txt", "--quiet"], tmp_path).splitlines()
    assert "1 same, 1 changed" in lines[0]
    clause = [line for line in lines if line.startswith((" " * 8, "changed"))]
    assert len(clause) > 1
    assert max(map(columns_of, lines)) <= 80
    assert "".join(line[8:] for line in clause).count("…") == 2


def test_a_piped_table_is_whole_and_plain(corpus: Path) -> None:
    done = call_here(["metadata", ".", "--format", "table"], corpus, environment={"FORCE_COLOR": ""})
    assert LONG in done.stdout.decode() and b"\x1b" not in done.stdout


def test_diff_shows_the_rules_that_are_named_and_no_more_than_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("推進(jìn)產(chǎn)業(yè)發(fā)展,促進(jìn)就業(yè)。", "utf-8")
    shown = on_terminal(["inspect", "a.txt", "--diff", "--rule", "glosses", "--limit", "2"], tmp_path)
    assert shown.count("glosses") == 2 and "half-width" not in shown
    assert "more (--limit)" in shown
    assert "no rule is called 'nix'" in on_terminal(["inspect", "a.txt", "--rule", "nix"], tmp_path)
