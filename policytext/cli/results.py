"""Results in the form that the user asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from policytext.cli.guard import UsageError
from policytext.cli.options import History, Result
from policytext.document import Document
from policytext.language.printable import printable
from policytext.schema import Table
from policytext.settings import Settings

if TYPE_CHECKING:
    from policytext.io.writers.resume import Part


def write_documents(
    results: Iterable[Document],
    result: Result,
    history: History,
    settings: Settings,
    part: Part | None = None,
) -> None:
    """Documents as text, records or a table of documents, as format and extension say."""
    from policytext.io.write import open_documents

    if history.explain:
        results = _explained(results)
    if _wants_table(result):
        from policytext.analysis import Analysis
        from policytext.tables.documents import DOCUMENTS, document_rows

        rows = ((DOCUMENTS.name, row) for document in results for row in document_rows(Analysis(document)))
        write_tables([DOCUMENTS], rows, result)
        return
    form = result.format if result.format in ("text", "jsonl") else None
    with open_documents(
        result.output,
        form,
        edits=settings.edits,
        encoding=result.output_encoding,
        part=part,
    ) as write:
        for document in results:
            write(document)


def _wants_table(result: Result) -> bool:
    if result.output is None or result.format is not None:
        return result.format in ("table", "csv", "tsv")
    from policytext.io.formats import format_of

    named = format_of(result.output)
    return named is not None and not named.documents


def write_tables(
    tables: Sequence[Table], rows: Iterable[tuple[str, Mapping[str, Any]]], result: Result
) -> None:
    """Rows, each with the name of its table, in the form that format and extension say."""
    from policytext.io.write import open_tables

    with open_tables(
        result.output,
        tables,
        _table_format(result),
        excel=result.excel,
        encoding=result.output_encoding,
        language=result.language,
    ) as sink:
        for name, row in rows:
            sink.write(name, row)
    for note in sink.notes:
        print(f"policytext: {printable(note)}", file=sys.stderr)  # noqa: T201


def write_lines(
    lines: Iterable[str], result: Result, suffixes: Sequence[str] = (".txt", ".md", ".diff")
) -> None:
    """Lines of text, to a file with one of these suffixes or to standard output."""
    from policytext.io.errors import OutputError
    from policytext.io.write import output_codec
    from policytext.io.writers.files import open_part, replacing, standard_output

    codec = output_codec(result.output_encoding)
    with ExitStack() as stack:
        if result.output is None:
            stream = stack.enter_context(standard_output(drawn=True))
        elif result.output.suffix in suffixes:
            stream = stack.enter_context(open_part(stack.enter_context(replacing(result.output))))
        else:
            raise OutputError(f"{result.output}: text is written to {', '.join(suffixes)}")
        for line in lines:
            stream.write(f"{line}\n".encode(codec, "backslashreplace"))


def is_drawn(result: Result) -> bool:
    """Will tables be drawn for the eyes, and not written?"""
    return result.output is None and _table_format(result) == "table"


def _table_format(result: Result) -> str | None:
    if result.format == "text":
        raise UsageError("--format text is for commands that give back text; take table, csv, tsv or jsonl")
    if result.format is None and result.output is None and sys.stdout.isatty():
        return "table"
    return result.format


def _explained(results: Iterable[Document]) -> Iterator[Document]:
    """The documents, their edits printed on stderr as they pass."""
    from policytext.explain import explain, shown

    for document in results:
        for edit, line, _, _ in explain(document):
            mark = " (inferred)" if edit.inferred else ""
            change = f"{shown(edit.before)} → {shown(edit.after)}{mark}"
            place = f"{printable(document.id)}:{line}"
            print(f"{place}: {edit.step} {edit.rule}: {change}", file=sys.stderr)  # noqa: T201
        yield document
