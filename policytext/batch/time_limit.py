"""How long a document may take: seconds of a processor, not of the clock on the wall.

On a machine that others keep busy a document waits through no fault of its own. Only what waits much
longer than it may work, for an answer that does not come, is given up by the clock.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, process_time

PATIENCE = 10
"""Times its limit that a document may take by the clock: a machine with ten times as much to do as it can
is slow, and no more than that; who waits for a disk of a network that is gone waits for ever."""

_SHORTEST = 0.01  # seconds between two looks at the clock


class OutOfTimeError(BaseException):
    """A document took longer than it may. No Exception, which readers of foreign formats catch."""


class Allowance:
    """Allows `limit` more seconds of processor time; `worked` measures it (by default, of this process)."""

    def __init__(self, limit: float, worked: Callable[[], float] = process_time) -> None:
        self._limit, self._worked = limit, worked
        self._begun, self._clock = worked(), monotonic()

    def left(self) -> float:
        """Seconds until the time can be up at the earliest; 0 when it is."""
        left = min(
            self._limit - (self._worked() - self._begun),
            self._limit * PATIENCE - (monotonic() - self._clock),
        )
        return max(left, _SHORTEST) if left > 0 else 0


def work_of(process: int) -> Callable[[], float]:
    """A function that tells the processor time that a process has used, in seconds; 0 after its end."""
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
    """Raise OutOfTimeError in the block when its time is up, repeatedly until it leaves the block.

    Needs the alarm of POSIX and the main thread; elsewhere only worker processes are held to a limit.
    """
    if not seconds or not _has_alarm():
        yield
        return

    allowance = Allowance(seconds)

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


def _has_alarm() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
