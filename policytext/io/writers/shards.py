"""Output in shards: `-o "out/part-{:05d}.parquet"` with so many documents a file, also in object storage.

A complete shard is put in its place, and then entered in the journal, the folder `part.manifest.json.part`:
`begun.part` describes the run, and for each shard a file has its content and the position in the input. At
the end `part.manifest.json` replaces the journal. A later run with the same description continues after the
last entry; a shard without one is written again. In a storage, where nothing can be locked, `begun.part`
names the run: a resumed run writes its own name there, and a run that finds another's ends.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policytext.document import LeftOut, Problem
from policytext.io import storage
from policytext.io.errors import OutputError, naming
from policytext.io.records import to_line
from policytext.io.storage import address, is_address
from policytext.io.writers.files import check_is_no_input, writing
from policytext.io.writers.rejects import check_is_for_rejects, reject
from policytext.io.writers.resume import Beginning, compare, locked
from policytext.io.writers.temporary import scratch
from policytext.language.patterns import lazy
from policytext.version import __version__

if TYPE_CHECKING:
    from policytext.io.spool import Spool

SIZE = 10_000
"""Default number of documents in a shard: of policy pages some 50 MB of records, which one process reads in
seconds and every tool can handle."""

Entry = dict[str, Any]
"""The entry of a shard: its name, documents, bytes and checksum, and the position in the input."""

_PLACE = lazy(r"\{(?::0?\d{0,2}d?)?\}")
_EDGES = "-_. "
MANIFEST, JOURNAL, REJECTS = "manifest.json", "manifest.json.part", "rejects.jsonl"
_BEGUN = "begun.part"
_ENTRY = lazy(r"\d{8,}\.part")


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


def beside(pattern: Path, suffix: str) -> Path:
    """The path of a file on all shards.

    >>> [beside(Path(f"{name}.jsonl.zst"), REJECTS).name for name in ("part-{:05d}", "{:05d}")]
    ['part.rejects.jsonl', 'rejects.jsonl']
    """
    name = _PLACE.split(pattern.name)[0].strip(_EDGES)
    return pattern.with_name(f"{name}.{suffix}" if name else suffix)


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


class Shards:
    """The shards of a run, from `sharding`; of a `finished` one, all are there.

    `state` is what the caller entered with the last one, None before; `problems` are those so far.
    `entries` are of all finished units of the input, of which in storage some may have no shard.
    """

    def __init__(
        self,
        pattern: Path,
        size: int,
        entries: list[Entry],
        problems: int,
        run: str = "",
        scratch: Path | None = None,
    ) -> None:
        self.pattern, self.size, self.entries, self.problems = pattern, size, entries, problems
        self.finished = not run
        self._run, self._scratch = run, scratch
        self._rejected = _spool()  # since the last entry

    @property
    def state(self) -> Any:
        return self.entries[-1]["state"] if self.entries else None

    @property
    def next_path(self) -> Path:
        """The path of the next shard; if it goes to storage, the one from which it is uploaded."""
        path = shard_path(self.pattern, len(self.entries))
        return self._scratch / path.name if self._scratch else path

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A context with a temporary folder beside the shards for workers."""
        folder = beside(self.pattern, MANIFEST).with_suffix(".under-way")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def enter(self, documents: int, state: Any) -> None:
        """Enter the next shard, which is complete, in the journal."""
        self._check_run()
        self.enter_put(put(self.pattern, len(self.entries), self.next_path, documents), state)

    def enter_put(self, entry: Entry | None, state: Any) -> None:
        """Enter the next shard, which is in its place; None if it has no documents."""
        self._check_run()
        at = beside(self.pattern, JOURNAL) / f"{len(self.entries):08}.part"
        kept = {"problems": self.problems, "rejects": len(self._rejected), "state": state}
        self.entries.append({**(entry or {"path": None}), **kept})
        if len(self._rejected):
            _write(_of_rejects(at), self._rejected)
        _write(at, [to_line(self.entries[-1]).encode()])
        self._rejected = _spool()

    def reject(self, problem: Problem) -> None:
        """Note a problem, for the file of rejects."""
        self.problems += not isinstance(problem, LeftOut)
        self._rejected.add(to_line(reject(problem)).encode())

    def rejected(self) -> Iterator[bytes]:
        """The records of all problems."""
        journal = beside(self.pattern, JOURNAL)
        for number, entry in enumerate(self.entries):
            if entry["rejects"]:
                yield storage.content(_of_rejects(journal / f"{number:08}.part"))
        yield from self._rejected

    def _check_run(self) -> None:
        """OutputError if another run goes on with the shards, which in storage nothing can lock."""
        at = beside(self.pattern, JOURNAL) / _BEGUN
        if self._scratch and json.loads(storage.content(at))["run"] != self._run:
            raise OutputError(f"{address(at)}: another run goes on with these shards")


def put(pattern: Path, number: int, file: Path, documents: int) -> Entry:
    """Put a shard in its place, if it is not there; returns its entry for the manifest."""
    target = shard_path(pattern, number)
    found = {"bytes": file.stat().st_size, "sha256": _sha256(file)}
    if is_address(target):
        storage.put(file, target)
        file.unlink()
    return {"path": target.name, "documents": documents, **found}


