"""Runs on a Ray cluster."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from policytext.cli.destination import Destination
from policytext.cli.errors import UsageError
from policytext.cli.options import Source
from policytext.cli.progress import Report

if TYPE_CHECKING:
    from policytext.batch.ray import Cluster, Job, Writer
    from policytext.batch.work import Work

T = TypeVar("T")


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
