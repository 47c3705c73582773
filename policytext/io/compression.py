"""Streams of bytes: counted, peeked at, and, by their first bytes, decompressed."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast

from policytext.io import storage
from policytext.io.errors import OutputError, Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_STARTS = {
    ".gz": re.compile(rb"\x1f\x8b"),
    ".zst": re.compile(rb"\x28\xb5\x2f\xfd"),
    ".bz2": re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P)"),
    ".xz": re.compile(rb"\xfd7zXZ\0"),
}
"""What compressed files begin with, by their suffixes."""
SUFFIXES = tuple(_STARTS)
_ERRORS = ("BadGzipFile", "ZstdError", "LZMAError")
BUFFER = 1 << 18
_STEP = 1 << 10  # compressed bytes read at once: what they hold is in memory, 32 MB at most
_XZ_MEMORY = 1 << 27  # bytes: twice what `xz -9` needs, where a file may say that it needs four gigabytes


def opened(path: Path, count: Callable[[int], None] | None = None) -> io.BufferedReader:
    """The bytes of a file, decompressed if necessary. Raises OSError, Unreadable.

    `count` is called with the number of bytes read from the disk (before decompression).
    """
    file = storage.opened(path)
    return decompressed(io.BufferedReader(_Counted(file, count) if count else file, BUFFER))


def file_of(stream: io.BufferedReader) -> io.FileIO | None:
    """The file whose bytes a stream returns unchanged; None for a decompressed stream."""
    raw: object = stream.raw
    if isinstance(raw, _Counted):
        raw = raw.stream
    return raw if isinstance(raw, io.FileIO) else None


def counted(stream: BinaryIO, count: Callable[[int], None] | None) -> BinaryIO:
    """The stream; `count` is called with the number of bytes read."""
    return io.BufferedReader(_Counted(stream, count), BUFFER) if count else stream


def progressed(stream: io.BufferedReader, size: int) -> None:
    """Count bytes of a stream's file that another process has read."""
    if isinstance(stream.raw, _Counted) and file_of(stream):
        stream.raw.count(size)


class _Counted(io.RawIOBase):
    """A stream that counts the bytes read; seekable, if the file is, as Parquet requires."""

    def __init__(self, stream: Any, count: Callable[[int], None]) -> None:
        self.stream, self.count = stream, count
        self._read = getattr(stream, "readinto1", None) or stream.readinto

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self.stream.seekable())

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self.stream.seek(offset, whence))

    def readinto(self, buffer: WriteableBuffer) -> int:
        size: int = self._read(buffer)
        self.count(size)
        return size

    def close(self) -> None:
        self.stream.close()
        super().close()


def decompressed(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream itself, or its decompressed content if it starts as what compressors write."""
    head = stream.peek(10)
    suffix = next((suffix for suffix, begun in _STARTS.items() if begun.match(head)), None)
    if suffix is None:
        return stream
    frame = _FRAMES.get(suffix)
    read = _Framed(stream, frame).read if frame else _file(suffix, stream, "rb").read1
    return io.BufferedReader(FunctionStream(read), BUFFER)


def _file(suffix: str, stream: BinaryIO, mode: Literal["rb", "wb"]) -> Any:
    """A compressed file of one of Python's own kinds, in a stream. Reproducible: no time stamp."""
    if suffix == ".gz":
        import gzip

        return gzip.GzipFile("", mode, 6, stream, mtime=0)
    if suffix == ".bz2":
        import bz2

        return bz2.BZ2File(stream, mode)
    import lzma

    return lzma.LZMAFile(stream, mode)


class FunctionStream(io.RawIOBase):
    """A stream over a function that returns at most so many bytes at a time."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._read(len(view))
        view[: len(data)] = data
        return len(data)


def peekable(stream: BinaryIO) -> io.BufferedReader:
    """A stream that can peek at its first line that is not blank: a pipe may return one byte at a time."""
    take = stream.read1 if isinstance(stream, io.BufferedReader) else stream.read  # what a pipe has by now
    head = b""
    while len(head) < BUFFER and not (len(head) > 4 and b"\n" in head.lstrip()):
        more = take(BUFFER)
        if not more:
            break
        head += more
    size = len(head)

    def read(most: int) -> bytes:
        """What was read of it already, then the rest."""
        nonlocal head
        given, head = head[:most] or take(most), head[most:]
        return given

    return io.BufferedReader(FunctionStream(read), BUFFER + size)


class _Framed:
    """Reads consecutive compressed frames; EOFError if the last is incomplete."""

    def __init__(self, stream: io.BufferedReader, frame: Callable[[], Any]) -> None:
        """`frame` makes what decompresses one frame."""
        self._stream, self._new = stream, frame
        self._frame = frame()
        self._text = b""
        self._begun = False

    def read(self, size: int) -> bytes:
        while not self._text:
            compressed = self._frame.unused_data if self._frame.eof else b""
            compressed = compressed or self._stream.read1(_STEP)
            if not compressed:
                if self._begun and not self._frame.eof:
                    raise EOFError
                return b""
            if self._frame.eof:
                self._frame, self._begun = self._new(), False
            if self._begun or (compressed := compressed.lstrip(b"\0")):  # frames of xz may be padded
                self._text, self._begun = self._frame.decompress(compressed), True
        text, self._text = self._text[:size], self._text[size:]
        return text


def _zstd_frame() -> Any:
    return _zstandard().ZstdDecompressor().decompressobj()


def _xz_frame() -> Any:
    import lzma

    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


_FRAMES: dict[str, Callable[[], Any]] = {".zst": _zstd_frame, ".xz": _xz_frame}


def compressing(path: Path, stream: BinaryIO) -> BinaryIO:
    """A stream that compresses to `stream` by the suffix of `path`."""
    if path.suffix == ".zst":
        try:
            return cast(BinaryIO, _zstandard().ZstdCompressor().stream_writer(stream, closefd=False))
        except Unreadable as error:
            raise OutputError(f"{path}: {error.reason}") from None
    return cast(BinaryIO, _file(path.suffix, stream, "wb")) if path.suffix in SUFFIXES else stream


def damage(error: Exception) -> str | None:
    """The meaning of a decompressor's error, or None for other errors."""
    if isinstance(error, EOFError):
        return "compressed data end too early"
    if "Memory usage limit" in str(error):
        return f"compressed data ask for more memory than {_XZ_MEMORY >> 20} MB"
    is_of_bzip2 = isinstance(error, OSError) and error.args == ("Invalid data stream",)
    if isinstance(error, zlib.error) or type(error).__name__ in _ERRORS or is_of_bzip2:
        return f"compressed data are damaged ({error})"
    return None


@lru_cache(16)  # one is asked about a file several times in a row
def bare_suffix(name: str) -> str:
    """The suffix of a file name in lower case, without any suffix of compression.

    >>> bare_suffix("页面.HTML.gz")
    '.html'
    """
    path = Path(name.lower())
    return Path(path.stem).suffix if path.suffix in SUFFIXES else path.suffix


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise Unreadable('needs Zstandard: pip install "policytext[zstd]"') from None
    return zstandard
