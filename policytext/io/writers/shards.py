"""Output in shards: `-o "out/part-{:05d}.parquet"` with so many documents a file.

A complete shard is renamed to its place, and then entered in the journal, `part.manifest.json.part`, with
its content and the position in the input. At the end `part.manifest.json` replaces the journal. A later
run with the same description continues after the last entry; a shard without one is written again.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from policytext.document import LeftOut, Problem
from policytext.io.errors import OutputError, naming
from policytext.io.records import to_line
from policytext.io.writers.files import check_is_no_input, replacing
from policytext.io.writers.rejects import check_is_for_rejects, reject
from policytext.io.writers.resume import Beginning, compare, locked
from policytext.language.patterns import lazy
from policytext.version import __version__

SIZE = 10_000
"""Default number of documents in a shard: of policy pages some 50 MB of records, which one process reads in
seconds and every tool can handle."""

Entry = dict[str, Any]
"""The entry of a shard: its name, documents, bytes and checksum, and the position in the input."""

_PLACE = lazy(r"\{(?::0?\d{0,2}d?)?\}")
_EDGES = "-_. "


def is_sharded(path: Path | None) -> bool:
    """Is an output a template for shards? OutputError if it has more than one placeholder.

    >>> is_sharded(Path("out/part-{:05d}.jsonl.zst")), is_sharded(Path("out/a.jsonl"))
    (True, False)
    """
    places = len(_PLACE.findall(path.name)) if path else 0
    if places > 1:
        raise OutputError(f"{path}: the number of a shard has one place, not {places}")
    return places == 1


def shard_path(pattern: Path, number: int) -> Path:
    """The path of a shard; numbers begin with 0.

    >>> shard_path(Path("part-{:03d}.csv"), 7).name, shard_path(Path("{}.csv"), 7).name
    ('part-007.csv', '7.csv')
    """
    place = _PLACE.search(pattern.name)
    assert place
    return pattern.with_name(pattern.name.replace(place[0], place[0].format(number)))


def manifest_path(pattern: Path) -> Path:
    """The path of the manifest of all shards.

    >>> manifest_path(Path("part-{:05d}.jsonl.zst")).name, manifest_path(Path("{:05d}.csv")).name
    ('part.manifest.json', 'manifest.json')
    """
    return _beside(pattern, "manifest.json")


def journal_path(pattern: Path) -> Path:
    """The path of the journal of a current run.

    >>> journal_path(Path("part-{:05d}.jsonl")).name
    'part.manifest.json.part'
    """
    return _beside(pattern, "manifest.json.part")


def rejects_path(pattern: Path) -> Path:
    """The path of the rejects file.

    >>> rejects_path(Path("part-{:05d}.jsonl.zst")).name
    'part.rejects.jsonl'
    """
    return _beside(pattern, "rejects.jsonl")


def numbered(pattern: Path, name: str) -> int | None:
    """The number of the shard with a name, None if it is not the name of a shard.

    >>> [numbered(Path("part-{:05d}.jsonl"), name) for name in ("part-00007.jsonl", "part.jsonl")]
    [7, None]
    """
    before, after = map(re.escape, _PLACE.split(pattern.name))
    found = re.fullmatch(rf"{before}(\d+){after}", name)
    return int(found[1]) if found else None


def tail_of(pattern: Path) -> str:
    """What the names of all shards end with.

    >>> tail_of(Path("part-{:05d}.jsonl.zst"))
    '.jsonl.zst'
    """
    return _PLACE.split(pattern.name)[1]


def _beside(pattern: Path, suffix: str) -> Path:
    name = _PLACE.split(pattern.name)[0].strip(_EDGES)
    return pattern.with_name(f"{name}.{suffix}" if name else suffix)


class Shards:
    """The shards of a current run, from `sharding`.

    `state` is what the caller entered with the last one, None at the beginning; `finished`: an earlier run
    wrote all of them. `problems` are those so far.
    """

    def __init__(
        self,
        pattern: Path,
        size: int,
        entries: list[Entry],
        journal: BinaryIO | None = None,
        rejects: BinaryIO | None = None,
        problems: int = 0,
    ) -> None:
        self.size, self.entries, self.problems = size, entries, problems
        self._pattern, self._journal, self._rejects = pattern, journal, rejects

    @property
    def finished(self) -> bool:
        return self._journal is None

    @property
    def state(self) -> Any:
        return self.entries[-1]["state"] if self.entries else None

    @property
    def next_path(self) -> Path:
        """The path of the next shard."""
        return shard_path(self._pattern, len(self.entries))

    @property
    def tail(self) -> str:
        """What the names of all shards end with."""
        return tail_of(self._pattern)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A context with a temporary folder beside the shards for workers."""
        folder = manifest_path(self._pattern).with_suffix(".under-way")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def enter(self, documents: int, state: Any) -> None:
        """Enter the next shard, which is in its place, in the journal."""
        assert self._journal
        assert self._rejects
        path = self.next_path
        self._rejects.flush()
        kept = {"rejects": self._rejects.tell(), "problems": self.problems}
        entry = {**described(path, path.name, documents), **kept, "state": state}
        self._journal.write(to_line(entry).encode())
        self._journal.flush()
        self.entries.append(entry)

    def reject(self, problem: Problem) -> None:
        """Write a problem to the rejects file."""
        assert self._rejects
        self.problems += not isinstance(problem, LeftOut)
        self._rejects.write(to_line(reject(problem)).encode())


