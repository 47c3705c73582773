"""One document tried: whatever goes wrong costs that document only, and becomes a Problem."""

from __future__ import annotations

import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from policytext.document import Document, Problem
from policytext.revision import RestoreError

Result = TypeVar("Result")
Item = Document | Problem


class OutOfTimeError(BaseException):
    """A document took longer than it may. No Exception, which readers of foreign formats catch."""


def attempt(
    function: Callable[[Document], Result], item: Item, debug: bool = False, limit: float = 0
) -> Result | Problem:
    """`function` of a document, or the Problem that it met; a Problem is passed on.

    With `debug` the reason has the traceback. `limit` is in seconds, 0 for none.

    >>> attempt(lambda document: 1 // len(document.text), Document("a", "", "a.txt")).reason
    'ZeroDivisionError: integer division or modulo by zero'
    """
    if isinstance(item, Problem):
        return item
    try:
        with time_limit(limit):
            return function(item)
    except OutOfTimeError:
        return failure(item, out_of_time(limit))
    except Exception as error:
        kind = "" if isinstance(error, RestoreError) else f"{type(error).__name__}: "
        reason = " ".join(f"{kind}{error}".split()).removesuffix(":")
        return failure(item, f"{reason}\n{traceback.format_exc()}" if debug else reason)


def failure(document: Document, reason: str) -> Problem:
    """The Problem of a document that could be read, but not processed."""
    return Problem(document.source or document.id, reason, id=document.id, raw=document.text)


def out_of_time(limit: float) -> str:
    """The reason of a document that took longer than `limit` seconds.

    >>> out_of_time(60.0)
    'takes longer than 60 s (--timeout)'
    """
    return f"takes longer than {limit:g} s (--timeout)"


def work(
    function: Callable[[Document], Result], chunk: Sequence[Item], debug: bool
) -> list[Result | Problem]:
    """The results of a chunk."""
    return [attempt(function, item, debug) for item in chunk]


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """OutOfTimeError in the block after so many seconds, again each second until it gets out.

    Needs the alarm of POSIX and the main thread; elsewhere only worker processes are held to a limit.
    """
    if not seconds or not _has_alarm():
        yield
        return

    before = signal.signal(signal.SIGALRM, _end)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _end(*_: object) -> None:
    raise OutOfTimeError


def _has_alarm() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
