"""Texts that hold several documents: said, with where each begins, or parted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from policytext.document import Document
from policytext.io.compression import bare_suffix
from policytext.io.readers.fieldnames import usual_fact
from policytext.io.readers.origin import Note
from policytext.io.readers.several import Beginning, beginnings
from policytext.settings import Settings

SHOWN = 3  # lines that are named in a message; the record has all
_READ = "seems to be {} documents, read as one: they begin on lines {} (--split parts them)"
_PARTED = "seems to be {} documents, and is parted: they begin on lines {}"
_RECORDS = (
    "texts of records seem to be several documents each: `several` of a record has where they begin "
    "(--split parts them)"
)
_CLEANED = (
    "texts of records seem to be several documents each, and are not parted, as they were cleaned before"
)
_PARTED_RECORDS = "texts of records that seem to be several documents each are parted"


def parted(document: Document, settings: Settings, is_record: bool = False) -> Iterator[Document | Note]:
    """A document, or those in its text if `settings.split` asks for them, with a note on them.

    One that was cleaned is not parted: its edits are of the whole.

    >>> law = "节水条例\\n（2024年5月1日通过）\\n第一条　为了节水，各县应当加强管理。\\n"
    >>> both = Document("a.txt", law + law.replace("水", "电"), "a.txt")
    >>> document, note = parted(both, Settings())
    >>> document.meta["several"]
    [{'line': 1, 'title': '节水条例'}, {'line': 4, 'title': '节电条例'}]
    >>> note.words
    'seems to be 2 documents, read as one: they begin on lines 1, 4 (--split parts them)'
    >>> [(one.id, one.title) for one in parted(both, Settings(split=True)) if isinstance(one, Document)]
    [('a.txt#1', '节水条例'), ('a.txt#2', '节电条例')]
    """
    found = _found(document)
    if not found:
        yield document
        return
    is_parted = settings.split and not document.edits
    yield from _parts(document, found) if is_parted else (_marked(document, found),)
    if is_record:
        words = _CLEANED if settings.split else _RECORDS
        yield Note(document.source, _PARTED_RECORDS if is_parted else words)
    else:
        lines = ", ".join(str(one.line) for one in found[:SHOWN]) + " …" * (len(found) > SHOWN)
        yield Note(document.source, (_PARTED if is_parted else _READ).format(len(found), lines))


def marked(document: Document) -> Document:
    """A document, with where those begin that its text seems to hold.

    >>> marked(Document("a", "节水条例")).meta
    {}
    """
    found = _found(document)
    return _marked(document, found) if found else document


def _found(document: Document) -> list[Beginning]:
    """Where the documents in a text begin; above a headline a page has its menus, Markdown has none."""
    is_page = bool(document.layout) and bare_suffix(document.source) != ".md"
    return beginnings(document.text, is_page)


def _marked(document: Document, found: list[Beginning]) -> Document:
    told: list[dict[str, Any]] = [{"line": one.line, "title": one.title} for one in found]
    return replace(document, meta={**document.meta, "several": told})


def _parts(document: Document, found: list[Beginning]) -> Iterator[Document]:
    """The documents in a text, without the facts that its record has of the whole."""
    meta = {
        name: value for name, value in document.meta.items() if name != "several" and not usual_fact(name)
    }
    ends = [*(one.at for one in found), len(document.text)]
    for n, ((start, end), one) in enumerate(zip(pairwise(ends), found, strict=True), 1):
        layout = tuple(
            block._replace(start=block.start - start, end=block.end - start)
            for block in document.layout
            if start <= block.start < end
        )
        text = document.text[start:end].rstrip("\n") if n < len(found) else document.text[start:end]
        own = replace(document, id=f"{document.id}#{n}", title=one.title, meta=meta)
        yield replace(own, text=text, layout=layout)
