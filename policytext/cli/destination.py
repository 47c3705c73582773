"""Destinations of results: complete outputs, continuation of an interrupted run, shards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from policytext.cli.errors import UsageError
from policytext.cli.options import Result, Resume, Running, Source
from policytext.cli.progress import Report
from policytext.settings import Settings

if TYPE_CHECKING:
    from policytext.io.read import Item
    from policytext.io.readers.origin import Lines
    from policytext.io.writers.resume import Part
    from policytext.io.writers.shards import Shards

Left = Callable[[Iterable["Item | Lines"]], Iterable["Item | Lines"]]


_FREE = frozenset((*Running.flags(), *Resume.flags(), "inputs", "output", "explain", "list_rules"))
"""Options that a resumed run may have other values of; inputs and settings are compared themselves."""


class Run(NamedTuple):
    """A run as requested: inputs, output, settings, and whether it resumes an earlier one.

    `records`: its results can be records.
    """

    source: Source
    result: Result
    settings: Settings
    resume: Resume
    records: bool = True

    def beginning(self) -> Mapping[str, Any]:
        """The description of the run that is recorded beside its output: it must be the same in a resumed
        run, and files that options name must be as they were, as the inputs."""
        from typer._click.globals import get_current_context

        from policytext.io.writers.resume import beginning

        context = get_current_context()
        asked: dict[str, Any] = {"command": context.command.name}
        read = [*self.source.names]
        for param in context.command.params:
            name = param.name or ""
            if name in _FREE or hasattr(Settings, name):
                continue
            value = context.params[name]
            if param.metavar == "FILE" or param.type.name == "path":
                read += [] if value is None else [str(value)]
            else:
                asked[max(param.opts, key=len)] = value
        return beginning(read, self.settings, **asked)


class Destination(NamedTuple):
    """How results are written: to a resumable part, to shards, or (both None) directly.

    `left` takes the items of the input and returns those that remain to be processed.
    """

    part: Part | None = None
    shards: Shards | None = None
    left: Left | None = None

    @property
    def finished(self) -> bool:
        """Is the run complete already?"""
        return bool(self.shards and self.shards.finished)

    def on_cluster(self, source: Source) -> bool:
        """Are the shards written by workers of a cluster?"""
        return source.engine == "ray" and bool(self.shards)


def open_destination(run: Run, report: Report) -> AbstractContextManager[Destination]:
    """Open the destination according to `--resume` and the name of the output.

    An interrupted run with the same description is resumed. UsageError for options that exclude each other.
    """
    from policytext.io.writers.shards import is_sharded

    output = run.result.output
    if output is not None and is_sharded(output):
        return _to_shards(run, output, report)
    if run.resume.shard_size:
        raise UsageError('--shard-size needs the place of a number in -o, such as "out/part-{:05d}.jsonl"')
    return _to_part(run, report) if run.resume.resume else nullcontext(Destination())


@contextmanager
def _to_shards(run: Run, output: Path, report: Report) -> Iterator[Destination]:
    from policytext.io.read import behind
    from policytext.io.writers.shards import SIZE, sharding

    size, goes_on = run.resume.shard_size or SIZE, run.resume.resume
    with sharding(output, size, run.beginning(), resume=goes_on) as shards:
        report.go_on(shards)
        yield Destination(shards=shards, left=lambda items: behind(items, report.stats.items))


@contextmanager
def _to_part(run: Run, report: Report) -> Iterator[Destination]:
    from policytext.io.writers.resume import resuming, unfinished

    output = run.result.output
    if run.source.engine == "ray":
        raise UsageError('--resume with --engine ray needs shards: -o "out/part-{:05d}.jsonl"')
    if not run.records:
        raise UsageError('--resume needs shards: -o "out/part-{:05d}.parquet" and the like')
    if output is None or run.result.format not in (None, "jsonl"):
        raise UsageError('--resume needs -o FILE.jsonl, or shards: -o "out/part-{:05d}.parquet"')
    with resuming(output, run.beginning()) as part:
        if done := part.finished.total():
            report.say(f"goes on behind {done:,} documents, which the figures at the end leave out")
        yield Destination(part=part, left=lambda items: unfinished(items, part.finished))
