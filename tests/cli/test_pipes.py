"""Stages can be piped; a reader that goes away, an interrupt and bad input end as they should."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Shell


def records(text: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_text_in_text_out(shell: Shell) -> None:
    done = shell("policytext clean", "推進(jìn)產(chǎn)業(yè)發(fā)展,、規(guī)?；瘧?yīng)用。\n".encode())
    assert (done.returncode, done.stdout.decode()) == (0, "推进产业发展、规模化应用。\n")


def test_head_ends_a_pipe_quietly(shell: Shell) -> None:
    done = shell("cat page.txt | policytext clean | policytext keywords --format csv | head -3")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[0] == "doc_id,rank,keyword,score,count"
    done = shell("for i in $(seq 80); do cat page.txt; done | policytext repair | head -1")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("format", ["jsonl", "csv", "table"])
def test_a_reader_that_has_enough_is_told_nothing(shell: Shell, format: str) -> None:
    shell("policytext repair pages/crawl.jsonl -o c.jsonl")
    shell('echo \'{"text": "关于\ufffd的通知"}\' >> c.jsonl')  # of which there is something to tell
    shell("for i in $(seq 40); do cat c.jsonl; done > many.jsonl")  # of one id each time
    for command in ("repair", "dedupe --as-is"):
        done = shell(f"policytext {command} many.jsonl --format {format} | head -1")
        assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)
    done = shell("policytext repair --list-rules | head -1")
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk, where the system has one to try")
def test_what_cannot_be_said_does_not_end_a_run(shell: Shell, folder: Path) -> None:
    done = shell("policytext clean pages --explain -o whole.jsonl 2> /dev/full")
    assert done.returncode == 0
    shell("policytext clean pages -o again.jsonl")
    assert (folder / "whole.jsonl").read_bytes() == (folder / "again.jsonl").read_bytes()
    done = shell("policytext clean pages --explain -o heard.jsonl 2> >(head -1)")
    assert (done.returncode, (folder / "heard.jsonl").exists()) == (0, True)


def test_ids_and_unknown_fields_survive_every_stage(shell: Shell) -> None:
    done = shell("policytext repair pages/crawl.jsonl | policytext normalize | policytext strip")
    read = records((Path(__file__).parents[2] / "data/samples/crawl.jsonl").read_bytes())
    written = records(done.stdout)
    assert [record["id"] for record in written] == ["crawl.jsonl#1", "crawl.jsonl#2"]
    for before, after in zip(read, written, strict=True):
        assert {name: after[name] for name in before if name != "text"} == {
            name: value for name, value in before.items() if name != "text"
        }


def test_stages_give_what_clean_gives(shell: Shell) -> None:
    staged = shell("policytext repair page.txt | policytext normalize | policytext strip")
    assert staged.stdout == shell("policytext clean page.txt").stdout


def test_restore_gives_back_what_was_read(shell: Shell, folder: Path) -> None:
    shell("policytext clean page.txt -o c.jsonl")
    done = shell("policytext restore c.jsonl")
    assert done.stdout.decode() == (folder / "page.txt").read_text(encoding="utf-8")


def test_restore_gives_back_a_text_that_ends_without_a_line_feed(shell: Shell) -> None:
    text = "推進(jìn)產(chǎn)業(yè)發(fā)展,，加快建设".encode()
    shell("policytext repair - -o c.jsonl", text)
    assert shell("policytext restore c.jsonl").stdout == text


def test_restore_names_a_record_that_was_changed(shell: Shell) -> None:
    shell("policytext clean page.txt -o c.jsonl")
    shell("sed -i 's/高质量/高品质化/g' c.jsonl")
    done = shell("policytext restore c.jsonl")
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert "page.txt" in done.stderr.decode()


def test_jobs_change_nothing(shell: Shell, folder: Path) -> None:
    for jobs in (1, 2):
        assert shell(f"policytext clean pages -o {jobs}.jsonl --jobs {jobs}").returncode == 0
    assert (folder / "1.jsonl").read_bytes() == (folder / "2.jsonl").read_bytes()


@pytest.mark.parametrize("written", ["counts", "none"])
def test_restore_refuses_records_without_their_edits(shell: Shell, written: str) -> None:
    shell(f"policytext clean page.txt --edits {written} -o c.jsonl")
    done = shell("policytext restore c.jsonl")
    assert (done.returncode, done.stdout) == (1, b"")
    message = done.stderr.decode()
    assert message.count("\n") == 1
    assert "--edits full" in message
    assert "Error" not in message


def test_records_without_edits_pass_every_stage_unchanged(shell: Shell) -> None:
    stage = "policytext clean --edits none --format jsonl"
    done = shell(f"{stage} < page.txt | {stage}")
    assert list(records(done.stdout)[0])[-1] != "edits_"
    shell("policytext clean page.txt --edits none -o c.jsonl")
    done = shell("policytext clean c.jsonl --format csv")
    assert b"null" not in done.stdout


def test_a_diff_shows_what_changed_in_colour_and_without(shell: Shell, folder: Path) -> None:
    plain = shell("NO_COLOR=1 FORCE_COLOR=1 policytext inspect page.txt --diff").stdout.decode()
    assert "[-(" in plain
    assert "\033" not in plain
    assert (
        "\033[31;9m(" in shell("NO_COLOR= FORCE_COLOR=1 policytext inspect page.txt --diff").stdout.decode()
    )
    assert shell("NO_COLOR= FORCE_COLOR=1 policytext inspect page.txt --diff -o diff.txt").stdout == b""
    assert (folder / "diff.txt").read_text(encoding="utf-8") == plain


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_csv_is_known_in_a_pipe(shell: Shell, encoding: str) -> None:
    table = "编号,标题,正文\r\n1,关于印发方案的通知,推进产业发展。\r\n2,关于任免的通知,现决定任免。\r\n"
    done = shell("policytext clean", table.encode(encoding))
    assert [record["text"] for record in records(done.stdout)] == ["推进产业发展。", "现决定任免。"]
