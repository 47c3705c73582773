"""Temporary output files: unnamed if the system has such files, else with random names; and folders.

An unnamed file disappears with its process, however that ends. A named one, or one in a folder, is locked
as long as it is used; an unlocked one is stale.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

from policytext.language.patterns import lazy

_NAME = 180  # bytes of the target's name, of the 255 that file systems take
_STALE = lazy(r"\..*\.policytext-[0-9a-f]{16}\.part", re.S)
_PREFIX, _LOCK = "policytext-", "in-use"
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_UNNAMED = getattr(os, "O_TMPFILE", 0)  # Linux

_LAST = (1 << 31) - 2  # the last byte that Windows' C library can lock


class NewFile:
    """A new empty file in the folder of `target`, which it will replace. Raises OSError.

    `path` is the path to write to. With `named` it is in that folder, for libraries that need a name. Stale
    files of killed runs in the folder are removed.
    """

    def __init__(self, target: Path, *, named: bool = False) -> None:
        sweep(target.parent)
        self._target = target
        self._stream = None if named else _unnamed(target.parent)
        self._named = self._stream is None
        if self._stream:
            self.path = Path(f"/proc/self/fd/{self._stream.fileno()}")
        else:
            self.path, self._stream = _new(target)

    def put(self, *, lasting: bool = True) -> None:
        """Replace the target by the file; with `lasting` after syncing it to disk."""
        assert self._stream
        if lasting:
            os.fsync(self._stream.fileno())
        if not self._named:
            number, self.path, self._named = self._stream.fileno(), _random_name(self._target), True
            os.link(f"/proc/self/fd/{number}", self.path, src_dir_fd=number, follow_symlinks=True)
        if os.name == "nt":  # where a file that is open cannot be moved
            self._stream.close()
        self.path.replace(self._target)

    def close(self) -> None:
        """Close the file; it is deleted if it did not replace the target."""
        assert self._stream
        self._stream.close()
        if self._named:
            self.path.unlink(missing_ok=True)


def _unnamed(folder: Path) -> BinaryIO | None:
    """An unnamed file, if the file system supports them and lets them be named later."""
    if not _UNNAMED or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.fdopen(os.open(folder, os.O_RDWR | _UNNAMED, 0o666), "r+b")
    except OSError:
        return None


def _new(target: Path) -> tuple[Path, BinaryIO]:
    """A file with a random name, and the handle that keeps it locked."""
    while True:
        path = _random_name(target)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _BINARY
        stream = os.fdopen(os.open(path, flags, 0o666), "r+b")
        if lock(stream) is not False and is_at(stream, path):
            return path, stream
        stream.close()  # swept away before it was locked


def _random_name(target: Path) -> Path:
    start = os.fsdecode(os.fsencode(target.name)[:_NAME])
    return target.with_name(f".{start}.policytext-{os.urandom(8).hex()}.part")


@cache
def sweep(folder: Path) -> None:
    """Remove the stale files of killed runs in a folder, once in a process."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _STALE.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError), open_existing(Path(entry.path)) as stream:
                    if lock(stream):
                        Path(entry.path).unlink()


@contextmanager
def scratch() -> Iterator[Path]:
    """A temporary folder, deleted at the end; before, those that killed runs left."""
    import shutil
    import tempfile  # it loads OpenSSL

    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.is_dir(follow_symlinks=False):
                with suppress(OSError), open_existing(Path(entry.path, _LOCK)) as stream:
                    if lock(stream, alone=True):
                        shutil.rmtree(entry.path, ignore_errors=True)
    while True:
        with (
            tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder,
            open_existing(Path(folder, _LOCK), create=True) as stream,
        ):
            is_free = lock(stream, alone=True) is not False
            if is_free and Path(folder, _LOCK).exists():  # else another run, which sweeps, was first
                yield Path(folder)
                return


def open_existing(path: Path, *, create: bool = False) -> BinaryIO:
    """Open an existing file for reading and appending, without following links. Raises OSError."""
    flags = os.O_RDWR | os.O_APPEND | _NOFOLLOW | _BINARY | (os.O_CREAT if create else 0)
    return os.fdopen(os.open(path, flags, 0o666), "a+b")


def is_at(stream: BinaryIO, path: Path) -> bool:
    """Is this open file still the one with this name?"""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.lstat())
    except FileNotFoundError:
        return False


def lock(stream: BinaryIO, *, alone: bool = False) -> bool | None:
    """Lock an open file for this process: False if another has it, None if that cannot be determined.

    `alone`: only this stream reads and writes it.
    """
    try:
        import fcntl
    except ImportError:  # Windows, which does not let a file go that somebody has open
        return _lock_byte(stream) if alone else True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some network file systems
        return None
    return True


def _lock_byte(stream: BinaryIO) -> bool:
    """Lock, on Windows, a byte far beyond the file's end, since a locked byte cannot be read or written by
    others."""
    import msvcrt

    number = stream.fileno()
    at = os.lseek(number, 0, os.SEEK_CUR)
    os.lseek(number, _LAST, os.SEEK_SET)
    try:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    except OSError:
        return False
    finally:
        os.lseek(number, at, os.SEEK_SET)
    return True
