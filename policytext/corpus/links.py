"""Which documents could be told of as one: those that share a key, or are tied by others that do.

What is compared is compared inside such a component only, so that components can be looked at apart, and
a document that shares no key not at all.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policytext.corpus.engine import fetched, insert


class Links:
    """Keys of documents in an engine, which spills what its memory does not hold."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        engine.execute("CREATE TABLE keys (key UBIGINT, position UINTEGER)")

    def add(self, positions: NDArray[np.int64], keys: NDArray[np.uint64]) -> None:
        """The keys of some documents."""
        insert(self._engine, "keys", {"key": keys, "position": positions})

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The first document that has a key, with each other that has it.

        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from policytext.corpus.engine import connected
        >>> with TemporaryDirectory() as name, connected(Path(name)) as engine:
        ...     links = Links(engine)
        ...     links.add(np.array([0, 1, 2, 3]), np.array([7, 8, 7, 7], np.uint64))
        ...     sorted(links.pairs())
        [(0, 2), (0, 3)]
        """
        self._engine.execute(
            "CREATE TABLE shared AS"
            " SELECT key, min(position) AS first FROM keys GROUP BY key HAVING count(*) > 1"
        )
        yield from fetched(
            self._engine,
            "SELECT DISTINCT first, position FROM keys JOIN shared USING (key) WHERE position > first",
        )


def components(pairs: Iterable[tuple[int, int]], size: int) -> array[int]:
    """The component of each of `size` documents: the least number of those that pairs tie together.

    Four bytes a document (union-find, Tarjan 1975).

    >>> list(components([(0, 2), (3, 2), (4, 5)], 6))
    [0, 1, 0, 0, 4, 4]
    """
    parents = array("I", range(size))
    for one, other in pairs:
        while (above := parents[one]) != one:
            parents[one] = one = parents[above]
        while (above := parents[other]) != other:
            parents[other] = other = parents[above]
        if one < other:
            parents[other] = one
        elif other < one:
            parents[one] = other
    for number in range(size):  # each parent is less, and has its root by now
        parents[number] = parents[parents[number]]
    return parents


def joined(components: Sequence[int]) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """The component of each document, and whether it has others.

    >>> [found.tolist() for found in joined(array("I", [0, 1, 0, 3]))]
    [[0, 1, 0, 3], [True, False, True, False]]
    """
    labels = np.asarray(components, np.uint32)
    several = labels != np.arange(len(labels), dtype=np.uint32)
    several[labels[several]] = True
    return labels, several
