"""A Ray cluster gives what one process gives."""

from __future__ import annotations

import sys

import pytest

from policytext.batch import local
from policytext.document import Document, Problem

ray = pytest.importorskip("ray")


def shout(document: Document) -> str:
    import os

    if document.text.startswith("die"):
        os._exit(9)
    return document.text.upper()


def test_order_and_results_are_those_of_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    from policytext.batch.ray import run

    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # workers cannot import the tests
    monkeypatch.setattr(local, "CHUNK", 2000)
    items: list[Document | Problem] = [Document(str(n), f"text {n} " + "x" * 900) for n in range(30)]
    items[4:4] = [Problem("p.txt", "is empty"), Document("dead", "die", "dead.txt")]
    try:
        results = list(run(shout, items))
    finally:
        ray.shutdown()
    failed = [item for item in results if isinstance(item, Problem)]
    assert [item.source for item in failed] == ["p.txt", "dead.txt"]
    items.pop(5)
    assert [item for item in results if item is not failed[1]] == list(local.run(shout, items))
