"""Files under way: made new, under a name nobody can foresee, and locked as long as somebody writes them.

A lock ends with the process that holds it, however that ends. What is not locked is stale.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

_NAME = 180  # bytes of the target's name, of the 255 that file systems take
_STALE = re.compile(r"\..*\.policytext-[0-9a-f]{16}\.part", re.S)
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def new_part(target: Path) -> tuple[Path, BinaryIO]:
    """A new empty file beside `target`, and the handle that keeps it locked. Raises OSError.

    What an earlier run that was killed left in the folder is swept away.
    """
    sweep(target.parent)
    start = os.fsdecode(os.fsencode(target.name)[:_NAME])
    while True:
        path = target.with_name(f".{start}.policytext-{secrets.token_hex(8)}.part")
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _BINARY
        stream = os.fdopen(os.open(path, flags, 0o666), "r+b")
        if lock(stream) is not False and is_at(stream, path):
            return path, stream
        stream.close()  # swept away before it was locked


@cache
def sweep(folder: Path) -> None:
    """Remove the files that runs which were killed left in a folder; once in a process."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _STALE.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError), open_existing(Path(entry.path)) as stream:
                    if lock(stream):
                        Path(entry.path).unlink()


def open_existing(path: Path, *, create: bool = False) -> BinaryIO:
    """A file to read and write at its end, never through a link. Raises OSError."""
    flags = os.O_RDWR | os.O_APPEND | _NOFOLLOW | _BINARY | (os.O_CREAT if create else 0)
    return os.fdopen(os.open(path, flags, 0o666), "a+b")


def is_at(stream: BinaryIO, path: Path) -> bool:
    """Is this open file still the one of that name?"""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.lstat())
    except FileNotFoundError:
        return False


def lock(stream: BinaryIO) -> bool | None:
    """Lock an open file for this process: False if another has it, None where that cannot be told."""
    try:
        import fcntl
    except ImportError:  # Windows, which does not let a file go that somebody has open
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some network file systems
        return None
    return True
