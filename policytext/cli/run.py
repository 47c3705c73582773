"""A run that writes what it makes of each document: to one output, to a part that is resumed, to shards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from policytext.batch.work import Work
from policytext.cli.errors import UsageError
from policytext.cli.meter import make_way
from policytext.cli.options import TOGETHER, Request, ResumableRequest, Resume, Running, StepRequest
from policytext.cli.progress import Report, reporting
from policytext.cli.reading import Left, cluster_of, job_of, mapped
from policytext.settings import Settings

if TYPE_CHECKING:
    from policytext.batch.ray import Writer
    from policytext.io.writers.resume import Part
    from policytext.io.writers.shards import Shards

T = TypeVar("T")
Asked = StepRequest | ResumableRequest
Opened = Callable[["Path | None"], AbstractContextManager[Callable[[T], object]]]
"""Opens the writer of results to a path."""

_FREE = frozenset((*Running.flags(), *Resume.flags(), "inputs", "output", "explain", "list_rules"))
"""Options that a resumed run may have other values of; inputs and settings are compared themselves."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way: the request, and how results are written.

    To a resumable `part`, to `shards`, or (both None) directly.
    """

    request: Asked
    settings: Settings
    report: Report
    part: Part | None = None
    shards: Shards | None = None
    left: Left | None = None

    @property
    def finished(self) -> bool:
        """Is the run complete already?"""
        return bool(self.shards and self.shards.finished)

    @property
    def on_cluster(self) -> bool:
        """Are the shards written by workers of a cluster?"""
        return self.request.source.engine == "ray" and bool(self.shards)

    def each(self, work: Work[T]) -> Iterator[T]:
        """The results of the work on every document that is left to process."""
        return mapped(work, self.request.source, self.report, self.left)

    def write(self, results: Iterable[T], opened: Opened[T]) -> None:
        """Write results one by one, by the writers that `opened` returns."""
        if self.shards:
            self._write_shards(iter(results), opened, self.shards)
            return
        output = self.request.result.output
        with opened(output) as write:
            for one in results:
                make_way(output)
                with self.report.writing():
                    write(one)

    def _write_shards(self, results: Iterator[T], opened: Opened[T], shards: Shards) -> None:
        for first in results:
            documents = 0
            with opened(shards.next_path) as write:
                for one in chain([first], islice(results, shards.size - 1)):
                    with self.report.writing():
                        write(one)
                    documents += 1
            shards.enter(documents, self.report.stats.state())

    def write_on_cluster(self, work: Work[Any], opened: Writer) -> None:
        """Have the workers of a cluster write shards, and move them to their places in order."""
        from policytext.batch import ray
        from policytext.io.storage import is_address
        from policytext.io.writers.shards import put, tail_of

        source, report, shards = self.request.source, self.report, self.shards
        job, cluster = job_of(work, source, report), cluster_of(source)
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


@contextmanager
def open_run(request: Asked, settings: Settings, *, records: bool = True) -> Iterator[Run]:
    """A context with a run, written according to `--resume` and the output; `records`: it can be records.

    An interrupted run with the same description is resumed. UsageError for options that exclude each other.
    """
    from policytext.io.read import behind
    from policytext.io.writers.resume import resuming, unfinished
    from policytext.io.writers.shards import SIZE, is_sharded, sharding

    output, resume = request.result.output, request.resume
    with ExitStack() as stack:
        report = stack.enter_context(reporting(request.source, output, sharded=True))
        if output is not None and is_sharded(output):
            size, begun = resume.shard_size or SIZE, _beginning(request, settings)
            shards = stack.enter_context(sharding(output, size, begun, resume=resume.resume))
            report.go_on(shards)
            left: Left = lambda items: behind(items, report.stats.items)  # noqa: E731
            yield Run(request, settings, report, shards=shards, left=left)
        elif resume.shard_size:
            raise UsageError(
                '--shard-size needs the place of a number in -o, such as "out/part-{:05d}.jsonl"'
            )
        elif resume.resume:
            part = stack.enter_context(
                resuming(_resumable(request, records), _beginning(request, settings))
            )
            if done := part.finished.total():
                report.say(f"goes on behind {done:,} documents, which the figures at the end leave out")
            yield Run(request, settings, report, part, left=lambda items: unfinished(items, part.finished))
        else:
            yield Run(request, settings, report)


def _resumable(request: Asked, records: bool) -> Path:
    """The output of a run that resumes without shards; UsageError where it cannot."""
    result = request.result
    if request.source.engine == "ray":
        raise UsageError('--resume with --engine ray needs shards: -o "out/part-{:05d}.jsonl"')
    if not records:
        raise UsageError('--resume needs shards: -o "out/part-{:05d}.parquet" and the like')
    if result.output is None or result.format not in (None, "jsonl"):
        raise UsageError('--resume needs -o FILE.jsonl, or shards: -o "out/part-{:05d}.parquet"')
    return result.output


def _beginning(request: Asked, settings: Settings) -> Any:
    """The description of a run that is recorded beside its output: it must be the same in a resumed run,
    and files that options name must be as they were, as the inputs."""
    from typer._click.globals import get_current_context

    from policytext.io.writers.resume import beginning

    context = get_current_context()
    asked: dict[str, Any] = {"command": context.command.name}
    read = [*request.source.names]
    for param in context.command.params:
        name = param.name or ""
        if name in _FREE or hasattr(Settings, name):
            continue
        value = context.params[name]
        if param.metavar == "FILE" or param.type.name == "path":
            read += [] if value is None else [str(value)]
        else:
            asked[max(param.opts, key=len)] = value
    return beginning(read, settings, **asked)


def check_in_one_go(request: Request, what: str) -> None:
    """UsageError if an analysis of all documents together is to be written in shards, or resumed."""
    if isinstance(request, ResumableRequest) and (request.resume.resume or request.resume.shard_size):
        raise UsageError(f"{what}: without --resume and --shard-size, as {TOGETHER}")
