"""What a line at the head of a text is other than a title: see the kinds of `resources/head_lines.tsv`."""

from __future__ import annotations

import re
from functools import cache

from policytext.language.characters import LOOSE_HAN
from policytext.resources import rows


def is_line(kind: str, line: str) -> bool:
    """Is a line of this kind?

    >>> is_line("caption", "图为会议现场"), is_line("serial", "第12号"), is_line("column", "政府采购公告")
    (True, True, True)
    >>> is_line("mark", "关于节水的通知"), is_line("body", "关于节水的通知")
    (False, False)
    """
    beginning, within = _patterns(kind)
    return bool((beginning and beginning.match(line)) or (within and within.search(line)))


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What lines of a kind begin with or are, and what they have in them."""
    starts: list[str] = []
    inner: list[str] = []
    for name, place, pattern, *_ in rows("head_lines.tsv"):
        if name == kind:
            shown = pattern.replace("HAN", LOOSE_HAN)
            whole = rf"(?:{shown})\Z" if place == "whole" else shown
            (inner if place == "within" else starts).append(whole)
    if not (starts or inner):
        raise ValueError(f"no kind of lines: {kind}")
    beginning = re.compile("|".join(starts)) if starts else None
    return beginning, re.compile("|".join(inner)) if inner else None
