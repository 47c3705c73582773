"""Removing whole lines from a text with their line breaks, so that no gaps remain."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policytext.boilerplate.rules import REPEATED_LINE
from policytext.language.characters import LOOSE_HAN as HAN
from policytext.language.patterns import lazy
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.formulas import is_day, is_official, is_outline, is_page_number
from policytext.revision import Change

FILLED = 15  # characters of the shortest line that fills a printed page; what signs has fewer

_UNFINISHED = lazy(rf"(?:{HAN}|[，、“《（\da-zA-Z])$")
_CLAUSE = lazy("[，。；：]")
_OTHER = lazy(r"[（(\W]|附|抄送|主送|主题词|联系人|\w{2,8}[：:]")
_COUNTED = lazy(r"[\d年月日%％‰万亿多余个项家件人元吨亩公平]")


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
    below = "" if is_end else text[text.rfind("\n", 0, after) + 1 : lines[last + 1].end]  # with its indent
    if first and below and all(of_pages) and goes_on(text[lines[first - 1].start : before], below):
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


def goes_on(before: str, after: str) -> bool:
    """Is a line the rest of the sentence that the line before it began, at the end of a printed page?

    >>> goes_on("各单位要提高认识、加强领导，请认真贯", "彻执行。"), goes_on("此复。", "抄送：各部门")
    (True, False)
    >>> goes_on("《办法》已经市人民政府常务会议审议通过", "　　第一条　为了节水，制定本办法。")
    False

    Below a row of figures, and over a signature, none does.
    """
    last, shown = before.rstrip(), after.strip()
    if is_outline(last) and not _CLAUSE.search(last):  # a heading
        return False
    if len(last) < FILLED or after[:1].isspace() or not _UNFINISHED.search(last) or is_day(last):
        return False
    is_row = last[-1].isdigit() and not _COUNTED.match(shown)
    return not (is_row or is_outline(shown) or is_official(shown) or _OTHER.match(shown) or agencies(shown))


class _Shift:
    """Offsets of a text after spans of it were deleted; an offset is never inside a span."""

    def __init__(self, deleted: Sequence[Span]) -> None:
        self._ends = [span.end for span in deleted]
        self._gone = [0]
        for span in deleted:
            self._gone.append(self._gone[-1] + span.end - span.start)

    def __call__(self, offset: int) -> int:
        return offset - self._gone[bisect_left(self._ends, offset + 1)]
