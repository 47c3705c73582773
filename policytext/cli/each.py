"""What most commands do: write each document, or the rows of tables that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from policytext.batch.work import Work, unchanged
from policytext.cli.configuration import settings_of
from policytext.cli.options import Dating, Naming, ResumableRequest, StepRequest
from policytext.cli.reading import on_cleaned
from policytext.cli.results import documents_to, explained, line_maker, tables_to, write_tables
from policytext.cli.run import Run, open_run
from policytext.document import Document
from policytext.schema import Row, Table
from policytext.settings import Names

if TYPE_CHECKING:
    from policytext.analysis import Analysis
    from policytext.tables import DocumentTable

Change = Callable[[Document], Document]
RowsOf = Callable[["Analysis"], Iterable[Row]]


def run_step(
    name: str, request: StepRequest, before: Change | None = None, after: Change = unchanged
) -> None:
    """Apply a text step to all documents and write the results as the user asked.

    `before` and `after` are applied to each document before and after the step.
    """
    from policytext.pipeline import PARTS

    write_each(after, PARTS[name], request, before=before)


def write_each(
    function: Change,
    steps: tuple[str, ...],
    request: StepRequest,
    *,
    name: str = "analysis",
    before: Change | None = None,
    exact: bool = False,
) -> None:
    """Apply `function` to every document after these steps, and write the results as requested.

    `name` is the name of the function's time in the statistics. See `Work` for `before`, and
    `documents_to` for `exact`.
    """
    settings, explain = settings_of(request), request.history.explain
    work = Work(function, steps, settings, name=name, before=before)
    with open_run(request, settings) as run:
        if run.finished:
            return
        line = None if explain else line_maker(request.result, settings)
        if run.on_cluster and not explain:
            run.write_on_cluster(work, partial(documents_to, result=request.result, settings=settings))
        elif line:
            is_bare = function is unchanged
            made = line if is_bare else partial(_line_of, function=function, line=line)
            name = "write" if is_bare else name
            write_records(run, run.each(Work(made, steps, settings, name=name, before=before)))
        else:
            write_documents(run, run.each(work), explain, exact)
        if exact and (same := run.report.done - run.report.stats.totals["cleaned_before"]):
            of = f"{same:,} of {run.report.done:,}"
            run.report.conclusions.append(f"{of} documents have no edits to undo: they are as they came")


def _line_of(document: Document, function: Change, line: Callable[[Document], bytes]) -> bytes:
    return line(function(document))


def write_records(run: Run, lines: Iterable[bytes]) -> None:
    """Write records that are lines already, as workers make them (see `line_maker`)."""
    from policytext.io.write import open_records

    run.write(lines, partial(open_records, part=run.part))


def write_documents(run: Run, documents: Iterable[Document], explain: bool, exact: bool = False) -> None:
    """Write documents as text, as records or as a table, as format and extension say."""
    opened = partial(
        documents_to, result=run.request.result, settings=run.settings, part=run.part, exact=exact
    )
    run.write(explained(documents) if explain else documents, opened)


def rows_of(table: Table, rows: Callable[[Document], Iterable[Row]]) -> DocumentTable:
    """A table for `run_tables` whose rows are made directly from each document."""
    from policytext.tables import DocumentTable

    return DocumentTable(table, partial(_of_document, rows=rows))


def _of_document(analysis: Analysis, rows: Callable[[Document], Iterable[Row]]) -> Iterator[Row]:
    yield from rows(analysis.document)


def run_tables(
    parts: Sequence[DocumentTable],
    request: ResumableRequest,
    *,
    dating: Dating | None = None,
    naming: Naming | None = None,
    pivots: bool = False,
    once: bool = True,
) -> None:
    """Write tables of all documents, each of which is analysed once for all tables, and of the corpus.

    With `once` documents that were cleaned before are not cleaned again.
    """
    result, settings = request.result, settings_of(request)
    if naming:
        settings = naming.settled(settings)
    tables = [part.table for part in parts]
    named: tuple[tuple[str, RowsOf], ...] = tuple((part.table.name, part.rows) for part in parts)
    as_of = dating.day() if dating else None
    with open_run(request, settings, records=False) as run:
        if run.finished:
            return
        pivots = pivots and not run.shards  # of a shard they would say little
        if pivots:
            from policytext.corpus.pivots import PIVOTS, SOURCE, source_rows, with_pivots

            named += ((SOURCE, source_rows),)
        rows_of_one = partial(_rows, parts=named, as_of=as_of, names=settings.names)
        work = on_cleaned(rows_of_one, settings, request.as_is, once=once)
        opened = partial(tables_to, tables=tables, result=result)
        if run.on_cluster:
            run.write_on_cluster(work, opened)
            return
        rows = run.each(work)
        if pivots:
            write_tables([*PIVOTS, *tables], with_pivots(chain.from_iterable(rows)), result)
        else:
            run.write(rows, opened)


def _rows(
    document: Document, parts: Sequence[tuple[str, RowsOf]], as_of: str | None, names: Names
) -> list[tuple[str, Row]]:
    from policytext.analysis import Analysis

    analysis = Analysis(document, as_of, names=names)
    return [(name, row) for name, rows_of in parts for row in rows_of(analysis)]
