"""The words that tell targets from results and norms, read from `resources/target_cues.tsv`."""

from __future__ import annotations

from functools import cache

from policytext.language.patterns import LazyPattern, lazy
from policytext.resources import lists


@cache
def cue(kind: str) -> LazyPattern:
    """A pattern of any cue of a kind.

    >>> bool(cue("future").search("力争覆盖率达到")), bool(cue("past").search("累计建成"))
    (True, True)
    """
    return lazy("|".join(f"(?:{pattern})" for pattern in lists("target_cues.tsv")[kind]))
