"""Work grows as its input does: a line of one character, or of one pattern, is no way to stop a run.

Measured is the processor time of the process, so that a busy machine changes nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import policytext
from policytext import Document
from policytext.io.readers.html import read_html

PATTERNS: list[str] = json.loads((Path(__file__).parent / "texts" / "growing.json").read_text("utf-8"))
WARM = (
    "推動產(chǎn)業(yè)發(fā)展。鍙戝睍《通知》国发〔2024〕1号。江苏省南京市，2024年1月1日。张三主持会议。"
)
TIMES = 4  # as long is the longer of two inputs: a linear step takes 4 times as long, a quadratic one 16
FACTOR = 9.0
BARELY = 0.1  # seconds below which a factor says nothing
SLOW = 2.0  # seconds that no input may take
LENGTHS = {"normalize": 60_000, "strip": 60_000, "html": 60_000, "header": 20_000}  # of the longer input
LENGTH = 6_000


def on_text(function: Callable[[Document], Any]) -> Callable[[str], Any]:
    def work(text: str) -> Any:
        made = function(Document("x", text))
        return list(made) if hasattr(made, "__next__") else made

    return work


FUNCTIONS: dict[str, Callable[[str], Any]] = {
    **{
        name: on_text(getattr(policytext, name))
        for name in ("repair", "normalize", "strip", "keywords", "entities", "header")
    },
    "html": read_html,
}


def seconds(work: Callable[[str], Any], pattern: str, length: int) -> float:
    text = (pattern * (length // len(pattern) + 1))[:length]
    began = time.process_time()
    work(text)
    return time.process_time() - began


def grows(work: Callable[[str], Any], pattern: str, length: int = LENGTH) -> str:
    """How the work grows where it is not with the input, else nothing."""
    short = long = float("inf")
    for _ in range(2):  # the machine may have been in the way once
        long = min(long, seconds(work, pattern, length))
        if long < BARELY:
            return ""
        short = min(short, seconds(work, pattern, length // TIMES))
        if long < SLOW and long < FACTOR * short:
            return ""
    if long < SLOW and seconds(work, pattern, TIMES * length) < FACTOR * long:
        return ""  # the short one was spared something
    return f"{pattern!r}: {short:.2f} s, {long:.2f} s"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_work_grows_as_the_input(name: str) -> None:
    work = FUNCTIONS[name]
    work(WARM)  # tables and models are loaded
    length = LENGTHS.get(name, LENGTH)
    assert list(filter(None, (grows(work, pattern, length) for pattern in PATTERNS))) == []


@pytest.mark.parametrize(
    ("cost", "seen"),
    [
        (lambda n: 1e-4 * n, False),
        (lambda n: 1e-8 * n**2, True),
        (lambda n: 1e-9 * n**2, False),  # too little to tell
        (lambda n: 1e-3 * n, True),  # linear, and slow
    ],
)
def test_growth_is_seen(monkeypatch: pytest.MonkeyPatch, cost: Callable[[int], float], seen: bool) -> None:
    monkeypatch.setitem(globals(), "seconds", lambda _work, _pattern, length: cost(length))
    assert bool(grows(len, "一")) == seen
