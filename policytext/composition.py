"""Lists of edits: replaying, composing, and joining neighbours where that is smaller to write."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import sub
from typing import Any, NamedTuple

from policytext.document import Edit


class Columns(NamedTuple):
    """Edits, or future edits, as columns.

    A page may have 100,000; operations on columns take a fifth of the time.
    """

    steps: Sequence[str]
    rules: Sequence[tuple[str, ...]]
    starts: Sequence[int]
    ends: Sequence[int]
    befores: Sequence[str]
    afters: Sequence[str]
    inferred: Sequence[bool]


def replay(text: str, edits: Iterable[Edit], low: int = 0, high: int | None = None) -> str:
    """`text[low:high]` after those edits of one step, all of which lie inside it.

    >>> replay("a,,b", [Edit("repair", ("punctuation",), 1, 3, ",,", ",")])
    'a,b'
    """
    return replaced(text, ((edit[2], edit[3], edit[5]) for edit in edits), low, high)


def replaced(
    text: str, changes: Iterable[tuple[int, int, str]], low: int = 0, high: int | None = None
) -> str:
    """`text[low:high]` with spans, which are in order, replaced.

    >>> replaced("a,,b", [(1, 3, ",")])
    'a,b'
    """
    pieces: list[str] = []
    at = low
    for start, end, after in changes:  # one after the other: half the time, and there are many
        pieces.append(text[at:start])
        pieces.append(after)
        at = end
    pieces.append(text[at:high])
    return "".join(pieces)


def placed(edits: Iterable[Edit]) -> Iterator[tuple[int, int, Edit]]:
    """The span `[start, end)` of each edit's `after` in the text after the step.

    >>> [span[:2] for span in placed([Edit("repair", ("glosses",), 1, 7, "(chǎn)", "x")])]
    [(1, 2)]
    """
    shift = 0
    for edit in edits:
        _, _, start, before_end, _, after, _ = edit
        start += shift
        end = start + len(after)
        yield start, end, edit
        shift = end - before_end


def compose(original: str, first: Sequence[Edit], middle: str, second: Columns) -> list[Edit]:
    """One list of edits equivalent to `first` (original to middle) and then `second`.

    Where an edit of the second meets a replacement of the first the two become one edit.
    """
    starts, ends = second.starts, second.ends
    shifts: list[int] = []  # middle offset minus original offset, where each edit of the second is
    others: list[tuple[int, int, Sequence[Edit]]] = []  # what stands in place of some edits of the second
    i = j = done = shift = 0  # `done`: how many edits of the first are among the others
    while i < len(first) and j < len(starts):
        _, _, start, _, before, after, _ = first[i]
        start += shift
        if starts[j] < start and ends[j] <= start:
            others.append((j, j, first[done:i]))
            ahead = bisect_right(ends, start, j)
            ahead -= starts[ahead - 1] == start  # what is inserted there touches
            shifts += [shift] * (ahead - j)
            j, done = ahead, i
        elif start + len(after) < starts[j] + (starts[j] < ends[j]):
            shift += len(after) - len(before)
            i += 1
        else:
            k, m, shifted = _touching(first, starts, ends, i, j, shift)
            shifts += [0] * (m - j)
            later = list(_edits(second, shifts, j, m))
            others.append((j, m, [*first[done:i], *_woven(original, first[i:k], middle, later, shift)]))
            i, j, done, shift = k, m, k, shifted
    shifts += [shift] * (len(starts) - j)
    edits = list(_edits(second, shifts, 0, len(starts)))
    return _with_others(edits, [*others, (j, j, first[done:])])


def _with_others(edits: Sequence[Edit], others: Iterable[tuple[int, int, Sequence[Edit]]]) -> list[Edit]:
    """The edits with others in place of `[low, high)` of them."""
    composed: list[Edit] = []
    at = 0
    for low, high, instead in others:
        composed += edits[at:low]
        composed += instead
        at = high
    composed += edits[at:]
    return composed


_as_edit: Callable[[tuple[Any, ...]], Edit] = partial(tuple.__new__, Edit)  # half the time of `Edit._make`


def _edits(columns: Columns, shifts: Sequence[int], low: int, high: int) -> Iterator[Edit]:
    """Some edits, moved to the left, each by its shift."""
    steps, rules, starts, ends, *rest = (column[low:high] for column in columns)
    shifts = shifts[low:high]
    moved = map(sub, starts, shifts), map(sub, ends, shifts)
    return map(_as_edit, zip(steps, rules, *moved, *rest, strict=True))


def _touching(
    first: Sequence[Edit], starts: Sequence[int], ends: Sequence[int], i: int, j: int, shift: int
) -> tuple[int, int, int]:
    """The ends of the runs of edits from `i` of the first and `j` of the second (given as starts and
    ends) that touch one another, and the shift after them."""
    high = ends[j]
    grown = True
    while grown:
        grown = False
        while i < len(first) and first[i].start + shift <= high:
            edit = first[i]
            high = max(high, edit.start + shift + len(edit.after))
            shift += len(edit.after) - len(edit.before)
            i, grown = i + 1, True
        while j < len(starts) and starts[j] <= high:
            high = max(high, ends[j])
            j, grown = j + 1, True
    return i, j, shift


def _woven(
    original: str, first: Sequence[Edit], middle: str, second: Sequence[Edit], shift: int
) -> Iterator[Edit]:
    """`compose` for edits that touch; overlapping clusters become one edit each."""
    for cluster in _clusters(first, second, shift):
        former = [edit for _, _, edit, is_first in cluster if is_first]
        later = [edit for _, _, edit, is_first in cluster if not is_first]
        low, high = cluster[0][0], max(span[1] for span in cluster)
        start = low - shift
        shift += sum(len(edit.after) - len(edit.before) for edit in former)
        end = high - shift
        if len(cluster) == 1:
            yield former[0] if former else later[0]._replace(start=start, end=end)
            continue
        before = original[start:end]
        after = replay(middle, later, low, high)
        if before != after:
            members = former + later
            inferred = any(edit.inferred for edit in members)
            yield Edit(members[0].step, _joined(members), start, end, before, after, inferred)


_Span = tuple[int, int, Edit, bool]


def _clusters(first: Sequence[Edit], second: Sequence[Edit], shift: int) -> Iterator[list[_Span]]:
    """Edits of both lists in middle offsets, in order, touching ones grouped."""
    spans: list[_Span] = [(edit.start, edit.end, edit, False) for edit in second]
    for edit in first:
        start = edit.start + shift
        spans.append((start, start + len(edit.after), edit, True))
        shift += len(edit.after) - len(edit.before)
    spans.sort(key=lambda span: (span[0], span[1]))
    cluster: list[_Span] = []
    high = 0
    for span in spans:
        meets = span[0] < high or (span[0] == high and any(_ambiguous(span, member) for member in cluster))
        if cluster and meets:
            cluster.append(span)
        else:
            if cluster:
                yield cluster
            cluster, high = [span], span[1]
        high = max(high, span[1])
    if cluster:
        yield cluster


def _ambiguous(span: _Span, member: _Span) -> bool:
    """Do the two touch in a way that leaves their order open? (Insertions and deletions.)"""
    if span[3] == member[3] or span[0] > member[1]:
        return False
    former, later = (span, member) if span[3] else (member, span)
    insertion = later[0] == later[1]
    return insertion and (former[0] == former[1] or former[2].start == former[2].end)


def _joined(edits: Sequence[Edit]) -> tuple[str, ...]:
    rules = edits[0].rules
    if all(edit[1] == rules for edit in edits):
        return rules
    return tuple(dict.fromkeys(name for edit in edits for name in edit.rules))


OVERHEAD = 140
"""Bytes that one edit costs besides its texts where it is written as JSON."""


def compact(before: str, after: str, edits: Sequence[Edit], mixed: bool = False) -> list[Edit]:
    """The edits of one step, neighbours on a line joined where that makes them smaller to write.

    `before` and `after` are the step's input and output. A joined gap costs its UTF-8 bytes twice, an
    additional edit costs OVERHEAD. Only edits of one rule are joined, unless `mixed`: then a text that
    changed almost everywhere has one edit a line. Inferred edits are not joined with others.
    """
    written: list[Edit] = []
    first, begins = 0, 0  # of the run: the number of its first edit, and where it stands in `after`
    last, line_end, shift = 0, -1, 0
    rules: tuple[str, ...] = ()
    inferred = True
    for number, (_, own_rules, start, end, old, new, is_inferred) in enumerate(edits):
        is_near = (
            start <= line_end
            and (mixed or rules == own_rules)
            and (8 * (start - last) < OVERHEAD or _is_narrow(before[last:start]))
            and not (inferred or is_inferred)
        )
        if not is_near:
            if number:
                written.append(_merged(edits[first:number], before, after[begins : last + shift]))
            first, begins = number, start + shift
        last, rules, inferred = end, own_rules, is_inferred
        shift += len(new) - len(old)
        if line_end < end:
            line_end = before.find("\n", end)
            line_end = line_end if line_end >= 0 else len(before)
    if edits:
        written.append(_merged(edits[first:], before, after[begins : last + shift]))
    return written


def _is_narrow(gap: str) -> bool:
    """Is the gap, written twice, smaller than an edit?"""
    return 2 * len(gap) < OVERHEAD and 2 * len(gap.encode("utf-8", "surrogatepass")) < OVERHEAD


def _merged(run: Sequence[Edit], before: str, after: str) -> Edit:
    """One edit equivalent to a run of edits, whose output is `after`."""
    if len(run) == 1:
        return run[0]
    start, end = run[0].start, run[-1].end
    return Edit(run[0].step, _joined(run), start, end, before[start:end], after)


def alike(one: str, other: str) -> int:
    """The length of what two strings begin with alike.

    >>> alike("环境保护", "环境治理"), alike("甲", "甲乙")
    (2, 1)
    """
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
