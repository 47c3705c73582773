"""What a corpus command finds nothing of is said, not shown as an empty table alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cases import read_cases
from commandline import Shell

TEXT = "发展海洋牧场。海洋牧场带动休闲渔业。"


@pytest.mark.parametrize(("command", "said"), read_cases(__file__, "nothing_found.json").items())
def test_nothing_is_said(shell: Shell, folder: Path, command: str, said: str) -> None:
    records = [{"text": text, "地区": place} for text, place in ((TEXT, "甲"), (TEXT, "乙"), ("", "丙"))]
    for name, some in (("one", records[:1]), ("more", records), ("blank", records[2:])):
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in some)
        (folder / f"{name}.jsonl").write_text("".join(lines), "utf-8")
    done = shell(f"policytext {command}")
    assert done.returncode == 0
    assert said in done.stderr.decode()
    if not said:
        assert done.stderr == b""


def test_words_that_set_groups_apart_by_chance_are_said(shell: Shell, folder: Path) -> None:
    records = [
        {"text": TEXT * times + "渔业。" * more, "地区": place}
        for place, times, more in (("甲", 3, 1), ("甲", 3, 0), ("乙", 3, 0), ("乙", 3, 0))
    ]
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "even.jsonl").write_text("".join(lines), "utf-8")
    done = shell("policytext keywords even.jsonl --by 地区")
    assert "may differ by chance alone (p > 0.05)" in done.stderr.decode()
