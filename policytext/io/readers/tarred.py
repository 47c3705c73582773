"""Tar archives of documents, compressed or not: each file is read as in a folder."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.members import left_out, member, origin_inside
from policytext.io.readers.origin import CUT, Origin, RawDocument
from policytext.io.readers.size_limit import limit, too_large
from policytext.io.readers.zipped import unmangled

_END = tarfile.EOFHeaderError  # type: ignore[attr-defined]
_CHUNK = 1 << 16


class _Info(tarfile.TarInfo):
    """A header, which keeps why it is none: tarfile takes any that is damaged for the end."""

    @classmethod
    def fromtarfile(cls, tarfile: Any) -> Any:
        try:
            return super().fromtarfile(tarfile)
        except Exception as error:
            tarfile.ended_by = error
            raise


def _is_ended(archive: Any) -> bool:
    """Did an archive end as it should: with blocks of zeros, and nothing behind them?"""
    if not isinstance(getattr(archive, "ended_by", None), _END):
        return False
    while rest := archive.fileobj.read(_CHUNK):
        if rest.strip(b"\0"):
            return False
    return True


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | RawDocument]:
    """The files of an archive in its own order, streamed: nothing is written to the disk."""
    origin = origin_inside(origin)
    most = limit(origin.settings)
    found = False
    try:
        with tarfile.open(
            fileobj=stream, mode="r|*", encoding="utf-8", errors="surrogateescape", tarinfo=_Info
        ) as archive:
            for info in archive:
                found = True
                name = (
                    unmangled(info.name.encode("utf-8", "surrogateescape")).lstrip("/").removeprefix("./")
                )
                file = archive.extractfile(info) if info.isreg() else None
                if file is None:
                    if not info.isdir():
                        yield left_out(origin, f"{origin.id}/{name}", "is a link or a device", "link")
                    continue
                data = file.read(most + 1)
                if len(data) > most:
                    yield Problem(f"{origin.source}/{name}", too_large(origin.settings).reason)
                else:
                    yield member(origin, name, data)
            if found and not _is_ended(archive):
                yield Problem(origin.source, CUT)
    except (tarfile.TarError, EOFError) as error:
        raise Unreadable(f"this archive is damaged or cut ({error})") from None
    if not found:
        raise Unreadable("is empty")
