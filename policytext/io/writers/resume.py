"""Resuming an interrupted run: its output is kept as OUT.part and continued.

A resumable run writes its records to OUT.part, which is renamed to OUT at the end; OUT.part.run
describes the run. A later run with the same description processes the `unfinished` items and appends
them. A partly written last record is dropped and made again.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from policytext.document import Problem
from policytext.io.errors import OutputError, Unreadable, naming
from policytext.io.read import Item, id_of, unbatched
from policytext.io.readers.find import find
from policytext.io.readers.origin import Lines, Note, RawDocument
from policytext.io.records import from_record
from policytext.io.writers.temporary import is_at, lock, open_existing
from policytext.settings import Settings
from policytext.version import __version__

# What a run may be resumed with in another way: nothing of it shows in the records.
_FREE = frozenset({"jobs", "timeout"})
Beginning = Mapping[str, Any]


class Part(NamedTuple):
    """OUT.part, open and locked, and the number of its documents by id."""

    stream: BinaryIO
    finished: Counter[str]


def part_path(output: Path) -> Path:
    """The path of the file that an interrupted run leaves.

    >>> part_path(Path("out.jsonl")).name
    'out.jsonl.part'
    """
    return output.with_name(f"{output.name}.part")


def beginning(inputs: Sequence[str], settings: Settings, **more: Any) -> Beginning:
    """The description of a run as JSON values, which must be equal in a resumed run.

    Files are compared by name, size and modification time; standard input cannot be.
    """
    chosen = {name: getattr(settings, name) for name in Settings.__slots__ if name not in _FREE}
    return {
        "version of policytext": __version__,
        "settings": {name: sorted(v) if isinstance(v, frozenset) else v for name, v in chosen.items()},
        **more,
        "inputs": _digest(inputs),
    }


def _digest(inputs: Sequence[str]) -> str:
    import hashlib  # loads OpenSSL, and most runs have no need of it

    digest = hashlib.sha256()
    for source in find(inputs):
        fields: tuple[object, ...] = ("problem", str(source))
        if not isinstance(source, Problem):
            fields = (str(source.path), source.id)
            if source.found:
                fields = (*fields, source.found.size, source.found.stamp)
            elif source.path.is_file():
                status = source.path.stat()
                fields = (*fields, status.st_size, status.st_mtime_ns)
        digest.update(json.dumps(fields).encode() + b"\n")
    return digest.hexdigest()


def unfinished(items: Iterable[Item | Lines], done: Mapping[str, int]) -> Iterator[Item | Lines]:
    """The items without the documents that are `done` (of a repeated id, the first so many).

    >>> from policytext.document import Document
    >>> [item.text for item in unfinished([Document("a", "1"), Document("a", "2")], {"a": 1})]
    ['2']
    """
    left = Counter(done)
    missing = left.total()
    for part in items:
        if not missing:
            yield part
            continue
        for item in unbatched([part]):
            name = "" if isinstance(item, Problem | Note) else id_of(item)
            if isinstance(item, Problem | Note) or left[name] == 0:
                yield item
                continue
            left[name] -= 1
            missing -= 1
            if isinstance(item, RawDocument):
                yield item._replace(written=True)


@contextmanager
def resuming(output: Path, begun: Beginning) -> Iterator[Part]:
    """A context with OUT.part to append to; renamed to OUT if the block ends without error, else kept.

    OutputError if another run is writing it, or was described differently.
    """
    if output.suffix not in (".jsonl", ".ndjson"):
        raise OutputError(f"{output}: only a run that writes .jsonl can be resumed")
    path = part_path(output)
    note = path.with_name(f"{path.name}.run")
    with locked(path) as stream:
        finished, whole = _finished(path, stream)
        if finished:
            compare(path, _noted(path, note), begun, f"remove {path}")
        else:
            note.write_text(json.dumps(begun), "utf-8")
        stream.truncate(whole)
        with naming(output):
            yield Part(stream, finished)
            stream.flush()
            os.fsync(stream.fileno())
        if os.name == "nt":  # where a file that is open cannot be moved
            stream.close()
        path.replace(output)
        note.unlink(missing_ok=True)


@contextmanager
def locked(path: Path) -> Iterator[BinaryIO]:
    """A context with a locked file to append to, created if needed. OutputError if another run has it."""
    try:
        stream = open_existing(path, create=True)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from None
    with stream:
        if lock(stream, alone=True) is False or not is_at(stream, path):
            raise OutputError(f"{path}: another run is writing it; wait until that has ended")
        yield stream


def _finished(path: Path, stream: BinaryIO) -> tuple[Counter[str], int]:
    """The number of documents by id in the file, and their bytes; without a partly written last line."""
    ids: Counter[str] = Counter()
    whole = 0
    stream.seek(0)
    for line in stream:
        if not line.endswith(b"\n"):
            break
        try:
            ids[from_record(json.loads(line), "", "").id] += 1
        except (ValueError, Unreadable):
            raise OutputError(f"{path}: is not what an interrupted run leaves; remove it") from None
        whole += len(line)
    return ids, whole


def _noted(path: Path, note: Path) -> Any:
    try:
        return json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        raise OutputError(f"{path}: nothing says how it was begun; remove it to begin anew") from None


def compare(path: Path | str, before: Any, begun: Beginning, remedy: str) -> None:
    """OutputError if this run differs from the one that left `path`; `remedy` is the advice for starting
    again."""
    again = f"go on as it was begun, or {remedy} to begin anew"
    if not isinstance(before, dict) or before.keys() != begun.keys():
        raise OutputError(f"{path}: was begun by another command; {again}")
    for name, value in json.loads(json.dumps(begun)).items():
        if value == before[name]:
            continue
        if name == "inputs":
            raise OutputError(f"{path}: the inputs are not what they were; {again}")
        if isinstance(value, dict) and isinstance(before[name], dict):
            name = next(key for key in value if value[key] != before[name].get(key))
            value, before = value[name], before["settings"]
        raise OutputError(f"{path}: was begun with {name} {before.get(name)!r}, not {value!r}; {again}")
