"""Start and end of the command line: signals, exit codes, and one line for any abnormal end.

Expensive imports are avoided, also for worker processes: if a script calls `main`, they import this module
and nothing else of the command line.
"""

from __future__ import annotations

import os
import signal
import sys

from policytext.garbage import collect_rarely, stop_collecting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

_ENDINGS = {"SIGINT": "interrupted", "SIGTERM": "ended by SIGTERM", "SIGHUP": "ended by SIGHUP"}
_AGAIN = 0.02  # seconds until a signal that is not answered yet is given again


class EndedError(BaseException):
    """A signal ends the run; partial outputs are removed while this exception propagates."""


class _EndOnSignal:
    """Raises EndedError for the first signal only, so that cleaning up is not interrupted."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self._insists = False  # is a signal being given again?

    def __call__(self, signum: int, frame: FrameType | None) -> None:
        if self.signal is not None:
            return
        if _importing(frame):
            if not self._insists:
                self._again(signum)
            return
        self.signal = signum
        raise EndedError

    def unraisable(self, lost: sys.UnraisableHookArgs) -> None:
        """Repeat an EndedError that was lost in a finalizer or callback."""
        if isinstance(lost.exc_value, EndedError) and self.signal:
            signum, self.signal = self.signal, None
            self._again(signum)
        else:
            sys.__unraisablehook__(lost)

    def _again(self, signum: int) -> None:
        """Repeat a signal until it is handled: one that arrives right before a blocking read would wait for
        its end."""
        import threading
        import time

        def insist() -> None:
            time.sleep(_AGAIN)
            while self.signal is None:
                _give(signum)
                time.sleep(_AGAIN)
            self._insists = False

        self._insists = True
        threading.Thread(target=insist, daemon=True).start()

    def install(self) -> None:
        """Handle the signals, except ignored ones, such as SIGHUP under nohup."""
        for name in _ENDINGS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self)
        sys.unraisablehook = self.unraisable

    def leave(self) -> None:
        """Ignore signals from now on: during Python's shutdown they would end the process silently."""
        for name in _ENDINGS:
            if number := getattr(signal, name, None):
                signal.signal(number, signal.SIG_IGN)


def _give(signum: int) -> None:
    """Send this process a signal; on Windows, where `os.kill` would kill it, interrupt the main thread."""
    if os.name == "nt":
        import _thread

        _thread.interrupt_main(signal.Signals(signum))
    else:
        os.kill(os.getpid(), signum)


def _importing(frame: FrameType | None) -> bool:
    """Is a module being imported? An extension module may crash if its import is interrupted."""
    while frame:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def main() -> NoReturn:
    """Run the command line and exit with its code; with 128 plus its number if a signal ended the run."""
    answer = _EndOnSignal()
    code: str | int | None = 0
    try:
        answer.install()
        _open_closed_streams()
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        collect_rarely()
        from policytext.cli.app import app

        app(prog_name="policytext")
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        code = _ended(signal.SIGINT)
    except OSError as failure:
        code = _ended(answer.signal) if answer.signal else _cannot_write(failure)  # the text of --help
    except BaseException:
        if not answer.signal:
            raise
        code = _ended(answer.signal)  # EndedError, or what others made of it
    answer.signal = answer.signal or 0  # the work is done: nothing more is interrupted
    error = _flush()
    if error and not code:
        code = _cannot_write(error)
    if "policytext.language.compiling" in sys.modules:
        from policytext.language.compiling import keep

        keep()
    answer.leave()
    stop_collecting()
    sys.exit(code)


def _ended(signum: int) -> int:
    from policytext.cli.messages import tell

    tell(_ENDINGS[signal.Signals(signum).name])
    _flush()
    return 128 + signum


def _cannot_write(error: OSError) -> int:
    from policytext.cli.messages import tell

    tell(f"output: {error.strerror}")
    return 1


def _flush() -> OSError | None:
    """Flush standard output; if that fails (a full disk), redirect it to nowhere.

    Else Python would try again at exit, and report that with its own message and exit code.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return error
    return None


def _open_closed_streams() -> None:
    """Open standard streams that the caller closed on the null device.

    In this order each gets its own file number, which else the first opened file would get.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
