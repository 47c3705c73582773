"""A Ray cluster gives what one process gives, whatever is lost on the way.

    pip install "ray[data]"; pytest tests/batch/test_ray.py

Skipped where Ray is not installed, as in `make test`.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from policytext.batch import local
from policytext.batch.ray import Cluster, Job, connecting, outcomes
from policytext.batch.work import Work
from policytext.document import Document, Problem
from policytext.io.errors import StorageError
from policytext.io.read import read, read_parts
from policytext.settings import Settings

ray = pytest.importorskip("ray")
pytest.importorskip("ray.data")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one processor each, and a head that computes nothing."""
    from ray.cluster_utils import Cluster as Nodes

    seen = [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(seen)  # workers import the functions of this module
    made = Nodes(initialize_head=True, head_node_args={"num_cpus": 0})
    made.nodes = [made.add_node(num_cpus=1), made.add_node(num_cpus=1)]
    ray.init(address=made.address, log_to_driver=False)
    yield made
    ray.shutdown()
    made.shutdown()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records of which ids repeat and some are broken, pages, an empty file, and one of no kind."""
    folder = tmp_path_factory.mktemp("pages")
    for name in ("a.jsonl", "b.jsonl"):
        lines = [json.dumps({"id": str(n % 90), "text": f"關于第{n}号文件{name}"}) for n in range(600)]
        lines[77] = '{"id": '
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    for n in range(20):
        (folder / f"{n}.html").write_text(f"<html><p>關于第{n}號文件的通知，請遵照執行。", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "x.rar").write_bytes(b"Rar!")
    return folder


def shout(document: Document) -> str:
    """The text in capitals; some documents do not let who touches them live."""
    if document.id == "66":
        os.kill(os.getpid(), signal.SIGKILL)
    while document.id == "67":
        pass
    if document.id == "68":
        raise ValueError("no good")
    time.sleep(0.002)
    return f"{document.id} {document.text}".upper()


def plain(document: Document) -> str:
    return f"{document.id} {document.text}"


def results(outcomes: Any) -> list[Any]:
    return [one if isinstance(one, Problem) else one[0] for outcome in outcomes for one in outcome]


def job(function: Any, folder: Path, timeout: int = 60) -> Any:
    return Job(Work(function, ("normalize",), Settings(timeout=timeout)), [str(folder)])


@pytest.mark.usefixtures("cluster")
def test_order_and_results_are_those_of_one_process(pages: Path) -> None:
    alone = results(local.outcomes(Work(plain, ("normalize",)), read_parts([pages])))
    assert results(outcomes(job(plain, pages), Cluster())) == alone
    assert len(alone) == 1200 + 20 + 2


@pytest.mark.usefixtures("cluster")
def test_a_document_that_kills_its_worker_costs_itself(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"第{n}号文件"}) for n in range(300)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = results(outcomes(job(shout, tmp_path, timeout=3), Cluster()))
    failed = {one.id: one.reason for one in found if isinstance(one, Problem)}
    assert failed == {
        "66": "its worker process died (SIGKILL: out of memory, or killed)",
        "67": "takes longer than 3 s (--timeout)",
        "68": "ValueError: no good",
    }
    assert [one for one in found if not isinstance(one, Problem)] == [
        f"{n} 第{n}号文件" for n in range(300) if n not in (66, 67, 68)
    ]


@pytest.mark.usefixtures("cluster")
@pytest.mark.parametrize("partition", [250_000, 70])
def test_the_groups_of_near_duplicates_are_those_of_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, partition: int
) -> None:
    from policytext.batch import duplicates
    from policytext.corpus.duplicates import find_duplicates, fingerprint

    monkeypatch.setattr(duplicates, "PARTITION", partition)
    monkeypatch.setattr(duplicates, "UNIT", 50)
    rng = random.Random(4)
    for name in "abc":
        records = [{"id": f"{name}{n}", "text": reprint(rng)} for n in range(130)]
        records += [{"id": f"{name}s{n}", "text": f"短文{n % 7}号", "date": "2024"} for n in range(9)]
        lines = [json.dumps(record) for record in records]
        lines[40] = '{"id": '
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    alone = find_duplicates([one for one in read([tmp_path]) if isinstance(one, Document)], 0.6)
    job = Job(Work(fingerprint), [str(tmp_path)])
    found = duplicates.find(job, Cluster(), 0.6)
    assert found.duplicates == alone
    assert found.documents == 3 * 138
    assert len(alone) > 100


def reprint(rng: random.Random) -> str:
    characters = random.Random(rng.randrange(40)).choices("".join(map(chr, range(0x4E00, 0x5E00))), k=300)
    for _ in range(rng.choice((0, 2, 6, 12, 30))):
        characters[rng.randrange(300)] = "变"
    return "".join(characters)


def test_a_node_that_is_lost_in_the_middle_costs_nothing(cluster: Any, pages: Path) -> None:
    alone = results(local.outcomes(Work(plain, ("normalize",)), read_parts([pages])))
    lost = cluster.nodes.pop()
    found: list[Any] = []
    killer = threading.Thread(target=cluster.remove_node, args=(lost, False))
    for number, outcome in enumerate(outcomes(job(plain, pages), Cluster())):
        if number == 1:
            killer.start()
        found += results([outcome])
    killer.join()
    assert found == alone


@pytest.mark.parametrize(("command", "name"), read_cases(__file__, "on_a_cluster.json").items())
def test_a_command_writes_what_it_writes_on_one_machine(
    pages: Path, tmp_path: Path, command: str, name: str
) -> None:
    sharded = ["--shard-size", "500"] if "{" in name else []
    (tmp_path / "codes.yaml").write_text("文件: [文件]\n", "utf-8")
    program = [sys.executable, "-m", "policytext", *command.split(), str(pages), "-q"]
    for folder, more in (("local", []), ("ray", ["--engine", "ray", "--jobs", "2", "--memory", "100"])):
        (tmp_path / folder).mkdir()
        done = subprocess.run(
            [*program, "-o", str(tmp_path / folder / name), *sharded, *more],
            capture_output=True,
            check=False,
            cwd=tmp_path,
        )
        assert (done.returncode, b"Error" in done.stderr) == (1, False), done.stderr.decode()
    assert written(tmp_path / "local") == written(tmp_path / "ray")


def unanswered(number: int) -> int:
    if number == 2:
        raise StorageError("s3://bucket/crawl: the storage does not answer (timed out)")
    return number


def test_a_storage_that_does_not_answer_a_worker(cluster: Any) -> None:  # noqa: ARG001
    with connecting(Cluster()) as reach:
        assert list(reach.each(unanswered, [0, 1])) == [0, 1]
        with pytest.raises(StorageError, match=r"^s3://bucket/crawl: the storage does not answer"):
            list(reach.each(unanswered, [0, 1, 2, 3]))


def test_shards_in_object_storage(pages: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "policytext", "clean", str(pages), "--shard-size", "500", "-q"]
    for output, more in ((f"{tmp_path}/local", []), (f"file://{tmp_path}/ray", ["--engine", "ray"])):
        done = subprocess.run(
            [*program, "-o", f"{output}/p-{{:03d}}.jsonl", *more], capture_output=True, check=False
        )
        assert done.returncode == 1, done.stderr.decode()
    assert written(tmp_path / "local") == written(tmp_path / "ray")
    manifest = json.loads((tmp_path / "ray" / "p.manifest.json").read_text("utf-8"))
    assert [file["path"] for file in manifest["files"]] == ["p-000.jsonl", "p-001.jsonl", "p-002.jsonl"]
    assert manifest["documents"] == sum(file["documents"] for file in manifest["files"]) == 1218
    output = ["-o", f"file://{tmp_path}/died/p-{{:03d}}.jsonl", "--resume"]
    first = subprocess.Popen([*program, *output], stderr=subprocess.DEVNULL)
    noted = tmp_path / "died" / "p.manifest.json.part" / "00000000.part"
    while first.poll() is None and not noted.exists():
        time.sleep(0.01)
    first.kill()
    first.wait()
    assert noted.exists()
    done = subprocess.run([*program, *output, "--engine", "ray"], capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode()
    assert written(tmp_path / "local") == written(tmp_path / "died")
    assert not noted.parent.exists()


def written(folder: Path) -> str:
    """All that was written, and the rejects; where one shard ends and the next begins does not count."""
    texts: list[str] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            texts += map(str, read([path]))
        elif path.is_file() and "manifest" not in path.name:
            texts += path.read_text("utf-8").splitlines()[path.suffix == ".csv" :]
    return "\n".join(texts)
