"""References to byte ranges of files, which another process of this machine can read itself."""

from __future__ import annotations

import io
import os
import stat
import time
from pathlib import Path
from typing import NamedTuple

from policytext.io.compression import file_of

SETTLED = 2_000_000_000
"""Nanoseconds after the last change to a file from which its time shows any further change: some file
systems have a resolution of two seconds."""


class Version(NamedTuple):
    """The identity and status of a file, which change when it is written to or replaced."""

    device: int
    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, descriptor: int) -> Version | None:
        """The version of an open file; None if it is not on a disk."""
        now = os.fstat(descriptor)
        if not stat.S_ISREG(now.st_mode):
            return None
        return cls(now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns)


class PlainFile(NamedTuple):
    """A file that is read without decompression."""

    path: Path
    version: Version

    @classmethod
    def under(cls, stream: io.BufferedReader) -> PlainFile | None:
        """The file whose bytes a stream returns; None for other bytes, or if the file may be changing."""
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
        """The range without the first so many bytes."""
        return Range(self.file, self.offset + many, self.size - many)

    def read(self) -> bytes | None:
        """The bytes; None if the file has changed, or this process cannot read it.

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
