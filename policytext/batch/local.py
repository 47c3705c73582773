"""One function over many documents, in this process or in several, results in input order.

Documents are sent in chunks of about equal size, and the number of chunks in flight is limited, so that
memory does not grow with the input.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Literal, TypeVar

from policytext.batch.attempt import Item, attempt
from policytext.document import Document, Problem
from policytext.io.read import items_in, unbatched
from policytext.io.readers.origin import Lines, Note, RawDocument
from policytext.settings import Settings

Result = TypeVar("Result")

CHUNK = 200_000  # characters of text, or bytes that are not read yet, that make a chunk
CHUNK_ITEMS = 256
LIMIT = float(Settings().timeout)


def outcomes(
    function: Callable[[Document], Result],
    items: Iterable[Item | Lines],
    jobs: int | Literal["auto"] = 1,
    debug: bool = False,
    limit: float = LIMIT,
) -> Iterator[list[Result | Problem | Note]]:
    """For each item, in order: the result of `function`, or a Problem, and any Notes.

    Unread items are read where the function is applied. A document becomes a Problem if the function
    raises (with `debug` the reason includes the traceback), takes longer than `limit` seconds (0: no
    limit), or its worker dies; others are not affected. With more than one job the function must be
    picklable: a function of a module, or a `functools.partial` of one. WorkerError if no worker can be
    started.
    """
    workers = available() if jobs == "auto" else jobs
    stream = iter(items)
    first: list[Item | Lines] = []
    while workers > 1 and sum(map(items_in, first)) < 2 and (more := list(islice(stream, 1))):
        first += more
    if sum(map(items_in, first)) < 2:
        for item in unbatched(chain(first, stream)):  # one document is not worth a worker
            yield attempt(function, item, debug, limit)
        return
    import pickle

    from policytext.batch.pool import Pool

    pickle.dumps(function)  # fail here, not once for each document
    yield from Pool(function, workers, debug, limit).run(chunked(chain(first, stream)))


def available() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def chunked(items: Iterable[Item | Lines]) -> Iterator[Sequence[Item]]:
    """The items in chunks of about equal size."""
    chunk: list[Item] = []
    size = 0
    for item in items:
        if isinstance(item, Lines):
            if chunk:
                yield chunk
                chunk, size = [], 0
            yield item
            continue
        chunk.append(item)
        size += (
            0
            if isinstance(item, Problem | Note)
            else len(item.data if isinstance(item, RawDocument) else item.text)
        )
        if size >= CHUNK or len(chunk) == CHUNK_ITEMS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
