"""Output in shards: whole ones only, none lost or doubled, none overwritten."""

from __future__ import annotations

import hashlib
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from policytext.document import Document, Problem
from policytext.io.errors import OutputError
from policytext.io.read import read
from policytext.io.write import open_documents, open_tables
from policytext.io.writers import shards as module
from policytext.io.writers.shards import REJECTS, beside, is_sharded, shard_path, sharding
from policytext.schema import Column, Table

ITEMS: list[Document | Problem] = [Document(str(n), f"正文{n}", meta={"n": n}) for n in range(10)]
ITEMS[4:4] = [Problem("broken.txt", "is empty")]
ITEMS.append(Problem("last.txt", "is empty"))


def go_on(pattern: Path, begun: dict[str, Any], stop: int | None = None, resume: bool = True) -> int:
    """A run that is interrupted at an item; how many documents it wrote itself."""
    written = 0
    with sharding(pattern, 3, begun, resume=resume) as shards:
        if shards.finished:
            return 0
        place = shards.state or 0
        items = enumerate(islice(ITEMS, place, None), place)
        done = False
        while not done:
            count = 0
            documents: list[Document] = []
            for place, item in items:
                if place == stop:
                    raise KeyboardInterrupt
                if isinstance(item, Problem):
                    shards.reject(item)
                    continue
                documents.append(item)
                count += 1
                if count == shards.size:
                    break
            else:
                done = True
            if documents:
                with open_documents(shards.next_path) as write:
                    for document in documents:
                        write(document)
                shards.enter(count, place + 1)
                written += count
    return written


def texts(folder: Path) -> list[str]:
    return [item.text if isinstance(item, Document) else str(item) for item in read([folder])]


@pytest.mark.parametrize("name", ["p-{:02d}.parquet", "{}.jsonl.gz", "p{:3}.jsonl"])
def test_an_interrupted_run_goes_on_behind_its_last_shard(tmp_path: Path, name: str) -> None:
    whole, pattern = tmp_path / "whole" / name, tmp_path / "shards" / name
    assert go_on(whole, {}) == 10
    for stop in (0, 2, 6, 9, 11):
        with pytest.raises(KeyboardInterrupt):
            go_on(pattern, {}, stop)
    assert go_on(pattern, {}) < 10
    names = sorted(path.name for path in whole.parent.iterdir())
    assert names == sorted(path.name for path in pattern.parent.iterdir())
    assert len(names) == 4 + 2
    for each in names:
        assert (whole.parent / each).read_bytes() == (pattern.parent / each).read_bytes(), each
    rejects = [
        json.loads(line)["source"] for line in beside(pattern, REJECTS).read_text("utf-8").splitlines()
    ]
    assert rejects == ["broken.txt", "last.txt"]
    assert texts(pattern.parent) == [f"正文{n}" for n in range(10)], "lists and rejects are no documents"


def test_the_manifest_says_what_there_is(tmp_path: Path) -> None:
    pattern = tmp_path / "p-{:02d}.jsonl"
    go_on(pattern, {"command": "clean"})
    manifest = json.loads((tmp_path / "p.manifest.json").read_text("utf-8"))
    assert manifest["documents"] == 10
    assert [file["documents"] for file in manifest["files"]] == [3, 3, 3, 1]
    assert manifest["begun"] == {"command": "clean", "--shard-size": 3}
    for file in manifest["files"]:
        data = (tmp_path / file["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])


def test_a_shard_that_was_not_entered_is_written_again(tmp_path: Path) -> None:
    pattern = tmp_path / "p-{:02d}.jsonl"
    with pytest.raises(KeyboardInterrupt):
        go_on(pattern, {}, stop=8)
    second = shard_path(pattern, 2)
    second.write_text('{"id": "half", "text": "half"}\n', "utf-8")
    journal = tmp_path / "p.manifest.json.part"
    (journal / ".00000002.part.policytext-half.part").write_bytes(b'{"path": "p-02.jsonl", "docum')
    assert go_on(pattern, {}) == 4
    assert texts(tmp_path) == [f"正文{n}" for n in range(10)]


def test_shards_are_never_overwritten(tmp_path: Path) -> None:
    pattern = tmp_path / "p-{:02d}.jsonl"
    foreign = shard_path(pattern, 5)
    foreign.write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="is not of this run"):
        go_on(pattern, {})
    foreign.unlink()
    with pytest.raises(KeyboardInterrupt):
        go_on(pattern, {}, stop=8)
    with pytest.raises(OutputError, match="--resume goes on"):
        go_on(pattern, {}, resume=False)
    with pytest.raises(OutputError, match="begun by another command"):
        go_on(pattern, {"command": "clean"})
    assert go_on(pattern, {}) == 4
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert go_on(pattern, {}) == 0
    with pytest.raises(OutputError, match="remove them or name others"):
        go_on(pattern, {}, resume=False)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    shard_path(pattern, 1).write_text("changed", "utf-8")
    with pytest.raises(OutputError, match="not there as it was written"):
        go_on(pattern, {})


def test_a_run_that_wrote_no_shard_is_begun_anew(tmp_path: Path) -> None:
    pattern = tmp_path / "p-{:02d}.jsonl"
    with pytest.raises(KeyboardInterrupt):
        go_on(pattern, {"a": 1}, stop=1)
    assert go_on(pattern, {"a": 2}, resume=False) == 10


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    pattern = tmp_path / "p-{:02d}.jsonl"
    with (
        sharding(pattern, 3, {}, resume=True),
        pytest.raises(OutputError, match="another run is writing it"),
        sharding(pattern, 3, {}, resume=True),
    ):
        pass


def test_what_is_one_output_is_not_written_to_shards(tmp_path: Path) -> None:
    pattern = tmp_path / "p-{:02d}.jsonl"
    with pytest.raises(OutputError, match="name one file"), open_documents(pattern):
        pass
    table = Table("t", (Column("text", "string", "the text"),))
    with pytest.raises(OutputError, match="name one file"), open_tables(pattern, [table]):
        pass
    assert not is_sharded(tmp_path / "{name}.jsonl")
    assert not is_sharded(tmp_path / "{}" / "a.jsonl")


def test_the_size_of_a_shard_is_as_the_help_says() -> None:
    assert module.SIZE == 10_000
