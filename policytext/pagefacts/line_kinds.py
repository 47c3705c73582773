"""Kinds of lines at the head of a text that are no titles: see `resources/head_lines.tsv`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from policytext.language.characters import LOOSE_HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.pagefacts.numberforms import BRACKETED_YEAR
from policytext.resources import column, rows


def is_line(kinds: str, line: str) -> bool:
    """Is a line of one of these kinds?

    >>> is_line("caption", "图为会议现场"), is_line("serial", "第12号"), is_line("column", "政府采购公告")
    (True, True, True)
    >>> is_line("mark, body", "关于节水的通知"), is_line("mark, serial", "第12号")
    (False, True)
    """
    beginning, within = _patterns(kinds)
    return bool((beginning and beginning.match(line)) or (within and within.search(line)))


def event_lines(lines: Sequence[str]) -> frozenset[int]:
    """Which lines say when and where something was held and who spoke: their day is not the page's.

    >>> sorted(event_lines(["节水发布会", "时间：2024-03-05 10:00", "地点：发布厅", "主持人：李青", "好"]))
    [1, 2, 3]
    """
    venues = {at for at, line in enumerate(lines) if "点" in line[:8] and is_line("venue", line)}
    found: set[int] = set()
    for is_event, run in groupby(range(len(lines) if venues else 0), lambda at: _is_event(lines[at])):
        numbers = list(run) if is_event else []
        if not venues.isdisjoint(numbers):
            found.update(numbers)
    return frozenset(found)


def _is_event(line: str) -> bool:
    return ("：" in line or ":" in line) and is_line("event", line)


@cache
def _patterns(kinds: str) -> tuple[LazyPattern | None, LazyPattern | None]:
    """The patterns that match lines of these kinds from their beginning, and those searched in them."""
    starts: list[str] = []
    inner: list[str] = []
    wanted = kinds.split(", ")
    for name, place, pattern, *_ in rows("head_lines.tsv"):
        if name in wanted:
            shown = pattern.replace("HAN", LOOSE_HAN).replace("BRACKETED_YEAR", BRACKETED_YEAR)
            whole = rf"(?:{shown})\Z" if place == "whole" else shown
            (inner if place == "within" else starts).append(whole)
    if unknown := {*wanted} - column("head_lines.tsv"):
        raise ValueError(f"no kind of lines: {unknown}")
    beginning = lazy("|".join(starts)) if starts else None
    return beginning, lazy("|".join(inner)) if inner else None
