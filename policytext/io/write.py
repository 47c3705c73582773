"""Writing documents: their texts, or one record of JSON a line."""

from __future__ import annotations

import json
import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, Literal

from policytext.document import Document, Edit
from policytext.io.compression import bare_suffix, compressing
from policytext.io.encoding import codec_name
from policytext.io.errors import OutputError
from policytext.io.outputs import open_part, replacing, standard_output
from policytext.io.records import FIELDS
from policytext.io.resume import resuming
from policytext.revision import RestoreError, compact, runs, undo
from policytext.settings import EditsWritten

DocumentFormat = Literal["text", "jsonl"]
Write = Callable[[Document], None]

_FORMATS: dict[str, DocumentFormat] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".txt": "text", ".md": "text"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)  # names of devices on Windows
_LONGEST = 180  # bytes of a file's name, of the 255 that file systems take


def to_record(document: Document, edits: EditsWritten = "full") -> dict[str, Any]:
    """The record of a document: its own fields first, then `meta` as it was found.

    A field of `meta` that has the name of one of a document's own gets a `_` behind it. With
    "counts" `edits` is the number of edits by rule, with "none" it is left out.

    >>> to_record(Document("7", "正文", meta={"id": 7, "部门": "某局"}))
    {'id': 7, 'source': '', 'title': '', 'text': '正文', 'verdict': None, 'edits': [], '部门': '某局'}
    """
    rest = dict(document.meta)
    number = rest.get("id")
    own_id = (
        number if number is not None and json.dumps(number, ensure_ascii=False) == document.id else None
    )
    if own_id is not None:
        del rest["id"]
    earlier = (rest.pop("edits", None) or {}) if _is_counts(rest.get("edits") or {}) else {}
    record: dict[str, Any] = {
        "id": document.id if own_id is None else own_id,
        "source": document.source,
        "title": document.title,
        "text": document.text,
        "verdict": document.verdict and document.verdict.value,
    }
    if edits == "full":
        record["edits"] = [edit._asdict() for edit in _compacted(document)]
    elif edits == "counts":
        record["edits"] = dict(Counter(earlier) + Counter(edit.rule for edit in document.edits))
    if document.remarks:
        record["remarks"] = [asdict(remark) for remark in document.remarks]
    for name, value in rest.items():
        record[f"{name}_" if name in FIELDS else name] = value
    return record


def to_line(record: dict[str, Any]) -> str:
    """A record as one line of JSON with its line feed; any string survives, lone surrogates escaped.

    >>> print(to_line({"text": "正文\\ud800"}), end="")
    {"text": "正文\\ud800"}
    """
    line = json.dumps(record, ensure_ascii=False, default=str)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", line) + "\n"


def _is_counts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(count, int) for count in value.values())


def _compacted(document: Document) -> Iterable[Edit]:
    """The edits of each step, joined where that is smaller to write.

    Conversion of script and width touches most of a text: there whole lines may be joined.
    """
    written: list[list[Edit]] = []
    text = document.text
    for run in reversed(runs(document.edits)):
        try:
            text = undo(text, run)
        except RestoreError:  # the text was changed without an edit: all that is left is the list
            return document.edits
        written.append(compact(text, run, mixed=run[0].step == "normalize"))
    return [edit for run in reversed(written) for edit in run]


@contextmanager
def open_documents(
    path: Path | None = None,
    format: DocumentFormat | None = None,
    *,
    edits: EditsWritten = "full",
    encoding: str = "utf-8",
    resume: bool = False,
    stdout: BinaryIO | None = None,
) -> Iterator[Write]:
    """A function that writes one document after another; the output is complete when the block ends.

    `path` is a file (`.jsonl`: records, `.txt` or `.md`: texts with a blank line between them;
    also `.gz` and `.zst`), a folder (a text file each), or None for standard output. There,
    without a `format`, one document is written as its text and several as records. With `resume`
    an interrupted run leaves OUT.part, and records are added to the one that is there.
    """
    codec = output_codec(encoding)
    if path is None:
        with standard_output(stdout) as stream:
            if format:
                yield _writer(stream, format, edits, codec, shown=True)
            else:
                with _text_or_records(stream, edits, codec) as write:
                    yield write
    elif is_folder(path):
        yield _folder(path, codec)
    else:
        chosen = format or _FORMATS.get(bare_suffix(path.name))
        if chosen is None:
            raise OutputError(f"{path}: documents are written to .jsonl, .txt, .md or a folder")
        with (
            resuming(path) if resume else replacing(path) as part,
            open_part(part, append=resume) as file,
            compressing(path, file) as stream,
        ):
            yield _writer(stream, chosen, edits, codec)


