"""Compressed streams: `.gz` and `.zst` of every kind, told by their first bytes and streamed."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any, BinaryIO, cast

from policytext.io.errors import Unreadable

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
SUFFIXES = (".gz", ".zst")
BUFFER = 1 << 18


def opened(path: Path) -> io.BufferedReader:
    """The bytes of a file, decompressed where they are compressed. Raises OSError, Unreadable."""
    return decompressed(io.BufferedReader(io.FileIO(path), BUFFER))


def decompressed(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream itself, or what it holds if it starts as gzip or Zstandard does."""
    head = stream.peek(4)
    if head.startswith(GZIP):
        import gzip

        return io.BufferedReader(gzip.GzipFile(fileobj=stream, mode="rb"), BUFFER)
    if head.startswith(ZSTD):
        return io.BufferedReader(_zstd_reader(stream), BUFFER)
    return stream


def compressing(path: Path, stream: BinaryIO) -> BinaryIO:
    """A stream that writes to `stream` as the suffix of `path` asks. Reproducible: no time stamp."""
    if path.suffix == ".gz":
        import gzip

        return cast(BinaryIO, gzip.GzipFile("", "wb", 6, stream, mtime=0))
    if path.suffix == ".zst":
        return cast(BinaryIO, _zstandard().ZstdCompressor().stream_writer(stream, closefd=False))
    return stream


def damage(error: Exception) -> str | None:
    """What a decompressor's error means, or None if the error is not one."""
    if isinstance(error, EOFError):
        return "compressed data end too early"
    if isinstance(error, zlib.error) or type(error).__name__ in ("BadGzipFile", "ZstdError"):
        return f"compressed data are damaged ({error})"
    return None


def bare_suffix(name: str) -> str:
    """The suffix of a file name in lower case, under any suffix of compression.

    >>> bare_suffix("页面.HTML.gz")
    '.html'
    """
    path = Path(name.lower())
    return Path(path.stem).suffix if path.suffix in SUFFIXES else path.suffix


def _zstd_reader(stream: BinaryIO) -> Any:
    return _zstandard().ZstdDecompressor().stream_reader(stream, read_across_frames=True)


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise Unreadable("needs the Zstandard reader: pip install 'policytext[zstd]'") from None
    return zstandard
