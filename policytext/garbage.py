"""How often Python looks for objects that hold one another, in a process that is policytext's own."""

from __future__ import annotations

import gc

OBJECTS = 50_000
"""New objects after which Python looks for such: a page makes thousands of edits and lines, none of which
hold one another, and by default (700) a tenth of the time goes by over them. Ten times as many save
nothing more; memory grows by what a page or two have."""


def look_seldom() -> None:
    """Look through new objects after so many of them. Not for a library: the process is its user's."""
    gc.set_threshold(OBJECTS)


def look_no_more() -> None:
    """Look through nothing more: at its end Python would, for up to a sixth of a command's time."""
    gc.freeze()
