"""Error isolation: whatever goes wrong with a document becomes a Problem and affects no other."""

from __future__ import annotations

import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic, perf_counter, process_time
from typing import Any, TypeVar, overload

from policytext.batch.work import READING
from policytext.document import Document, Problem
from policytext.io.errors import out_of_time
from policytext.io.readers.dispatch import NO_MEMORY, parsed
from policytext.io.readers.origin import Note, RawDocument
from policytext.revision import RestoreError

Result = TypeVar("Result")
Item = Document | Problem | RawDocument | Note


@overload
def attempt(
    function: Callable[[Document], Result], item: Document, debug: bool = False, limit: float = 0
) -> list[Result | Problem]: ...
@overload
def attempt(
    function: Callable[[Document], Result], item: Item, debug: bool = False, limit: float = 0
) -> list[Result | Problem | Note]: ...
def attempt(
    function: Callable[[Document], Result], item: Item, debug: bool = False, limit: float = 0
) -> list[Any]:
    """Apply `function` to the document of an item; yields its result, and any Problem and Note.

    With `debug` the reason includes the traceback. `limit` is in seconds (see `time_limit`), 0 for none.

    >>> [problem] = attempt(lambda document: 1 // len(document.text), Document("a", "", "a.txt"))
    >>> problem.reason
    'ZeroDivisionError: integer division or modulo by zero'
    """
    if isinstance(item, Problem | Note):
        return [item]
    try:
        with time_limit(limit):
            found = _read(item) if isinstance(item, RawDocument) else [item]
            return [_applied(function, one, debug) if isinstance(one, Document) else one for one in found]
    except OutOfTimeError:
        return [failure(item, out_of_time(limit))]


def _read(raw: RawDocument) -> list[Document | Problem | Note]:
    begun = perf_counter()
    found = list(parsed(raw))
    READING.append(perf_counter() - begun)
    return found


def _applied(
    function: Callable[[Document], Result], document: Document, debug: bool
) -> Result | Problem | Note:
    try:
        return function(document)
    except Exception as error:
        kind = "" if isinstance(error, RestoreError) else f"{type(error).__name__}: "
        reason = " ".join(f"{kind}{error}".split()).removesuffix(":")
        reason = NO_MEMORY if isinstance(error, MemoryError) else reason
        return failure(document, f"{reason}\n{traceback.format_exc()}" if debug else reason)


def failure(item: Item, reason: str) -> Problem | Note:
    """The Problem of a document that could not be processed; other items are returned as they are."""
    if isinstance(item, RawDocument) and item.at:
        item = next((one for one in parsed(item) if not isinstance(one, Note)), item)
    if isinstance(item, Problem | Note):
        return item
    if isinstance(item, RawDocument):
        return replace(item.origin.problem(reason), id=item.origin.id)
    return Problem(item.source or item.id, reason, item.line, item.id, item.text)


WALL_CLOCK_FACTOR = 10
"""Factor between the limits of wall-clock time and of processor time: a machine with ten times the work
that it can do is only slow, but waiting for a lost network disk never ends."""

_SHORTEST = 0.01  # seconds between two looks at the clock


class OutOfTimeError(BaseException):
    """A document exceeded its time limit. Not an Exception, which libraries that read formats catch."""


class TimeBudget:
    """A limit of processor time in seconds, from now on; `worked` measures it (default: this process).

    On a busy machine a document may have to wait, which must not cost it: the limit of wall-clock time is
    larger, for documents that wait for something that never comes.
    """

    def __init__(self, limit: float, worked: Callable[[], float] = process_time) -> None:
        self._limit, self._worked = limit, worked
        self._begun, self._clock = worked(), monotonic()

    def left(self) -> float:
        """Seconds until the limit can be reached at the earliest; 0 if it is reached."""
        left = min(
            self._limit - (self._worked() - self._begun),
            self._limit * WALL_CLOCK_FACTOR - (monotonic() - self._clock),
        )
        return max(left, _SHORTEST) if left > 0 else 0


def processor_time_of(process: int) -> Callable[[], float]:
    """A function that returns the processor time of a process in seconds; 0 after its end."""
    import psutil

    try:
        times = psutil.Process(process).cpu_times
    except psutil.Error:
        return lambda: 0.0

    def worked() -> float:
        try:
            spent = times()
        except psutil.Error:
            return 0.0
        return float(spent.user + spent.system)

    return worked


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError in the block when its time is up, repeatedly until it is left.

    Needs POSIX alarms and the main thread; elsewhere the limit applies only in worker processes.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not seconds or not is_main or not hasattr(signal, "setitimer"):
        yield
        return

    allowance = TimeBudget(seconds)

    def look(*_: object) -> None:
        left = allowance.left()
        signal.setitimer(signal.ITIMER_REAL, left or 1)
        if not left:
            raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, look)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
