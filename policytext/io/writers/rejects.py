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
    """The path of the rejects file of a run that writes `output`.

    >>> rejects_path(Path("out.jsonl")).name, rejects_path(Path("2024.05.csv.gz")).name
    ('out.rejects.jsonl', '2024.05.rejects.jsonl')
    """
    output = output if output.name else Path(os.path.realpath(output))
    stem = output.with_suffix("") if output.suffix in SUFFIXES else output
    return stem.with_suffix(".rejects.jsonl")


@contextmanager
def open_rejects(output: Path) -> Iterator[Callable[[Problem], None]]:
    """A context with a function that writes problems to the rejects file of `output`.

    The file exists only if there was a problem; that of an earlier run is removed. OutputError if a file of
    this name is no rejects file; it is neither overwritten nor removed.
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
    """OutputError if there is another file with the name of the rejects file."""
    if path.exists() and not are_rejects(path):
        raise OutputError(f"{path}: rejects would go there, but what is there are none; move it away")


def reject(problem: Problem) -> dict[str, Any]:
    """The record of a problem; `raw` is the original line or text, if any."""
    written = dict(
        zip(REJECT_FIELDS, (problem.id, problem.source, problem.line, problem.reason), strict=True)
    )
    return {**written, "raw": problem.raw} if problem.raw else written
