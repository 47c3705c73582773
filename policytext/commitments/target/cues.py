"""The words that tell targets from results and norms, read from `resources/target_cues.tsv`."""

from __future__ import annotations

import re
from functools import cache

from policytext.recognition.bounds import adverb
from policytext.resources import lists


@cache
def cue(kind: str) -> re.Pattern[str]:
    """A pattern of any cue of a kind.

    >>> bool(cue("future").search("力争覆盖率达到")), bool(cue("past").search("累计建成"))
    (True, True)
    """
    return re.compile("|".join(f"(?:{pattern})" for pattern in lists("target_cues.tsv")[kind]))


@cache
def _bounds(side: str) -> dict[str, re.Pattern[str]]:
    shape = "(?:{})$" if side == "before" else "(?:{})"
    return {
        kind.partition(":")[2]: re.compile(shape.format("|".join(patterns)))
        for kind, patterns in lists("target_cues.tsv").items()
        if kind.startswith(f"{side}:")
    }


def bound_before(text: str) -> tuple[str, int]:
    """The bound that a text ends with (`超过`), and its length; ("", 0) if none.

    >>> bound_before("总动力超过"), bound_before("增长")
    (('more_than', 2), ('', 0))
    """
    found = (
        (name, match.end() - match.start())
        for name, p in _bounds("before").items()
        if (match := p.search(text))
    )
    nearest = max(found, key=lambda bound: bound[1], default=None)
    return nearest or (
        adverb(text).replace(" ", "_"),
        0,
    )  # 每市至少储备, whose verb is no part of the bound


def bound_after(text: str, at: int) -> tuple[str, int]:
    """The bound at an offset of a text (`左右`), and its length; ("", 0) if none."""
    found = (
        (name, match.end() - at) for name, p in _bounds("after").items() if (match := p.match(text, at))
    )
    return max(found, key=lambda bound: bound[1], default=("", 0))
