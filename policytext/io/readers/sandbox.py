"""Processes of our own for readers in whose code, which is not ours, a few bytes ask for gigabytes.

Who reads there is held to so much memory and time; what goes over them costs one document.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from policytext.io.errors import out_of_time
from policytext.io.readers.size_limit import limit
from policytext.settings import Settings

MEMORY = 32
"""Times the size that a document may have: the memory of the process. A workbook of 64 MB takes one and a
half of its two gigabytes, a page of a PDF with the largest plan of a city one."""
LEAST = 1 << 29  # bytes of memory without which nothing is read

LOOKS = 0.05  # seconds between two looks at a process, in which it gets some 50 MB

TOO_MUCH = "asks for more memory than a document may have (--max-size allows more)"


def memory(settings: Settings) -> int:
    """The bytes of memory that the process of one document may have."""
    return max(LEAST, MEMORY * limit(settings))


def start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A process that runs a module of this package, between two pipes. Raises OSError."""
    package = str(Path(__file__).parents[3])
    path = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


class Watch:
    """In the block a process is ended that takes more bytes of memory, or more seconds of a processor.

    No seconds are no limit. `why` says what it took too much of.
    """

    def __init__(self, process: subprocess.Popen[bytes], memory: int, seconds: float = 0) -> None:
        self.why = ""
        self._process, self._memory, self._seconds = process, memory, seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

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
