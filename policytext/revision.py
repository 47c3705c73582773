"""Turning the changes of rules into edits that can be replayed, composed and undone.

A rule takes a text and returns `Change`s. A `Revision` applies the changes of one rule after another
and keeps a single list of edits from the step's input to its output, so that an edit's offsets always
refer to the step's input.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, groupby, islice
from operator import attrgetter, eq, le, lt
from typing import NamedTuple

from policytext.composition import Columns, compose, placed, replaced
from policytext.document import Document, Edit, Remark, Verdict


class Change(NamedTuple):
    """The change that a rule asks for at `[start, end)` of the text it was given.

    `after` None makes a remark instead of an edit: the damage cannot be repaired; `note` says why.
    """

    start: int
    end: int
    after: str | None
    inferred: bool = False
    note: str = ""


_as_change: Callable[[tuple[int, int, str | None, bool, str]], Change] = partial(tuple.__new__, Change)


def deletions(spans: Iterable[tuple[int, int]]) -> list[Change]:
    """Changes that delete spans; made in bulk, since a spun page has tens of thousands.

    >>> deletions([(1, 7)])
    [Change(start=1, end=7, after='', inferred=False, note='')]
    """
    return [_as_change((start, end, "", False, "")) for start, end in spans]


def marks(places: Iterable[re.Match[str] | tuple[int, int]], note: str) -> Iterator[Change]:
    """Changes that leave what stands there as it is, and say why.

    >>> list(marks([(1, 7)], "lost"))
    [Change(start=1, end=7, after=None, inferred=False, note='lost')]
    """
    for place in places:
        start, end = place if isinstance(place, tuple) else place.span()
        yield _as_change((start, end, None, False, note))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as users know it: `--list-rules`, `--rule NAME=off`, the `rule` of an edit.

    `family` groups rules for `inspect`; `summary` is one line.
    """

    name: str
    family: str
    summary: str


@dataclass(frozen=True, slots=True)
class TextRule(Rule):
    """A rule that needs nothing but the text."""

    find: Callable[[str], Sequence[Change]]


class RestoreError(ValueError):
    """The text is not the output of the edits, so they cannot be undone."""


class Revision:
    """The text of one step under way, with the edits from the step's input to `text`.

    >>> revision = Revision("repair", "產(chǎn)業(yè),,好")
    >>> revision.apply("glosses", [Change(1, 7, ""), Change(8, 12, "")])
    True
    >>> revision.apply("punctuation", [Change(2, 4, ",")])
    True
    >>> revision.text, [(e.start, e.end, e.after) for e in revision.edits]
    ('產業,好', [(1, 7, ''), (8, 12, ''), (12, 14, ',')])
    """

    def __init__(
        self, step: str, original: str, edits: Sequence[Edit] = (), text: str | None = None
    ) -> None:
        self.step = step
        self.original = original
        self.text = original if text is None else text
        self.edits = list(edits)
        self.remarks: list[Remark] = []

    def apply(self, rule: str, changes: Sequence[Change]) -> bool:
        """Apply one rule's changes, in offsets of the current `text`, see `apart`; was anything changed?"""
        if not changes:
            return False
        made = self._columns(rule, apart(changes))
        if self.remarks and made.starts:
            self._withdraw(made)
        if marked := [change for change in changes if change[2] is None]:
            self._remark(rule, marked)
        if made.starts:
            self.edits = compose(self.original, self.edits, self.text, made)
            self.text = replaced(self.text, zip(made.starts, made.ends, made.afters, strict=True))
        return bool(made.starts)

    def _columns(self, rule: str, changes: Sequence[Change]) -> Columns:
        """The changes that change something."""
        starts, ends = [change[0] for change in changes], [change[1] for change in changes]
        befores = [self.text[start:end] for start, end in zip(starts, ends, strict=True)]
        afters = [change[2] or "" for change in changes]
        if any(map(eq, befores, afters)):
            made = [change for change, old in zip(changes, befores, strict=True) if change[2] != old]
            return self._columns(rule, made)
        many, inferred = len(changes), [change[3] for change in changes]
        return Columns([self.step] * many, [(rule,)] * many, starts, ends, befores, afters, inferred)

    def _withdraw(self, made: Columns) -> None:
        """Remove remarks on spans that were now changed completely."""
        starts, ends = before(self.edits, made.starts), before(self.edits, made.ends)

        def is_changed(remark: Remark) -> bool:
            number = bisect_right(starts, remark.start) - 1
            return number >= 0 and ends[number] >= remark.end

        self.remarks = [remark for remark in self.remarks if not is_changed(remark)]

    def _remark(self, rule: str, marked: Sequence[Change]) -> None:
        starts = before(self.edits, [change.start for change in marked])
        ends = before(self.edits, [change.end for change in marked])
        remarks = [
            Remark(self.step, rule, start, end, self.original[start:end], change.note)
            for change, start, end in zip(marked, starts, ends, strict=True)
        ]
        known = {(remark.start, remark.end) for remark in self.remarks}  # one remark on one place
        self.remarks += [remark for remark in remarks if (remark.start, remark.end) not in known]


