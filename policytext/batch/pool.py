"""A pool of worker processes; a worker is replaced when it dies or an item takes too long.

Each worker is served by a thread of the parent, which sends chunks and waits for answers, so that the
parent knows which item a worker is processing, and for how long.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

from policytext.batch.attempt import Item, TimeBudget, attempt, failure, processor_time_of
from policytext.batch.worker import COUNT, serve
from policytext.document import Document, Problem
from policytext.io.errors import out_of_time
from policytext.io.readers.origin import Note

Result = TypeVar("Result")

_AHEAD = 2  # chunks under way for each worker
_LIVES = 2  # workers that may die over an item before it is given up: one may be killed from outside
_SOON = 0.1  # seconds in which most answers come: until then nobody asks how long their process has worked
_STARTING = 5.0
"""Seconds to wait for a worker that is starting; at exit the thread that started it may be gone."""


class WorkerError(RuntimeError):
    """Worker processes cannot be started at all."""


@dataclass
class _Chunk:
    """Items, their pickled form (None if they cannot be pickled), and the answers so far."""

    items: Sequence[Item]
    payload: bytes | None
    messages: list[bytes] = field(default_factory=list)
    answered: int = 0
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def reject(self, reason: str) -> None:
        """Give up the next item."""
        self.add(COUNT.pack(1) + pickle.dumps([[failure(self.items[self.answered], reason)]]))

    def add(self, message: bytes) -> None:
        """Add answers."""
        self.messages.append(message)
        self.answered += COUNT.unpack_from(message)[0]


class Pool(Generic[Result]):
    """`workers` processes that apply a function to items; `limit` is in seconds for each item, 0 for none.

    With `kept` they stay for the next run after one that ended normally.
    """

    def __init__(
        self,
        function: Callable[[Document], Result],
        workers: int,
        debug: bool,
        limit: float,
        *,
        kept: bool = False,
    ) -> None:
        self._function, self._workers, self._debug, self._limit = function, workers, debug, limit
        self._kept = kept
        self._todo: SimpleQueue[_Chunk | None] = SimpleQueue()
        self._hired: list[_Worker] = []
        self._scratch: TemporaryDirectory[str] | None = None  # for what workers that are ended would leave

    def run(self, chunks: Iterator[Sequence[Item]]) -> Iterator[list[Result | Problem | Note]]:
        """The results of each item of the chunks, in order; only a few chunks are in flight at once.

        Items or results that cannot be pickled are processed in this process. Raises WorkerError.
        """
        under_way: deque[_Chunk] = deque()
        ended_well = False
        packed = (chunk for items in chunks for chunk in _packed(items))
        try:
            while True:
                for chunk in islice(packed, self._workers * _AHEAD - len(under_way)):
                    under_way.append(chunk)
                    if chunk.payload is not None:
                        self._todo.put(chunk)
                    if len(self._hired) < self._workers:
                        self._hire()
                if not under_way:
                    ended_well = True
                    return
                yield from self._results(under_way.popleft())
        finally:
            if not (self._kept and ended_well):
                self.close()

    def _hire(self) -> None:
        self._scratch = self._scratch or TemporaryDirectory(
            prefix="policytext-", ignore_cleanup_errors=True
        )
        work = (self._function, self._debug, self._scratch.name)
        self._hired.append(_Worker(self._todo, work, self._limit))
        self._hired[-1].start()

    def close(self) -> None:
        """End the workers at once."""
        workers, self._hired = self._hired, []
        for worker in workers:
            worker.end()
        for worker in workers:
            worker.join()
        if self._scratch:
            self._scratch.cleanup()
            self._scratch = None
        self._todo = SimpleQueue()

    def _results(self, chunk: _Chunk) -> Iterator[list[Result | Problem | Note]]:
        while chunk.payload is not None and not chunk.done.wait(1):  # Ctrl-C interrupts it everywhere
            pass
        if chunk.error:
            raise chunk.error
        at = 0
        for message in chunk.messages or [COUNT.pack(len(chunk.items))]:
            [count] = COUNT.unpack_from(message)
            if len(message) > COUNT.size:
                yield from pickle.loads(memoryview(message)[COUNT.size :])
            else:
                for item in chunk.items[at : at + count]:
                    yield attempt(self._function, item, self._debug, self._limit)
            at += count


def _packed(items: Sequence[Item]) -> Iterator[_Chunk]:
    """The items as one chunk, or a chunk for each if one of them cannot be pickled (nested too deeply)."""
    try:
        payload = pickle.dumps(items)
    except Exception:
        if len(items) > 1:
            for item in items:
                yield from _packed([item])
            return
        payload = None
    yield _Chunk(items, payload)


class _Worker:
    """A worker process and the thread that serves it from the shared queue."""

    def __init__(
        self,
        todo: SimpleQueue[_Chunk | None],
        work: tuple[Callable[[Document], Any], bool, str],
        limit: float,
    ) -> None:
        self._todo, self._work, self._limit = todo, work, limit
        self._lock = threading.Lock()
        self._ended = False
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._worked: Callable[[], float] = float
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Kill the worker."""
        self._ended = True
        held = self._lock.acquire(timeout=_STARTING)
        try:
            if (process := self._process) and process.pid is not None:
                process.kill()
        finally:
            if held:
                self._lock.release()
        self._todo.put(None)

    def join(self) -> None:
        """Wait until the worker has ended."""
        if self._thread.ident:
            self._thread.join(timeout=5)

    def _serve(self) -> None:
        if hasattr(signal, "pthread_sigmask"):  # Ctrl-C is for the parent: its workers inherit this
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while not self._ended and (chunk := self._todo.get()):
            try:
                self._answer(chunk)
            except BaseException as error:
                chunk.error = error
            chunk.done.set()
        self._bury()

    def _answer(self, chunk: _Chunk) -> None:
        deaths: Counter[int] = Counter()
        alone = False  # do answers come one by one, as something went wrong, and it is not known where?
        while chunk.answered < len(chunk.items):
            connection = self._connection or self._start()
            try:
                connection.send((chunk.answered, alone))
                connection.send_bytes(chunk.payload or b"")
                if not self._collect(chunk, connection) and alone:
                    chunk.reject(out_of_time(self._limit))
            except (EOFError, OSError):
                code = self._bury()
                if self._ended:
                    raise
                deaths[chunk.answered] += alone
                if deaths[chunk.answered] == _LIVES:
                    chunk.reject(_died(code))
            alone = True

    def _collect(self, chunk: _Chunk, connection: Connection) -> bool:
        """Receive the worker's answers until the chunk is done; False if an item takes too long."""
        while chunk.answered < len(chunk.items):
            if not self._in_time(connection):
                self._bury()
                return False
            chunk.add(connection.recv_bytes())
        return True

    def _in_time(self, connection: Connection) -> bool:
        """Wait for an answer; does it arrive within the time limit of an item?"""
        if not self._limit:
            return connection.poll(None)
        if connection.poll(_SOON):
            return True
        allowance = TimeBudget(self._limit, self._worked)
        while left := allowance.left():
            if connection.poll(left):
                return True
        return False

    def _start(self) -> Connection:
        """Start a worker and wait until it is ready."""
        context = multiprocessing.get_context("spawn")  # the one way that works everywhere
        ours, theirs = context.Pipe()
        with self._lock:
            if self._ended:
                raise EOFError
            process = context.Process(target=serve, args=(theirs, *self._work), daemon=True)
            process.start()
            self._process = process  # one that the system refused cannot be waited for
        theirs.close()
        try:
            ours.recv_bytes()
        except (EOFError, OSError):
            raise WorkerError(f"worker processes cannot be started ({_died(self._bury())})") from None
        self._connection, self._worked = ours, processor_time_of(process.pid or 0)
        return ours

    def _bury(self) -> int | None:
        """The exit code of the worker, which is killed if it is still running."""
        if self._connection:
            self._connection.close()
        process, self._process, self._connection = self._process, None, None
        if process is None:
            return None
        process.join(timeout=1)  # one that died by itself says how
        process.kill()
        process.join()
        return process.exitcode


def _died(code: int | None) -> str:
    """Describe how a worker ended, by its exit code.

    >>> _died(-9)
    'its worker process died (SIGKILL: out of memory, or killed)'
    """
    if code is None or code >= 0:
        return f"its worker process died (exit code {code})"
    name = signal.Signals(-code).name
    return f"its worker process died ({name if name != 'SIGKILL' else 'SIGKILL: out of memory, or killed'})"
