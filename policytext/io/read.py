"""Reading files, folders and streams as a stream of documents and problems."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from policytext.document import Document, Problem
from policytext.io.compression import counted, decompressed, opened, peekable
from policytext.io.encoding import codec_name
from policytext.io.errors import Unreadable
from policytext.io.joining import joined
from policytext.io.kinds import KINDS, STDIN
from policytext.io.readers.dispatch import parsed, parts
from policytext.io.readers.find import Source, are_several, broken_link, find, readable
from policytext.io.readers.origin import Lines, Note, Origin, RawDocument
from policytext.io.storage import address
from policytext.settings import Settings, SettingsError

Item = Document | Problem | RawDocument | Note
Part = Item | Lines
Count = Callable[[int], None] | None


def read(
    paths: Sequence[str | Path] = (),
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
    note: Callable[[str], None] | None = None,
) -> Iterator[Document | Problem]:
    """Every document in the files and folders of `paths`, one at a time and in order.

    No path, or `-`, is `stdin`. An input that cannot be read becomes a `Problem` in its place. Line ends
    become line feeds. `note` is called with lines that say how the records of each input were understood.
    Raises SettingsError for an unknown encoding.

    >>> import io
    >>> [document.text for document in read(stdin=io.BytesIO("关于印发\\r\\n".encode("gbk")))]
    ['关于印发\\n']
    """
    return parsed_all(read_parts(paths, settings, stdin), note)


def parsed_all(
    items: Iterable[Part], note: Callable[[str], None] | None = None
) -> Iterator[Document | Problem]:
    """The documents of items of `read_parts`; `note` is called with their notes."""
    for item in unbatched(items):
        for one in parsed(item) if isinstance(item, RawDocument) else (item,):
            if not isinstance(one, Note):
                yield one
            elif note:
                note(f"{one.source}: {one.words}")


def unbatched(items: Iterable[Part]) -> Iterator[Item]:
    """The items, with blocks of lines divided into lines."""
    for item in items:
        yield from item if isinstance(item, Lines) else (item,)


def behind(items: Iterable[Part], many: int) -> Iterator[Part]:
    """The items after the first so many, and all notes; blocks of lines stay together.

    >>> list(behind([Problem("a", ""), Problem("b", "")], 1))
    [Problem(source='b', reason='', line=None, id='')]
    """
    for item in items:
        size = items_in(item)
        if 0 < size <= many:
            many -= size
        elif many and isinstance(item, Lines):
            yield item.behind(many)
            many = 0
        else:
            yield item


def items_in(part: Part) -> int:
    """The number of items of the input that it contains; a note is none."""
    return len(part) if isinstance(part, Lines) else not isinstance(part, Note)


def read_parts(
    paths: Sequence[str | Path] = (),
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
    count: Callable[[int], None] | None = None,
    apart: bool = False,
    named: bool = True,
) -> Iterator[Part]:
    """As `read`, but pages, PDF and the like as bytes, to be parsed by `parsed`, possibly in a worker.

    A Note on how records were understood precedes them. `count` is called with the number of bytes read
    from the disk. With `apart` blocks of JSON lines are also returned as bytes, if their ids need not be
    compared with those of other inputs; their Notes are results of `parsed`. Without `named` ids are not
    compared.
    """
    settings = settings or Settings()
    if settings.encoding is not None:
        try:
            codec_name(settings.encoding)
        except LookupError:
            raise SettingsError(
                f"no encoding is called '{settings.encoding}': name one such as gb18030, big5 or utf-8, "
                "or leave it to be detected"
            ) from None
    return _read_parts(list(paths) or [STDIN], settings, stdin, count, apart, named)


def _read_parts(
    paths: Sequence[str | Path],
    settings: Settings,
    stdin: BinaryIO | None,
    count: Count,
    apart: bool,
    named: bool,
) -> Iterator[Part]:
    several = named and are_several(paths)
    names = UniqueIds()
    for source in find(paths):
        if isinstance(source, Problem):
            yield source
        else:
            repeated = may_repeat(source, several)
            separable = apart and not repeated and settings.join_field is None and not settings.split
            items = opened_source(source, settings, stdin, count, separable)
            if settings.join_field is not None and not (source.kind and KINDS[source.kind].form == "page"):
                items = joined(items, source.id, settings)
            yield from _distinct(items, source, names) if repeated else items


def may_repeat(source: Source, several: bool) -> bool:
    """Can a document of this input have the id of another's? Not pages, whose ids are file names."""
    if source.kind in ("warc", "arc", "sqlite"):
        return True
    return several and not (source.kind and KINDS[source.kind].form == "page")


def opened_source(
    source: Source,
    settings: Settings,
    stdin: BinaryIO | None = None,
    count: Count = None,
    apart: bool = False,
) -> Iterator[Part]:
    """The items of one input, with the documents' own ids."""
    name = readable(address(source.path), source.path)
    origin = Origin(source.id, name, settings, source.kind, named=source.named, apart=apart)
    try:
        if origin.source == STDIN:
            stream = peekable(counted(stdin or sys.stdin.buffer, count))
            yield from parts(decompressed(stream), origin)
        else:
            before = _status(source.path)
            with opened(source.path, count) as stream:
                yield from parts(stream, origin)
            if _changed(source.path, before):
                yield Problem(origin.source, CHANGED)
    except Unreadable as error:
        yield Problem(origin.source, error.reason)
    except OSError as error:
        lost = broken_link(source.path) if isinstance(error, FileNotFoundError) else ""
        yield Problem(origin.source, lost or error.strerror or str(error))


CHANGED = "changed while it was read: some of it may be as it was before, some as it is now"


def _changed(path: Path, before: os.stat_result | None) -> bool:
    """Was this file written to since? A file that was replaced by another was not."""
    now = _status(path)
    if not now or not before or now.st_ino != before.st_ino:
        return False
    return (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns)


def _status(path: Path) -> os.stat_result | None:
    """The status of a file; None if it is no file on a disk, or was deleted."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None


class UniqueIds:
    """Makes ids of documents unique: an id that an earlier input had gets the name of its file.

    Only hashes are stored: a million ids take some 70 MB.

    >>> names = UniqueIds()
    >>> [names.distinct("1", file) for file in ("a.jsonl", "b.jsonl", "b.jsonl")]
    ['1', 'b.jsonl#1', 'b.jsonl#1~2']
    """

    def __init__(self) -> None:
        self._hashes: set[int] = set()

    def distinct(self, own: str, source: str) -> str:
        """The unique id for a document of an input with the id `own`."""
        name, n = own, 1
        while hash(name) in self._hashes:
            name = f"{source}#{own}" if n == 1 else f"{source}#{own}~{n}"
            n += 1
        self._hashes.add(hash(name))
        return name


def _distinct(items: Iterable[Part], source: Source, names: UniqueIds) -> Iterator[Part]:
    for item in items:
        if isinstance(item, Problem | Lines | Note):  # lines come only where ids are not compared
            yield item
        else:
            own = id_of(item)
            name = names.distinct(own, source.id)
            yield item if name == own else renamed(item, name)


def id_of(item: Document | RawDocument) -> str:
    """The id of a document, also of an unparsed one."""
    if isinstance(item, Document):
        return item.id
    found = parsed(item) if item.at else ()
    return next((one.id for one in found if isinstance(one, Document)), item.origin.id)


def renamed(item: Document | RawDocument, id: str) -> Part:
    """The document with another id."""
    if isinstance(item, RawDocument):
        return item._replace(origin=replace(item.origin, id=id))
    return replace(item, id=id)
