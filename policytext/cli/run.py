"""Documents in, a function over them, results out: what every command does around its own work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from policytext.cli.cluster import cluster_of, job_of, write_on_cluster
from policytext.cli.configuration import settings_of
from policytext.cli.destination import Left, Run, open_destination
from policytext.cli.errors import UsageError
from policytext.cli.inputs import inputs_of
from policytext.cli.options import (
    TOGETHER,
    AsIs,
    Dating,
    History,
    Naming,
    Result,
    Resume,
    Rules,
    Source,
    Steps,
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
    from policytext.io.read import Part
    from policytext.tables import DocumentTable

T = TypeVar("T")
Change = Callable[[Document], Document]


def mapped(
    function: Callable[[Document], T],
    source: Source,
    settings: Settings,
    report: Report,
    steps: tuple[str, ...] = (),
    *,
    once: bool = False,
    name: str = "analysis",
    left: Left | None = None,
    before: Change | None = None,
    fold: Callable[[Iterable[T]], T] | None = None,
    named: bool = True,
) -> Iterator[T]:
    """`function` of every document after these text steps, in order, by as many processes as there are.

    With `once` documents that have been through a step go through none again. `left` gives what an
    interrupted run left to do; `before` is done to each document first, in this process. `name` is what
    the time of the function is called in the statistics. Not `named`: no ids are needed.
    Workers `fold` results, which then come by the hundred.
    """
    from policytext.batch.local import outcomes
    from policytext.batch.work import Work
    from policytext.io.read import parsed_all, read_parts

    work: Work[T] = Work(function, steps, settings, once, name)
    if fold:
        from policytext.batch.folding import Folding

        work = Folding(function, steps, settings, once, name, fold=fold)
    if source.engine == "ray":
        from policytext.batch import ray

        if before:
            raise UsageError("--corpus is for one machine, without --engine ray")
        outcome = ray.outcomes(job_of(work, source, settings, report), cluster_of(source))
        return report.follow(outcome, named=named)
    inputs = inputs_of(source)
    report.meter.measure(inputs)
    apart = settings.jobs != 1 and not before
    items: Iterable[Part]
    items = read_parts(inputs, settings, sys.stdin.buffer, report.note, report.meter.count, apart, named)
    if before:
        items = (before(item) if isinstance(item, Document) else item for item in parsed_all(items))
    if left:
        items = left(items)
    outcome = outcomes(work, items, settings.jobs, source.debug, settings.timeout)
    return report.follow(outcome, named=named)


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
    """One text step over all documents, and what comes before and after it, written as the user wants."""
    from policytext.batch.work import unchanged
    from policytext.pipeline import PARTS

    how = {"command": name, "--corpus": bool(before), "--invert": bool(after)}
    run = Run(source, result, settings_of(source, steps, history), resume, how)
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
    """What `function` makes of every document after these steps, on its way to be resumed or in shards.

    See `mapped` for `name` and `before`, and `write_documents` for `exact`.
    """
    from policytext.batch.work import Work, unchanged

    source, result, settings = run.source, run.result, run.settings
    with reporting(source, result.output, sharded=True) as report, open_destination(run, report) as way:
        if way.finished:
            return
        here = bool(before or history.explain)  # both are done by one process alone
        if way.on_cluster(source) and not here:
            work = Work(function, steps, settings, name=name)
            opened = partial(documents_to, result=result, settings=settings)
            write_on_cluster(work, source, settings, report, way, opened)
            return
        line = None if here else line_maker(result, settings)
        if line:
            made_into = line if function is unchanged else partial(_line_of, function=function, line=line)
            name = "write" if function is unchanged else name
            lines = mapped(made_into, source, settings, report, steps, name=name, left=way.left)
            write_records(lines, result, report, way.part, way.shards)
            return
        made = mapped(function, source, settings, report, steps, name=name, left=way.left, before=before)
        write_documents(made, result, history, settings, report, way.part, way.shards, exact)


def _line_of(document: Document, function: Change, line: Callable[[Document], bytes]) -> bytes:
    return line(function(document))


RowsOf = Callable[["Analysis"], Iterable[Row]]


def rows_of(table: Table, rows: Callable[[Document], Iterable[Row]]) -> DocumentTable:
    """A table for `run_tables` whose rows are made of each document as it is."""
    from policytext.tables import DocumentTable

    return DocumentTable(table, partial(_of_document, rows=rows))


def _of_document(analysis: Analysis, rows: Callable[[Document], Iterable[Row]]) -> Iterator[Row]:
    yield from rows(analysis.document)


def run_tables(
    parts: Sequence[DocumentTable],
    source: Source,
    result: Result,
    steps: Steps,
    as_is: AsIs,
    resume: Resume,
    dating: Dating | None = None,
    how: Mapping[str, Any] | None = None,
    pivots: bool = False,
    naming: Naming | None = None,
    once: bool = True,
) -> None:
    """Tables of all documents, each of which is analysed once for all tables, and those of the corpus.

    `how` is what changes their rows besides the settings: a run that is resumed must have it in common.
    With `once` documents that were cleaned before are not cleaned again.
    """
    settings = settings_of(source, steps)
    if naming:
        settings = naming.settled(settings)
    tables = [part.table for part in parts]
    named: tuple[tuple[str, RowsOf], ...] = tuple((part.table.name, part.rows) for part in parts)
    as_of = dating.day() if dating else None
    begun = {"tables": [table.name for table in tables], "--as-is": bool(as_is), "--as-of": as_of}
    begun |= {"records": False, **(how or {})}
    run = Run(source, result, settings, resume, begun)
    with reporting(source, result.output, sharded=True) as report, open_destination(run, report) as way:
        if way.finished:
            return
        pivots = pivots and not way.shards  # of a shard they would say little
        if pivots:
            from policytext.corpus.pivots import PIVOTS, SOURCE, source_rows, with_pivots

            named += ((SOURCE, source_rows),)
        work = partial(_rows, parts=named, as_of=as_of, names=settings.names)
        if way.on_cluster(source):
            from policytext.batch.work import Work
            from policytext.pipeline import PARTS

            job = Work(work, () if as_is else PARTS["clean"], settings, once)
            opened = partial(tables_to, tables=tables, result=result)
            write_on_cluster(job, source, settings, report, way, opened)
            return
        results = each(work, source, settings, as_is, report, way.left, once=once)
        if pivots:
            rows = with_pivots(chain.from_iterable(results))
            write_tables([*PIVOTS, *tables], rows, result)
        else:
            write_rows_of_each(tables, results, result, report, way.shards)


def check_in_one_go(resume: Resume, what: str) -> None:
    """UsageError for what takes all documents together, and so is not written shard by shard."""
    if resume.resume or resume.shard_size:
        raise UsageError(f"{what}: without --resume and --shard-size, as {TOGETHER}")


def each(
    function: Callable[[Document], T],
    source: Source,
    settings: Settings,
    as_is: AsIs,
    report: Report,
    left: Left | None = None,
    *,
    once: bool = True,
    fold: Callable[[Iterable[T]], T] | None = None,
    named: bool = True,
) -> Iterator[T]:
    """`function` of every document, cleaned unless it was before (`once`) or is wanted as it is."""
    from policytext.pipeline import PARTS

    steps = () if as_is else PARTS["clean"]
    return mapped(function, source, settings, report, steps, once=once, left=left, fold=fold, named=named)


def cleaned(source: Source, settings: Settings, as_is: AsIs, report: Report) -> Iterator[Document]:
    """The documents, cleaned unless they were before or are wanted as they are."""
    from policytext.batch.work import unchanged

    return each(unchanged, source, settings, as_is, report)


def _rows(
    document: Document, parts: Sequence[tuple[str, RowsOf]], as_of: str | None, names: Names
) -> list[tuple[str, Row]]:
    from policytext.analysis import Analysis

    analysis = Analysis(document, as_of, names=names)
    return [(name, row) for name, rows_of in parts for row in rows_of(analysis)]
