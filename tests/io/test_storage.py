"""Object storage: read as a folder is, written as one; one that fails in the middle leaves nothing half."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from items import texts_of
from samples import TEXT, make_parquet
from typer.testing import CliRunner

from policytext.cli.app import app
from policytext.document import Document, LeftOut, Problem
from policytext.io import storage
from policytext.io.errors import OutputError, StorageError
from policytext.io.read import read, read_parts
from policytext.io.writers.shards import sharding

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


def test_parquet_is_read_where_only_this_process_reaches_it() -> None:
    """The process that unpacks Parquet knows neither the storage nor the keys that were named in Python."""
    system = fsspec.filesystem("memory")
    system.pipe_file("/tables/a.parquet", make_parquet([{"text": TEXT}] * 3))
    counted: list[int] = []
    items = list(read_parts(["memory://tables/a.parquet"], count=counted.append))
    assert texts_of(items) == [TEXT] * 3
    assert sum(counted) <= 2 * system.size("/tables/a.parquet")  # it is told to be Parquet first
    system.store.clear()


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


@pytest.fixture
def shards(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Runs `clean` over twenty records and one that is broken, into shards of four at a place."""
    records = tmp_path / "in.jsonl"
    lines = [f'{{"id": "{n}", "text": "关于第{n}号文件的通知"}}\n' for n in range(20)]
    records.write_text("".join(lines) + '{"id":\n', "utf-8")

    def run(place: str, *more: str) -> Any:
        command = ["clean", str(records), "-o", f"{place}/p-{{:02d}}.jsonl", "--shard-size", "4", *more]
        return CliRunner().invoke(app, command)

    yield run
    fsspec.filesystem("memory").store.clear()


def stored() -> dict[str, bytes]:
    system = fsspec.filesystem("memory")
    return {name.removeprefix("/out/"): system.cat_file(name) for name in system.find("/out")}


def fail_after(monkeypatch: pytest.MonkeyPatch, puts: int) -> None:
    """Let a storage in memory take so many objects more, shards or what is noted of them."""
    system = type(fsspec.filesystem("memory"))
    left = iter(range(puts))

    def failing(take: Callable[..., Any]) -> Callable[..., Any]:
        def taken(*of: Any, **how: Any) -> Any:
            if next(left, None) is None:
                raise ConnectionError("gone")
            return take(*of, **how)

        return taken

    for method in ("put_file", "pipe_file"):
        monkeypatch.setattr(system, method, failing(getattr(system, method)))


@pytest.mark.parametrize("puts", [0, 1, 2, 3, 6, 11, 12, 13])
def test_what_is_written_to_a_storage_is_gone_on_with(
    shards: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, puts: int
) -> None:
    assert shards(str(tmp_path / "here")).exit_code == 1
    here = {path.name: path.read_bytes() for path in (tmp_path / "here").iterdir()}
    assert len(here) == 7
    fail_after(monkeypatch, puts)
    ended = shards("memory://out")
    assert ended.exit_code == 1
    if puts < 13:
        assert "the storage does not answer (ConnectionError: gone); --resume goes on" in ended.stderr
    monkeypatch.undo()
    before = {name: content for name, content in stored().items() if name in here}
    again = shards("memory://out", "--resume")
    assert again.exit_code == 1, again.stderr
    assert (f"goes on behind {(puts - 1) // 2} shards" in again.stderr) == (3 <= puts < 13)
    assert stored() == here, "the journal is gone, too"
    assert before.items() <= here.items()


def test_checksums_decide_whether_shards_are_gone_on_with(
    shards: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_after(monkeypatch, 8)
    shards("memory://out")
    monkeypatch.undo()
    assert "--resume goes on with its shards" in shards("memory://out").stderr
    assert "was begun with" in shards("memory://out", "--resume", "--to", "traditional").stderr
    system = fsspec.filesystem("memory")
    whole = system.cat_file("/out/p-01.jsonl")
    for changed in (whole[:-1], whole[:-2] + b" \n"):
        system.pipe_file("/out/p-01.jsonl", changed)
        ended = shards("memory://out", "--resume")
        assert (ended.exit_code, "p-01.jsonl: is not there as it was written" in ended.stderr) == (2, True)
    system.rm_file("/out/p-01.jsonl")
    assert "p-01.jsonl: is not there as it was written" in shards("memory://out", "--resume").stderr
    system.pipe_file("/out/p-01.jsonl", whole)
    assert "20 documents" in shards("memory://out", "--resume").stderr
    assert "all shards are there already" in shards("memory://out", "--resume").stderr
    assert "an earlier run wrote these shards" in shards("memory://out").stderr


def test_shards_of_others_are_never_overwritten(shards: Callable[..., Any]) -> None:
    fsspec.filesystem("memory").pipe_file("/out/p-03.jsonl", b"mine")
    ended = shards("memory://out", "--resume")
    assert (ended.exit_code, "p-03.jsonl: is there already" in ended.stderr) == (2, True)
    assert stored() == {"p-03.jsonl": b"mine"}


def test_of_two_runs_at_once_the_first_ends() -> None:
    pattern = Path("memory://out/p-{:02d}.jsonl")
    with (
        pytest.raises(OutputError, match="another run goes on with these shards"),
        sharding(pattern, 3, {}, resume=True) as first,
    ):
        first.next_path.write_text("{}")
        first.enter(1, 1)
        with sharding(pattern, 3, {}, resume=True) as second:
            assert second.state == 1
            first.next_path.write_text("{}")
            first.enter(1, 2)
    fsspec.filesystem("memory").store.clear()


def test_what_failed_is_known_of_a_finished_run_without_a_shard() -> None:
    pattern = Path("memory://failed/p-{:02d}.jsonl")
    with sharding(pattern, 3, {}, resume=False) as objects:
        objects.reject(Problem("a.jsonl", "is empty"))
    with sharding(pattern, 3, {}, resume=True) as again:
        assert (again.finished, again.problems) == (True, 1)


def test_an_object_that_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError("gone")

    (tmp_path / "a").write_text("text", "utf-8")
    storage.put(tmp_path / "a", "memory://out/a")
    assert fsspec.filesystem("memory").cat_file("/out/a") == b"text"
    monkeypatch.setattr(type(fsspec.filesystem("memory")), "put_file", refuse)
    said = r"^memory://out/a: the storage does not answer \(ConnectionError: gone\); --resume goes on"
    with pytest.raises(StorageError, match=said):
        storage.put(tmp_path / "a", "memory://out/a")