def output_codec(encoding: str) -> str:
    """UTF-8 or GB18030, the two that can write every character; OutputError for another."""
    try:
        name = codec_name(encoding)
    except LookupError:
        name = ""
    if name not in ("utf-8", "gb18030"):
        raise OutputError(f"output is written in utf-8 or gb18030, not {encoding}")
    return name


def is_folder(path: Path) -> bool:
    """Is this output a folder, there already or by having no suffix?"""
    return path.is_dir() or (not path.suffix and not path.exists())


def _writer(
    stream: BinaryIO, format: DocumentFormat, edits: EditsWritten, codec: str, shown: bool = False
) -> Write:
    """What writes documents to a stream. To a file a text goes as it is.

    Where it is `shown`, on standard output, it ends with a line feed, and each document is seen at
    once by who reads the pipe.
    """
    between = ""

    def write(document: Document) -> None:
        nonlocal between
        if format == "jsonl":
            stream.write(to_line(to_record(document, edits)).encode(codec))
        else:
            end = "" if document.text.endswith("\n") else "\n"
            text = f"{between}{document.text}{end if shown else ''}"
            stream.write(text.encode(codec, "replace"))
            between = "\n" if shown else f"{end}\n"
        if shown:
            stream.flush()

    return write


@contextmanager
def _text_or_records(stream: BinaryIO, edits: EditsWritten, codec: str) -> Iterator[Write]:
    """The first document waits until it is known whether there is a second."""
    first: list[Document] = []
    record = _writer(stream, "jsonl", edits, codec, shown=True)
    several = False

    def write(document: Document) -> None:
        nonlocal several
        if not first and not several:
            first.append(document)
            return
        several = True
        while first:
            record(first.pop())
        record(document)

    yield write
    for document in first:
        _writer(stream, "text", edits, codec, shown=True)(document)


def _folder(folder: Path, codec: str) -> Write:
    """One text file a document, in folders as its id says; names that meet get a number."""
    taken: set[str] = set()

    def write(document: Document) -> None:
        name = base = file_name(document.id)
        n = 1
        while name.lower() in taken:
            n += 1
            name = f"{base}~{n}"
        taken.add(name.lower())
        path = folder / f"{name}.txt"
        if path.exists() and os.path.realpath(path) == os.path.realpath(document.source):
            raise OutputError(f"{path}: is an input, and inputs are never overwritten")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{path.parent}: {error.strerror}") from None
        with replacing(path) as part:
            part.write_bytes(document.text.encode(codec, "replace"))

    return write


def file_name(id: str) -> str:
    """A relative path that every system accepts, made of an id, without `.txt`.

    >>> file_name("a/通知.txt"), file_name("https://gov.example/a.html?x=1"), file_name("../../etc")
    ('a/通知', 'gov.example/a.html_x=1', 'etc')
    """
    parts = [part for part in re.sub(r"^\w+://", "", id).split("/") if part.strip(". ")]
    safe = "/".join(_safe_part(part) for part in parts) or "_"
    return re.sub(r"(?:\.txt)?(?:\.gz|\.zst)?$", "", safe, count=1)


def _safe_part(part: str) -> str:
    name = _SURROGATE.sub("_", _UNSAFE.sub("_", part)).strip(" .")
    if _RESERVED.match(name):
        name = f"_{name}"
    short = name.encode()[:_LONGEST].decode(errors="ignore")
    return name if short == name else f"{short}~{zlib.crc32(name.encode()):08x}"
