"""Shards in object storage, which workers of a cluster write: `-o 's3://bucket/out/part-{:05d}.parquet'`.

Whatever fsspec has a file system for. An object is there whole or not at all, so that nothing has to be
renamed; the manifest is written last, and without one there is no output.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from policytext.document import LeftOut, Problem
from policytext.io import storage
from policytext.io.errors import OutputError
from policytext.io.records import to_line
from policytext.io.storage import address, system_of
from policytext.io.writers.rejects import reject
from policytext.io.writers.resume import Beginning
from policytext.io.writers.shards import (
    described,
    manifest,
    manifest_path,
    rejects_path,
    shard_path,
    tail_of,
)


class Objects:
    """The shards of a run under way, each put in its place by the worker that wrote it."""

    def __init__(self, pattern: Path, size: int, rejects: Any) -> None:
        self.size, self.tail = size, tail_of(pattern)
        self.put = partial(put, pattern)
        self.entries: list[dict[str, Any]] = []
        self.problems = 0
        self._rejects = rejects

    def reject(self, problem: Problem) -> None:
        """Keep a problem, to be put beside the shards."""
        self.problems += not isinstance(problem, LeftOut)
        self._rejects.write(to_line(reject(problem)).encode())


def put(pattern: Path, number: int, file: Path, documents: int) -> dict[str, Any]:
    """Put a file into the place of a shard; what the manifest says of it."""
    target = shard_path(pattern, number)
    storage.put(file, target)
    return described(file, target.name, documents)


@contextmanager
def storing(pattern: Path, size: int, begun: Beginning) -> Iterator[Objects]:
    """The shards of a run in object storage; when the block ends well the manifest is written.

    OutputError where an earlier run wrote shards there, or the storage cannot be reached.
    """
    at = manifest_path(pattern)
    system, place = system_of(at)
    if system.exists(place):
        raise OutputError(f"{address(at)}: an earlier run wrote these shards; remove them or name others")
    with tempfile.TemporaryDirectory(prefix="policytext-") as folder:
        local = Path(folder) / "rejects"
        with local.open("wb") as rejects:
            objects = Objects(pattern, size, rejects)
            yield objects
        if local.stat().st_size:
            storage.put(local, rejects_path(pattern))
        written = manifest(objects.entries, {**begun, "--shard-size": size}, objects.problems)
        local.write_text(written, "utf-8", newline="\n")
        storage.put(local, at)
