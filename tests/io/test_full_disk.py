"""A disk that is full, a quota used up, a share that is gone: one line names it, nothing is half done."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from types import SimpleNamespace

import pytest
from commandline import Shell

from policytext.io.errors import OutputError, naming
from policytext.io.write import open_documents
from policytext.io.writers.files import replacing

TOLD = [  # an error as it comes, what the system had said
    (OSError(errno.ENOSPC, "No space left on device"), errno.ENOSPC),
    (OSError("Error writing bytes to file. Detail: [errno 28] No space left on device"), errno.ENOSPC),
    (OSError("5100 requested and 1365 written"), errno.ENOSPC),
    (RuntimeError('Could not write file "a.wal": No space left on device'), errno.ENOSPC),
    (sqlite3.OperationalError("database or disk is full"), errno.ENOSPC),
    (sqlite3.OperationalError("disk I/O error"), errno.EIO),
    (OSError(errno.EDQUOT, "Disk quota exceeded"), errno.EDQUOT),
    (OSError(errno.ESTALE, "Stale file handle"), errno.ESTALE),
]


@pytest.mark.parametrize("free", [5000, 10**9])
@pytest.mark.parametrize(("error", "number"), TOLD)
def test_what_is_full_is_named(
    error: Exception, number: int, free: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    with pytest.raises(OSError) as found, naming(Path("out/o.csv")):
        raise copy(error)
    assert found.value.errno == number
    elsewhere = number == errno.ENOSPC and free > 5000
    assert found.value.filename == (tempfile.gettempdir() if elsewhere else str(Path("out/o.csv")))


@pytest.mark.parametrize(
    "error",
    [
        ValueError("no"),
        OutputError("r.jsonl: No space left on device"),
        FileNotFoundError(errno.ENOENT, "No such file or directory", "in.txt"),
        OSError(errno.EPIPE, "Broken pipe"),
    ],
)
def test_what_is_named_or_is_no_disk_stays(error: Exception) -> None:
    with pytest.raises(type(error)) as found, naming(Path("o.csv")):
        raise error
    assert found.value is error
    assert getattr(error, "filename", None) in (None, "in.txt")


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """A limit on files that this process writes; of a signal for it Python wants none.

    Nor may it keep what it compiles meanwhile: Python notices no half of such a file, and imports it later.
    """
    import resource

    before, kept = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = kept


@pytest.mark.skipif(sys.platform != "linux", reason="a limit of files stands for a disk")
@pytest.mark.parametrize(
    "command",
    [
        "clean in -o out/o.jsonl",
        "clean in -o out/o.jsonl.gz",
        "clean in -o out/o.parquet",
        "tokens in -o out/o.csv",
        "keywords in -o out/o.xlsx",
        "keywords in -o out/o.sqlite",
        "export in --names rules -o out/tables",
    ],
)
def test_nothing_half_written(shell: Shell, folder: Path, command: str) -> None:
    (folder / "in").mkdir()
    (folder / "out").mkdir()
    for number in range(40):  # that pack badly
        text = "".join(chr(0x4E00 + (number * 7919 + n * n * 31) % 20_000) for n in range(300))
        (folder / "in" / f"{number}.txt").write_text(f"关于第{number}号的通知\n{text}。\n", "utf-8")
    with files_of_at_most(1024):
        done = shell(f"policytext {command} -q")
    assert done.returncode == 1
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("policytext: out/")
    assert not [path for path in (folder / "out").rglob("*") if path.is_file()]


def test_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "o.csv"
    path.write_text("before")
    synced: list[tuple[int, str]] = []
    monkeypatch.setattr(
        os, "fsync", lambda number: synced.append((os.fstat(number).st_size, path.read_text()))
    )
    with replacing(path) as part:
        part.write_text("what is new")
    assert synced == [(11, "before")]
    assert path.read_text() == "what is new"
    with open_documents(tmp_path / "folder"):
        pass
    assert len(synced) == 1
