"""Object storage by address (`s3://bucket/crawl`), through fsspec.

Errors of storage end the run: they are not problems of an input, and a partly read object must not become
a document.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from policytext.io.errors import StorageError
from policytext.language.patterns import lazy

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ADDRESS = lazy(r"(?!https?:)[a-z][a-z0-9+.-]+:/", re.I)  # two letters at least: C:/ is a drive


class Object(NamedTuple):
    """An object: its address, its name below the listed address, its size, and a stamp that changes with
    it."""

    address: str
    name: str
    size: int
    stamp: str


def is_address(path: str | PurePath) -> bool:
    """Is it an address in object storage? Web pages are not downloaded.

    >>> is_address("s3://bucket/a.jsonl"), is_address("out/a.jsonl"), is_address("https://a.gov.cn/1.html")
    (True, False, False)
    """
    return _ADDRESS.match(_posix(path)) is not None


def address(path: str | PurePath) -> str:
    """The address that a path was made of, with its slashes restored; any other path unchanged.

    >>> from pathlib import Path
    >>> address(Path("s3://bucket/a.jsonl")), address(Path("file:///tmp/a.jsonl")), address("a.jsonl")
    ('s3://bucket/a.jsonl', 'file:///tmp/a.jsonl', 'a.jsonl')
    """
    if not is_address(path):
        return str(path)
    scheme, rest = _posix(path).split(":/", 1)
    return f"{scheme}://{'/' if scheme == 'file' else ''}{rest.lstrip('/')}"


def system_of(path: str | PurePath) -> tuple[Any, str]:
    """The file system of an address, and the path in it. StorageError if there is none."""
    try:
        import fsspec
    except ImportError:
        raise StorageError('object storage needs fsspec: pip install "policytext[storage]"') from None
    try:
        system, place = fsspec.core.url_to_fs(address(path))
    except (ImportError, ValueError, OSError) as error:
        raise StorageError(f"{address(path)}: {error}") from None
    return system, place


def is_several(path: str | PurePath) -> bool:
    """Is an address a prefix of objects, like a folder? False if it does not exist."""
    try:
        return bool(_asked(path, "info")["type"] == "directory")
    except FileNotFoundError:
        return False


def objects(path: str | PurePath) -> Iterator[Object]:
    """The object at an address, or those below it, sorted as the files of a folder are.

    FileNotFoundError if there is none; StorageError if the storage does not answer.
    """
    own = address(path)
    info = _asked(path, "info")
    if info["type"] != "directory":
        yield _object(own, own.rpartition("/")[2], info)
        return
    place = info["name"].rstrip("/")
    found = _asked(path, "find", detail=True)
    for name in sorted(found, key=lambda name: name.split("/")):
        inside = name.removeprefix(place).lstrip("/")
        yield _object(f"{own.rstrip('/')}/{inside}", inside, found[name])


def head(of: str, size: int) -> bytes:
    """The first bytes of an object."""
    with opened(of) as stream:
        return stream.read(size) or b""


def opened(path: str | PurePath) -> io.RawIOBase:
    """The bytes of a file, or of an object, of which any error of reading is a StorageError."""
    if not is_address(path):
        return io.FileIO(path)
    return _Remote(address(path), _asked(path, "open", mode="rb"))


class _Remote(io.RawIOBase):
    def __init__(self, name: str, file: Any) -> None:
        self._name, self._file = name, file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._file.seek(offset, whence))

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._file.read(len(view))
        except Exception as error:
            raise _lost(self._name, error) from None
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def put(file: Path, target: str | PurePath) -> None:
    """Upload a file to an address. StorageError on failure."""
    _put(target, lambda system, place: system.put_file(str(file), place))


def write(target: str | PurePath, data: bytes) -> None:
    """Write bytes to an address. StorageError on failure."""
    _put(target, lambda system, place: system.pipe_file(place, data))


def content(path: str | PurePath) -> bytes:
    """All bytes of a file or an object."""
    with opened(path) as stream:
        return stream.read() or b""


def remove(path: str | PurePath) -> None:
    """Delete everything below an address."""
    _asked(path, "rm", recursive=True)


def _put(target: str | PurePath, sent: Callable[[Any, str], object]) -> None:
    system, place = system_of(target)
    try:
        system.makedirs(place.rpartition("/")[0], exist_ok=True)
        sent(system, place)
    except Exception as error:
        raise _lost(address(target), error) from None


def _asked(path: str | PurePath, method: str, **how: Any) -> Any:
    system, place = system_of(path)
    try:
        system.invalidate_cache()
        return getattr(system, method)(place, **how)
    except FileNotFoundError:
        raise
    except Exception as error:
        raise _lost(address(path), error) from None


def _lost(name: str, error: Exception) -> StorageError:
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return StorageError(f"{name}: the storage does not answer ({said}); --resume goes on from shards")


def _object(own: str, name: str, info: dict[str, Any]) -> Object:
    stamp = info.get("ETag") or info.get("mtime") or info.get("LastModified") or info.get("created") or ""
    return Object(own, name, int(info.get("size") or 0), str(stamp))


def _posix(path: str | PurePath) -> str:
    return path.as_posix() if isinstance(path, PurePath) else path
