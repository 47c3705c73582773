"""Bad input costs itself and nothing else; wrong usage says what is wrong."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from commandline import Shell

GOOD = '{"id": "good", "text": "关于印发实施方案的通知"}\n'
ALSO = GOOD.replace("good", "also")

CASES = read_cases(__file__, "error_cases.json")


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_an_empty_name_is_no_folder_and_a_hyphen_no_file(shell: Shell, folder: Path) -> None:
    done = shell("policytext clean '' pages/notice.txt")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"a variable of the script may be empty" in done.stderr
    done = shell("policytext clean pages/notice.txt -o ''")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--output: is empty" in done.stderr
    done = shell("policytext clean pages/notice.txt -o -")
    assert (done.returncode, done.stdout) == (0, shell("policytext clean pages/notice.txt").stdout)
    assert not (folder / "-").exists()
    done = shell("policytext clean pages -o 'p-{}-{:03d}.jsonl'")
    assert (done.returncode, list(folder.glob("p-*"))) == (2, [])


@pytest.mark.parametrize("command", ["clean", "dedupe", "terms --term 通知", "reuse", "cooccur"])
def test_where_nothing_can_be_written_is_said_before_the_work(
    shell: Shell, folder: Path, command: str
) -> None:
    name = f"none/out.{'jsonl' if command in ('clean', 'dedupe') else 'csv'}"
    done = shell(f"policytext {command} pages -o {name} --stats stats.json")
    assert done.returncode == 2
    assert done.stderr.decode() == f"policytext: {name}: there is no folder {(folder / 'none').resolve()}\n"
    assert not (folder / "stats.json").exists()


def test_statistics_overwrite_neither_input_nor_output(shell: Shell, folder: Path) -> None:
    before = (folder / "pages" / "notice.txt").read_bytes()
    done = shell("policytext clean pages -o out.jsonl --stats pages/notice.txt")
    assert (done.returncode, b"is an input" in done.stderr) == (2, True)
    assert (folder / "pages" / "notice.txt").read_bytes() == before
    done = shell("policytext clean pages -o out.jsonl --stats out.jsonl")
    assert (done.returncode, b"is the output" in done.stderr) == (2, True)
    assert shell("policytext clean pages -o out.jsonl --stats none/s.json").returncode == 2
    assert not (folder / "out.jsonl").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="names there are bytes")
def test_names_in_gbk_are_read_as_such(shell: Shell, folder: Path) -> None:
    (folder / "odd").mkdir()
    for name in ("政策", "公告"):
        path = os.fsencode(folder / "odd") + b"/" + f"{name}.txt".encode("gbk")
        Path(os.fsdecode(path)).write_text("关于印发实施方案的通知", "utf-8")
    (folder / "odd" / "公告.txt").write_text("另一份", "utf-8")
    done = shell("policytext clean odd -o out.jsonl")
    assert done.returncode == 0, done.stderr.decode()
    written = records(folder / "out.jsonl")
    assert {record["id"]: record["text"] for record in written} == {
        "政策.txt": "关于印发实施方案的通知",
        "公告.txt": "另一份",
        os.fsdecode("公告.txt".encode("gbk")): "关于印发实施方案的通知",
    }
    assert "odd/政策.txt" in [record["source"] for record in written]


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("empty.txt", b"", "empty.txt"),
        ("random.txt", bytes(range(256)) * 40, "random.txt"),
        ("record.jsonl", (GOOD + '{"id": "bad"}\n' + ALSO).encode(), "record.jsonl, line 2"),
        ("json.jsonl", (GOOD + '{"id": \n' + ALSO).encode(), "json.jsonl, line 2"),
    ],
)
def test_bad_input_is_named_and_the_rest_is_processed(
    shell: Shell, folder: Path, name: str, content: bytes, place: str
) -> None:
    (folder / name).write_bytes(content)
    done = shell(f"policytext clean pages/notice.txt {name} pages/plan.html -o out.jsonl")
    assert done.returncode == 1
    messages = [line for line in done.stderr.decode().splitlines() if name in line]
    assert len(messages) == 1
    assert place in messages[0]
    written = [record["id"] for record in records(folder / "out.jsonl")]
    good = ["good", "also"] if b"also" in content else []
    assert written == ["notice.txt", *good, "plan.html"]
    [rejected] = records(folder / "out.rejects.jsonl")
    assert rejected["reason"]


@pytest.mark.parametrize(("line", "word"), CASES["nothing to read"])
def test_nothing_to_read(shell: Shell, line: str, word: str) -> None:
    done = shell(line)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert word in done.stderr.decode()


@pytest.mark.parametrize(("line", "said"), read_cases(__file__, "wrong_usage.json").items())
def test_wrong_usage(shell: Shell, folder: Path, line: str, said: str) -> None:
    before = (folder / "page.txt").read_bytes()
    done = shell(line)
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert (folder / "page.txt").read_bytes() == before


def test_a_folder_that_is_here_takes_texts(shell: Shell, folder: Path) -> None:
    assert shell("cd pages && policytext clean ../page.html -o .").returncode == 0
    assert (folder / "pages/page.html.txt").exists()


def test_a_file_of_the_user_may_be_in_the_encodings_of_chinese_windows(shell: Shell, folder: Path) -> None:
    for number, encoding in enumerate(("utf-8", "utf-8-sig", "gb18030", "utf-16")):
        (folder / f"terms{number}.txt").write_bytes("发展\n低空经济\n".encode(encoding))
        done = shell(f"policytext terms page.txt --terms terms{number}.txt")
        assert done.stdout.decode().splitlines()[2].startswith("低空经济,"), encoding


def test_quotation_marks_around_a_term_are_said(shell: Shell) -> None:
    done = shell("policytext terms page.txt --term “发展” --term 创新")
    assert done.stderr.decode().count("with its quotation marks; without them it is 发展") == 1


@pytest.mark.parametrize(("term", "said"), CASES["terms"])
def test_a_term_that_cleaned_texts_write_otherwise_is_said(shell: Shell, term: str, said: str) -> None:
    assert said in shell(f"policytext terms page.txt --term {term}").stderr.decode()
    bare = shell(
        "policytext terms page.txt --term 创新 --term C++ --term AI --term 1+6+N --term 国发[2019]5号"
    ).stderr.decode()
    assert "is looked for" not in bare
    if said.startswith("texts"):
        assert said not in shell(f"policytext terms page.txt --as-is --term {term}").stderr.decode()


def test_a_settings_file_is_overridden_by_flags(shell: Shell) -> None:
    done = shell("echo 'to = \"traditional\"' > policytext.toml; echo 发展 | policytext normalize")
    assert done.stdout.decode() == "發展\n"
    done = shell("echo 发展 | policytext normalize --to simplified")
    assert done.stdout.decode() == "发展\n"


def test_a_rule_that_is_off_leaves_its_damage(shell: Shell) -> None:
    done = shell("policytext repair --rule glosses=off", "推進(jìn)產(chǎn)業(yè)發(fā)展。\n".encode())
    assert done.stdout.decode() == "推進(jìn)產(chǎn)業(yè)發(fā)展。\n"


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
@pytest.mark.parametrize("command", CASES["on a full disk"])
def test_a_full_disk_is_one_line(shell: Shell, command: str) -> None:
    done = shell(f"policytext {command} > /dev/full")
    assert (done.returncode, done.stderr.decode().count("\n")) == (1, 1)
    assert "No space left" in done.stderr.decode()


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_cost_nothing(shell: Shell, folder: Path, closed: str) -> None:
    done = shell(f"policytext clean page.txt {closed} && policytext clean page.txt -o out.jsonl {closed}")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (folder / "out.jsonl").exists()


@pytest.mark.parametrize("inputs", ["o.rejects.jsonl", "page.txt o.rejects.jsonl", "page.txt"])
def test_rejects_never_take_the_place_of_something_else(shell: Shell, folder: Path, inputs: str) -> None:
    (folder / "o.rejects.jsonl").write_text(GOOD, "utf-8")
    done = shell(f"policytext clean {inputs} -o o.jsonl")
    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
    assert "o.rejects.jsonl" in done.stderr.decode()
    assert (folder / "o.rejects.jsonl").read_text("utf-8") == GOOD


def test_what_is_left_out_is_counted_and_listed(shell: Shell, folder: Path) -> None:
    (folder / "pages" / "a.rar").write_bytes(b"Rar!")
    (folder / "pages" / "b.rar").write_bytes(b"Rar!")
    done = shell("policytext clean pages -o o.jsonl")
    assert done.returncode == 0
    assert b"left out 2 files that it does not read (.rar 2)" in done.stderr
    assert done.stderr.count(b"policytext: .rar: an archive that is not read: unpack it") == 1
    assert [record["source"] for record in records(folder / "o.rejects.jsonl")] == [
        "pages/a.rar",
        "pages/b.rar",
    ]


def test_one_cause_is_named_once(shell: Shell, folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"id": 1}\n' * 9 + '{"text": "正文"}\n', "utf-8")
    done = shell("policytext clean a.jsonl -o o.jsonl")
    assert done.returncode == 1
    said = done.stderr.decode().splitlines()
    assert said[0] == "policytext: a.jsonl, line 1: no field with text (fields: id); --text-field names it"
    assert said[1].startswith("policytext: a.jsonl: the same of 8 more")
    assert len((folder / "o.rejects.jsonl").read_text("utf-8").splitlines()) == 9


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_note_that_is_true_of_several_inputs_is_said_once_and_they_are_counted(
    shell: Shell, folder: Path, jobs: str
) -> None:
    for name in "uvw":
        (folder / "pages" / f"{name}.csv").write_text(
            "正文,备注\n各县人民政府：,\n正文,备注\n各区：,\n", "utf-8"
        )
    (folder / "pages" / "x.csv").write_text("正文,备注\n各市人民政府：,\n", "utf-8")
    for name in "yz":
        (folder / "pages" / f"{name}.jsonl").write_text('{"内容": "各市人民政府："}\n' * 2, "utf-8")
    said = shell(f"policytext clean pages -o o.jsonl --jobs {jobs}").stderr.decode().splitlines()
    assert said[:6] == [
        "policytext: pages/u.csv: text is '正文' (--text-field name others)",
        "policytext: pages/u.csv: rows that repeat the header are passed over (1)",
        "policytext: pages/y.jsonl: text is '内容' (--text-field name others)",
        "policytext: the same of 3 more inputs (text is '正文' (--text-field name others))",
        "policytext: the same of 2 more inputs (rows that repeat the header are passed over (1))",
        "policytext: the same of 1 more input (text is '内容' (--text-field name others))",
    ]
