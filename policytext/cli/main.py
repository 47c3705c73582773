"""The command line from beginning to end: however a run is ended, it says so in one line.

Nothing is imported here that takes time, which also spares worker processes: where a script calls
`main`, they import this module and nothing else of the command line.
"""

from __future__ import annotations

import os
import signal
import sys

from policytext.garbage import look_no_more, look_seldom

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

_ENDINGS = {"SIGINT": "interrupted", "SIGTERM": "ended by SIGTERM", "SIGHUP": "ended by SIGHUP"}
_AGAIN = 0.02  # seconds until a signal that is not answered yet is given again


class EndedError(BaseException):
    """A signal ends the run; what is half written is removed on the way out."""


class _EndOnSignal:
    """Answers the first signal with EndedError, and no other: what follows must not be cut short."""

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
        """An EndedError that came where none can be raised (a finalizer, a callback) comes again."""
        if isinstance(lost.exc_value, EndedError) and self.signal:
            signum, self.signal = self.signal, None
            self._again(signum)
        else:
            sys.__unraisablehook__(lost)

    def _again(self, signum: int) -> None:
        """Give a signal until it is answered: one that comes right before a read waits for its end."""
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
        """Answer the signals that are not ignored, as they are under nohup."""
        for name in _ENDINGS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self)
        sys.unraisablehook = self.unraisable

    def leave(self) -> None:
        """Let no signal end what is left to do: Python, as it ends, would let it do so without a word."""
        for name in _ENDINGS:
            if number := getattr(signal, name, None):
                signal.signal(number, signal.SIG_IGN)


def _give(signum: int) -> None:
    """Give this process a signal; where `os.kill` ends it at once (Windows), the main thread."""
    if os.name == "nt":
        import _thread

        _thread.interrupt_main(signal.Signals(signum))
    else:
        os.kill(os.getpid(), signum)


def _importing(frame: FrameType | None) -> bool:
    """Is a module being loaded? One that is not written in Python may break noisily if cut short."""
    while frame:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def main() -> NoReturn:
    """Run the command line and exit with its code; 128 and its number where a signal ended the run."""
    answer = _EndOnSignal()
    code: str | int | None = 0
    try:
        answer.install()
        _open_closed_streams()
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        look_seldom()
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
    look_no_more()
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
    """Write out what standard output still holds; where it cannot take it (a full disk), let it go nowhere.

    Else Python tries again at exit, and says so in lines and with a code of its own.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return error
    return None


def _open_closed_streams() -> None:
    """A standard stream that the caller closed is empty, or takes what nobody wants.

    Opened in this order each gets its own number, which else the first file that is read would get.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
