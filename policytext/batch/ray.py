"""One function over the documents of a corpus on a Ray cluster, with the results of a single process.

Ray Data distributes units of some thousand documents; workers read, process and (for output in shards)
write them, and the driver receives only counts and file names. Every node must have the package and
access to the files. A worker processes documents in a child process, as on one machine (`pool`), so that
a crash affects only one document; the unit of a lost worker or node is given to another by Ray.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from policytext.batch.local import CHUNK_ITEMS, chunked
from policytext.batch.pool import Pool
from policytext.batch.stats import Stats
from policytext.batch.work import Measures, Work
from policytext.document import Problem
from policytext.io.errors import StorageError
from policytext.io.pieces import Plan, Unit, is_single, items, scan
from policytext.io.readers.find import Source, are_several, find
from policytext.io.readers.origin import Note
from policytext.io.writers.temporary import scratch
from policytext.settings import Settings

if TYPE_CHECKING:
    import ray.data

Result = TypeVar("Result")
Outcome = list[tuple[Result, Measures] | Problem | Note]
Put = Callable[[int, Path, int], dict[str, Any]]
Writer = Callable[[Path], AbstractContextManager[Callable[[Any], None]]]

SCANNED = 64  # inputs that a worker looks through in one go: a folder may have a million small ones


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster: `address` (None: $RAY_ADDRESS, or a new cluster on this machine), the most `workers`
    (None: the number of processors), and the bytes of `memory` of each."""

    address: str | None = None
    workers: int | None = None
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Job(Generic[Result]):
    """The work, the inputs, and the number of items to `skip`."""

    work: Work[Result]
    inputs: Sequence[str]
    debug: bool = False
    skip: int = 0
    count: Callable[[int], None] | None = None  # told of the bytes of each input


@dataclass(frozen=True, slots=True)
class WrittenUnit:
    """The result of a unit: its file, if it had documents, its problems, notes and counts."""

    path: Path | None
    documents: int
    messages: list[Problem | Note]
    state: dict[str, Any]
    entry: dict[str, Any] | None = None  # of a file that the worker put in its place


@dataclass(frozen=True, slots=True)
class _Output:
    """How workers write units, see `written`."""

    opened: Writer
    suffix: str
    folder: Path | None
    put: Put | None


def outcomes(job: Job[Result], cluster: Cluster) -> Iterator[Outcome[Result]]:
    """Do the job on the cluster, as `policytext.batch.local.outcomes` does here. Needs the extra `ray`."""
    with connecting(cluster) as reach:
        task = partial(collected, job.work, job.debug)
        for found in reach.each(task, units_of(job, CHUNK_ITEMS, reach)):
            yield from found


def written(
    job: Job[Result],
    cluster: Cluster,
    size: int,
    suffix: str,
    opened: Writer,
    folder: Path | None = None,
    put: Put | None = None,
    first: int = 0,
) -> Iterator[WrittenUnit]:
    """Process and write units of `size` items; yields them in the order of the input, from number `first`
    on.

    A worker writes the results of a unit to a file with this `suffix`, by the writer that `opened` returns
    for its path: in `folder`, which every node must see, or the worker `put`s it in its place.
    """
    with connecting(cluster) as reach:
        numbered = list(enumerate(units_of(job, size, reach), first))
        output = _Output(opened, suffix, folder, put)
        yield from reach.each(partial(_written, job.work, job.debug, output), numbered)


