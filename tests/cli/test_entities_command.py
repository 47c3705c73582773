"""policytext entities: offsets in the input and counts by group."""

from __future__ import annotations

import json
from pathlib import Path

from commandline import Shell

BROKEN = "发\u200b展产业，支持东\u200b莞市。\n"  # with blanks that nobody sees


def test_original_offsets_are_those_of_the_input(shell: Shell, folder: Path) -> None:
    (folder / "page.txt").write_text(BROKEN, encoding="utf-8")
    done = shell("policytext entities page.txt --original --types LOC --format jsonl --quiet")
    rows = [json.loads(row) for row in done.stdout.decode().splitlines()]
    town = next(row for row in rows if row["text"] == "东莞市")
    assert town["original"] == "东\u200b莞市"
    assert BROKEN[town["original_start"] : town["original_end"]] == "东\u200b莞市"


def test_what_was_written_without_edits_has_no_original_offsets(shell: Shell, folder: Path) -> None:
    (folder / "page.txt").write_text(BROKEN, encoding="utf-8")
    assert shell("policytext clean page.txt --edits none -o cleaned.jsonl --quiet").returncode == 0
    done = shell("policytext entities cleaned.jsonl --original --quiet")
    assert done.returncode == 1 and "without its edits" in done.stderr.decode()


def test_counts_by_group(shell: Shell, folder: Path) -> None:
    (folder / "page.jsonl").write_text('{"text": "国办、国务院办公厅", "部门": "甲"}\n', encoding="utf-8")
    command = "policytext entities page.jsonl --as-is --by 部门 --types ORG --format jsonl --quiet"
    row = json.loads(shell(command).stdout)
    assert (row["text"], row["group"], row["count"]) == ("国务院办公厅", "甲", 2)
    (folder / "page.jsonl").write_text('{"text": "国办、教育部", "部门": "甲"}\n', encoding="utf-8")
    row = json.loads(shell(f"{command} --count type").stdout)  # one row of both
    assert (row["type"], row["group"], row["count"]) == ("ORG", "甲", 2)
