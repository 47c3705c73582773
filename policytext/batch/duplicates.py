"""Near-duplicates on a Ray cluster, with the result of one process, in stages of bounded memory.

Map: fingerprints of documents, unit by unit (in Ray's object store, which spills to disk). Shuffle: their
keys, by partition; reduce: pairs of documents with a common key. The driver joins the pairs into
components, four bytes a document. Shuffle: the fingerprints of each component; reduce: the groups
inside components, as `policytext.corpus.duplicates` makes them.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from policytext.batch.ray import Cluster, Job, collected, connecting, units_of
from policytext.batch.work import Work
from policytext.corpus.components import components, in_order, joined, pairs_of
from policytext.corpus.duplicates import Duplicate, Duplicates, Fingerprint, Member, among
from policytext.corpus.minhash import BANDS, keys_of
from policytext.document import Problem
from policytext.io.pieces import Unit
from policytext.io.readers.origin import Note

if TYPE_CHECKING:
    import ray.data

UNIT = 10_000  # documents whose fingerprints, 8 MB, a worker makes in one go
PARTITION = 250_000
"""Documents to a partition: their keys, seventeen a document, take 100 MB in a worker; fingerprints of
documents in components are fewer, some 700 bytes each."""


class FoundDuplicates(NamedTuple):
    """Duplicates by the position of the document in the input, and how many documents there are."""

    duplicates: Duplicates
    documents: int


def find(job: Job[Fingerprint], cluster: Cluster, threshold: float) -> FoundDuplicates:
    """Find duplicates on the cluster, as `policytext.corpus.duplicates.find_duplicates` does here."""
    with connecting(cluster) as reach:
        units = list(enumerate(units_of(job, UNIT, reach)))
        if not units:
            return FoundDuplicates(Duplicates([]), 0)
        task = partial(_prints, job.work, job.debug)
        prints = reach.rows(task, units).materialize()
        counts = np.zeros(len(units) + 1, np.int64)
        for batch in prints.select_columns(["unit"]).iter_batches(batch_format="numpy"):
            counts[1:] += np.bincount(batch["unit"], minlength=len(units))
        starts = counts.cumsum()
        size = int(starts[-1])
        parts = size // PARTITION + 1
        pairs = _shuffled(prints, partial(_keys, starts, parts), _pairs, parts)
        labels = components(_tables(pairs), size)
        members = partial(_tied, starts, reach.shared((labels, joined(labels))), parts)
        found = _shuffled(prints, members, partial(_among, threshold), parts)
        rows = (row for table in _tables(found) for row in zip(*table, strict=True))
        duplicates = Duplicates((int(at), Duplicate(*pickle.loads(data))) for at, data in rows)
    return FoundDuplicates(duplicates, size)


def _shuffled(
    rows: ray.data.Dataset,
    spread: Callable[[pa.Table], pa.Table],
    reduce: Callable[[pa.Table], pa.Table],
    parts: int,
) -> ray.data.Dataset:
    """Assign each row to a partition by `spread`, and apply `reduce` to the rows of each partition."""
    placed = rows.map_batches(spread, batch_size=None, batch_format="pyarrow")
    return placed.groupby("part", num_partitions=parts).map_groups(reduce, batch_format="pyarrow")


def _tables(data: ray.data.Dataset) -> Iterator[Any]:
    """The rows in batches, as columns."""
    for batch in data.iter_batches(batch_size=None, batch_format="pyarrow"):
        yield tuple(column.to_numpy() for column in batch.columns)


def _prints(work: Work[Fingerprint], debug: bool, numbered: tuple[int, Unit]) -> pa.Table:
    """The fingerprints of a unit."""
    number, unit = numbered
    outcomes = (one for outcome in collected(work, debug, unit) for one in outcome)
    found = [one[0].packed() for one in outcomes if not isinstance(one, Problem | Note)]
    return pa.table(
        {
            "unit": pa.array([number] * len(found), pa.uint32()),
            "place": pa.array(range(len(found)), pa.uint32()),
            "print": pa.array(found, pa.binary()),
        }
    )


def _positions(prints: pa.Table, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    positions: NDArray[np.int64] = starts[prints["unit"].to_numpy()] + prints["place"].to_numpy()
    return positions


def _unpacked(prints: pa.Table) -> Iterator[Fingerprint]:
    return map(Fingerprint.unpacked, prints["print"].to_pylist())


def _keys(starts: NDArray[np.int64], parts: int, prints: pa.Table) -> pa.Table:
    """The keys of documents, with the partition of each."""
    places, keys = keys_of([found.text for found in _unpacked(prints)])
    positions = _positions(prints, starts)[places]
    # the last bits of a band's key are its number: a part gets keys of all bands
    part = (keys // np.uint64(BANDS) % np.uint64(parts)).astype(np.int64)
    return pa.table({"part": part, "key": keys, "position": positions})


def _pairs(keys: pa.Table) -> pa.Table:
    """The first document that has a key, paired with each other one."""
    keys = keys.sort_by("position")
    rows = in_order(keys["position"].to_numpy(), keys["key"].to_numpy())
    firsts, others = np.unique(np.stack(pairs_of(rows)), axis=1)
    return pa.table({"first": firsts, "position": others})


def _tied(starts: NDArray[np.int64], shared: Any, parts: int, prints: pa.Table) -> pa.Table:
    """The documents that have others in their component, with the partition of the component."""
    import ray

    labels, joined = ray.get(shared)
    positions = _positions(prints, starts)
    mine = np.flatnonzero(joined[positions])
    positions = positions[mine]
    component = labels[positions].astype(np.int64)
    columns = {"part": component % parts, "component": component, "position": positions}
    return pa.table(columns).append_column("print", prints["print"].take(mine))


def _among(threshold: float, members: pa.Table) -> pa.Table:
    """The duplicates inside components."""
    members = members.sort_by([("component", "ascending"), ("position", "ascending")])
    columns = (members[name].to_pylist() for name in ("component", "position"))
    rows = map(Member, *columns, _unpacked(members))
    found = dict(among(rows, threshold))
    data = [pickle.dumps((one.original, one.similarity)) for one in found.values()]
    return pa.table({"position": pa.array(found, pa.int64()), "duplicate": pa.array(data, pa.binary())})
