"""What runs in a worker process: items come in chunks, an answer goes back for each.

A worker never outlives its parent: it ends when the pipe closes, and a thread that waits for the
parent's end cuts short whatever it is at.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from policytext.batch.attempt import attempt
from policytext.document import Document

READY = b"ready"
HERE = b""  # an answer that cannot travel: the parent makes it itself


def serve(connection: Connection, function: Callable[[Document], Any], debug: bool, scratch: str) -> None:
    """Answer chunks until there are no more. Temporary files go to `scratch`, which the parent empties.

    A chunk is sent as the number of its first item that is wanted and its pickled items; the answers
    are pickled one by one, so that the parent knows which item it waits for.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process: the parent answers
    tempfile.tempdir = scratch
    threading.Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()
    try:
        connection.send_bytes(READY)
        while True:
            first, items = connection.recv(), pickle.loads(connection.recv_bytes())
            for item in items[first:]:
                connection.send_bytes(_packed(attempt(function, item, debug)))
    except (EOFError, OSError):  # the parent has what it wanted, or is gone
        return


def _packed(answer: Any) -> bytes:
    try:
        return pickle.dumps(answer)
    except Exception:  # nested too deeply, or of a kind that cannot be pickled
        return HERE


def _end_with_parent(scratch: str) -> None:
    if parent := parent_process():
        wait([parent.sentinel])
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(1)
