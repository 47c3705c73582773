"""Documents in, a function over them, results out: what every command does around its own work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from policytext.cli.configuration import settings_of
from policytext.cli.guard import UsageError
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
    tables_to,
    write_documents,
    write_rows_of_each,
    write_tables,
)
from policytext.document import Document, Problem
from policytext.schema import Row, Table
from policytext.settings import Names, Settings

if TYPE_CHECKING:
    from policytext.analysis import Analysis
    from policytext.batch.measured import Work
    from policytext.batch.ray import Cluster, Job, Writer
    from policytext.io.readers.origin import Raw
    from policytext.io.writers.objects import Objects
    from policytext.io.writers.resume import Part
    from policytext.io.writers.shards import Shards
    from policytext.tables import DocumentTable

T = TypeVar("T")
Change = Callable[[Document], Document]
Left = Callable[[Iterable["Document | Problem | Raw"]], Iterable["Document | Problem | Raw"]]


def documents(source: Source, settings: Settings) -> Iterator[Document | Problem]:
    """The documents of the command's inputs, standard input where there are none."""
    from policytext.io.read import read

    return read(_inputs(source), settings, sys.stdin.buffer, _note(source))


def _inputs(source: Source) -> Sequence[str]:
    inputs = source.names
    if "-" in inputs and sys.stdin.isatty() and not source.quiet:
        print("policytext: waiting for standard input", file=sys.stderr)  # noqa: T201
    return inputs


def _note(source: Source) -> Callable[[str], None] | None:
    """What says how records were understood, on stderr."""
    return None if source.quiet else Report().say


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
) -> Iterator[T]:
    """`function` of every document after these text steps, in order, by as many processes as there are.

    With `once` documents that have been through a step go through none again. `left` gives what an
    interrupted run left to do; `before` is done to each document first, in this process. `name` is what
    the time of the function is called in the statistics.
    """
    from policytext.batch.local import outcomes
    from policytext.batch.measured import Work
    from policytext.io.read import parsed_all, read_parts

    work = Work(function, steps, settings, once, name)
    if source.engine == "ray":
        from policytext.batch import ray

        if before:
            raise UsageError("--corpus is for one machine, without --engine ray")
        return report.follow(ray.outcomes(job_of(work, source, settings, report), cluster_of(source)))
    inputs = _inputs(source)
    report.meter.measure(inputs)
    items: Iterable[Document | Problem | Raw]
    items = read_parts(inputs, settings, sys.stdin.buffer, _note(source), report.meter.count)
    if before:
        items = (before(item) if isinstance(item, Document) else item for item in parsed_all(items))
    outcome = outcomes(work, left(items) if left else items, settings.jobs, source.debug, settings.timeout)
    return report.follow(outcome)


def job_of(work: Work[T], source: Source, settings: Settings, report: Report) -> Job[T]:
    """What a cluster is to do. UsageError where it cannot see the input."""
    from policytext.batch.ray import Job

    inputs = source.names
    if "-" in inputs:
        raise UsageError("--engine ray reads files and folders that every node sees, not standard input")
    note = _note(source)
    tell = (lambda one: note(f"{one.source}: {one.words}")) if note else None
    report.meter.measure(inputs)
    return Job(work, inputs, settings, source.debug, report.stats.items, tell, report.meter.count)


def cluster_of(source: Source) -> Cluster:
    """The cluster that the flags name."""
    from policytext.batch.ray import Cluster

    workers = int(source.jobs) if source.jobs and source.jobs.isdecimal() else None
    return Cluster(source.cluster, workers, source.memory * 10**6 if source.memory else None)


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
    from policytext.batch.measured import itself
    from policytext.pipeline import PARTS

    settings = settings_of(source, steps, history)
    how = {"command": name, "--corpus": bool(before), "--invert": bool(after)}
    write_each(after or itself, PARTS[name], source, result, history, settings, resume, how, before=before)


def write_each(
    function: Change,
    steps: tuple[str, ...],
    source: Source,
    result: Result,
    history: History,
    settings: Settings,
    resume: Resume,
    how: Mapping[str, Any],
    *,
    name: str = "analysis",
    before: Change | None = None,
    exact: bool = False,
) -> None:
    """What `function` makes of every document after these steps, on its way to be resumed or in shards.

    `how` is what a run that goes on must have in common with the one before; see `mapped` for the rest and
    `write_documents` for `exact`.
    """
    from policytext.batch.measured import Work

    with (
        reporting(source, result.output, sharded=True) as report,
        going(source, result, settings, resume, report, how) as way,
    ):
        if way.finished:
            return
        if way.objects and (before or history.explain):
            raise UsageError("object storage is written without --corpus and --explain")
        if way.on_cluster(source) and not before and not history.explain:
            work = Work(function, steps, settings, name=name)
            opened = partial(documents_to, result=result, settings=settings)
            _write_on_cluster(work, source, settings, report, way, opened)
            return
        made = mapped(function, source, settings, report, steps, name=name, left=way.left, before=before)
        write_documents(made, result, history, settings, report, way.part, way.shards, exact)


