"""The passages behind the figures: requested by sections, then collected in one pass over the documents.

A figure requests what it counts (a term, two terms in one sentence, or named spans), and gets the anchor
of a list of passages, which says how many of how many it shows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from math import ceil
from typing import NamedTuple

from policytext.corpus.cooccurrence import units_of
from policytext.report.document_summary import DocumentSummary, Mark

SHOWN = 8
"""Passages of a figure: enough to look through, and small enough for 10,000 documents in five megabytes."""
SHOWN_OF_GROUP = 3  # of each period or place of a figure that has several
WINDOW = 28  # code points on either side: two lines of a narrow window


class Term(NamedTuple):
    """Every occurrence of a term, as a search finds it."""

    term: str


class Pair(NamedTuple):
    """Every sentence with both terms."""

    one: str
    other: str


class Named(NamedTuple):
    """Every span of a kind with a name."""

    kind: str
    name: str


class Rule(NamedTuple):
    """Edits of a rule, or only inferred ones; one from each document."""

    rule: str
    inferred: bool = False


class PlaceLeft(NamedTuple):
    """Remarks of a rule, or with a reason; one from each document."""

    rule: str = ""
    reason: str = ""


Needle = Term | Pair | Named | Rule | PlaceLeft


class Passage(NamedTuple):
    """A passage of document number `document` (in the order of the input), `term` in its middle."""

    document: int
    left: str
    term: str
    right: str
    becomes: str | None = None  # what an edit made of the term


@dataclass
class Shown:
    """The passages of one group of a figure; `total` is their number in the corpus."""

    group: str
    total: int
    room: int  # passages that are shown
    each: int  # of them from one document
    passages: list[Passage] = field(default_factory=list)

    @property
    def free(self) -> int:
        return self.room - len(self.passages)


@dataclass
class Exhibit:
    """The passages of a figure, by the values of a facet or all together, at an `anchor` of the page."""

    anchor: str
    label: str
    total: int
    documents: int
    facet: str  # "": all together
    groups: dict[str, Shown]
    but: str | None = None  # the one value of the facet whose documents are not meant

    def take(self, seen: DocumentSummary, passages: Iterator[Passage]) -> None:
        """Take as many passages of a document as are still wanted."""
        group = seen.facet(self.facet)
        if self.but is not None:
            if group == self.but:
                return
            group = ""
        shown = self.groups.get(group)
        if shown and shown.free:
            shown.passages += islice(passages, min(shown.free, shown.each))

    @property
    def full(self) -> bool:
        """Are all passages collected?"""
        return not any(shown.free for shown in self.groups.values())


class Evidence:
    """All requested passages. First `ask`, then `look` at every document, then read `exhibits`.

    >>> from policytext.document import Document
    >>> from policytext.report.document_summary import summarized
    >>> evidence = Evidence()
    >>> anchor = evidence.ask("低空经济", Term("低空经济"), total=1, documents=1)
    >>> evidence.look(0, summarized(Document("a", "发展低空经济。"), frozenset()))
    >>> [(p.left, p.term, p.right) for p in evidence.exhibits[0].groups[""].passages], anchor
    ([('发展', '低空经济', '。')], 'p1')
    """

    def __init__(self) -> None:
        self.exhibits: list[Exhibit] = []
        self._known: dict[tuple[object, ...], Exhibit] = {}
        self._open: dict[Needle, list[Exhibit]] = {}

    def ask(
        self,
        label: str,
        needle: Needle,
        total: int,
        documents: int,
        facet: str = "",
        groups: Mapping[str, tuple[int, int]] | None = None,
        but: str | None = None,
    ) -> str:
        """Request passages of something counted `total` times in so many documents; returns their anchor.

        With a `facet`, `groups` has the occurrences and documents for each of its values; only these are
        looked up. With `but`, documents of this value are left out.
        """
        wanted = {group: found for group, found in (groups or {"": (total, documents)}).items() if found[0]}
        key = (needle, facet, tuple(wanted), but)
        if key not in self._known:
            room = SHOWN_OF_GROUP if len(wanted) > 1 or but is not None else SHOWN
            exhibit = Exhibit(
                anchor=f"p{len(self.exhibits) + 1}",
                label=label,
                total=total,
                documents=documents,
                facet=facet,
                groups={
                    group: Shown(group, n, min(room, n), ceil(room / max(of, 1)))
                    for group, (n, of) in wanted.items()
                },
                but=but,
            )
            self.exhibits.append(exhibit)
            self._known[key] = exhibit
            self._open.setdefault(needle, []).append(exhibit)
        return self._known[key].anchor

    def look(self, number: int, seen: DocumentSummary) -> None:
        """Take the passages of document `number` that are still wanted."""
        for needle, passages in _found(number, seen, self._open):
            for exhibit in self._open[needle]:
                exhibit.take(seen, passages())
            self._open[needle] = [exhibit for exhibit in self._open[needle] if not exhibit.full]
        self._open = {needle: exhibits for needle, exhibits in self._open.items() if exhibits}


Find = Callable[[], Iterator[Passage]]


def _found(number: int, seen: DocumentSummary, wanted: Collection[Needle]) -> Iterator[tuple[Needle, Find]]:
    """The requested items that a document has, each with the function that finds its passages."""
    text = seen.document.text
    spans: dict[Needle, list[Mark]] = defaultdict(list)
    for mark in seen.spans():
        spans[Named(mark.kind, mark.name)].append(mark)
    for needle in wanted:
        match needle:
            case Term(term) if term in text:
                yield needle, partial(_of_term, number, text, term)
            case Pair(one, other) if one in text and other in text:
                yield needle, partial(_of_pair, number, text, needle)
            case Named() if needle in spans:
                yield needle, partial(_of_spans, number, text, spans[needle])
            case Rule() if needle in seen.changes:
                yield needle, partial(iter, [Passage(number, *seen.changes[needle])])
            case PlaceLeft(rule, reason):
                spots = [spot for spot in seen.remarks if rule in ("", spot.rule)]
                if spots := [spot for spot in spots if reason in ("", spot.reason)]:
                    yield needle, partial(iter, [Passage(number, *spots[0][2:])])


def _of_term(number: int, text: str, term: str) -> Iterator[Passage]:
    return (_passage(number, text, *at.span()) for at in re.finditer(re.escape(term), text))


def _of_pair(number: int, text: str, pair: Pair) -> Iterator[Passage]:
    for start, end in units_of(text, "sentence"):
        if text.find(pair.one, start, end) >= 0 and text.find(pair.other, start, end) >= 0:
            yield Passage(number, "", text[start:end].strip(), "")


def _of_spans(number: int, text: str, spans: Iterable[Mark]) -> Iterator[Passage]:
    return (_passage(number, text, mark.start, mark.end) for mark in spans)


def _passage(number: int, text: str, start: int, end: int) -> Passage:
    """A span with its context in the line, and … where the line goes on."""
    left = text[max(0, start - WINDOW - 1) : start].rpartition("\n")[2]
    right = text[end : end + WINDOW + 1].partition("\n")[0]
    left = left if len(left) <= WINDOW else f"…{left[1 - WINDOW :]}"
    right = right if len(right) <= WINDOW else f"{right[: WINDOW - 1]}…"
    return Passage(number, left, text[start:end].replace("\n", "⏎"), right)
