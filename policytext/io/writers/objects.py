"""Shards in object storage, which workers of a cluster write: `-o 's3://bucket/out/part-{:05d}.parquet'`.

Whatever fsspec has a file system for. An object is there whole or not at all, so that nothing has to be
renamed; the manifest is written last, and without one there is no output.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from policytext.document import Problem
from policytext.io.errors import OutputError
from policytext.io.records import to_line
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

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/", re.I)  # two letters at least: C:/ is a drive


def is_address(path: Path) -> bool:
    """Is an output in object storage, and no path?

    >>> is_address(Path("s3://bucket/a-{}.jsonl")), is_address(Path("out/a-{}.jsonl"))
    (True, False)
    """
    return _ADDRESS.match(path.as_posix()) is not None


def address(path: Path) -> str:
    """The address that a path was made of, which cost it slashes.

    >>> address(Path("s3://bucket/a.jsonl")), address(Path("file:///tmp/a.jsonl"))
    ('s3://bucket/a.jsonl', 'file:///tmp/a.jsonl')
    """
    scheme, rest = path.as_posix().split(":/", 1)
    return f"{scheme}://{'/' if scheme == 'file' else ''}{rest.lstrip('/')}"


class Objects:
    """The shards of a run under way, each put in its place by the worker that wrote it."""

    def __init__(self, pattern: Path, size: int, rejects: Any) -> None:
        self.size, self.tail = size, tail_of(pattern)
        self.put = partial(put, pattern)
        self.entries: list[dict[str, Any]] = []
        self._rejects = rejects

    def reject(self, problem: Problem) -> None:
        """Keep a problem, to be put beside the shards."""
        self._rejects.write(to_line(reject(problem)).encode())


def put(pattern: Path, number: int, file: Path, documents: int) -> dict[str, Any]:
    """Put a file into the place of a shard; what the manifest says of it."""
    target = shard_path(pattern, number)
    _upload(file, target)
    return described(file, target.name, documents)


@contextmanager
def storing(pattern: Path, size: int, begun: Beginning) -> Iterator[Objects]:
    """The shards of a run in object storage; when the block ends well the manifest is written.

    OutputError where an earlier run wrote shards there, or the storage cannot be reached.
    """
    at = manifest_path(pattern)
    system, place = _opened(at)
    if system.exists(place):
        raise OutputError(f"{address(at)}: an earlier run wrote these shards; remove them or name others")
    with tempfile.TemporaryDirectory(prefix="policytext-") as folder:
        local = Path(folder) / "rejects"
        with local.open("wb") as rejects:
            objects = Objects(pattern, size, rejects)
            yield objects
        if local.stat().st_size:
            _upload(local, rejects_path(pattern))
        local.write_text(manifest(objects.entries, {**begun, "--shard-size": size}), "utf-8", newline="\n")
        _upload(local, at)


def _upload(file: Path, target: Path) -> None:
    system, place = _opened(target)
    system.makedirs(place.rpartition("/")[0], exist_ok=True)
    system.put_file(str(file), place)


def _opened(target: Path) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise OutputError("object storage needs fsspec: pip install 'policytext[ray]'") from None
    try:
        system, place = fsspec.core.url_to_fs(address(target))
    except (ImportError, ValueError, OSError) as error:
        raise OutputError(f"{address(target)}: {error}") from None
    return system, place
