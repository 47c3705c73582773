"""The exceptions of `policytext.io`."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WINDOWS = os.name == "nt"
_ROOM = 1 << 20
"""Free bytes of a disk below which it counts as full."""

_TOLD = re.compile(
    r"\[[Ee]rrno (?P<number>\d+)\]"  # pyarrow, xlsxwriter
    r"|(?P<full>No space left on device|\bdisk is full$|^\d+ requested and \d+ written$)"
    r"|disk I/O error$"
)
"""How libraries pass on a disk's error; DuckDB, SQLite and numpy only in words."""


class Unreadable(Exception):  # noqa: N818 - it says what the input is
    """An input, or the rest of it, cannot be read; `read` turns it into a `Problem`."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class NotInstalled(Unreadable):
    """The package that reads inputs of this kind is not installed; the reason says how to install it."""


class StorageError(Exception):
    """Object storage does not answer, which ends the run; the message is one line for the user."""


class OutputError(ValueError):
    """An output cannot be written to this place or in this format; the message is one line for the user."""


def advised(error: OSError) -> str:
    """The system's error message, with advice.

    >>> advised(OSError(errno.ENOSPC, "No space left on device"))
    'No space left on device: make room, or write to another disk'
    """
    said = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return f"{said}: make room, or write to another disk"
    if isinstance(error, PermissionError) and WINDOWS:
        return f"{said}: close it in Excel, or in whatever program has it open, then run again"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"{said}: write to a folder of your own, or change the rights of this one"
    return said


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn system errors of the block that name no file into an OutputError for this output.

    If the full disk is another one, it is that of temporary files.
    """
    try:
        yield
    except Exception as error:
        refused = refusal(error)
        if refused is None or refused.filename or refused.errno == errno.EPIPE:
            raise
        import tempfile
        from shutil import disk_usage

        other = refused.errno == errno.ENOSPC and disk_usage(path.absolute().parent).free > _ROOM
        refused.filename = tempfile.gettempdir() if other else str(path)
        if refused is error:
            raise
        raise refused from error


def refusal(error: Exception) -> OSError | None:
    """The system error behind a library's exception.

    >>> refusal(ValueError("Failed to commit: No space left on device")), refusal(ValueError("no"))
    (OSError(28, 'No space left on device'), None)
    """
    if isinstance(error, OSError) and error.errno:
        return error
    if isinstance(error, OutputError | StorageError):
        return None
    if not (told := _TOLD.search(str(error))):
        return None
    number = int(told["number"] or (errno.ENOSPC if told["full"] else errno.EIO))
    return OSError(number, os.strerror(number))


def out_of_time(limit: float) -> str:
    """The message for a document that took longer than `limit` seconds.

    >>> out_of_time(60.0)
    'takes longer than 60 s (--timeout)'
    """
    return f"takes longer than {limit:g} s (--timeout)"