@contextmanager
def sharding(pattern: Path, size: int, begun: Beginning, *, resume: bool) -> Iterator[Shards]:
    """A context with the shards of a run; at the end the manifest is written.

    Existing shards are never overwritten: with `resume` the run continues after them, if it has the same
    description. OutputError if not, or if another run is writing them.
    """
    if not pattern.suffix:
        raise OutputError(f"{pattern}: a shard is a file: its name ends with .jsonl, .parquet or the like")
    begun = {**begun, "--shard-size": size}
    listed, journal, remote = beside(pattern, MANIFEST), beside(pattern, JOURNAL), is_address(pattern)
    for path in (listed, journal, beside(pattern, REJECTS), shard_path(pattern, 0)):
        check_is_no_input(path)
    there = _sizes(pattern.parent)
    if listed.name in there:
        entries, problems = _finished(pattern, begun, resume)
        _check(pattern, entries, there, begun=True)
        yield Shards(pattern, size, entries, problems)
        return

    with ExitStack() as stack:
        if not remote:
            try:
                journal.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(f"{pattern.parent}: {error.strerror}") from None
            stream = stack.enter_context(locked(journal / _BEGUN))
        was_begun = _sizes(journal).get(_BEGUN, 0) > 0
        entries = _entered(pattern, begun, resume)
        _check(pattern, entries, there, begun=was_begun)
        run = os.urandom(16).hex()
        said = to_line({"begun": begun, "run": run}).encode()
        if remote:
            _write(journal / _BEGUN, [said])
            held = stack.enter_context(scratch())
        else:
            if not entries:
                stream.truncate(0)
                stream.write(said)
                stream.flush()
            stack.enter_context(naming(pattern))
        problems = entries[-1]["problems"] if entries else 0
        shards = Shards(pattern, size, entries, problems, run, held if remote else None)
        yield shards
        _put_rejects(beside(pattern, REJECTS), shards.rejected())
        _write(listed, [manifest([one for one in entries if one["path"]], begun, shards.problems).encode()])
    storage.remove(journal) if remote else shutil.rmtree(journal)


def _entered(pattern: Path, begun: Beginning, resume: bool) -> list[Entry]:
    """The entries in the journal of an interrupted run. OutputError if it is not to be resumed so."""
    journal = beside(pattern, JOURNAL)
    noted = sorted(name for name in _sizes(journal) if _ENTRY.fullmatch(name))
    if not noted:
        return []
    if not resume:
        raise OutputError(
            f"{address(journal)}: an interrupted run left it; --resume goes on with its shards"
        )
    try:
        before = json.loads(storage.content(journal / _BEGUN))["begun"]
        entries = [json.loads(storage.content(journal / name)) for name in noted]
    except (ValueError, KeyError, TypeError):
        raise OutputError(f"{address(journal)}: is not what an interrupted run leaves; remove it") from None
    compare(address(journal), before, begun, _remedy(pattern))
    return entries


def _finished(pattern: Path, begun: Beginning, resume: bool) -> tuple[list[Entry], int]:
    """The shards in the manifest, and the problems. OutputError if they are not to be resumed so."""
    listed = beside(pattern, MANIFEST)
    if not resume:
        raise OutputError(
            f"{address(listed)}: an earlier run wrote these shards; remove them or name others"
        )
    try:
        written = json.loads(storage.content(listed))
        before, entries, problems = written["begun"], written["files"], written["problems"]
    except (OSError, ValueError, KeyError, TypeError):
        raise OutputError(f"{address(listed)}: is no manifest of shards") from None
    compare(address(listed), before, begun, _remedy(pattern))
    return entries, problems


def _remedy(pattern: Path) -> str:
    """The advice for starting again."""
    return f"remove {shard_path(pattern, 0).name} … and {beside(pattern, MANIFEST).name}"


def _check(pattern: Path, entries: list[Entry], there: Mapping[str, int], *, begun: bool) -> None:
    """OutputError if an entered shard has changed, or if there is another shard.

    A run that was `begun` may have one more, which was not entered before the interruption, and workers put
    many in a storage.
    """
    for entry in entries:
        path = pattern.with_name(entry["path"] or "")
        same = entry["path"] is None or there.get(path.name) == entry["bytes"]
        if not same or (entry["path"] and is_address(path) and _sha256(path) != entry["sha256"]):
            raise OutputError(f"{address(path)}: is not there as it was written; begin anew")
    if begun and is_address(pattern):
        return
    for name in sorted(there):
        number = numbered(pattern, name)
        if number is not None and number >= len(entries) + begun:
            at = address(pattern.with_name(name))
            raise OutputError(f"{at}: is there already, and is not of this run")


def _put_rejects(path: Path, records: Iterator[bytes]) -> None:
    """Write the rejects file, or remove an old one if there are no rejects."""
    first = next(records, None)
    if not is_address(path):
        check_is_for_rejects(path)
        if first is None:
            path.unlink(missing_ok=True)
    if first is not None:
        _write(path, chain([first], records))


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


def _of_rejects(entry: Path) -> Path:
    """The file of the journal with the rejects before an entry."""
    return entry.with_suffix(".rejects.part")


def _spool() -> Spool[bytes]:
    from policytext.io.spool import Spool

    return Spool()


def _sizes(folder: Path) -> Mapping[str, int]:
    """The bytes of each file of a folder, by name."""
    if not is_address(folder):
        found = os.scandir(folder) if folder.is_dir() else ()
        return {entry.name: entry.stat(follow_symlinks=False).st_size for entry in found}
    try:
        return {found.name: found.size for found in storage.objects(folder)}
    except FileNotFoundError:
        return {}


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that is there whole, or not at all."""
    if is_address(path):
        storage.write(path, b"".join(pieces))
        return
    with writing(path) as stream:
        stream.writelines(pieces)


def _sha256(path: Path) -> str:
    import hashlib

    with storage.opened(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
