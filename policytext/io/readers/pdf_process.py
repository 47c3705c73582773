"""PDF is read in a process beside this one: `python -m policytext.io.readers.pdf_process`.

A PDF of a few hundred bytes may draw a form in a form in a form, and take all memory; what can be told from
its bytes is (see `pdfstreams`), but not all of it. The process takes each `RawDocument` on its
standard input and gives a list of what is in it, both pickled; it ends with this one.
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
from contextlib import suppress

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.origin import Note, RawDocument
from policytext.io.readers.sandbox import Watch, memory, start

_BROKEN = "no text: this document is damaged, and what reads it ended"
_LOOKS = 1.0  # seconds between two looks whether the parent still lives

here = False
"""Is there no other process to be used? So in that process itself."""


class _Beside:
    """The process, begun when it is first needed, and again when it ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, raw: RawDocument) -> list[Document | Problem | Note]:
        """What is in a document. Raises Unreadable; OSError where there can be no process."""
        with self._lock:
            process = self._process = self._process or start("policytext.io.readers.pdf_process")
            assert process.stdin and process.stdout
            found: list[Document | Problem | Note] | None = None
            watch = Watch(process, memory(raw.origin.settings), raw.origin.settings.timeout)
            try:
                with watch, suppress(EOFError, OSError, pickle.UnpicklingError):
                    pickle.dump(raw, process.stdin)
                    process.stdin.flush()
                    found = pickle.load(process.stdout)
            finally:
                if found is None or watch.why:
                    self.end()
        if found is None:
            raise Unreadable(watch.why or _BROKEN)
        return found

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]

    def forget(self) -> None:
        """In a fork: the process is that of the parent."""
        self.__init__()  # type: ignore[misc]


_beside = _Beside()
read = _beside.read
atexit.register(_beside.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_beside.forget)


def main() -> None:
    """The process."""
    from policytext.io.readers import dispatch, pdf_process

    pdf_process.here = True  # this module is __main__ here
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process: the parent answers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no answer
    with suppress(EOFError, OSError):
        while True:
            pickle.dump(list(dispatch.parsed(pickle.load(sys.stdin.buffer))), answers)
            answers.flush()


def _end_with_parent() -> None:
    import psutil

    with suppress(psutil.Error):
        parent = psutil.Process(os.getppid())
        while parent.is_running() and parent.status() != psutil.STATUS_ZOMBIE:
            time.sleep(_LOOKS)
    os._exit(1)


if __name__ == "__main__":
    main()
