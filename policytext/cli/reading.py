"""Reading documents and applying a function to each, by one process, several, or a cluster."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from policytext.batch.work import Work
from policytext.cli.errors import UsageError
from policytext.cli.helpdata import CLEANING
from policytext.cli.messages import tell
from policytext.cli.options import Source
from policytext.cli.progress import Report
from policytext.document import Document
from policytext.settings import Settings

if TYPE_CHECKING:
    from policytext.batch.ray import Cluster, Job
    from policytext.io.read import Item, Part
    from policytext.io.readers.origin import Lines

T = TypeVar("T")
Left = Callable[[Iterable["Item | Lines"]], Iterable["Item | Lines"]]
"""Takes the items of the input and returns those that an interrupted run left."""


def mapped(
    work: Work[T], source: Source, report: Report, left: Left | None = None, *, named: bool = True
) -> Iterator[T]:
    """The results of the work on every document, in order.

    Without `named` ids are not checked for duplicates.
    """
    from policytext.batch.local import outcomes
    from policytext.io.read import read_parts

    settings = work.settings
    report.idle = cleaning_asked() if work.once else []
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

    for option in cleaning_asked() if as_is else ():
        raise UsageError(f"--as-is and {option} exclude each other")
    steps = () if as_is else PARTS["clean"]
    if fold is None:
        return Work(function, steps, settings, once)
    from policytext.batch.folding import Folding

    return Folding(function, steps, settings, once, fold=fold)


def cleaning_asked() -> list[str]:
    """The options given that say how documents are cleaned."""
    from typer._click.globals import get_current_context

    context = get_current_context()
    return [
        max(option.opts, key=len)
        for option in context.command.params
        if getattr(option, "rich_help_panel", None) == CLEANING and option.name != "as_is"
        if context.params.get(option.name or "")
    ]


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
