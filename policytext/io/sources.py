"""Which files there are to read, of which kind, and what their documents are called."""

from __future__ import annotations

import codecs
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from policytext.document import Problem
from policytext.io.compression import bare_suffix

Kind = Literal["text", "html", "jsonl", "csv", "tsv", "pdf", "docx", "warc", "json", "sniff", "stdin"]

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".pdf": "pdf",
    ".docx": "docx",
    ".warc": "warc",
}
STDIN = "-"
_LONGEST_NAME = 30  # characters of a column's name
_MARKUP = re.compile(
    rb"\s*<(?:!doctype\s+html|\?xml|!--|html|head|body|meta|title|script|article|section|table|div|h1|p)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: `id` is the id of its document, or the part before `#n` of its records'."""

    path: Path
    id: str
    kind: Kind


def find(paths: Sequence[str | PurePath]) -> Iterator[Source | Problem]:
    """The files of `paths`, folders searched through in sorted order, hidden files passed over.

    A file in a folder is called by its path inside it, any other file by its name. Where several
    inputs are given, folders are named too, and inputs of one name by their whole path.
    """
    inputs = [None if path == STDIN else Path(path) for path in dict.fromkeys(paths)]
    names = Counter(path.name for path in inputs if path)
    for path in inputs:
        if path is None:
            yield Source(Path(STDIN), STDIN, "stdin")
            continue
        name = path.name if path.name and names[path.name] == 1 else path.as_posix()
        try:
            if path.is_dir():
                yield from _folder(path, f"{name}/" if len(inputs) > 1 else "")
            elif path.exists():
                yield Source(path, name, kind_of(path.name) or _kind_if_named(path.name))
            else:
                yield Problem(str(path), "no such file")
        except OSError as error:
            yield Problem(str(path), error.strerror or str(error))


def kind_of(name: str) -> Kind | None:
    """The kind of a file by its name, or None.

    >>> kind_of("a/页面.htm.gz"), kind_of("a.png")
    ('html', None)
    """
    return KINDS.get(bare_suffix(name))


def _kind_if_named(name: str) -> Kind:
    """The kind of a file that would be passed over in a folder, where much else is JSON."""
    return "json" if bare_suffix(name) == ".json" else "sniff"


def _folder(folder: Path, prefix: str) -> Iterator[Source | Problem]:
    found = False
    for item in _walk(folder):
        found = True
        if isinstance(item, Problem):
            yield item
        elif kind := kind_of(item):
            yield Source(folder / item, prefix + item, kind)
    if not found:
        yield Problem(str(folder), f"no file in this folder can be read (kinds: {' '.join(KINDS)})")


def _walk(folder: Path, inside: str = "") -> Iterator[str | Problem]:
    """Readable files below a folder as POSIX paths inside it, sorted by path."""
    try:
        with os.scandir(folder / inside) as entries:
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        yield Problem(str(folder / inside), error.strerror or str(error))
        return
    for name, is_folder in found:
        if name.startswith((".", "~$")):
            continue
        if is_folder:
            yield from _walk(folder, f"{inside}{name}/")
        elif kind_of(name):
            yield inside + name


def sniff(head: bytes, text_field: str, known: Iterable[str], columns: Iterable[str] = ()) -> Kind:
    """The kind of bytes that have no name, from how they begin.

    `known` are fields of records, `columns` names of the column that holds the text.

    >>> sniff("标题,正文\\n通知,关于\\n".encode("gbk"), "text", (), ("正文",))
    'csv'
    """
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PK\x03\x04") and b"word/" in head:
        return "docx"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "replace").encode(errors="replace")
    if _starts_a_record(head, {text_field, *known}):
        return "jsonl"
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return "csv" if _starts_with_columns(head, {text_field, *columns}) else "text"


def _starts_with_columns(head: bytes, columns: set[str]) -> bool:
    """Is the first line one of short names between commas or tabs, one of them the text's?"""
    first, feed, _ = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    try:
        line = first.decode()
    except UnicodeDecodeError:
        line = first.decode("gb18030", "replace")
    names = [name.strip().strip('"') for name in re.split("[,;\t]", line)]
    short = all(0 < len(name) <= _LONGEST_NAME for name in names)
    return bool(feed) and len(names) > 1 and short and not columns.isdisjoint(names)


def _starts_a_record(head: bytes, fields: set[str]) -> bool:
    """Is the first line an object with a field that we know? A line cut off counts by what is there."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return False
    try:
        record = json.loads(first)
    except (ValueError, RecursionError):
        names = b"|".join(re.escape(name.encode()) for name in sorted(fields))
        return re.search(rb'[{,]\s*"(?:' + names + rb')"\s*:', first) is not None
    return isinstance(record, dict) and not fields.isdisjoint(record)
