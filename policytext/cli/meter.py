"""How far a run is, on stderr: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from policytext.batch.stats import Stats, duration, rate
from policytext.cli.messages import message_language, tell
from policytext.wording import COLON, COMMA, counted, translated

TICK = 0.5  # seconds from the beginning, and between two pictures, on a terminal
LINES = 60.0
"""Seconds between two lines if stderr is no terminal: the log of an hour's run has a page of them, a run of
some seconds, as in a script, none."""


class Meter:
    """Shows progress on stderr: a bar on a terminal, an occasional line elsewhere.

    Readers add the bytes that they read to `read`.

    `label` names a part of the run; `documents` is the number of documents, if they were read before: then
    they are counted, not bytes.
    """

    def __init__(self, *, shown: bool = False, label: str = "", documents: int | None = None) -> None:
        self.read = 0
        self._label = f"{translated(label, message_language())}{COLON[message_language()]}" if label else ""
        self._shown, self._terminal = shown, shown and sys.stderr.isatty()
        self._again = documents is not None
        self._total = documents
        self._bar: Any = None
        self._next = monotonic() + (TICK if self._terminal else LINES)

    def count(self, size: int) -> None:
        self.read += size

    def measure(self, inputs: Sequence[str]) -> None:
        """Find the `total` of bytes to read, in a thread beside the work."""
        if self._shown and "-" not in inputs:
            threading.Thread(target=self._measure, args=(inputs,), daemon=True).start()

    def _measure(self, inputs: Sequence[str]) -> None:
        from policytext.io.errors import StorageError
        from policytext.io.readers.find import Source, find

        total = 0
        try:
            for source in find(inputs):
                with suppress(OSError):  # is said when it is read
                    total += source.size() if isinstance(source, Source) else 0
        except StorageError:  # ends the run
            return
        self._total = total

    def show(self, stats: Stats) -> None:
        """Update the progress, if it is time to."""
        if self._again:
            self.read = stats.totals["documents"]
        else:
            stats.totals["bytes"] = self.read
        if not self._shown or monotonic() < self._next:
            return
        self._next = monotonic() + (TICK if self._terminal else LINES)
        if not self._terminal:
            tell(self._line(stats))
            return
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task("", total=None)
        line = self._line(stats)
        self._bar.update(self._task, total=self._total, completed=self.read, description=line, refresh=True)

    def _line(self, stats: Stats) -> str:
        language = message_language()
        documents = counted(stats.totals["documents"], "document", language)
        told = [self._label + documents, rate(stats, language)]
        if (left := self._left(stats)) is not None:
            told.append(translated("{} left", language).format(duration(left, language)))
        return COMMA[language].join(told)

    def _left(self, stats: Stats) -> float | None:
        """The estimated seconds until the end, None if unknown."""
        if not self._total or not self.read:
            return None
        return stats.elapsed() * max(self._total - self.read, 0) / self.read

    def clear(self) -> None:
        """Remove the bar for a message; it is shown again later."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def end(self) -> None:
        """Remove the bar for good."""
        self.clear()
        self._shown = False


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(bar_width=20), TextColumn("{task.description}", markup=False))
    return Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )


showing: list[Meter] = []
"""The meter that the run shows, if it shows one."""


def make_way(output: Path | None) -> None:
    """Remove the progress bar from a terminal before data are written to it."""
    if output is None and showing and sys.stdout.isatty():
        showing.pop().end()
