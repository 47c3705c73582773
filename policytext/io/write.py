"""Writing documents and tables, in the requested format or that of the file's suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from policytext.document import Document
from policytext.io.compression import compressing
from policytext.io.encoding import codec_name
from policytext.io.errors import OutputError
from policytext.io.formats import FORMATS, Format, format_of, suffixes
from policytext.io.records import to_line, to_record
from policytext.io.writers.files import is_folder, standard_output, writing
from policytext.io.writers.interfaces import Options, Sink, TableWriter, Target, Write
from policytext.io.writers.own_columns import gathering
from policytext.io.writers.resume import Part
from policytext.io.writers.shards import is_sharded
from policytext.schema import Table
from policytext.settings import EditsWritten
from policytext.wording import Language, localized, spoken

__all__ = ["open_documents", "open_tables", "output_codec", "to_line", "to_record"]


@contextmanager
def open_documents(
    path: Path | None = None,
    format: str | None = None,
    *,
    edits: EditsWritten = "full",
    encoding: str = "utf-8",
    part: Part | None = None,
    stdout: BinaryIO | None = None,
    exact: bool = False,
) -> Iterator[Write]:
    """A context with a function that writes documents; the output is complete when the block ends.

    `path` is a file (`.jsonl`: records, `.txt` or `.md`: texts with a blank line between them;
    also `.gz` and `.zst`), a folder (a text file each), or None for standard output. There,
    without a `format`, one document is written as its text and several as records. With `part`
    (see `resuming`) records are added to what an interrupted run left. `exact`: a text on standard
    output ends as it does, without a line feed that it has not.
    """
    options = Options(output_codec(encoding), edits=edits, shown=path is None and not exact)
    _check_is_one(path)
    if path is None:
        with standard_output(stdout) as stream:
            writer = FORMATS[format].document_writer() if format else _text_or_records
            with writer(stream, options) as write:
                yield write
    elif is_folder(path):
        from policytext.io.writers.folder import documents

        yield documents(path, options)
    else:
        _check_agrees(path, format)
        chosen = FORMATS[format] if format else format_of(path)
        if chosen is None or not chosen.documents:
            known = " ".join(dict.fromkeys((*suffixes("documents"), *suffixes("tables"))))
            raise OutputError(f"{path}: documents are written to a folder or to {known}")
        writer = chosen.document_writer()
        with _stream(path, part) as stream, writer(stream, options) as write:
            yield write


@contextmanager
def open_records(path: Path, part: Part | None = None) -> Iterator[Callable[[bytes], object]]:
    """As `open_documents`, for a file that `takes_records`, and records that are serialised already."""
    _check_is_one(path)
    with _stream(path, part) as stream:
        yield stream.write


def takes_records(path: Path | None, format: str | None = None) -> bool:
    """Is it a file of JSON lines, which workers can serialise?

    >>> [takes_records(Path(name)) for name in ("a.jsonl.gz", "part-{:05d}.jsonl", "a.txt", "a.parquet")]
    [True, True, False, False]
    """
    named = format_of(path) if path and not is_folder(path) else None
    return named is not None and named.name == "jsonl" and format in (None, "jsonl")


@contextmanager
def _stream(path: Path, part: Part | None) -> Iterator[BinaryIO]:
    """The stream to the file at this path, or to the part that an interrupted run left."""
    if part:
        yield part.stream
        return
    with writing(path) as file, compressing(path, file) as stream:
        yield stream


@contextmanager
def _text_or_records(stream: BinaryIO, options: Options) -> Iterator[Write]:
    """The first document waits until it is known whether there is a second."""
    first: list[Document] = []
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

    with FORMATS["jsonl"].document_writer()(stream, options) as record:
        yield write
    with FORMATS["text"].document_writer()(stream, options) as text:
        for document in first:
            text(document)


@contextmanager
def open_tables(
    path: Path | None,
    tables: Sequence[Table],
    format: str | None = None,
    *,
    excel: bool = False,
    encoding: str = "utf-8",
    language: Language = "en",
    wide: bool = False,
    stdout: BinaryIO | None = None,
) -> Iterator[Sink]:
    """A context with a sink for the rows of `tables`; the output is complete, and visible, when the block
    ends.

    `path` None is standard output (csv unless `format` says otherwise). A file holds one table
    (`.csv`, `.tsv`, `.jsonl`, `.parquet`; `.gz` and `.zst` of the text formats) or all of them
    (`.xlsx`, `.sqlite`, `.db`); a folder holds a CSV, TSV or Parquet file each, CSV and TSV with a
    `datapackage.json`. `excel` writes CSV that a Chinese Excel reads. With `language` zh tables, columns
    and codes are named in Chinese; rows are still passed with the English names. `wide` shows every column,
    even on a narrow terminal. Raises OutputError.
    """
    options = Options(output_codec(encoding), excel, shown=path is None, language=language, wide=wide)
    tables = [localized(table, language) for table in tables]
    _check_is_one(path)
    chosen = table_format(path, format)
    if path and is_folder(path) and chosen.tables == "delimited":
        from policytext.io.writers.datapackage import tables as data_package

        writer: TableWriter = data_package
    else:
        writer = chosen.table_writer()
    with writer(Target(path, chosen.name, options, stdout), tables) as sink:
        sink.said = {table.name: spoken(table, language) for table in tables}
        with gathering(sink, tables, language):
            yield sink


def _check_is_one(path: Path | None) -> None:
    if is_sharded(path):
        raise OutputError(f"{path}: shards are written where documents stay apart; name one file")


def table_format(path: Path | None, format: str | None) -> Format:
    """The format of tables; OutputError if it cannot be written to this place."""
    if format:
        chosen = FORMATS[format]
    elif path is None or is_folder(path):
        chosen = FORMATS["csv"]
    else:
        named = format_of(path)
        if named is None or not named.tables:
            known = " ".join(suffixes("tables"))
            raise OutputError(f"{path}: tables are written to a folder or to {known}")
        chosen = named
    if path is None and "stdout" not in chosen.places:
        raise OutputError(f"{chosen.name} is written to a file: name it with -o")
    if path and "file" not in chosen.places:
        raise OutputError(f"{path}: a table is for the terminal; write csv")
    _check_agrees(path, format)
    return chosen


def _check_agrees(path: Path | None, format: str | None) -> None:
    """OutputError if the file's suffix contradicts `format`: programs would not open it."""
    named = format_of(path) if path and not is_folder(path) else None
    if format and named and named.name != format and {format, named.name} != {"csv", "tsv"}:
        raise OutputError(
            f"{path}: its name says {named.name}, --format says {format}: "
            "leave --format out, or name the file accordingly"
        )


def output_codec(encoding: str) -> str:
    """UTF-8 or GB18030, the two that can encode every character; OutputError for others."""
    try:
        name = codec_name(encoding)
    except LookupError:
        name = ""
    if name not in ("utf-8", "gb18030"):
        raise OutputError(f"output is written in utf-8 or gb18030, not {encoding}")
    return name