@contextmanager
def sharding(pattern: Path, size: int, begun: Beginning, *, resume: bool) -> Iterator[Shards]:
    """A context with the shards of a run; at the end the manifest is written.

    Existing shards are never overwritten: with `resume` the run continues after them, if it has the same
    description. OutputError if not, or if another run is writing them.
    """
    if not pattern.suffix:
        raise OutputError(f"{pattern}: a shard is a file: its name ends with .jsonl, .parquet or the like")
    begun = {**begun, "--shard-size": size}
    listed, noted = manifest_path(pattern), journal_path(pattern)
    try:
        pattern.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{pattern.parent}: {error.strerror}") from None
    for path in (listed, noted, rejects_path(pattern), shard_path(pattern, 0)):
        check_is_no_input(path)
    remedy = remedy_of(pattern) if resume else ""
    if listed.exists():
        entries, problems = finished(str(listed), lambda: listed.read_bytes(), begun, remedy)
        _check_files(pattern, entries, begun=True)
        yield Shards(pattern, size, entries, problems=problems)
        return
    with ExitStack() as stack:
        journal = stack.enter_context(locked(noted))
        entries, whole = _entered(noted, journal, begun, remedy)
        _check_files(pattern, entries, begun=journal.tell() > 0)
        rejects = stack.enter_context(locked(rejects_path(pattern).with_suffix(".jsonl.part")))
        rejects.truncate(entries[-1]["rejects"] if entries else 0)
        rejects.seek(0, os.SEEK_END)
        journal.truncate(whole)
        if not whole:
            journal.write(to_line(begun).encode())
            journal.flush()
        shards = Shards(pattern, size, entries, journal, rejects, entries[-1]["problems"] if entries else 0)
        with naming(pattern):
            yield shards
            _put_rejects(pattern, rejects)
        with replacing(listed) as part:
            part.write_text(manifest(entries, begun, shards.problems), "utf-8", newline="\n")
        if os.name != "nt":  # where a file that is open cannot be removed
            noted.unlink()
    noted.unlink(missing_ok=True)


def remedy_of(pattern: Path) -> str:
    """The advice for starting again."""
    return f"remove {shard_path(pattern, 0).name} … and {manifest_path(pattern).name}"


