"""Connected components of documents that share keys.

Documents are compared only inside a component, so that components can be processed one by one, and a
document that shares no key is not compared at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import FileIO

import numpy as np
from numpy.typing import NDArray

PARTS = 256
"""Ranges into which keys, being hashes, fall evenly. The keys of one range are in memory together: 8 MB of
ten million documents with seventeen keys."""

KEYED = np.dtype([("key", "<u8"), ("position", "<u4")])
Pairs = tuple[NDArray[np.uint32], NDArray[np.uint32]]

_EDGES = np.arange(1, PARTS, dtype=np.uint64) << np.uint64(64 - PARTS.bit_length() + 1)


class Links:
    """Keys of documents in a file, in batches sorted by key."""

    def __init__(self, file: FileIO) -> None:
        self._file = file
        self._bounds: list[NDArray[np.int64]] = []
        self._size = 0

    def add(self, positions: NDArray[np.int64], keys: NDArray[np.uint64]) -> None:
        """Add the keys of documents, whose positions are above those of all before."""
        rows = in_order(positions, keys)
        rows.tofile(self._file)
        edges = np.searchsorted(rows["key"], _EDGES)
        self._bounds.append(self._size + np.concatenate([[0], edges, [len(rows)]]))
        self._size += len(rows)

    def pairs(self) -> Iterator[Pairs]:
        """The first document that has a key, paired with each other one, in batches.

        >>> from tempfile import TemporaryFile
        >>> with TemporaryFile(buffering=0) as file:
        ...     links = Links(file)
        ...     links.add(np.array([0, 1, 2, 3]), np.array([7, 8, 7, 7], np.uint64))
        ...     [(first.tolist(), other.tolist()) for first, other in links.pairs() if len(first)]
        [([0, 0], [2, 3])]
        """
        for part in range(PARTS):
            rows = [self._read(*bounds[part : part + 2].tolist()) for bounds in self._bounds]
            if rows:
                together = np.concatenate(rows)
                yield pairs_of(in_order(together["position"], together["key"]))

    def _read(self, start: int, stop: int) -> NDArray[np.void]:
        self._file.seek(start * KEYED.itemsize)
        return np.fromfile(self._file, KEYED, stop - start)


def in_order(positions: NDArray[np.integer], keys: NDArray[np.uint64]) -> NDArray[np.void]:
    """Rows of a key and a position, by key; those of a key stay in their order."""
    order = np.argsort(keys, kind="stable")
    rows = np.empty(len(keys), KEYED)
    rows["key"], rows["position"] = keys[order], positions[order]
    return rows


def pairs_of(rows: NDArray[np.void]) -> Pairs:
    """The first position of each key paired with each other one; rows are sorted by key and position."""
    new = np.ones(len(rows), bool)
    new[1:] = rows["key"][1:] != rows["key"][:-1]
    firsts = rows["position"][np.maximum.accumulate(np.where(new, np.arange(len(new)), 0))]
    return firsts[~new], rows["position"][~new]


def components(pairs: Iterable[Pairs], size: int) -> NDArray[np.uint32]:
    """The component of each of `size` documents: the least number among the documents that pairs connect.

    Four bytes a document, each the number of one above it or its own (union-find, Tarjan 1975).

    >>> pairs = np.array([0, 3], np.uint32), np.array([2, 2], np.uint32)
    >>> components([pairs, pairs], 4).tolist()
    [0, 1, 0, 0]
    """
    above = np.arange(size, dtype=np.uint32)
    for firsts, others in pairs:
        while len(firsts):
            one, other = _roots(above, firsts), _roots(above, others)
            above[firsts], above[others] = one, other
            apart = one != other
            firsts, others = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
            np.minimum.at(above, others, firsts)
    return _roots(above, above)


def _roots(above: NDArray[np.uint32], some: NDArray[np.uint32]) -> NDArray[np.uint32]:
    while np.any((higher := above[some]) != some):
        some = higher
    return some


def joined(components: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Whether the component of each document has other documents.

    >>> joined(np.array([0, 1, 0, 3])).tolist()
    [True, False, True, False]
    """
    several: NDArray[np.bool_] = components != np.arange(len(components))
    several[components[several]] = True
    return several
