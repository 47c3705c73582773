"""Removing whole lines from a text with their line breaks, so that no gaps remain."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policytext.boilerplate.rules import REPEATED_LINE
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.formulas import goes_on, is_page_number
from policytext.revision import Change


class Span(NamedTuple):
    """`[start, end)` of a text."""

    start: int
    end: int


def passes(text: str, lines: Sequence[Span], taken: Mapping[int, str]) -> list[tuple[str, list[Change]]]:
    """One pass a rule for `revise`: the lines of `text` whose indices are `taken`, each with its rule.

    `lines` are all lines that are not blank, in order, without their line breaks.

    >>> lines = [Span(0, 2), Span(3, 5), Span(7, 9)]
    >>> passes("首页\\n标题\\n\\n正文", lines, {0: "navigation"})
    [('navigation', [Change(start=0, end=3, after='', inferred=False, note='')])]

    Where a page's number parts a sentence, the break goes with it.
    """
    cuts: dict[str, list[Span]] = {}
    for first, last in _runs(sorted(taken)):
        for span, rule in _pieces(text, lines, first, last, taken):
            cuts.setdefault(rule, []).append(span)
    done: list[Span] = []
    made = []
    for rule, spans in cuts.items():
        shift = _Shift(done)
        made.append((rule, [Change(shift(span.start), shift(span.end), "") for span in spans]))
        done = sorted([*done, *spans])
    return made


def _runs(indices: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of neighbouring indices as (first, last), both included."""
    runs: list[tuple[int, int]] = []
    for index in indices:
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _pieces(
    text: str, lines: Sequence[Span], first: int, last: int, taken: Mapping[int, str]
) -> list[tuple[Span, str]]:
    """The run `first..last` as spans of one rule each; of the gaps around it the wider one stays."""
    before = lines[first - 1].end if first else 0
    after = lines[last + 1].start if last + 1 < len(lines) else len(text) - text.endswith("\n")
    is_end = last + 1 == len(lines)
    leading = text.count("\n", before, lines[first].start)
    trailing = text.count("\n", lines[last].end, after)
    shown = [text[lines[i].start : lines[i].end] for i in range(first, last + 1)]
    of_pages = (
        taken[i] == REPEATED_LINE.name or is_page_number(line) for i, line in enumerate(shown, first)
    )
    if first and not is_end and all(of_pages) and _parts_sentence(text, lines, first, last):
        start, end = before, after
        edges = [start, *(lines[i].start for i in range(first + 1, last + 1)), end]
    elif first and (is_end or trailing > leading):
        start, end = before, after if is_end else lines[last].end
        edges = [start, *(lines[i - 1].end for i in range(first + 1, last + 1)), end]
    else:
        start, end = lines[first].start if first else 0, after
        edges = [start, *(lines[i].start for i in range(first + 1, last + 1)), end]
    pieces: list[tuple[Span, str]] = []
    for i in range(first, last + 1):
        low, high = edges[i - first], edges[i - first + 1]
        if pieces and pieces[-1][1] == taken[i]:
            pieces[-1] = (Span(pieces[-1][0].start, high), taken[i])
        else:
            pieces.append((Span(low, high), taken[i]))
    return pieces


def _parts_sentence(text: str, lines: Sequence[Span], first: int, last: int) -> bool:
    """Do the lines `first..last`, edges of printed pages, stand within a sentence, not over a signature?"""
    above, below = lines[first - 1], lines[last + 1]
    if agencies(text[below.start : below.end]):
        return False
    indented = text[text.rfind("\n", 0, below.start) + 1 : below.end]
    return goes_on(text[above.start : above.end], indented)


class _Shift:
    """Offsets of a text after spans of it were deleted; an offset is never inside a span."""

    def __init__(self, deleted: Sequence[Span]) -> None:
        self._ends = [span.end for span in deleted]
        self._gone = [0]
        for span in deleted:
            self._gone.append(self._gone[-1] + span.end - span.start)

    def __call__(self, offset: int) -> int:
        return offset - self._gone[bisect_left(self._ends, offset + 1)]
