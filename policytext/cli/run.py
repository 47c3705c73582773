"""Runs: reading documents, applying a function, writing results; shared by all commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from policytext.batch.work import Work, unchanged
from policytext.cli.configuration import settings_of
from policytext.cli.destination import Destination, Left, Run, open_destination
from policytext.cli.errors import UsageError
from policytext.cli.messages import tell
from policytext.cli.options import (
    TOGETHER,
    Dating,
    History,
    Naming,
    Result,
    ResumableRequest,
    Resume,
    Rules,
    Source,
)
from policytext.cli.progress import Report, reporting
from policytext.cli.results import (
    documents_to,
    line_maker,
    tables_to,
    write_documents,
    write_records,
    write_rows_of_each,
    write_tables,
)
from policytext.document import Document
from policytext.schema import Row, Table
from policytext.settings import Names, Settings

if TYPE_CHECKING:
    from policytext.analysis import Analysis
    from policytext.batch.ray import Cluster, Job, Writer
    from policytext.io.read import Part
    from policytext.tables import DocumentTable

T = TypeVar("T")
Change = Callable[[Document], Document]


def mapped(
    work: Work[T], source: Source, report: Report, left: Left | None = None, *, named: bool = True
) -> Iterator[T]:
    """The results of the work on every document, in order, by one process or several.

    `left` selects the items that an interrupted run did not process. Without `named` ids are not checked
    for duplicates.
    """
    from policytext.batch.local import outcomes
    from policytext.io.read import read_parts

    settings = work.settings
    if source.engine == "ray":
        from policytext.batch import ray

        outcome = ray.outcomes(job_of(work, source, report), cluster_of(source))
        return report.follow(outcome, named=named)
    if "-" in source.names and sys.stdin.isatty() and not source.quiet:
        tell("waiting for standard input")
    report.meter.measure(source.names)
    apart = settings.jobs != 1
    items: Iterable[Part]
    items = read_parts(source.names, settings, sys.stdin.buffer, report.meter.count, apart, named)
    if left:
        items = left(items)
    outcome = outcomes(work, items, settings.jobs, source.debug, settings.timeout)
    return report.follow(outcome, named=named)


def on_cleaned(
    function: Callable[[Document], T],
    settings: Settings,
    as_is: bool,
    *,
    once: bool = True,
    fold: Callable[[Iterable[T]], T] | None = None,
) -> Work[T]:
    """Work that applies `function` to documents that are cleaned first, unless `as_is`.

    With `once` cleaned documents are not cleaned again. Workers combine their results by `fold`.
    """
    from policytext.pipeline import PARTS

    steps = () if as_is else PARTS["clean"]
    if fold is None:
        return Work(function, steps, settings, once)
    from policytext.batch.folding import Folding

    return Folding(function, steps, settings, once, fold=fold)


def run_step(
    name: str,
    source: Source,
    result: Result,
    steps: Rules,
    history: History,
    resume: Resume,
    before: Change | None = None,
    after: Change | None = None,
) -> None:
    """Apply a text step to all documents and write the results as the user asked.

    `before` and `after` are applied to each document before and after the step.
    """
    from policytext.pipeline import PARTS

    run = Run(source, result, settings_of(source, steps, history), resume)
    write_each(after or unchanged, PARTS[name], run, history, before=before)


def write_each(
    function: Change,
    steps: tuple[str, ...],
    run: Run,
    history: History,
    *,
    name: str = "analysis",
    before: Change | None = None,
    exact: bool = False,
) -> None:
    """Apply `function` to every document after these steps, and write the results as requested.

    `name` is the name of the function's time in the statistics. See `Work` for `before`, and
    `write_documents` for `exact`.
    """
    source, result, settings = run.source, run.result, run.settings
    work = Work(function, steps, settings, name=name, before=before)
    with reporting(source, result.output, sharded=True) as report, open_destination(run, report) as way:
        if way.finished:
            return
        if way.on_cluster(source) and not history.explain:
            opened = partial(documents_to, result=result, settings=settings)
            write_on_cluster(work, source, report, way, opened)
            return
        if (line := line_maker(result, settings)) and not history.explain:
            if function is not unchanged:
                line = partial(_line_of, function=function, line=line)
            made = Work(
                line, steps, settings, name="write" if function is unchanged else name, before=before
            )
            write_records(mapped(made, source, report, way.left), result, report, way)
            return
        documents = mapped(work, source, report, way.left)
        write_documents(documents, result, history, settings, report, way, exact)


def _line_of(document: Document, function: Change, line: Callable[[Document], bytes]) -> bytes:
    return line(function(document))


RowsOf = Callable[["Analysis"], Iterable[Row]]


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
    source, result = request.source, request.result
    settings = settings_of(source, request.steps)
    if naming:
        settings = naming.settled(settings)
    tables = [part.table for part in parts]
    named: tuple[tuple[str, RowsOf], ...] = tuple((part.table.name, part.rows) for part in parts)
    as_of = dating.day() if dating else None
    run = Run(source, result, settings, request.resume, records=False)
    with reporting(source, result.output, sharded=True) as report, open_destination(run, report) as way:
        if way.finished:
            return
        pivots = pivots and not way.shards  # of a shard they would say little
        if pivots:
            from policytext.corpus.pivots import PIVOTS, SOURCE, source_rows, with_pivots

            named += ((SOURCE, source_rows),)
        rows_of_one = partial(_rows, parts=named, as_of=as_of, names=settings.names)
        work = on_cleaned(rows_of_one, settings, request.as_is, once=once)
        if way.on_cluster(source):
            opened = partial(tables_to, tables=tables, result=result)
            write_on_cluster(work, source, report, way, opened)
            return
        results = mapped(work, source, report, way.left)
        if pivots:
            write_tables([*PIVOTS, *tables], with_pivots(chain.from_iterable(results)), result)
        else:
            write_rows_of_each(tables, results, result, report, way)


def check_in_one_go(request: ResumableRequest, what: str) -> None:
    """UsageError if an analysis of all documents together is to be written in shards, or resumed."""
    if request.resume.resume or request.resume.shard_size:
        raise UsageError(f"{what}: without --resume and --shard-size, as {TOGETHER}")


def _rows(
    document: Document, parts: Sequence[tuple[str, RowsOf]], as_of: str | None, names: Names
) -> list[tuple[str, Row]]:
    from policytext.analysis import Analysis

    analysis = Analysis(document, as_of, names=names)
    return [(name, row) for name, rows_of in parts for row in rows_of(analysis)]


def job_of(work: Work[T], source: Source, report: Report) -> Job[T]:
    """The job for a cluster. UsageError for standard input, which its nodes cannot read."""
    from policytext.batch.ray import Job

    inputs = source.names
    if "-" in inputs:
        raise UsageError("--engine ray reads files and folders that every node sees, not standard input")
    report.meter.measure(inputs)
    return Job(work, inputs, source.debug, report.stats.items, report.meter.count)


def cluster_of(source: Source) -> Cluster:
    """The cluster of the options."""
    from policytext.batch.ray import Cluster

    workers = int(source.jobs) if source.jobs and source.jobs.isdecimal() else None
    return Cluster(source.cluster, workers, source.memory * 10**6 if source.memory else None)


def write_on_cluster(
    work: Work[Any], source: Source, report: Report, way: Destination, opened: Writer
) -> None:
    """Have the workers of a cluster write shards, and move them to their places in order."""
    from policytext.batch import ray
    from policytext.io.storage import is_address
    from policytext.io.writers.shards import put, tail_of

    job, cluster = job_of(work, source, report), cluster_of(source)
    shards = way.shards
    assert shards
    write = partial(ray.written, job, cluster, shards.size, tail_of(shards.pattern), opened)
    if is_address(shards.pattern):
        for unit in write(put=partial(put, shards.pattern), first=len(shards.entries)):
            report.merge(unit.state, unit.messages)
            shards.enter_put(unit.entry, report.stats.state())
        return
    with shards.scratch() as folder:
        for unit in write(folder):
            report.merge(unit.state, unit.messages)
            if unit.path:
                unit.path.replace(shards.next_path)
                shards.enter(unit.documents, report.stats.state())
