"""What goes wrong in a worker costs the document that it was at, and no worker outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

import pytest
from running import run

from policytext.batch import attempt, local
from policytext.batch.attempt import WALL_CLOCK_FACTOR
from policytext.document import Document, Problem
from policytext.io.read import read_parts
from policytext.io.readers.origin import RawDocument

ITEMS = [Document(str(n), "text " + "x" * 900, f"{n}.txt") for n in range(12)]


def nested(depth: int) -> list[Any]:
    made: list[Any] = []
    for _ in range(depth):
        made = [made]
    return made


def act(parent: int, document: Document) -> Any:
    """What the text asks for, which only a worker does where it would cost this process."""
    deed, _, rest = document.text.partition(" ")
    if deed == "hang" and os.getpid() != parent:
        while True:
            pass
    elif deed == "wait" and os.getpid() != parent:
        time.sleep(float(rest))
    elif deed == "once" and not Path(rest).exists():
        Path(rest).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    elif deed == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif deed == "deep":
        return nested(3000)
    elif deed == "memory":
        raise MemoryError
    elif deed == "recursion":
        return act(parent, document)
    return document.id


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "CHUNK", 4_000)


def with_odd(**texts: str) -> list[Document]:
    return [Document(d.id, texts.get(f"n{d.id}", d.text), d.source) for d in ITEMS]


def worked(items: list[Document], jobs: int = 2, limit: float = 60) -> list[Any]:
    return list(run(partial(act, os.getpid()), items, jobs, limit=limit))


def test_what_fails_costs_itself_only() -> None:
    items = with_odd(n0="memory", n3="recursion", n7="crash")
    items[7] = replace(items[7], line=8)
    results = worked(items)
    failed = {n: result.reason for n, result in enumerate(results) if isinstance(result, Problem)}
    assert failed.pop(3).startswith("RecursionError: ")
    assert failed == {0: "takes more memory than there is", 7: "its worker process died (SIGSEGV)"}
    assert [r for r in results if not isinstance(r, Problem)] == [
        str(n) for n in range(12) if n not in (0, 3, 7)
    ]
    assert results[7] == Problem("7.txt", "its worker process died (SIGSEGV)", 8, "7", "crash")


def test_a_document_that_takes_too_long_is_rejected_and_the_rest_goes_on() -> None:
    results = worked(with_odd(n4="hang"), limit=0.5)
    assert isinstance(results[4], Problem)
    assert results[4].reason == "takes longer than 0.5 s (--timeout)"
    assert [r for r in results if not isinstance(r, Problem)] == [str(n) for n in range(12) if n != 4]


def test_a_worker_that_gets_no_processor_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert WALL_CLOCK_FACTOR == 10
    monkeypatch.setattr(attempt, "WALL_CLOCK_FACTOR", 1e6)
    assert worked(with_odd(n4="wait 1"), limit=0.5) == [str(n) for n in range(12)]
    monkeypatch.setattr(attempt, "WALL_CLOCK_FACTOR", 2)
    results = worked(with_odd(n4="wait 60"), limit=0.5)
    assert [n for n, result in enumerate(results) if isinstance(result, Problem)] == [4]


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    assert worked(with_odd(n5=f"once {tmp_path / 'killed'}")) == [str(n) for n in range(12)]


def test_what_cannot_travel_is_done_here() -> None:
    deep = Document("deep", "text", meta={"nested": nested(3000)})
    results = worked([deep, *with_odd(n2="deep")])
    assert results[0] == "deep"
    assert isinstance(results[3], list)
    assert results[4:] == [str(n) for n in range(3, 12)]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the alarm of POSIX")
def test_one_process_has_the_time_limit_too() -> None:
    def slow(document: Document) -> str:
        if document.id == "2":
            time.sleep(0.5)
        while document.id == "3":
            try:
                len(document.text)
            except Exception:  # what readers of foreign formats do
                continue
        return document.id

    before = signal.getsignal(signal.SIGALRM)
    results = list(run(slow, ITEMS, limit=0.2))
    assert [n for n, result in enumerate(results) if isinstance(result, Problem)] == [3]
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


PARENT = """
import os, sys, time
from functools import partial
from policytext.batch.local import outcomes
from policytext.document import Document

def report(document):
    os.write(1, f"{os.getpid()}\\n".encode())
    while True:  # busy
        pass

if __name__ == "__main__":
    list(outcomes(report, [Document(str(n), "x" * 300_000) for n in range(4)], 2))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("sent", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
def test_no_worker_outlives_its_parent(tmp_path: Path, sent: str) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    assert parent.stdout
    workers = [int(parent.stdout.readline()) for _ in range(2)]
    parent.send_signal(getattr(signal, sent))
    parent.wait(30)
    ends = time.monotonic() + 30
    while any(map(lives, workers)) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not any(map(lives, workers))


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_pages_are_read_by_the_worker(tmp_path: Path) -> None:
    for n in range(6):
        (tmp_path / f"{n}.html").write_text(f"<html><p>关于第{n}号文件的通知", encoding="utf-8")
    (tmp_path / "3.html").write_bytes(b"\n")
    found = list(read_parts([tmp_path]))
    assert [type(item) for item in found] == [RawDocument] * 6
    results = list(run(partial(act, os.getpid()), found, 2))
    assert results == list(run(partial(act, os.getpid()), found, 1))
    assert [r for r in results if not isinstance(r, Problem)] == [f"{n}.html" for n in (0, 1, 2, 4, 5)]
    assert str(results[3]) == f"{tmp_path / '3.html'}: is empty"


def test_a_worker_that_the_system_refuses_ends_the_run_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    lost: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", lost.append)
    monkeypatch.setattr(SpawnProcess, "start", refused)
    with pytest.raises(BlockingIOError):
        list(run(partial(act, os.getpid()), ITEMS, jobs=2))
    assert lost == []
