"""Many processes give what one gives, and a document that fails costs only itself."""

from __future__ import annotations

import os
import pickle
import signal
import time
from functools import partial

import pytest
from running import run

from policytext.batch import local
from policytext.document import Document, Problem


def shout(mark: str, document: Document) -> str:
    if document.text.startswith("raise"):
        raise ValueError("no good")
    if document.text.startswith("die"):
        os._exit(9)
    if document.text.startswith("sleep"):
        time.sleep(60)
    return document.text.upper() + mark


def numbered(count: int, **odd: str) -> list[Document | Problem]:
    items: list[Document | Problem] = [
        Document(str(n), odd.get(f"n{n}", "text") + f" {n} " + "x" * 900, f"{n}.txt") for n in range(count)
    ]
    return [*items[:3], Problem("p.txt", "is empty"), *items[3:]]


def test_order_and_results_are_those_of_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "CHUNK", 10_000)
    items = numbered(200, n5="raise")
    alone = list(run(partial(shout, "!"), items))
    assert alone == list(run(partial(shout, "!"), iter(items), jobs=2))
    assert alone[3] == items[3]
    assert alone[6] == Problem("5.txt", "ValueError: no good", id="5", raw=alone[6].raw)  # type: ignore[union-attr]


def test_a_worker_that_dies_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "CHUNK", 5_000)
    results = list(run(partial(shout, "!"), numbered(40, n7="die", n30="die"), jobs=2))
    failed = [result for result in results if isinstance(result, Problem)]
    assert [problem.source for problem in failed] == ["p.txt", "7.txt", "30.txt"]
    assert failed[1].reason == "its worker process died (exit code 9)"
    assert len(results) == 41


def test_few_documents_are_under_way_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "CHUNK", 2000)
    asked = 0

    def items() -> object:
        nonlocal asked
        for item in numbered(1000):
            asked += 1
            yield item

    results = run(partial(shout, "!"), items(), jobs=2)  # type: ignore[arg-type]
    next(results)
    assert asked < 40
    results.close()  # type: ignore[attr-defined]


def test_one_document_needs_no_worker() -> None:
    assert list(run(lambda _: os.getpid(), [Document("a", "b")], jobs=2)) == [os.getpid()]
    assert list(run(lambda _: 1, [], jobs="auto")) == []


def test_a_function_that_cannot_travel_is_an_error_at_once() -> None:
    with pytest.raises((AttributeError, pickle.PicklingError)):
        list(run(lambda _: 1, numbered(3), jobs=2))


def test_debug_gives_the_traceback() -> None:
    (problem,) = run(partial(shout, ""), [Document("a", "raise")], debug=True)
    assert isinstance(problem, Problem)
    assert "Traceback" in problem.reason


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_ends_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "CHUNK", 100)
    results = run(partial(shout, "!"), numbered(20, n4="sleep", n5="sleep"), jobs=2)
    for _ in range(4):
        next(results)
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(results)
    assert time.monotonic() - began < 30
