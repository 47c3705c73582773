"""The code of a worker process: it receives chunks of items and sends answers as they become available.

A worker never outlives its parent: it ends when the pipe closes, and a thread that waits for the
parent's end ends it during work.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from struct import Struct
from time import perf_counter
from typing import Any

from policytext.batch.attempt import Item, attempt
from policytext.document import Document
from policytext.garbage import collect_rarely

READY = b"ready"
COUNT = Struct("<I")
"""Header of a message: the number of answers. Their pickled list follows, or a single one for all (see
`batch.folding`), or nothing if the one answer cannot be pickled and the parent has to compute it."""

GROUP = 0.02
"""Seconds of work whose answers are sent together: a message costs a tenth of a millisecond on both sides,
as much as a short record."""


def serve(connection: Connection, function: Callable[[Document], Any], debug: bool, scratch: str) -> None:
    """Answer chunks until there are no more. Temporary files go to `scratch`, which the parent empties.

    A chunk consists of the number of the first item to process, whether answers are to be sent one by one
    (so that the parent knows which item it waits for), and the pickled items.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process: the parent answers
    tempfile.tempdir = scratch
    collect_rarely()
    together = getattr(function, "together", None)  # of batch.folding
    threading.Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()
    try:
        connection.send_bytes(READY)
        while True:
            first, alone = connection.recv()
            items: Sequence[Item] = pickle.loads(connection.recv_bytes())
            answers: list[Any] = []
            begun = perf_counter()
            for number, item in enumerate(items[first:], first + 1):
                answers.append(attempt(function, item, debug))
                if alone or number == len(items) or perf_counter() - begun >= GROUP:
                    for message in _packed(answers, together):
                        connection.send_bytes(message)
                    answers, begun = [], perf_counter()
    except (EOFError, OSError):  # the parent has what it wanted, or is gone
        return


def _packed(answers: Sequence[Any], together: Callable[[Any], Any] | None) -> Iterator[bytes]:
    try:
        yield COUNT.pack(len(answers)) + pickle.dumps([together(answers)] if together else answers)
    except Exception:  # nested too deeply, or of a kind that cannot be pickled
        if len(answers) == 1:
            yield COUNT.pack(1)
            return
        for answer in answers:
            yield from _packed([answer], together)


def _end_with_parent(scratch: str) -> None:
    if parent := parent_process():
        wait([parent.sentinel])
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(1)
