"""The same function over many documents, in this process or in several, results in input order.

Workers are spawned, never forked, which is the one way that works everywhere. Documents travel
in chunks of about equal text, and only so many chunks are under way at once, so that memory
does not grow with the input.
"""

from __future__ import annotations

import os
import pickle
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from policytext.document import Document, Problem
from policytext.revision import RestoreError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Result = TypeVar("Result")
Item = Document | Problem

CHUNK = 200_000  # characters of text that make a chunk
CHUNK_ITEMS = 256
_AHEAD = 2  # chunks under way for each worker


def run(
    function: Callable[[Document], Result],
    items: Iterable[Item],
    jobs: int | Literal["auto"] = 1,
    debug: bool = False,
) -> Iterator[Result | Problem]:
    """`function` of each document, in order; problems among the items are passed on in their place.

    A document on which the function raises, or under which its worker dies, becomes a Problem,
    and costs nothing else (with `debug` the reason has the traceback). With more than one job the
    function must be picklable: a function of a module, or a `functools.partial` of one.

    >>> list(run(lambda document: len(document.text), [Document("a", "正文"), Problem("b", "is empty")]))
    [2, Problem(source='b', reason='is empty', line=None, id='')]
    """
    workers = available() if jobs == "auto" else jobs
    stream = iter(items)
    first = list(islice(stream, 2)) if workers > 1 else []
    if len(first) < 2:  # one document is not worth a worker
        yield from (_attempt(function, item, debug) for source in (first, stream) for item in source)
        return
    pickle.dumps(function)  # fail here, not once for each document
    yield from _Crew(function, workers, debug).run(chunked(_chained(first, stream)))


def available() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chained(first: list[Item], rest: Iterator[Item]) -> Iterator[Item]:
    yield from first
    yield from rest


def chunked(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists of about equal text."""
    chunk: list[Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.text) if isinstance(item, Document) else 0
        if size >= CHUNK or len(chunk) == CHUNK_ITEMS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _attempt(function: Callable[[Document], Result], item: Item, debug: bool) -> Result | Problem:
    if isinstance(item, Problem):
        return item
    try:
        return function(item)
    except Exception as error:
        kind = "" if isinstance(error, RestoreError) else f"{type(error).__name__}: "
        reason = " ".join(f"{kind}{error}".split())
        return failure(item, f"{reason}\n{traceback.format_exc()}" if debug else reason)


def failure(document: Document, reason: str) -> Problem:
    """The Problem of a document that could be read, but not processed."""
    return Problem(document.source or document.id, reason, id=document.id, raw=document.text)


def work(
    function: Callable[[Document], Result], chunk: Sequence[Item], debug: bool
) -> list[Result | Problem]:
    """The results of a chunk: what a worker does."""
    return [_attempt(function, item, debug) for item in chunk]


def _ignore_interrupt() -> None:
    """Ctrl-C at a terminal reaches every process; the parent's answer to it is enough."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Crew(Generic[Result]):
    """Worker processes, replaced when one of them dies."""

    def __init__(self, function: Callable[[Document], Result], workers: int, debug: bool) -> None:
        self._function, self._workers, self._debug = function, workers, debug

    def run(self, chunks: Iterator[list[Item]]) -> Iterator[Result | Problem]:
        from concurrent.futures.process import BrokenProcessPool

        under_way: deque[tuple[list[Item], Future[list[Result | Problem]]]] = deque()
        pool = self._pool(self._workers)
        try:
            while True:
                for chunk in islice(chunks, self._workers * _AHEAD - len(under_way)):
                    under_way.append((chunk, self._submit(pool, chunk)))
                if not under_way:
                    break
                chunk, future = under_way.popleft()
                try:
                    yield from _result(future)
                except BrokenProcessPool:
                    _stop(pool)
                    yield from self._one_by_one(chunk)
                    pool = self._pool(self._workers)
                    under_way = deque((chunk, self._submit(pool, chunk)) for chunk, _ in under_way)
        finally:
            _stop(pool)

    def _one_by_one(self, chunk: Sequence[Item]) -> Iterator[Result | Problem]:
        """The results of a chunk on which a worker may have died, a worker at risk for each item."""
        from concurrent.futures.process import BrokenProcessPool

        pool = self._pool(1)
        try:
            for item in chunk:
                try:
                    yield from _result(self._submit(pool, [item]))
                except BrokenProcessPool:
                    _stop(pool)
                    pool = self._pool(1)
                    if isinstance(item, Document):
                        yield failure(item, "the worker process died (out of memory, or killed)")
        finally:
            _stop(pool)

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(workers, get_context("spawn"), _ignore_interrupt)

    def _submit(self, pool: ProcessPoolExecutor, chunk: Sequence[Item]) -> Future[list[Result | Problem]]:
        """The chunk under way; in a pool that broke meanwhile it is a future that says so."""
        from concurrent.futures import Future
        from concurrent.futures.process import BrokenProcessPool

        try:
            return pool.submit(work, self._function, chunk, self._debug)
        except BrokenProcessPool as error:
            broken: Future[list[Result | Problem]] = Future()
            broken.set_exception(error)
            return broken


def _result(future: Future[list[Result | Problem]]) -> list[Result | Problem]:
    """The result, waited for in a way that Ctrl-C can interrupt on Windows too."""
    from concurrent.futures import wait

    while not future.done():
        wait([future], timeout=1)
    return future.result()


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the workers at once, whatever they are at."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        with suppress(OSError):
            process.terminate()