class ClusterMapper:
    """Applies a function to items on a cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self._workers = cluster.workers
        self._resources = {"memory": cluster.memory} if cluster.memory else {}

    def each(self, function: Callable[[Any], Any], things: Iterable[Any]) -> Iterator[Any]:
        """The result for each thing, in order."""
        pickled = [pickle.dumps(thing) for thing in things]
        if pickled:
            for row in self._dataset(partial(_results, function), pickled).iter_rows():
                result = pickle.loads(row["result"])
                if isinstance(result, StorageError):
                    raise result
                yield result

    def rows(self, function: Callable[[Any], Any], things: Iterable[Any]) -> ray.data.Dataset:
        """The rows that the function returns for each item; there must be some items."""
        return self._dataset(partial(_rows, function), [pickle.dumps(thing) for thing in things])

    def _dataset(self, function: Callable[[Sequence[bytes]], Any], things: list[bytes]) -> ray.data.Dataset:
        import ray.data

        at_once = min(self._workers, len(things)) if self._workers else None
        here = partial(_in_folder, str(Path.cwd()), function)
        data = ray.data.from_items([{"thing": thing} for thing in things], override_num_blocks=len(things))
        return data.map_batches(here, batch_size=1, num_cpus=1, concurrency=at_once, **self._resources)

    def shared(self, thing: Any) -> Any:
        """A reference to this object for `ray.get`, copied once to each node."""
        import ray

        return ray.put(thing)


def units_of(job: Job[Result], size: int, reach: ClusterMapper) -> list[Unit]:
    """The input in units of `size` items, enumerated by the workers."""
    sources = list(find(job.inputs))
    plan = Plan(size, several=are_several(job.inputs), skip=job.skip)
    unknown = [source for source in sources if isinstance(source, Source) and not is_single(source)]
    groups = [unknown[at : at + SCANNED] for at in range(0, len(unknown), SCANNED)]
    scans = (found for group in reach.each(partial(_scanned, job.work.settings), groups) for found in group)
    units: list[Unit] = []
    for source in sources:
        found: list[str | None] | None = None
        if job.count and isinstance(source, Source):
            job.count(source.size())
        if isinstance(source, Source) and not is_single(source):
            found = next(scans)
        units += plan.add(source, found)
    return [*units, *plan.rest()]


def _scanned(settings: Settings, sources: Sequence[Source]) -> list[list[str | None]]:
    return [scan(source, settings) for source in sources]


def collected(work: Work[Result], debug: bool, unit: Unit) -> list[Outcome[Result]]:
    """The outcomes of a unit, in a worker."""
    return list(_pool(work, debug).run(chunked(items(unit, work.settings))))


def _written(work: Work[Result], debug: bool, output: _Output, numbered: tuple[int, Unit]) -> WrittenUnit:
    number, unit = numbered
    stats, messages, documents = Stats(), [], 0
    with ExitStack() as whole, ExitStack() as stack:
        folder = output.folder or whole.enter_context(scratch())
        path = folder / f"{number:08}{output.suffix}"
        write: Callable[[Any], None] | None = None
        for outcome in _pool(work, debug).run(chunked(items(unit, work.settings))):
            stats.look(outcome)
            messages += [one for one in outcome if isinstance(one, Problem | Note)]
            for one in outcome:
                if not isinstance(one, Problem | Note):
                    write = write or stack.enter_context(output.opened(path))
                    write(one[0])
                    stats.add(one[1])
                    documents += 1
        stack.close()
        entry = output.put(number, path, documents) if output.put and documents else None
    left = path if documents and not output.put else None
    return WrittenUnit(left, documents, messages, stats.state(), entry)


_pools: dict[bytes, Pool[Any]] = {}


def _pool(work: Work[Result], debug: bool) -> Pool[tuple[Result, Measures]]:
    """The child process of this worker for this work; it is kept for the next unit."""
    key = pickle.dumps((work, debug))
    if key not in _pools:
        for pool in _pools.values():
            pool.close()
        _pools.clear()
        _pools[key] = Pool(work, 1, debug, work.settings.timeout, kept=True)
    return _pools[key]


@contextmanager
def connecting(cluster: Cluster) -> Iterator[ClusterMapper]:
    """Connect to the cluster; disconnect when the block ends."""
    try:
        import ray
        import ray.data
    except ImportError:
        raise ModuleNotFoundError('a cluster needs Ray: pip install "policytext[ray]"') from None
    begun = not ray.is_initialized()
    if begun:
        address = cluster.address or os.environ.get("RAY_ADDRESS") or "local"
        new = {"num_cpus": cluster.workers} if cluster.workers and address == "local" else {}
        ray.init(address, log_to_driver=False, logging_level=logging.ERROR, **new)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    try:
        yield ClusterMapper(cluster)
    finally:
        if begun:
            ray.shutdown()


def _results(function: Callable[[Any], Any], things: Sequence[bytes]) -> dict[str, list[bytes]]:
    return {"result": [pickle.dumps(_result(function, pickle.loads(thing))) for thing in things]}


def _result(function: Callable[[Any], Any], thing: Any) -> Any:
    """The result; a StorageError is raised without Ray's own long traceback."""
    try:
        return function(thing)
    except StorageError as error:
        return error


def _rows(function: Callable[[Any], Any], things: Sequence[bytes]) -> Any:
    [thing] = things
    return function(pickle.loads(thing))


def _in_folder(folder: str, function: Callable[[Sequence[bytes]], Any], batch: dict[str, Any]) -> Any:
    if Path(folder).is_dir():  # names of inputs and outputs are those of the driver
        os.chdir(folder)
    return function(batch["thing"])