def apart(changes: Iterable[Change]) -> list[Change]:
    """The changes in order, without those that overlap an earlier one; of two with the same start the
    longer is kept. So neither one rule nor two rules on the same text can make overlapping edits.

    >>> apart([Change(5, 9, "x"), Change(0, 12, "y"), Change(0, 3, "z"), Change(12, 12, "w")])
    [Change(start=0, end=12, after='y', inferred=False, note=''), \
Change(start=12, end=12, after='w', inferred=False, note='')]
    """
    made = [change for change in changes if change[2] is not None]
    starts, ends = [change[0] for change in made], [change[1] for change in made]
    if all(map(lt, starts, starts[1:])) and all(map(le, ends, starts[1:])):  # as most rules find them
        return made
    kept: list[Change] = []
    for change in sorted(made, key=lambda c: (c.start, c.end > c.start, -c.end)):  # insertions first
        if not kept or (change.start >= kept[-1].end and change[:2] != kept[-1][:2]):
            kept.append(change)
    return kept


def revise(document: Document, step: str, passes: Iterable[tuple[str, Sequence[Change]]]) -> Document:
    """The document after `step`, which made the changes of each (rule, changes) pass in turn.

    Passes may be a generator: each is requested only after the one before it was applied, see
    `run_rules`. If the step before was the same, both are composed, so that two steps in a row
    never have the same name.
    """
    revision = _begin(document, step)
    for rule, changes in passes:
        revision.apply(rule, changes)
    return _finish(document, revision)


class Settled(NamedTuple):
    """Rules that are repeated until none changes the text, at most `rounds` times each.

    One rule may depend on the result of another, and a second run of the step must change nothing.
    """

    rules: Sequence[TextRule]
    rounds: int = 1_000


def run_rules(
    document: Document, step: str, rules: Iterable[TextRule | Settled], off: frozenset[str] = frozenset()
) -> Document:
    """The document after all rules that are not switched `off`."""
    revision = _begin(document, step)
    for rule in rules:
        if isinstance(rule, Settled):
            _settle(revision, [one for one in rule.rules if one.name not in off], rule.rounds)
        elif rule.name not in off:
            revision.apply(rule.name, rule.find(revision.text))
    return _finish(document, revision)


def _settle(revision: Revision, rules: Sequence[TextRule], rounds: int) -> None:
    """Repeat the rules until none changes the text, or so many times."""
    seen = 0  # rules in a row that changed nothing
    for rule in islice(cycle(rules), rounds * len(rules)):
        seen = 0 if revision.apply(rule.name, rule.find(revision.text)) else seen + 1
        if seen == len(rules):
            break


def _begin(document: Document, step: str) -> Revision:
    former = _last_run(document, step)
    revision = Revision(step, undo(document.text, former), former, document.text)
    if former:
        revision.remarks += (remark for remark in document.remarks if remark.step == step)
    return revision


def _finish(document: Document, revision: Revision) -> Document:
    former = _last_run(document, revision.step)
    if not (former or revision.edits or revision.remarks):  # as most steps leave most documents
        return document
    kept = document.edits[: len(document.edits) - len(former)]
    others = (
        remark
        for remark in document.remarks
        if remark.step != revision.step or not (former or remark in revision.remarks)
    )
    return replace(
        document, text=revision.text, edits=(*kept, *revision.edits), remarks=(*others, *revision.remarks)
    )


def _last_run(document: Document, step: str) -> Sequence[Edit]:
    first = len(document.edits)
    while first and document.edits[first - 1].step == step:
        first -= 1
    return document.edits[first:]


def runs(edits: Sequence[Edit]) -> list[list[Edit]]:
    """The edits of each step, in the order of the steps."""
    return [list(run) for _, run in groupby(edits, key=attrgetter("step"))]


def undo(text: str, edits: Iterable[Edit]) -> str:
    """The text before the edits of one step; RestoreError if `text` is not their output."""
    pieces: list[str] = []
    at = shift = 0
    for edit in edits:  # as `placed` does it: there are many
        _, _, start, old_end, old, new, _ = edit
        start += shift
        end = start + len(new)
        if start < at or (new and text[start:end] != new):
            raise RestoreError(f"edit '{edit.rule}' at {edit.start} does not match the text")
        pieces.append(text[at:start])
        pieces.append(old)
        at, shift = end, end - old_end
    pieces.append(text[at:])
    return "".join(pieces)


