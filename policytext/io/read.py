"""Reading: whatever files, folders and streams hold, as a stream of documents and problems."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from policytext.document import Document, Problem
from policytext.io.compression import damage, decompressed, opened
from policytext.io.encoding import codec_name
from policytext.io.errors import Unreadable
from policytext.io.kinds import KINDS, STDIN, Kind
from policytext.io.readers.find import Source, find
from policytext.io.readers.origin import Origin, Raw
from policytext.io.readers.peekable import peekable
from policytext.io.readers.sniff import sniff
from policytext.settings import Settings, SettingsError


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
            yield from _distinct(items, source, ids) if _repeats(source, several) else items


def _repeats(source: Source, several: bool) -> bool:
    """May a document of this input bear the id of another one's? Pages are called by their file."""
    if source.kind == "warc":
        return True
    return several and not (source.kind and KINDS[source.kind].form == "page")


def _read_source(
    source: Source, settings: Settings, stdin: BinaryIO | None
) -> Iterator[Document | Problem]:
    """The documents of one source; whatever stops it is the last thing to come, as a Problem."""
    origin = Origin(source.id, str(source.path), settings, source.kind)
    try:
        if origin.source == STDIN:
            yield from _read_stream(decompressed(peekable(stdin or sys.stdin.buffer)), origin)
        else:
            with opened(source.path) as stream:
                yield from _read_stream(stream, origin)
    except Unreadable as error:
        yield Problem(origin.source, error.reason, error.line)
    except Exception as error:  # a reader of a foreign format may raise anything
        yield Problem(origin.source, _reason(error))


def _read_stream(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem]:
    if origin.kind in ("", "json"):
        found = sniff(stream.peek(), origin.settings.text_field)
        origin = replace(origin, kind="json" if origin.kind == "json" and found == "text" else found)
    kind = KINDS[origin.kind]
    try:
        if kind.form == "page":
            yield from kind.page_reader()(stream.read(), origin)
        else:
            for item in kind.record_reader()(stream, origin):
                yield from _read_part(item) if isinstance(item, Raw) else (item,)
    except ImportError as error:
        raise _missing(kind, error) from None


def _read_part(part: Raw) -> Iterator[Document | Problem]:
    """The documents of a part of an archive; what is wrong with it is its own problem only."""
    origin = part.origin
    try:
        yield from _read_stream(peekable(io.BytesIO(part.data)), origin)
    except Unreadable as error:
        yield Problem(origin.archive, f"{origin.source}: {error.reason}", error.line, origin.id)
    except Exception as error:
        yield Problem(origin.archive, f"{origin.source}: {_reason(error)}", id=origin.id)


def _missing(kind: Kind, error: ImportError) -> Exception:
    """What to install where a package that a reader needs is not there."""
    if not kind.extra:
        return error
    return Unreadable(f"{kind.title} needs {error.name}: pip install 'policytext[{kind.extra}]'")


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
