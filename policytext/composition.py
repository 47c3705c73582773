"""Lists of edits: replayed, two made into one, and neighbours joined where that is smaller to write."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from policytext.document import Edit

Fields = tuple[str, tuple[str, ...], int, int, str, str, bool]
"""An edit, or what will be one: a tuple takes a sixth of the time, and a page may have 100,000."""


def replay(text: str, edits: Iterable[Fields], low: int = 0, high: int | None = None) -> str:
    """`text[low:high]` after those edits of one step, all of which lie inside it.

    >>> replay("a,,b", [Edit("repair", ("punctuation",), 1, 3, ",,", ",")])
    'a,b'
    """
    pieces: list[str] = []
    at = low
    for edit in edits:  # by number, and one after the other: half the time, and there are many
        pieces.append(text[at : edit[2]])
        pieces.append(edit[5])
        at = edit[3]
    pieces.append(text[at:high])
    return "".join(pieces)


def placed(edits: Iterable[Edit]) -> Iterator[tuple[int, int, Edit]]:
    """Where each edit of one step stands in the text that they left: `[start, end)` of its `after`.

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


def compose(original: str, first: Sequence[Edit], middle: str, second: Sequence[Fields]) -> list[Edit]:
    """One list of edits that does what `first` (original to middle) and then `second` did.

    Where an edit of the second meets a replacement of the first the two become one edit.
    """
    composed: list[Edit] = []
    shift = 0  # middle offset minus original offset
    starts, ends = [fields[2] for fields in second], [fields[3] for fields in second]
    i = j = 0
    while i < len(first) and j < len(second):
        former = first[i]
        _, _, start, _, before, after, _ = former
        start += shift
        if ends[j] < start:  # and so may others be
            behind = bisect_left(ends, start, j)
            composed += _moved(second[j:behind], -shift)
            j = behind
        elif start + len(after) < starts[j]:
            composed.append(former)
            shift += len(after) - len(before)
            i += 1
        else:
            k, m, shifted = _touching(first, starts, ends, i, j, shift)
            later = list(_moved(second[j:m], 0))
            composed += _woven(original, first[i:k], middle, later, shift)
            i, j, shift = k, m, shifted
    composed += first[i:]
    composed += _moved(second[j:], -shift)
    return composed


_as_edit: Callable[[Fields], Edit] = partial(tuple.__new__, Edit)  # in half the time of `Edit._make`


def _moved(edits: Iterable[Fields], by: int) -> Iterator[Edit]:
    moved = (
        (step, rules, start + by, end + by, before, after, inferred)
        for step, rules, start, end, before, after, inferred in edits
    )
    return map(_as_edit, moved if by else edits)


def _touching(
    first: Sequence[Edit], starts: Sequence[int], ends: Sequence[int], i: int, j: int, shift: int
) -> tuple[int, int, int]:
    """The ends of the runs of edits from `i` of the first and `j` of the second (their starts and ends are
    given) that touch one another, and the shift behind them."""
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
    """`compose` for edits that touch, where clusters that overlap become one edit each."""
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
    """Edits of both lists in middle offsets, those that meet put together, in order."""
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
    """Do the two touch so that only together their order is plain? (Insertions and deletions.)"""
    if span[3] == member[3] or span[0] > member[1]:
        return False
    former, later = (span, member) if span[3] else (member, span)
    insertion = later[0] == later[1]
    return insertion and (former[0] == former[1] or former[2].start == former[2].end)


def _joined(edits: Sequence[Edit]) -> tuple[str, ...]:
    if len({edit[1] for edit in edits}) == 1:
        return edits[0].rules
    return tuple(dict.fromkeys(name for edit in edits for name in edit.rules))


def compact(text: str, edits: Sequence[Edit], mixed: bool = False, overhead: int = 140) -> list[Edit]:
    """The edits of one step on `text`, neighbours on a line joined where that makes them smaller to write.

    `overhead` is what one written edit costs besides its texts, in bytes; a joined gap costs its
    UTF-8 bytes twice. Only edits of one rule are joined, unless `mixed`: then a text most of which
    changed ends with one edit a line. Inferred edits stay alone, so that what was inferred is plain.
    """
    written: list[Edit] = []
    first = last = 0  # of the run: the number of its first edit, and where it ends
    line_end = -1
    rules: tuple[str, ...] = ()
    inferred = True
    for number, (_, own_rules, start, end, _, _, is_inferred) in enumerate(edits):
        is_near = (
            not (inferred or is_inferred)
            and (mixed or rules == own_rules)
            and start <= line_end
            and (8 * (start - last) < overhead or _is_narrow(text[last:start], overhead))
        )
        if number and not is_near:
            written.append(_merged(text, edits[first:number]))
            first = number
        last, rules, inferred = end, own_rules, is_inferred
        if line_end < end:
            line_end = text.find("\n", end)
            line_end = line_end if line_end >= 0 else len(text)
    return [*written, _merged(text, edits[first:])] if edits else written


def _is_narrow(gap: str, most: int) -> bool:
    """Is it smaller than so many bytes when it is written twice?"""
    return 2 * len(gap) < most and 2 * len(gap.encode("utf-8", "surrogatepass")) < most


def _merged(text: str, run: Sequence[Edit]) -> Edit:
    """One edit that does what those of a run do."""
    if len(run) == 1:
        return run[0]
    start, end = run[0].start, run[-1].end
    return Edit(run[0].step, _joined(run), start, end, text[start:end], replay(text, run, start, end))
