"""The time limit of a document: seconds of processor time, and a larger limit of wall-clock time.

On a busy machine a document may have to wait, which must not cost it. The limit of wall-clock time is for
documents that wait for something that never comes.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, process_time

WALL_CLOCK_FACTOR = 10
"""Factor between the limits of wall-clock time and of processor time: a machine with ten times the work
that it can do is only slow, but waiting for a lost network disk never ends."""

_SHORTEST = 0.01  # seconds between two looks at the clock


class OutOfTimeError(BaseException):
    """A document exceeded its time limit. Not an Exception, which libraries that read formats catch."""


class TimeBudget:
    """A limit of processor time in seconds, from now on; `worked` measures it (default: this process)."""

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
