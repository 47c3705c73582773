"""The words that tell targets from results and norms, and say who must do what, read from two tables."""

from __future__ import annotations

import re
from functools import cache

from policytext.language.characters import HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.resources import lists

_SLOT = re.compile(r"\{([a-z_]+)\}")


@cache
def cue(kind: str) -> LazyPattern:
    """A pattern of any cue of a kind of `target_cues.tsv`.

    >>> bool(cue("future").search("力争覆盖率达到")), bool(cue("past").search("累计建成"))
    (True, True)
    """
    return lazy(lambda: _any("target_cues.tsv", kind))


@cache
def words(*kinds: str) -> LazyPattern:
    """A pattern of any word of some kinds of `duty_words.tsv`."""
    return lazy(lambda: _any("duty_words.tsv", *kinds))


def _any(table: str, *kinds: str) -> str:
    """The rows of some kinds as one pattern, with what their slots stand for."""
    rows = "|".join(row for kind in kinds for row in lists(table)[kind])
    filled = _SLOT.sub(lambda slot: f"(?:{_any(table, slot[1])})", rows)
    return filled.replace("…", "[^，。；]").replace("□", f"[{HAN}]")
