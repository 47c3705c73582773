"""Kinds of lines at the head of a text that are no titles: see `resources/head_lines.tsv`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from policytext.language.characters import LOOSE_HAN
from policytext.language.patterns import LazyPattern, lazy
from policytext.pagefacts.numberforms import BRACKETED_YEAR
from policytext.resources import column, rows

LABEL = 8  # no label of an event is longer: 召开地点：
LONGEST = 40  # characters of a value below its label


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

    A value may stand in the next cell or on the next line.

    >>> sorted(event_lines(["节水发布会", "时间：2024-03-05 10:00", "地点：发布厅", "主持人：李青", "好"]))
    [1, 2, 3]
    >>> sorted(event_lines(["时间\\t2024-03-05", "地点", "发布厅", "好"]))
    [0, 1, 2]
    """
    if not any("点" in line[:LABEL] for line in lines):  # of a venue, which an event has
        return frozenset()
    found: set[int] = set()
    run: list[int] = []
    is_of_event = False
    label = ""  # whose value may stand on the next line
    for at, line in enumerate((*lines, "")):
        stated = line.replace("\t", "：", 1)
        value = label and 0 < len(line) <= LONGEST
        label = line if not value and len(line) <= LABEL and is_line("event label", line) else ""
        if value or label or (("：" in stated or ":" in stated) and is_line("event", stated)):
            run.append(at)
            is_of_event |= "点" in stated[:LABEL] and (bool(label) or is_line("venue", stated))
        else:
            found.update(run if is_of_event else ())
            run, is_of_event = [], False
    return frozenset(found)


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
