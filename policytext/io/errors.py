"""What can go wrong between bytes and documents, as exceptions that stay inside `policytext.io`."""

from __future__ import annotations

import errno
import os

WINDOWS = os.name == "nt"


class Unreadable(Exception):  # noqa: N818 - it says what the input is
    """An input, or the rest of it, cannot be read; `read` turns it into a `Problem`."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class NotInstalled(Unreadable):
    """What reads inputs of this kind is not installed; the reason says how it is."""


class StorageError(Exception):
    """Object storage does not answer: no fault of one input, so that the run ends; a line for the user."""


class OutputError(ValueError):
    """An output cannot be written there or in that form; the message is one line for the user."""


def advised(error: OSError) -> str:
    """What the system says, and what to do about it.

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


def out_of_time(limit: float) -> str:
    """The reason of a document that took longer than `limit` seconds.

    >>> out_of_time(60.0)
    'takes longer than 60 s (--timeout)'
    """
    return f"takes longer than {limit:g} s (--timeout)"
