"""Records whose lines workers make are those that one process writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Shell

TEXTS = (
    "推進(jìn)產(chǎn)業(yè)發(fā)展,，加快規(guī)模應(yīng)用。",
    "各区要抓好春季森林防火，压实责任，严防死守，落实值班制度，确保安全。",
    "半个\ud800字，𠮷",
    '他写道："duplicate_of" 是一个字段。',
)


@pytest.fixture
def crawl(folder: Path) -> Path:
    """in.jsonl: the texts several times, with fields that are no document's own; one line is broken."""
    records = [{"id": n, "text": text, "部门": "某局"} for n, text in enumerate(TEXTS * 3)]
    lines = [json.dumps(record) for record in records]
    lines[5] = json.dumps({**records[5], "duplicate_of": "旧"})
    lines[7] = '{"id": '
    (folder / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "clean in.jsonl",
        "clean in.jsonl --edits counts --output-encoding gb18030",
        "strip in.jsonl --invert",
        "dedupe in.jsonl",
        "dedupe in.jsonl --drop --threshold 0.5 --output-encoding gb18030",
    ],
)
def test_the_lines_of_workers_are_those_of_one_process(shell: Shell, crawl: Path, command: str) -> None:
    for name, jobs in (("one.jsonl", 1), ("two.jsonl", 2)):
        done = shell(f"policytext {command} -o {name} --jobs {jobs}")
        assert done.returncode == 1, done.stderr.decode()  # for the broken line
    assert (crawl / "two.jsonl").read_bytes() == (crawl / "one.jsonl").read_bytes()


@pytest.mark.usefixtures("crawl")
def test_shards_of_workers(shell: Shell) -> None:
    for name, jobs in (("one", 1), ("two", 2)):
        done = shell(
            f"policytext clean in.jsonl -o '{name}/{{:03d}}.jsonl.gz' --shard-size 4 --jobs {jobs}"
        )
        assert done.returncode == 1, done.stderr.decode()
    assert shell("zcat two/*.gz").stdout == shell("zcat one/*.gz").stdout != b""
