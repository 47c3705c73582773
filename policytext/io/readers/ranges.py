"""Bytes of a file that another process of this machine reads itself, so that nobody has to send them."""

from __future__ import annotations

import io
import os
import stat
import time
from pathlib import Path
from typing import NamedTuple

from policytext.io.compression import file_of

SETTLED = 2_000_000_000
"""Nanoseconds after the last change to a file from which on its time tells whether there is another: some
file systems count in steps of two seconds."""


class Version(NamedTuple):
    """What the system says of a file: no longer the same where it was written to, or replaced."""

    device: int
    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, descriptor: int) -> Version | None:
        """That of an open file; None where it is none on a disk."""
        now = os.fstat(descriptor)
        if not stat.S_ISREG(now.st_mode):
            return None
        return cls(now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns)


class PlainFile(NamedTuple):
    """A file whose bytes are read as they lie there."""

    path: Path
    version: Version

    @classmethod
    def under(cls, stream: io.BufferedReader) -> PlainFile | None:
        """The file whose bytes a stream gives; None where it gives others, or they may just be changing."""
        file = file_of(stream)
        version = Version.of(file.fileno()) if file else None
        if not file or not version or time.time_ns() - version.changed < SETTLED:
            return None
        return cls(Path(os.fsdecode(file.name)), version)


class Range(NamedTuple):
    """`size` bytes of a file, from `offset` on."""

    file: PlainFile
    offset: int
    size: int

    def behind(self, many: int) -> Range:
        """It without the first so many bytes."""
        return Range(self.file, self.offset + many, self.size - many)

    def read(self) -> bytes | None:
        """The bytes; None where they are no longer, or not for this process, what they were.

        >>> Range(PlainFile(Path("no such file"), Version(0, 0, 0, 0)), 0, 7).read()
        """
        try:
            with io.FileIO(self.file.path) as file:
                file.seek(self.offset)
                data = file.read(self.size)
                version = Version.of(file.fileno())
        except OSError:
            return None
        return data if version == self.file.version and len(data) == self.size else None
