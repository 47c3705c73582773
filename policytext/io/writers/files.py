"""Output files, written beside the target and renamed when complete, and standard output."""

from __future__ import annotations

import errno
import os
import select
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO, cast

from policytext.io.errors import OutputError, advised, naming
from policytext.io.kinds import STDIN, kind_of
from policytext.io.writers.temporary import NewFile
from policytext.language.printable import printable

BUFFER = 1 << 17
"""Bytes of the write buffer: each write may have to wait for threads that read."""


@contextmanager
def replacing(path: Path, *, named: bool = False, lasting: bool = True) -> Iterator[Path]:
    """A context with a path to write to; the file there replaces `path` when the block ends without error.

    With `named` the file has a name in the same folder; a `lasting` one is synced to disk before it is
    renamed, so that it is complete even if the machine crashes. If `path` is no regular file (a named pipe,
    /dev/stdout), it is written directly. OutputError if that is impossible, and for an input (see
    `protecting`).
    """
    target = Path(os.path.realpath(path))
    check_is_no_input(path)
    if target.exists() and not target.is_file():
        if target.is_dir():
            raise OutputError(f"{path}: is a folder")
        yield target
        return
    check_place(path)
    try:
        if os.name == "nt" and target.exists():  # that another program has it open is said before the work
            target.open("r+b").close()
        new = NewFile(target, named=named)
    except OSError as error:
        raise OutputError(f"{path}: {advised(error)}") from None
    try:
        with naming(path):
            yield new.path
            if target.exists():
                shutil.copymode(target, new.path)
            _put(new, path, lasting)
    finally:
        new.close()


def check_place(path: Path) -> None:
    """OutputError if nothing can be written at this path; called before the work."""
    target = Path(os.path.realpath(path))
    if is_folder(path) or (target.exists() and not target.is_file()):
        return
    if not target.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {target.parent}")
    if not os.access(target.parent, os.W_OK):
        raise OutputError(f"{path}: {advised(PermissionError(errno.EACCES, os.strerror(errno.EACCES)))}")


def _put(new: NewFile, path: Path, lasting: bool) -> None:
    try:
        new.put(lasting=lasting)
    except PermissionError as error:
        raise OutputError(f"{path}: {advised(error)}") from None
    except FileNotFoundError as error:
        raise FileNotFoundError(
            error.errno, f"there is no folder {path.parent} any more", str(path)
        ) from None


@contextmanager
def standard_output(stream: BinaryIO | None = None, *, drawn: bool = False) -> Iterator[BinaryIO]:
    """A context with standard output as bytes, flushed at the end; a closed pipe ends the block silently.

    On a terminal control characters are escaped, unless the output is `drawn` for it.
    """
    out = stream or sys.stdout.buffer
    try:
        yield out if drawn or not out.isatty() else cast(BinaryIO, _Screen(out))
        out.flush()
    except OSError as error:
        closed = error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)
        if not closed:
            error.filename = error.filename or "standard output"
            raise
        if stream is None:  # what is still buffered is to go nowhere at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            _reader_went.set(True)


_reader_went: ContextVar[bool] = ContextVar("the reader of standard output went away", default=False)
LEAVING = 0.05  # seconds that `head` has to end when it has what it wants; nobody feels them


def reader_is_gone() -> bool:
    """Has the reader closed standard output? For a pipe, waits a moment for one about to end."""
    if _reader_went.get() or not hasattr(select, "poll"):  # Windows
        return _reader_went.get()
    try:
        number = sys.stdout.fileno()
        if not stat.S_ISFIFO(os.fstat(number).st_mode):
            return False
    except OSError:
        return False
    poll = select.poll()
    poll.register(number, 0)  # errors alone
    return bool(poll.poll(1000 * LEAVING))


class _Screen:
    """A stream to a terminal that encodes whole texts."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, text: bytes) -> int:
        shown = printable(text.decode("utf-8", "surrogateescape"), lines=True)
        self._stream.write(shown.encode("utf-8", "surrogateescape"))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


class Inputs:
    """The inputs of a run, which it must not overwrite.

    Existing files inside an input folder are inputs too: otherwise the tables of one run would be documents
    of the next.
    """

    def __init__(self, names: Iterable[str | Path] = ()) -> None:
        self._sources = {_identity(name) for name in names if name != STDIN}

    def check(self, output: Path) -> None:
        """OutputError if writing to `output` would overwrite an input."""
        if not self._sources:
            return
        target = Path(os.path.realpath(output))
        read = target.is_dir() or (target.is_file() and kind_of(target.name) is not None)
        if not self._sources.isdisjoint(map(_identity, (target, *target.parents) if read else (target,))):
            raise OutputError(f"{output}: is an input, and inputs are never overwritten")


def _identity(path: str | Path) -> object:
    """What tells a file from others by more than the case of its name, as on macOS, if it is there."""
    real = Path(os.path.realpath(path))
    with suppress(OSError):
        status = real.stat()
        return (status.st_dev, status.st_ino, real.name.casefold()) if status.st_ino else real
    return real


_protected: ContextVar[Inputs] = ContextVar("inputs of this run")


@contextmanager
def protecting(inputs: Iterable[str | Path]) -> Iterator[Inputs]:
    """A context in which no input can be overwritten, under any of its names."""
    before = _protected.set(Inputs(inputs))
    try:
        yield _protected.get()
    finally:
        _protected.reset(before)


def check_is_no_input(output: Path) -> None:
    """OutputError if this path is an input (see `protecting`)."""
    _protected.get(Inputs()).check(output)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A context with a file for bytes, which replaces `path` as in `replacing`."""
    with replacing(path) as part:
        try:
            stream = part.open("wb", BUFFER)
        except OSError as error:
            raise OutputError(f"{path}: {advised(error)}") from None
        with stream:
            yield stream


def is_folder(path: Path) -> bool:
    """Is this output a folder: an existing one, or a name without suffix?"""
    return path.is_dir() or (not path.suffix and not path.exists())
