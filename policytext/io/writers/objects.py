"""Shards in object storage: `-o "s3://bucket/out/part-{:05d}.parquet"`.

For all file systems of fsspec. Objects appear atomically, so that nothing has to be renamed; but they
cannot be appended to or locked. So the journal is a folder, `part.manifest.json.part`, with an object for
each finished shard, and `begun.part`, which describes and identifies the run. A resumed run writes its own
identity there; a run that finds another's ends. The manifest is written last.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from policytext.document import LeftOut, Problem
from policytext.io import storage
from policytext.io.errors import OutputError
from policytext.io.records import to_line
from policytext.io.storage import Object, address
from policytext.io.writers.rejects import reject
from policytext.io.writers.resume import Beginning
from policytext.io.writers.shards import (
    Entry,
    Shards,
    described,
    finished,
    interrupted,
    journal_path,
    manifest,
    manifest_path,
    numbered,
    rejects_path,
    remedy_of,
    shard_path,
)

_BEGUN = "begun.part"
_NOTHING: Entry = {"path": None}  # of a unit of the input that had no document


class Objects(Shards):
    """The shards of a current run, from `storing`.

    `entries` are those of all finished units of the input, of which some may have no shard. A worker may
    `put` a shard in its place, with its number.
    """

    def __init__(
        self,
        pattern: Path,
        size: int,
        entries: list[Entry],
        run: str = "",
        folder: Path | None = None,
        *,
        problems: int = 0,
    ) -> None:
        super().__init__(pattern, size, entries, problems=problems)
        self.put = partial(put, pattern)
        self._run, self._folder = run, folder
        self._rejected: list[str] = []  # since the last entry

    @property
    def finished(self) -> bool:
        return self._folder is None

    @property
    def next_path(self) -> Path:
        """The local path for the next shard, from which it is uploaded."""
        assert self._folder
        return self._folder / shard_path(self._pattern, len(self.entries)).name

    @property
    def rejects(self) -> Iterator[str]:
        """The records of all problems."""
        for entry in self.entries:
            yield from entry["rejects"]
        yield from self._rejected

    def enter(self, documents: int, state: Any) -> None:
        """Upload the next shard and enter it in the journal."""
        self._check_run()
        path = self.next_path
        self.enter_put(self.put(len(self.entries), path, documents), state)
        path.unlink()

    def enter_put(self, entry: Entry | None, state: Any) -> None:
        """Enter the next shard, which was `put` in its place; None if it has no documents."""
        self._check_run()
        kept = {"problems": self.problems, "rejects": self._rejected, "state": state}
        self.entries.append({**(entry or _NOTHING), **kept})
        at = journal_path(self._pattern) / f"{len(self.entries) - 1:08}.part"
        storage.write(at, to_line(self.entries[-1]).encode())
        self._rejected = []

    def reject(self, problem: Problem) -> None:
        """Note a problem, for the file of rejects."""
        self.problems += not isinstance(problem, LeftOut)
        self._rejected.append(to_line(reject(problem)))

    def _check_run(self) -> None:
        at = journal_path(self._pattern) / _BEGUN
        if json.loads(storage.content(at))["run"] != self._run:
            raise OutputError(f"{address(at)}: another run goes on with these shards")


def put(pattern: Path, number: int, file: Path, documents: int) -> Entry:
    """Upload a shard; returns its entry for the manifest."""
    target = shard_path(pattern, number)
    storage.put(file, target)
    return described(file, target.name, documents)


@contextmanager
def storing(pattern: Path, size: int, begun: Beginning, *, resume: bool) -> Iterator[Objects]:
    """A context with the shards of a run in object storage; at the end the manifest is written.

    As `shards.sharding`; existing shards are checked by their checksums before a run is resumed.
    """
    begun = {**begun, "--shard-size": size}
    listed, journal = manifest_path(pattern), journal_path(pattern)
    there = _listed(pattern.parent)
    remedy = remedy_of(pattern) if resume else ""
    if listed.name in there:
        entries, problems = finished(address(listed), lambda: storage.content(listed), begun, remedy)
        _check(pattern, entries, there)
        yield Objects(pattern, size, entries, problems=problems)
        return
    entries = _entered(pattern, begun, there, remedy)
    run = uuid4().hex
    storage.write(journal / _BEGUN, to_line({"begun": begun, "run": run}).encode())
    with tempfile.TemporaryDirectory(prefix="policytext-") as folder:
        problems = entries[-1]["problems"] if entries else 0
        objects = Objects(pattern, size, entries, run, Path(folder), problems=problems)
        yield objects
    if rejects := "".join(objects.rejects):
        storage.write(rejects_path(pattern), rejects.encode())
    shards = [entry for entry in entries if entry["path"]]
    storage.write(listed, manifest(shards, begun, objects.problems).encode())
    storage.remove(journal)


def _listed(folder: Path) -> Mapping[str, Object]:
    """The objects below the folder, by name."""
    try:
        return {found.name: found for found in storage.objects(folder)}
    except FileNotFoundError:
        return {}


def _entered(pattern: Path, begun: Beginning, there: Mapping[str, Object], remedy: str) -> list[Entry]:
    """The entries of an interrupted run. OutputError if the shards are of no run, or of a different one."""
    journal = journal_path(pattern)
    noted = sorted(name for name in there if re.fullmatch(rf"{re.escape(journal.name)}/\d+\.part", name))
    if f"{journal.name}/{_BEGUN}" not in there:
        if foreign := min((name for name in there if numbered(pattern, name) is not None), default=""):
            at = address(pattern.with_name(foreign))
            raise OutputError(f"{at}: is there already, and is not of this run")
        return []
    if not noted:  # nothing was entered
        return []

    def read() -> tuple[Any, list[Entry]]:
        before = json.loads(storage.content(journal / _BEGUN))["begun"]
        return before, [json.loads(storage.content(journal.parent / name)) for name in noted]

    entries = interrupted(address(journal), read, begun, remedy)
    _check(pattern, [entry for entry in entries if entry["path"]], there)
    return entries


def _check(pattern: Path, entries: list[Entry], there: Mapping[str, Object]) -> None:
    """OutputError if a shard differs from its entry."""
    for entry in entries:
        path = pattern.with_name(entry["path"])
        found = there.get(path.name)
        if not found or found.size != entry["bytes"] or _sha256(path) != entry["sha256"]:
            raise OutputError(f"{address(path)}: is not there as it was written; begin anew")


def _sha256(path: Path) -> str:
    with storage.opened(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
