"""The file of what could not be read or processed, kept beside the output: OUT.rejects.jsonl."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from policytext.document import Problem
from policytext.io.bookkeeping import REJECT_FIELDS, are_rejects
from policytext.io.compression import SUFFIXES
from policytext.io.errors import OutputError
from policytext.io.records import to_line
from policytext.io.writers.files import writing


def rejects_path(output: Path) -> Path:
    """Where the rejects of a run that writes `output` go.

    >>> rejects_path(Path("out.jsonl")).name, rejects_path(Path("2024.05.csv.gz")).name
    ('out.rejects.jsonl', '2024.05.rejects.jsonl')
    """
    output = output if output.name else Path(os.path.realpath(output))
    stem = output.with_suffix("") if output.suffix in SUFFIXES else output
    return stem.with_suffix(".rejects.jsonl")


@contextmanager
def open_rejects(output: Path) -> Iterator[Callable[[Problem], None]]:
    """A function that writes one problem after another to the rejects of `output`.

    The file is there only if there was a problem; that of an earlier run is removed. OutputError if
    what has its name is none, which is neither overwritten nor removed.
    """
    path = rejects_path(output)
    check_is_for_rejects(path)
    with ExitStack() as stack:
        stream: BinaryIO | None = None

        def write(problem: Problem) -> None:
            nonlocal stream
            if stream is None:
                stream = stack.enter_context(writing(path))
            stream.write(to_line(reject(problem)).encode())

        yield write
        if stream is None:
            path.unlink(missing_ok=True)


def check_is_for_rejects(path: Path) -> None:
    """OutputError if what is there is no file of rejects, which alone may be replaced by one."""
    if path.exists() and not are_rejects(path):
        raise OutputError(f"{path}: rejects would go there, but what is there are none; move it away")


def reject(problem: Problem) -> dict[str, Any]:
    """The record of a problem; `raw` is the line or text as it was, if there was one."""
    written = dict(
        zip(REJECT_FIELDS, (problem.id, problem.source, problem.line, problem.reason), strict=True)
    )
    return {**written, "raw": problem.raw} if problem.raw else written
