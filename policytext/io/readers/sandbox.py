"""Child processes for third-party readers, in which a few bytes can allocate gigabytes.

Their memory and time are limited; exceeding the limits costs one document, or a part of it. A child
process, `python -m policytext.io.readers.sandbox`, reads pickled functions and arguments from standard
input and writes pickled results. It is reused, and ends with this process.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from policytext.io.errors import Unreadable, out_of_time
from policytext.io.readers.cells import Part, parted
from policytext.io.readers.size_limit import limit
from policytext.settings import Settings

MEMORY = 32
"""Memory of the process as a factor of the size limit of a document. A workbook of 64 MB takes one and a
half of the two gigabytes, a page of a PDF with the largest plan of a city one."""
LEAST = 1 << 29  # bytes of memory without which nothing is read
KEPT = LEAST // 2
"""Bytes of memory above which a process is not reused: what one document left would count for the next."""

LOOKS = 0.05  # seconds between two looks at a process, in which it gets some 50 MB
_PARENT = 1.0  # seconds between two looks whether the parent still lives

TOO_MUCH = "asks for more memory than a document may have (--max-size allows more)"
_BROKEN = "no text: this document is damaged, and what reads it ended"

here = False
"""Are functions called in this process? So in the child process itself."""
_idle: list[subprocess.Popen[bytes]] = []


class Ended(Unreadable):
    """The process exceeded a limit, as the reason says, or ended unexpectedly."""


def given_by(
    function: Callable[..., Iterable[Any]], *given: Any, settings: Settings, seconds: float = 0
) -> Iterator[Any]:
    """Call a function of a module in a child process, or in this one if there can be none.

    It may use so many `seconds` of processor time, 0: no limit. Raises the function's exceptions, Ended.
    """
    try:
        process = None if here else _idle.pop() if _idle else _started()
    except OSError:
        process = None
    if process is None:
        yield from function(*given)
        return
    assert process.stdin and process.stdout
    watch, whole = _Watch(process, memory(settings), seconds), False
    try:
        with watch:
            with suppress(OSError):  # it ended before it had read all, and gives no answer
                pickle.dump((function, given), process.stdin)
                process.stdin.flush()
            while answer := _answer(process.stdout):
                whole = isinstance(answer, Exception)
                if isinstance(answer, Exception):
                    raise answer
                yield answer[0]
            whole = answer is None
            if not whole:
                raise Ended(watch.why or _BROKEN)
    finally:
        if whole and not watch.why and _memory_of(process) < KEPT:
            _idle.append(process)
        else:
            _end(process)


def parts(
    function: Callable[..., Iterable[Any]], *given: Any, settings: Settings, seconds: float = 0
) -> Iterator[tuple[Any, Iterator[Any]]]:
    """The results of a generator function, divided at `Part`s; the items of each must be read before the
    next.

    A part at which the process ends raises Ended; then the function is called again for the rest, unless it
    is out of time. Its last argument is the number of parts to skip.
    """
    done = 0
    while True:
        begun, lost = done, list[Ended]()
        told = _until_ended(given_by(function, *given, done, settings=settings, seconds=seconds), lost)
        for part, rest in parted(told):
            done += 1
            yield part, chain(rest, _raising(lost))
        if not lost:
            return
        if done == begun or lost[0].reason == out_of_time(seconds):
            raise lost[0]


def _until_ended(told: Iterator[Any], lost: list[Ended]) -> Iterator[Any]:
    try:
        yield from told
    except Ended as error:
        lost.append(error)


def _raising(lost: list[Ended]) -> Iterator[Any]:
    yield from ()
    if lost:
        raise lost[0]


def memory(settings: Settings) -> int:
    """The memory limit in bytes of the process for one document."""
    return max(LEAST, MEMORY * limit(settings))


def _started() -> subprocess.Popen[bytes]:
    package = str(Path(__file__).parents[3])
    path = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "policytext.io.readers.sandbox"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def _answer(stream: Any) -> Any:
    """An answer in a tuple, an exception, or None after the last; False if the process ended."""
    try:
        return pickle.load(stream)
    except (EOFError, OSError, pickle.UnpicklingError):
        return False


def _memory_of(process: subprocess.Popen[bytes]) -> int:
    import psutil

    try:
        return int(psutil.Process(process.pid).memory_info().rss)
    except psutil.Error:  # it has ended
        return KEPT


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe.close()  # type: ignore[union-attr]


@atexit.register
def _end_all() -> None:
    while _idle:
        _end(_idle.pop())


if hasattr(os, "register_at_fork"):  # the processes are those of the parent
    os.register_at_fork(after_in_child=_idle.clear)


class _Watch:
    """A context in which a process is ended if it exceeds limits of memory (bytes) or processor time
    (seconds).

    0 seconds is no limit. `why` names the exceeded limit.
    """

    def __init__(self, process: subprocess.Popen[bytes], memory: int, seconds: float) -> None:
        self.why = ""
        self._process, self._memory, self._seconds = process, memory, seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        import psutil

        try:
            watched = psutil.Process(self._process.pid)
            begun = sum(watched.cpu_times()[:2])
            while not self._done.wait(LOOKS):
                if watched.memory_info().rss > self._memory:
                    self.why = TOO_MUCH
                elif self._seconds and sum(watched.cpu_times()[:2]) - begun > self._seconds:
                    self.why = out_of_time(self._seconds)
                if self.why:
                    self._process.kill()
                    return
        except psutil.Error:  # it has ended
            return


def main() -> None:
    """The child process: answer calls from standard input."""
    from policytext.io.readers import sandbox

    sandbox.here = True  # this module is __main__ here
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process: the parent answers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no answer
    with suppress(EOFError, OSError):
        while True:
            function, given = pickle.load(sys.stdin.buffer)
            _answered(function, given, answers)
            answers.flush()


def _answered(function: Callable[..., Iterable[Any]], given: Any, answers: BinaryIO) -> None:
    try:
        for told in function(*given):
            pickle.dump((told,), answers)
            if isinstance(told, Part):  # it may be the last
                answers.flush()
    except BrokenPipeError:
        raise
    except (Unreadable, ImportError) as error:
        pickle.dump(error, answers)
    except Exception as error:  # which may be known in this process only
        pickle.dump(Unreadable(" ".join(f"{type(error).__name__}: {error}".split())), answers)
    else:
        pickle.dump(None, answers)


def _end_with_parent() -> None:
    import psutil

    with suppress(psutil.Error):
        parent = psutil.Process(os.getppid())
        while parent.is_running() and parent.status() != psutil.STATUS_ZOMBIE:
            time.sleep(_PARENT)
    os._exit(1)


if __name__ == "__main__":
    main()
