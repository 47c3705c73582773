"""Output in many files, each whole: `-o "out/part-{:05d}.parquet"` with so many documents a file.

A shard is renamed into its place when it is whole, and then entered in the journal,
`part.manifest.json.part`: what it holds, and how far in the input the run had come. When all are
written `part.manifest.json` takes the journal's place. A later run that is begun in the same way goes on
behind the last entry; a shard that has none is written again.
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
"""Documents in a shard where the user does not say: of policy pages some 50 MB of records, which one
process reads in seconds and every tool takes."""

Entry = dict[str, Any]
"""What is known of a shard: its name, documents, bytes and checksum, and how far its run had come."""

_PLACE = lazy(r"\{(?::0?\d{0,2}d?)?\}")
_EDGES = "-_. "


def is_sharded(path: Path | None) -> bool:
    """Does an output name a file for each shard? OutputError where it has more than one number.

    >>> is_sharded(Path("out/part-{:05d}.jsonl.zst")), is_sharded(Path("out/a.jsonl"))
    (True, False)
    """
    places = len(_PLACE.findall(path.name)) if path else 0
    if places > 1:
        raise OutputError(f"{path}: the number of a shard has one place, not {places}")
    return places == 1


def shard_path(pattern: Path, number: int) -> Path:
    """The file of a shard; numbers begin with 0.

    >>> shard_path(Path("part-{:03d}.csv"), 7).name, shard_path(Path("{}.csv"), 7).name
    ('part-007.csv', '7.csv')
    """
    place = _PLACE.search(pattern.name)
    assert place
    return pattern.with_name(pattern.name.replace(place[0], place[0].format(number)))


def manifest_path(pattern: Path) -> Path:
    """The file that names all shards.

    >>> manifest_path(Path("part-{:05d}.jsonl.zst")).name, manifest_path(Path("{:05d}.csv")).name
    ('part.manifest.json', 'manifest.json')
    """
    return _beside(pattern, "manifest.json")


def journal_path(pattern: Path) -> Path:
    """Where is what is known of a run under way.

    >>> journal_path(Path("part-{:05d}.jsonl")).name
    'part.manifest.json.part'
    """
    return _beside(pattern, "manifest.json.part")


def rejects_path(pattern: Path) -> Path:
    """The file of what could not be read or processed.

    >>> rejects_path(Path("part-{:05d}.jsonl.zst")).name
    'part.rejects.jsonl'
    """
    return _beside(pattern, "rejects.jsonl")


def numbered(pattern: Path, name: str) -> int | None:
    """The number of the shard with a name, None where it is none.

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
    """The shards of a run under way, as `sharding` gives them.

    `state` is what the caller entered with the last one, None at the beginning; where they are
    `finished` an earlier run wrote all of them. `problems` are what failed so far.
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
        """Where the next shard goes."""
        return shard_path(self._pattern, len(self.entries))

    @property
    def tail(self) -> str:
        """What the names of all shards end with."""
        return tail_of(self._pattern)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder beside the shards for what others write, gone when the block ends."""
        folder = manifest_path(self._pattern).with_suffix(".under-way")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def enter(self, documents: int, state: Any) -> None:
        """The next shard is in its place: it is part of the output from now on."""
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
        """Keep a problem beside the shards."""
        assert self._rejects
        self.problems += not isinstance(problem, LeftOut)
        self._rejects.write(to_line(reject(problem)).encode())


@contextmanager
def sharding(pattern: Path, size: int, begun: Beginning, *, resume: bool) -> Iterator[Shards]:
    """The shards of a run; when the block ends well the manifest is written.

    Shards that are there already are never overwritten: with `resume` they are gone on with, if they
    were begun in the same way. OutputError where they were not, or another run is writing them.
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
    """What to do who would rather begin anew."""
    return f"remove {shard_path(pattern, 0).name} … and {manifest_path(pattern).name}"


def finished(at: str, read: Callable[[], bytes], begun: Beginning, remedy: str) -> tuple[list[Entry], int]:
    """The shards that the manifest `at` a place names, and what failed beside them.

    OutputError where they are not to be gone on with (no `remedy`), or were begun in another way.
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
    """The shards in the journal `at` a place, of which `read` gives how the run began and its entries.

    OutputError likewise.
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
    """The entries of a journal and its bytes, a torn last line left out."""
    journal.seek(0)
    lines = [line for line in journal if line.endswith(b"\n")]
    if len(lines) < 2:  # nothing was entered
        return [], 0

    def read() -> tuple[Any, list[Entry]]:
        before, *entries = map(json.loads, lines)
        return before, entries

    return interrupted(str(path), read, begun, remedy), sum(map(len, lines))


def _check_files(pattern: Path, entries: list[Entry], *, begun: bool) -> None:
    """OutputError where a shard that was entered is not as it was, or one is there that was not.

    Of a run that was `begun` there may be one more, which had not been entered when it was ended.
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
    """The rejects in their place, which is left empty where there are none."""
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
    """What the manifest says of a shard called `name`."""
    import hashlib  # here and below: it loads OpenSSL

    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"path": name, "documents": documents, "bytes": file.stat().st_size, "sha256": digest}


def manifest(entries: list[Entry], begun: Beginning, problems: int) -> str:
    """What the manifest of these shards says, as JSON; `problems` are what failed beside them."""
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