def finished(at: str, read: Callable[[], bytes], begun: Beginning, remedy: str) -> tuple[list[Entry], int]:
    """The shards of the manifest `at` a path, and the problems.

    OutputError if they are not to be resumed (no `remedy`), or the run was described differently.
    """
    if not remedy:
        raise OutputError(f"{at}: an earlier run wrote these shards; remove them or name others")
    try:
        written = json.loads(read())
        before, entries, problems = written["begun"], written["files"], written["problems"]
    except (OSError, ValueError, KeyError, TypeError):
        raise OutputError(f"{at}: is no manifest of shards") from None
    compare(at, before, begun, remedy)
    return entries, problems


def interrupted(
    at: str, read: Callable[[], tuple[Any, list[Entry]]], begun: Beginning, remedy: str
) -> list[Entry]:
    """The shards in the journal `at` a path, from which `read` returns the run's description and its
    entries.

    Raises OutputError as `finished`.
    """
    if not remedy:
        raise OutputError(f"{at}: an interrupted run left it; --resume goes on with its shards")
    try:
        before, entries = read()
    except (ValueError, KeyError, TypeError):
        raise OutputError(f"{at}: is not what an interrupted run leaves; remove it") from None
    compare(at, before, begun, remedy)
    return entries


def _entered(path: Path, journal: BinaryIO, begun: Beginning, remedy: str) -> tuple[list[Entry], int]:
    """The entries of a journal and its bytes, without a partly written last line."""
    journal.seek(0)
    lines = [line for line in journal if line.endswith(b"\n")]
    if len(lines) < 2:  # nothing was entered
        return [], 0

    def read() -> tuple[Any, list[Entry]]:
        before, *entries = map(json.loads, lines)
        return before, entries

    return interrupted(str(path), read, begun, remedy), sum(map(len, lines))


def _check_files(pattern: Path, entries: list[Entry], *, begun: bool) -> None:
    """OutputError if an entered shard has changed, or if there is another shard.

    A run that was `begun` may have one more, which was not entered before the interruption.
    """
    for entry in entries:
        path = pattern.with_name(entry["path"])
        if not path.is_file() or path.stat().st_size != entry["bytes"]:
            raise OutputError(f"{path}: is not there as it was written; begin anew")
    for name in sorted(os.listdir(pattern.parent)):  # noqa: PTH208 (names are all that is wanted)
        number = numbered(pattern, name)
        if number is not None and number >= len(entries) + begun:
            raise OutputError(f"{pattern.with_name(name)}: is there already, and is not of this run")


def _put_rejects(pattern: Path, rejects: BinaryIO) -> None:
    """Move the rejects file to its place, or remove an old one if there are no rejects."""
    path = rejects_path(pattern)
    check_is_for_rejects(path)
    rejects.flush()
    part, size = path.with_suffix(".jsonl.part"), rejects.tell()
    if os.name == "nt":  # where a file that is open cannot be moved
        rejects.close()
    if size:
        part.replace(path)
    else:
        path.unlink(missing_ok=True)
        part.unlink()


def described(file: Path, name: str, documents: int) -> Entry:
    """The entry of the shard `name` for the manifest."""
    import hashlib  # here and below: it loads OpenSSL

    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"path": name, "documents": documents, "bytes": file.stat().st_size, "sha256": digest}


def manifest(entries: list[Entry], begun: Beginning, problems: int) -> str:
    """The manifest of these shards as JSON values; `problems` are their number."""
    import hashlib

    fingerprint = hashlib.sha256(json.dumps(begun, sort_keys=True).encode()).hexdigest()
    files = [{name: entry[name] for name in ("path", "documents", "bytes", "sha256")} for entry in entries]
    written = {
        "generator": f"policytext {__version__}",
        "fingerprint": fingerprint,
        "begun": begun,
        "problems": problems,
        "documents": sum(entry["documents"] for entry in entries),
        "bytes": sum(entry["bytes"] for entry in entries),
        "files": files,
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"