def unwound(text: str, edits: Sequence[Edit]) -> Iterator[tuple[str, list[Edit]]]:
    """The text before each step, the last step first, with the step's edits.

    >>> list(unwound("产业", [Edit("normalize", ("script",), 0, 1, "產", "产")]))[0][0]
    '產业'
    """
    for run in reversed(runs(edits)):
        text = undo(text, run)
        yield text, run


def restore(document: Document) -> Document:
    """The document as it was read, every edit of text and title undone.

    Raises RestoreError if one of them was changed since, or if its record was written without them.

    >>> edit = Edit("repair", ("glosses",), 1, 7, "(chǎn)", "")
    >>> restore(Document("a", "產業", edits=(edit,))).text
    '產(chǎn)業'
    """
    if "edits" in document.meta:
        raise RestoreError("the record was written without its edits; clean with --edits full")
    return replace(
        document,
        text=_restored(document.text, document.edits),
        title=_restored(document.title, document.title_edits),
        edits=(),
        title_edits=(),
        remarks=(),
        verdict=None,
    )


def _restored(text: str, edits: Sequence[Edit]) -> str:
    for before_step, _ in unwound(text, edits):
        text = before_step
    return text


def title_of(document: Document) -> Document:
    """The title as a document, so that a step can be applied to it; see `with_title`."""
    return Document(document.id, document.title, edits=document.title_edits)


def with_title(document: Document, title: Document) -> Document:
    """The document with the title that a step returned (see `title_of`).

    Remarks on the title have offset 0. The worse verdict counts, but an unreadable title does not make the
    document unreadable.

    >>> edit = Edit("repair", ("glosses",), 1, 7, "(chǎn)", "")
    >>> restore(with_title(Document("a", "全文"), Document("a", "產業", edits=(edit,)))).title
    '產(chǎn)業'
    """
    remarks = [
        Remark(remark.step, remark.rule, 0, 0, remark.text, f"in the title: {remark.reason}")
        for remark in title.remarks
    ]
    of_title = Verdict.PARTIAL if title.verdict == Verdict.UNREADABLE else title.verdict
    verdicts = [verdict for verdict in Verdict if verdict in (document.verdict, of_title)]
    return replace(
        document,
        title=title.text,
        title_edits=title.edits,
        remarks=(*document.remarks, *(remark for remark in remarks if remark not in document.remarks)),
        verdict=verdicts[-1] if verdicts else None,
    )


def retitled(document: Document, title: str) -> Document:
    """The document with a title from elsewhere, to which no edit of the one that it had belongs.

    >>> edit = Edit("repair", ("glosses",), 1, 7, "(chǎn)", "")
    >>> restore(retitled(Document("a", "全文", title="產業", title_edits=(edit,)), "全文")).title
    '全文'
    """
    return document if title == document.title else replace(document, title=title, title_edits=())


def before(edits: Sequence[Edit], offsets: Iterable[int], *, ends: bool = False) -> list[int]:
    """Map offsets in a step's output to offsets in its input.

    An offset inside a replacement maps to the start of the replaced text, one of the `ends` of spans to its
    end; or to the same position in it if the lengths are equal: then characters were exchanged one by one.

    >>> before([Edit("repair", ("glosses",), 1, 7, "(chǎn)", "")], [0, 1, 2])
    [0, 7, 8]
    >>> before([Edit("normalize", ("script",), 2, 4, "產業", "产业")], [3])
    [3]
    """
    if not (offsets := list(offsets)):
        return []
    edges, shifts, places = [], [0], []
    for start, end, edit in placed(edits):
        edges.append(start if ends else end)
        shifts.append(end - edit.end)
    for offset in offsets:
        passed = bisect_left(edges, offset) if ends else bisect_right(edges, offset)
        place, near = offset - shifts[passed], passed - ends  # the edit that it may be inside of
        if 0 <= near < len(edits) and len(edits[near].before) != len(edits[near].after):
            place = max(place, edits[near].end) if ends else min(place, edits[near].start)
        places.append(place)
    return places


def as_read(document: Document, offsets: Iterable[int]) -> list[int]:
    """Map offsets in the document's text to offsets in the text as it was read."""
    places = list(offsets)
    for run in reversed(runs(document.edits)):
        places = before(run, places)
    return places


def spans_as_read(document: Document, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Map spans of the document's text to spans of the text as it was read.

    A span that begins or ends inside a replacement includes all that was replaced.

    >>> edit = Edit("repair", ("glosses",), 1, 7, "(chǎn)", "")
    >>> spans_as_read(Document("a", "產業大", edits=(edit,)), [(0, 1), (0, 2), (1, 2)])
    [(0, 1), (0, 8), (7, 8)]
    """
    asked = list(spans)
    starts, ends = [start for start, _ in asked], [end for _, end in asked]
    for run in reversed(runs(document.edits)):
        starts, ends = before(run, starts), before(run, ends, ends=True)
    return [(min(start, end), end) for start, end in zip(starts, ends, strict=True)]
