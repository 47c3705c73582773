"""From an open stream to documents: detecting its kind, and calling the reader of the kind.

Single documents (a page, a PDF) are first returned as bytes, in a `RawDocument`, which can be parsed in
this process or in a worker. Records become documents at once, or are returned as blocks of lines if they
may come `apart`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from policytext.document import Document, LeftOut, Problem
from policytext.io.compression import bare_suffix, damage, decompressed, peekable
from policytext.io.errors import NotInstalled, StorageError, Unreadable
from policytext.io.kinds import KINDS, Kind
from policytext.io.parting import parted
from policytext.io.readers.origin import Note, Origin, RawDocument, ReadItem
from policytext.io.readers.size_limit import read_all
from policytext.io.readers.sniff import disguised, sniff, table_in_text
from policytext.language.patterns import lazy

_TABLE = "is a table in a file of text: a document a row"
_MAYBE = "is a table, read as one text: name it .csv to have a document a row"
_UNKNOWN = "is of a kind that is not known ({}): its text is read as it stands, with all its marks"
_SUFFIX = lazy(r"\.[a-z][a-z0-9]{0,7}")
NO_MEMORY = "takes more memory than there is"


def parts(stream: io.BufferedReader, origin: Origin) -> Iterator[ReadItem]:
    """The items of a stream; an error of the stream is the last one, as a Problem."""
    try:
        if not stream.peek():
            raise Unreadable("is empty")
        yield from _parts(stream, origin)
    except StorageError:
        raise
    except Exception as error:  # a reader of a foreign format may raise anything
        yield _problem(origin, error)


def parsed(raw: RawDocument) -> Iterator[Document | Problem | Note]:
    """The document in these bytes, or the reason as a Problem.

    If the document was `written` before, only its problems.

    >>> from policytext.settings import Settings
    >>> [document.text for document in parsed(RawDocument(Origin("a", "a", Settings(), "html"), b"<p>abc"))]
    ['abc']
    """
    kind = KINDS[raw.origin.kind]
    try:
        try:
            found = kind.line_reader()(raw) if raw.at else kind.page_reader()(raw.data, raw.origin)
            for item in found:
                if isinstance(item, Document):
                    told = parted(item, raw.origin.settings, raw.at is not None)
                    yield from (one for one in told if not (isinstance(one, Document) and raw.written))
                else:
                    yield item
        except ImportError as error:
            raise _missing(kind, error) from None
    except Exception as error:
        yield _problem(raw.origin, error)


def _parts(stream: io.BufferedReader, origin: Origin) -> Iterator[ReadItem]:
    if origin.kind in ("", "json"):
        told = sniff(stream.peek(), origin.settings.text_field)
        suffix = "" if origin.kind or origin.archive else bare_suffix(origin.source)
        if told == "text" and _SUFFIX.fullmatch(suffix) and b"\0" not in stream.peek():
            yield Note(origin.source, _UNKNOWN.format(suffix))
        origin = replace(origin, kind="json" if origin.kind == "json" and told == "text" else told)
    kind = KINDS[origin.kind]
    if found := disguised(stream.peek(), kind, origin.settings.text_field):
        said = f"is {found.title}, though its name says {kind.title}"
        # a page is one document; one of HTML in place of a PDF is what a server says of a file it has not
        if kind.form == "page" and (found.form == "records" or (kind.starts and found.name == "html")):
            raise Unreadable(f"{said}: name it {found.suffixes[0]}")
        yield Note(origin.source, f"{said}, and is read as {found.title}")
        kind, origin = found, replace(origin, kind=found.name)
    if kind.name == "text" and (table := table_in_text(stream.peek(), origin.settings.text_field)):
        yield Note(origin.source, _TABLE if table != "text" else _MAYBE)
        kind, origin = KINDS[table], replace(origin, kind=table)
    if kind.form == "page":
        raw = RawDocument(origin, read_all(stream, origin.settings))
        yield from parsed(raw) if origin.settings.split else (raw,)
        return
    try:
        for item in kind.record_reader()(stream, origin):
            yield from _of_record(item, origin)
    except ImportError as error:
        raise _missing(kind, error) from None


def _of_record(item: ReadItem, origin: Origin) -> Iterator[ReadItem]:
    if isinstance(item, RawDocument) and not item.at:
        yield from _member(item)
    elif isinstance(item, Document) and origin.settings.join_field is None:  # else where rows are joined
        yield from parted(item, origin.settings, is_record=True)
    else:
        yield item


def _member(raw: RawDocument) -> Iterator[ReadItem]:
    try:
        stream = decompressed(peekable(io.BytesIO(raw.data)))
    except Unreadable as error:
        yield _problem(raw.origin, error)
    else:
        yield from parts(stream, raw.origin)


def _missing(kind: Kind, error: ImportError) -> Exception:
    """The advice on installing a missing package of a reader."""
    if not kind.extra:
        return error
    return NotInstalled(f'{kind.title} needs {error.name}: pip install "policytext[{kind.extra}]"')


def _problem(origin: Origin, error: Exception) -> Problem:
    """The Problem of an error of a reader; a file that was only found, and cannot be read here, is left
    out."""
    if isinstance(error, NotInstalled) and not origin.named:
        group = bare_suffix(origin.source) or origin.kind
        part_of = origin.id if origin.archive else ""
        return LeftOut(origin.source, error.reason, id=part_of, group=group, hint=error.reason)
    return origin.problem(_reason(error), error.line if isinstance(error, Unreadable) else None)


def _reason(error: Exception) -> str:
    if isinstance(error, Unreadable):
        return error.reason
    if reason := damage(error):
        return reason
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, MemoryError):
        return NO_MEMORY
    if isinstance(error, RecursionError):
        return "is nested too deeply to be read"
    return " ".join(f"{type(error).__name__}: {error}".split())
