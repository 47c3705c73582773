"""Lines of JSON that workers parse are what they are where one process reads all."""

from __future__ import annotations

import json
import pickle
from functools import partial
from pathlib import Path

import pytest
from commandline import Shell
from hypothesis import given
from hypothesis import strategies as st
from running import run

from policytext.document import Document, Problem
from policytext.io.read import behind, id_of, parsed_all, read, read_parts
from policytext.io.readers import lines
from policytext.io.readers.origin import Lines, RawDocument
from policytext.io.writers.resume import unfinished

LINES = (
    b'{"id": "a", "text": "\xe6\xad\xa3\xe6\x96\x87"}',
    b'{"id": 7, "text": "a\\r\\nb", "part": NaN}',
    b"",
    b"{'no': json}",
    b'{"id": "no text"}',
    '{"正文": "增长5%", "year": 1e400}'.encode(),
    '{"text": "乱码行"}'.encode("gbk"),
    b'{"text": "' + b"x" * 3000 + b'"}',
    b'{"text": "torn',
)


def test_lines_of_utf8_come_as_bytes(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(LINES))
    items = list(read_parts([path], apart=True))
    assert [type(item) for item in items] == [RawDocument] * 8  # of lines with a blank one among them
    assert list(parsed_all(items)) == list(read([path]))
    assert [item.line for item in parsed_all(items) if isinstance(item, Problem)] == [4, 5, 9]


@given(st.lists(st.sampled_from(LINES)))
def test_apart_or_not_is_the_same(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("lines") / "in.jsonl"
    path.write_bytes(b"\n".join(lines))
    said: list[list[str]] = [[], []]
    apart = parsed_all(read_parts([path], apart=True), said[0].append)
    assert list(apart) == list(read([path], note=said[1].append))
    assert list(dict.fromkeys(said[0])) == said[1]  # told of each line


def test_lines_that_are_objects_come_together(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join([*(LINES[n] for n in (0, 1, 4, 5, 6, 7)), LINES[8]]))
    [lines] = read_parts([path], apart=True)
    assert isinstance(lines, Lines)
    assert len(lines) == 7
    assert lines[6] == list(lines)[6]
    assert lines[6].at is not None
    assert lines[6].at[:2] == (7, 7)
    assert list(parsed_all([lines])) == list(read([path]))


def test_lines_of_several_files_come_together_where_no_ids_are_wanted(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text('{"id": "1", "text": "正文"}\n' * 2, "utf-8")
    items = list(read_parts([tmp_path], apart=True, named=False))
    assert [type(item) for item in items] == [Lines, Lines]
    assert [one.id for one in parsed_all(items) if isinstance(one, Document)] == ["1"] * 4


@pytest.mark.parametrize("block", [1, 40, 200])
def test_wherever_blocks_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(lines, "_BLOCK", block)
    monkeypatch.setattr(lines, "limit", lambda _: 1000)
    monkeypatch.setattr(lines, "_CHUNK", 100)
    monkeypatch.setattr(lines, "_SHARE", 4)
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join([*LINES, *LINES, *LINES[:2] * 9]))
    items = [pickle.loads(pickle.dumps(item)) for item in read_parts([path], apart=True)]
    assert list(parsed_all(items)) == list(read([path]))
    assert any(isinstance(item, Lines) for item in items)


RECORDS = b"".join(b'{"id": "r%d", "text": "%d"}\n' % (n, n) for n in range(3000))


@pytest.mark.parametrize("many", [0, 1, 2, 4, 6, 7, 3000])
def test_what_is_behind_lines_stays_lines(tmp_path: Path, many: int) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(RECORDS)
    items = [Problem("a", ""), *read_parts([path], apart=True), Problem("b", "")]
    left = list(behind(items, many))
    assert len(left) <= 3
    assert list(parsed_all(left)) == list(parsed_all(items))[many:]


def test_ids_that_may_repeat_are_made_here(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text('{"id": "1", "text": "正文"}\n', "utf-8")
    items = list(read_parts([tmp_path], apart=True))
    assert [id_of(item) for item in items if not isinstance(item, Problem)] == ["1", "b.jsonl#1"]


def test_a_run_goes_on_by_the_ids_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "a", "text": "一"}\n{"text": "二"}\n{"id": "c", "text": "三"}\n', "utf-8")
    left = parsed_all(unfinished(read_parts([path], apart=True), {"a": 1, "in.jsonl#2": 1}))
    assert [one.id for one in left if isinstance(one, Document)] == ["c"]
    assert [type(item) for item in unfinished(read_parts([path], apart=True), {})] == [Lines]


def fails(word: str, document: Document) -> int:
    if word in document.text:
        raise ValueError(word)
    return len(document.text)


def test_what_fails_in_a_worker_is_named_as_here(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    records = ({"id": f"r{n}", "text": f"第{n}条"} for n in range(5))
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    found = list(run(partial(fails, "第3条"), read_parts([path], apart=True), 2))
    assert found == list(run(partial(fails, "第3条"), read([path])))
    assert isinstance(found[3], Problem)
    assert (found[3].id, found[3].line, found[3].raw) == ("r3", 4, "第3条")


def test_two_jobs_say_what_one_says(shell: Shell, folder: Path) -> None:
    lines = ['{"正文": "新质生产力", "n": NaN}', "torn", *['{"正文": "新质生产力"}'] * 40]
    (folder / "in.jsonl").write_text("\n".join(lines), "utf-8")
    one, two = (
        shell(f"policytext terms in.jsonl --term 新质生产力 --jobs {jobs} -o {jobs}.csv") for jobs in (1, 2)
    )
    said = [shown.stderr.decode().partition("policytext: 41 documents")[0] for shown in (one, two)]
    assert said[0] == said[1]
    assert b"NaN" in two.stderr
    assert b"text is" in two.stderr
    assert b"line 2: not JSON" in two.stderr
    assert (folder / "1.csv").read_bytes() == (folder / "2.csv").read_bytes()
