"""Shared by the benchmarks: their options, the reading of public sets, the measuring of time and memory."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import psutil

S, T = TypeVar("S"), TypeVar("T")


def parser_of(about: str | None, *, shared: bool = True) -> argparse.ArgumentParser:
    """A parser whose help is the docstring as it stands; with `--shared`, the folder of the public sets."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    if shared:
        made.add_argument(
            "--shared", type=Path, default=Path("../shared"), help="folder of the public sets"
        )
    return made


def records(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines, which may be packed with gzip."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def timed(work: Callable[..., T], *given: Any, repeat: int = 1) -> tuple[T, float]:
    """The result of the work, and the processor time that it takes in seconds, the least of `repeat`."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        result = work(*given)
        times.append(time.process_time() - start)
    return result, min(times)


def mapped(function: Callable[[S], T], items: Iterable[S]) -> list[T]:
    """The function of each item, to be `timed`."""
    return list(map(function, items))


def megabytes(texts: Sequence[str]) -> float:
    """The size of texts in UTF-8."""
    return sum(len(text.encode(errors="replace")) for text in texts) / 1e6


class Measured(NamedTuple):
    """What a command took: seconds by the clock, seconds of processors, megabytes of memory at most."""

    wall: float
    processor: float
    memory: float


def measured(command: Sequence[str | Path]) -> Measured:
    """Run a command. Memory: the proportional set size of its processes, read twice a second (Linux)."""
    before, start, peak = os.times(), time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(memory, family(process.pid))))
            try:
                process.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
    after, wall = os.times(), time.perf_counter() - start
    used = after.children_user + after.children_system - before.children_user - before.children_system
    if process.returncode:  # its time says nothing
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(wall, used, peak / 1000)


def family(process: int) -> list[psutil.Process]:
    """A process and those that it started; nothing once it has ended."""
    try:
        whole = psutil.Process(process)
        return [whole, *whole.children(recursive=True)]
    except psutil.Error:
        return []


def memory(process: psutil.Process) -> int:
    """Proportional set size in kB."""
    try:
        return int(process.memory_full_info().pss) // 1024
    except psutil.Error:
        return 0