def _write_on_cluster(
    work: Work[Any], source: Source, settings: Settings, report: Report, way: Way, opened: Writer
) -> None:
    """Shards that the workers of a cluster write, put in their places one after the other."""
    from policytext.batch import ray

    job, cluster = job_of(work, source, settings, report), cluster_of(source)
    if objects := way.objects:
        for unit in ray.written(job, cluster, objects.size, objects.tail, opened, put=objects.put):
            report.merge(unit.state, unit.problems)
            objects.entries += [unit.entry] if unit.entry else []
        return
    shards = way.shards
    assert shards
    with shards.scratch() as folder:
        for unit in ray.written(job, cluster, shards.size, shards.tail, opened, folder):
            report.merge(unit.state, unit.problems)
            if unit.path:
                unit.path.replace(shards.next_path)
                shards.enter(unit.documents, report.stats.state())


def read_twice(source: Source) -> Source:
    """The source for a first pass that says nothing; UsageError where it can be read only once."""
    if "-" in source.names:
        raise UsageError("reads its input twice: name files or folders")
    return replace(source, quiet=True)


class Way(NamedTuple):
    """How results are written: to the part that an interrupted run left, to shards, or (None) in one go.

    `left` gives what is left to do of the input.
    """

    part: Part | None = None
    shards: Shards | None = None
    left: Left | None = None
    objects: Objects | None = None

    @property
    def finished(self) -> bool:
        """Is nothing left to do?"""
        return bool(self.shards and self.shards.finished)

    def on_cluster(self, source: Source) -> bool:
        """Do workers of a cluster write the shards?"""
        return source.engine == "ray" and bool(self.shards or self.objects)


@contextmanager
def going(
    source: Source,
    result: Result,
    settings: Settings,
    resume: Resume,
    report: Report,
    how: Mapping[str, Any],
) -> Iterator[Way]:
    """The way that results are written as `--resume` and the name of the output say.

    Where they are there already from a run that was begun in the same way it is gone on with; `how` says
    what makes a run the same besides its settings and inputs.
    """
    from policytext.io.writers import resume as part
    from policytext.io.writers.objects import is_address, storing
    from policytext.io.writers.shards import SIZE, is_sharded, sharding

    encoding: dict[str, Any] = {"--output-encoding": result.output_encoding}
    if result.output is not None and is_sharded(result.output) and is_address(result.output):
        if source.engine != "ray" or resume.resume:
            raise UsageError("object storage is written by --engine ray, without --resume; else mount it")
        asked = {"--format": result.format, "--language": result.language, **encoding}
        begun = part.beginning(source.names, settings, **how, **asked)
        with storing(result.output, resume.shard_size or SIZE, begun) as objects:
            report.reject = objects.reject
            yield Way(objects=objects)
        return
    if result.output is not None and is_sharded(result.output):
        asked = {
            "--format": result.format,
            "--excel": result.excel,
            "--language": result.language,
            **encoding,
        }
        begun = part.beginning(source.names, settings, **how, **asked)
        with sharding(result.output, resume.shard_size or SIZE, begun, resume=resume.resume) as shards:
            report.go_on(shards)
            yield Way(None, shards, lambda items: islice(items, report.stats.items, None))
        return
    if resume.shard_size:
        raise UsageError("--shard-size needs the place of a number in -o, such as 'out/part-{:05d}.jsonl'")
    if not resume.resume:
        yield Way()
        return
    if source.engine == "ray":
        raise UsageError("--resume with --engine ray needs shards: -o 'out/part-{:05d}.jsonl'")
    if not how.get("records", True):
        raise UsageError("--resume needs shards: -o 'out/part-{:05d}.parquet' and the like")
    if result.output is None or result.format not in (None, "jsonl"):
        raise UsageError("--resume needs -o FILE.jsonl, or shards: -o 'out/part-{:05d}.parquet'")
    begun = part.beginning(source.names, settings, **how, **encoding)
    with part.resuming(result.output, begun) as left:
        yield Way(left, None, lambda items: part.unfinished(items, left.finished))


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
    with (
        reporting(source, result.output, sharded=True) as report,
        going(source, result, settings, resume, report, begun) as way,
    ):
        if way.finished:
            return
        pivots = pivots and not (way.shards or way.objects)  # of a shard they would say little
        if pivots:
            from policytext.corpus.pivots import PIVOTS, SOURCE, source_rows, with_pivots

            named += ((SOURCE, source_rows),)
        work = partial(_rows, parts=named, as_of=as_of, names=settings.names)
        if way.on_cluster(source):
            from policytext.batch.measured import Work
            from policytext.pipeline import PARTS

            job = Work(work, () if as_is else PARTS["clean"], settings, once)
            opened = partial(tables_to, tables=tables, result=result)
            _write_on_cluster(job, source, settings, report, way, opened)
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
) -> Iterator[T]:
    """`function` of every document, cleaned unless it was before (`once`) or is wanted as it is."""
    from policytext.pipeline import PARTS

    steps = () if as_is else PARTS["clean"]
    return mapped(function, source, settings, report, steps, once=once, left=left)


def cleaned(source: Source, settings: Settings, as_is: AsIs, report: Report) -> Iterator[Document]:
    """The documents, cleaned unless they were before or are wanted as they are."""
    from policytext.batch.measured import itself

    return each(itself, source, settings, as_is, report)


def _rows(
    document: Document, parts: Sequence[tuple[str, RowsOf]], as_of: str | None, names: Names
) -> list[tuple[str, Row]]:
    from policytext.analysis import Analysis

    analysis = Analysis(document, as_of, names=names)
    return [(name, row) for name, rows_of in parts for row in rows_of(analysis)]
