"""ZIP archives of documents: each file is read as in a folder."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from policytext.document import Document, Problem
from policytext.io.encoding import decode
from policytext.io.errors import Unreadable
from policytext.io.readers import savedpages
from policytext.io.readers.members import left_out, member, origin_inside
from policytext.io.readers.origin import Origin, RawDocument
from policytext.io.readers.size_limit import limit, read_all, too_large

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, KeyError)
"""Exceptions of zipfile for damaged archives and unknown methods of compression."""
_OF_OFFICE = "[Content_Types].xml"
_UTF8 = 0x800  # the flag that a name is UTF-8


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | RawDocument]:
    """The files of an archive, in the order of their names."""
    origin = origin_inside(origin)
    source = stream if stream.seekable() else io.BytesIO(read_all(stream, origin.settings))
    with archive_of(source, "archive") as archive:
        files = [(_name(info), info) for info in archive.infolist() if not info.filename.endswith("/")]
        names = {name for name, _ in files}
        if _OF_OFFICE in names:
            raise Unreadable(
                "is a document of Office of a kind that is not read, or under a name of another"
            )
        for name, info in sorted(files, key=lambda file: file[0]):
            if page := savedpages.page_of(name, names.__contains__):
                yield left_out(
                    origin, f"{origin.id}/{name}", savedpages.REASON.format(page), savedpages.GROUP
                )
            else:
                yield _member(archive, info, name, origin)
    if not files:
        raise Unreadable("is empty")


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, origin: Origin
) -> RawDocument | Problem:
    if stat.S_ISLNK(info.external_attr >> 16):
        return left_out(origin, f"{origin.id}/{name}", "is a link or a device", "link")
    try:
        return member(origin, name, unpacked(archive, info, limit(origin.settings)))
    except OverflowError:
        reason = too_large(origin.settings).reason
    except DAMAGED as error:
        reason = f"is damaged, or packed in a way that is not known ({error})"
    except RuntimeError:  # what zipfile says of a password
        reason = "is locked with a password"
    return Problem(f"{origin.source}/{name}", reason, id=f"{origin.id}/{name}")


def archive_of(source: IO[bytes], what: str) -> zipfile.ZipFile:
    """The archive in a stream; `what` names it in messages. Raises Unreadable."""
    try:
        return zipfile.ZipFile(source)
    except DAMAGED as error:
        raise Unreadable(f"no text: this {what} is damaged ({error})") from None


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """A file of an archive; OverflowError if it really has more than `most` bytes."""
    if info.file_size > most:
        raise OverflowError
    with archive.open(info) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OverflowError
    return data


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a file; without the UTF-8 flag it may be in GBK, as from Chinese Windows."""
    if info.flag_bits & _UTF8:
        return info.filename
    return unmangled(info.filename.encode("cp437", "replace"))


def unmangled(raw: bytes) -> str:
    """A name decoded as UTF-8 or GB18030, whichever is valid.

    >>> unmangled("通知.html".encode("gbk"))
    '通知.html'
    """
    return decode(raw).text
