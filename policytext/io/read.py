"""Reading: whatever files, folders and streams hold, as a stream of documents and problems."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from policytext.document import Document, Problem
from policytext.io.compression import BUFFER, damage, decompressed, opened
from policytext.io.encoding import codec_name
from policytext.io.errors import Unreadable
from policytext.io.pages import read_page
from policytext.io.records import FIELDS, TEXT_COLUMNS, read_csv, read_json, read_jsonl
from policytext.io.sources import STDIN, Source, find, sniff
from policytext.settings import Settings, SettingsError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_RECORDS = ("jsonl", "csv", "tsv", "json", "sniff", "stdin")


def read(
    paths: Sequence[str | Path] = (), settings: Settings | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Problem]:
    """Every document in the files and folders of `paths`, one at a time and in order.

    No path, or `-`, is `stdin`. What cannot be read comes as a `Problem` in its place and costs
    nothing else. Line ends come as line feeds. Raises SettingsError for an encoding that does
    not exist.

    >>> [document.text for document in read(stdin=io.BytesIO("关于印发\\r\\n".encode("gbk")))]
    ['关于印发\\n']
    """
    settings = settings or Settings()
    if settings.encoding is not None:
        try:
            codec_name(settings.encoding)
        except LookupError:
            raise SettingsError(f"no encoding is called '{settings.encoding}'") from None
    return _read(list(paths) or [STDIN], settings, stdin)


def _read(
    paths: Sequence[str | Path], settings: Settings, stdin: BinaryIO | None
) -> Iterator[Document | Problem]:
    several = len(paths) > 1 or Path(paths[0]).is_dir()
    ids: set[int] = set()
    for source in find(paths):
        if isinstance(source, Problem):
            yield source
        else:
            items = _read_source(source, settings, stdin)
            repeats = source.kind == "warc" or (several and source.kind in _RECORDS)
            yield from _distinct(items, source, ids) if repeats else items


def _read_source(
    source: Source, settings: Settings, stdin: BinaryIO | None
) -> Iterator[Document | Problem]:
    """The documents of one source; whatever stops it is the last thing to come, as a Problem."""
    try:
        if source.kind == "stdin":
            yield from _read_stream(_peekable(stdin or sys.stdin.buffer), source, settings)
        else:
            with opened(source.path) as stream:
                yield from _read_stream(stream, source, settings)
    except Unreadable as error:
        yield Problem(str(source.path), error.reason, error.line)
    except Exception as error:  # a reader of a foreign format may raise anything
        yield Problem(str(source.path), _reason(error))


def _read_stream(
    stream: io.BufferedReader, source: Source, settings: Settings
) -> Iterator[Document | Problem]:
    kind = source.kind
    if kind in ("stdin", "sniff", "json"):
        found = sniff(stream.peek(), settings.text_field, FIELDS, TEXT_COLUMNS)
        kind = "json" if kind == "json" and found == "text" else found
        source = replace(source, kind=kind)
    if kind in ("text", "html"):
        yield from read_page(stream.read(), source.id, str(source.path), settings, html=kind == "html")
    elif kind == "jsonl":
        yield from read_jsonl(stream, source, settings)
    elif kind == "json":
        yield from read_json(stream.read(), source, settings)
    elif kind in ("csv", "tsv"):
        yield from read_csv(stream, source, settings)
    elif kind == "warc":
        from policytext.io.crawl import read_warc

        yield from read_warc(stream, source, settings)
    elif kind == "pdf":
        from policytext.io.pdf import read_pdf

        yield read_pdf(stream.read(), source.id, str(source.path))
    else:
        from policytext.io.docx import read_docx

        yield read_docx(stream.read(), source.id, str(source.path))


def _reason(error: Exception) -> str:
    if reason := damage(error):
        return reason
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(f"{type(error).__name__}: {error}".split())


def _distinct(
    items: Iterable[Document | Problem], source: Source, ids: set[int]
) -> Iterator[Document | Problem]:
    """The items, an id that an earlier input had already made different by the name of its file.

    Only hashes are kept, so that a million ids cost some 70 MB.
    """
    for item in items:
        if isinstance(item, Document):
            name, n = item.id, 1
            while hash(name) in ids:
                name = f"{source.id}#{item.id}" if n == 1 else f"{source.id}#{item.id}~{n}"
                n += 1
            ids.add(hash(name))
            if name != item.id:
                meta = {field: value for field, value in item.meta.items() if field != "id"}
                yield replace(item, id=name, meta=meta)
                continue
        yield item


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    """A stream that shows how it begins: at least its first line that is not blank."""
    head = b""
    while len(head) < BUFFER and not (len(head) > 4 and b"\n" in head.lstrip()):
        more = stream.read1(BUFFER) if isinstance(stream, io.BufferedReader) else stream.read(BUFFER)
        if not more:
            break
        head += more
    return decompressed(io.BufferedReader(_Rewound(head, stream), BUFFER + len(head)))


class _Rewound(io.RawIOBase):
    """A stream with what was already read of it put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        more = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(view) :]
        view[: len(more)] = more
        return len(more)
