"""Writing results in the requested format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from policytext.cli.errors import UsageError
from policytext.cli.messages import tell, tell_plainly
from policytext.cli.meter import make_way
from policytext.cli.options import Result, Tables
from policytext.document import Document
from policytext.language.printable import printable
from policytext.schema import Row, Table
from policytext.settings import Settings

if TYPE_CHECKING:
    from policytext.corpus.networks import Network
    from policytext.io.writers.resume import Part

Rows = Iterable[tuple[str, Row]]

NETWORKS = (".graphml", ".gexf", ".json")
"""Suffixes of networks."""


def line_maker(result: Result, settings: Settings) -> Callable[[Document], bytes] | None:
    """A function by which workers serialise a document to a line, so that documents need not be sent back.

    None if results are not lines of a file, or there are no workers.
    """
    from policytext.io.write import output_codec, takes_records

    if settings.jobs == 1 or not takes_records(result.output, result.format):
        return None
    from policytext.io.writers.interfaces import Options
    from policytext.io.writers.jsonl import line

    return partial(line, options=Options(output_codec(result.output_encoding), edits=settings.edits))


def write_tables(tables: Sequence[Table], rows: Rows, result: Result) -> None:
    """Write rows, each with the name of its table, in the format of option or suffix."""
    with tables_to(result.output, tables, result) as write:
        write(rows)


def write_table(table: Table, rows: Iterable[Row], result: Result) -> None:
    """Write the rows of one table in the format of option or suffix."""
    write_tables([table], ((table.name, row) for row in rows), result)


@contextmanager
def documents_to(
    path: Path | None, result: Result, settings: Settings, part: Part | None = None, exact: bool = False
) -> Iterator[Callable[[Document], None]]:
    """Open a writer of documents to `path`, in the form that the user asked for.

    `exact`: if standard output is no terminal, a text is written byte for byte, without an added line feed.
    """
    from policytext.io.write import open_documents

    if _wants_table(result):
        from policytext.analysis import Analysis
        from policytext.tables.documents import DOCUMENTS, document_rows

        with tables_to(path, [DOCUMENTS], result) as write_rows:
            yield lambda one: write_rows((DOCUMENTS.name, row) for row in document_rows(Analysis(one)))
        return
    form = result.format if result.format in ("text", "jsonl") else None
    encoding = result.output_encoding
    exact = exact and not sys.stdout.isatty()
    with open_documents(
        path, form, edits=settings.edits, encoding=encoding, part=part, exact=exact
    ) as write:
        yield write


@contextmanager
def tables_to(
    path: Path | None, tables: Sequence[Table], result: Result
) -> Iterator[Callable[[Rows], None]]:
    """Open a writer of rows of tables to `path`, in the form that the user asked for."""
    from policytext.io.write import open_tables

    form = _table_format(result)
    with open_tables(
        path,
        tables,
        form,
        excel=result.excel,
        encoding=result.output_encoding,
        language=result.language,
        wide=isinstance(result, Tables) and result.wide,
    ) as sink:

        def write(rows: Rows) -> None:
            for name, row in rows:
                make_way(path)
                sink.write(name, row)

        yield write
    for note in sink.notes:
        tell(note)


def _wants_table(result: Result) -> bool:
    if result.output is None or result.format is not None:
        return result.format in ("table", "csv", "tsv")
    from policytext.io.formats import format_of

    named = format_of(result.output)
    return named is not None and not named.documents


TEXT = (".txt", ".md", ".diff")
"""Suffixes of files of lines."""


def write_lines(lines: Iterable[str], result: Result, suffixes: Sequence[str] = TEXT) -> None:
    """Write lines of text to a file with one of these suffixes, or to standard output."""
    from policytext.io.errors import OutputError
    from policytext.io.write import output_codec
    from policytext.io.writers.files import standard_output, writing

    codec = output_codec(result.output_encoding)
    with ExitStack() as stack:
        if result.output is None:
            stream = stack.enter_context(standard_output(drawn=True))
        elif result.output.suffix in suffixes:
            stream = stack.enter_context(writing(result.output))
        else:
            raise OutputError(f"{result.output}: text is written to {', '.join(suffixes)}")
        for line in lines:
            make_way(result.output)
            stream.write(f"{line}\n".encode(codec, "backslashreplace"))


def is_network(result: Result) -> bool:
    """Does the suffix of the output ask for a network?"""
    return result.output is not None and result.output.suffix in NETWORKS


def check_table(result: Result, **options: object) -> None:
    """UsageError if one of these options, which are about tables, was given and a network is written."""
    for name, value in options.items():
        if value and is_network(result):
            raise UsageError(f"{result.output}: is a network, which takes no --{name}")


def write_network(network: Network, result: Result) -> None:
    """Write the network as GraphML, GEXF, or VOSviewer's JSON, according to the suffix."""
    from policytext.corpus.networks import gexf, graphml, vosviewer

    assert result.output is not None
    forms = dict(zip(NETWORKS, (graphml, gexf, vosviewer), strict=True))
    write_lines(forms[result.output.suffix](network), result, NETWORKS)


def is_drawn(result: Result) -> bool:
    """Are tables drawn on a terminal, rather than written as data?"""
    return result.output is None and _table_format(result) == "table"


def _table_format(result: Result) -> str | None:
    if result.format == "text":
        raise UsageError("--format text is for commands that give back text; take table, csv, tsv or jsonl")
    if result.format is None and result.output is None and sys.stdout.isatty():
        return "table"
    return result.format


def explained(results: Iterable[Document]) -> Iterator[Document]:
    """The documents; their edits are printed on stderr on the way."""
    from policytext.explain import abbreviated, explain

    for document in results:
        for edit, line, _, _ in explain(document):
            mark = " (inferred)" if edit.inferred else ""
            change = f"{abbreviated(edit.before)} → {abbreviated(edit.after)}{mark}"
            place = f"{printable(document.id)}:{line}"
            tell_plainly(f"{place}: {edit.step} {edit.rule}: {change}")
        yield document
