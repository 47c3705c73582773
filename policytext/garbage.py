"""Settings of Python's cyclic garbage collector for policytext's own processes."""

from __future__ import annotations

import gc

OBJECTS = 50_000
"""New objects after which the collector runs: a page makes thousands of edits and lines without cycles, and
with the default (700) the collector takes a tenth of the time. Ten times as many save nothing more;
memory grows by the objects of a page or two."""


def collect_rarely() -> None:
    """Run the collector less often. Not for use as a library, where the process is the user's."""
    gc.set_threshold(OBJECTS)


def stop_collecting() -> None:
    """Switch the collector off: at exit it would take up to a sixth of a command's time."""
    gc.freeze()
