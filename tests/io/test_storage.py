"""Object storage as input: read as a folder is; one that fails in the middle leaves nothing half."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from policytext.cli.app import app
from policytext.document import Document, LeftOut, Problem
from policytext.io import storage
from policytext.io.errors import StorageError
from policytext.io.read import read

fsspec = pytest.importorskip("fsspec")

RECORDS = "".join(
    json.dumps({"id": str(n), "text": f"关于第{n}号文件的通知。" * 200}, ensure_ascii=False) + "\n"
    for n in range(400)
)


@pytest.fixture
def crawl() -> Iterator[str]:
    """The address of a crawl in a storage in memory."""
    system = fsspec.filesystem("memory")
    for name, content in {
        "a/page.html": "<html><p>关于防火工作的通知。",
        "a/records.jsonl": '{"id": "1", "text": "第一条"}\n{"id": "2", "text": "第二条"}\n',
        "b.jsonl": '{"id": "1", "text": "第三条"}\n',
        "picture.xyz": "?",
        "out.manifest.json": '{"generator": "policytext 0"}',
    }.items():
        system.pipe_file(f"/crawl/{name}", content.encode())
    yield "memory://crawl"
    system.store.clear()


def test_objects_are_found_as_files_are(crawl: str, tmp_path: Path) -> None:
    fsspec.filesystem("memory").get("/crawl/", f"{tmp_path}/crawl/", recursive=True)

    def seen(place: str) -> list[Any]:
        return [
            (one.id, one.text) if isinstance(one, Document) else (type(one), one.source.rpartition("/")[2])
            for one in read([place])
        ]

    found = seen(crawl)
    assert found == seen(f"{tmp_path}/crawl")
    assert [one for one in found if one[0] is LeftOut] == [(LeftOut, "picture.xyz")]
    assert {one[0] for one in found} == {"a/page.html", "1", "2", "b.jsonl#1", LeftOut}
    [document] = read([f"{crawl}/b.jsonl"])
    assert isinstance(document, Document)
    assert document.source == "memory://crawl/b.jsonl"


def test_what_is_not_there_is_said(crawl: str) -> None:
    assert list(read([f"{crawl}/c.jsonl"])) == [
        Problem("memory://crawl/c.jsonl", "there is no such object")
    ]


def test_a_network_that_fails_ends_the_run_and_resume_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    system = fsspec.filesystem("memory")
    system.pipe_file("/big.jsonl", RECORDS.encode())
    runner = CliRunner()

    def run(folder: str, *more: str) -> Any:
        output = str(tmp_path / folder / "{:03d}.jsonl")
        command = ["clean", "memory://big.jsonl", "-o", output, "--shard-size", "40", *more]
        return runner.invoke(app, command)

    assert run("whole").exit_code == 0
    stream = system.store["/big.jsonl"]
    read_, broken = stream.read, True

    def failing(size: int = -1) -> bytes:
        if broken and stream.tell() > len(RECORDS.encode()) // 2:
            raise ConnectionError("gone")
        return bytes(read_(size))

    monkeypatch.setattr(stream, "read", failing)
    ended = run("part")
    assert ended.exit_code == 1
    assert "memory://big.jsonl: the storage does not answer (ConnectionError: gone)" in ended.stderr
    written = {path.name for path in (tmp_path / "part").glob("*.jsonl")}
    assert 0 < len(written) < 10
    broken = False
    assert run("part", "--resume").exit_code == 0
    for path in (tmp_path / "whole").glob("*.jsonl"):
        assert (tmp_path / "part" / path.name).read_bytes() == path.read_bytes()
    system.store.clear()


def test_an_object_that_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError("gone")

    (tmp_path / "a").write_text("text", "utf-8")
    storage.put(tmp_path / "a", "memory://out/a")
    assert fsspec.filesystem("memory").cat_file("/out/a") == b"text"
    monkeypatch.setattr(type(fsspec.filesystem("memory")), "put_file", refuse)
    said = r"^memory://out/a: the storage does not answer \(ConnectionError: gone\); the run has to begin"
    with pytest.raises(StorageError, match=said):
        storage.put(tmp_path / "a", "memory://out/a")
