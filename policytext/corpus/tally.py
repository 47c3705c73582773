"""Counts of terms in one document or in many together: the result of a worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from policytext.corpus.engine import NOTHING, Counts, Total, added
from policytext.corpus.fields import Grouping


class Tally(NamedTuple):
    """Counts of some documents: by group their number and length, and the occurrences and documents of each
    term. `grouping` is that of all of them together (see `fields.checked`).
    """

    grouping: Grouping
    groups: Mapping[str, Total]
    uses: Mapping[str, Mapping[str, tuple[int, int]]]

    def add_to(self, counts: Counts) -> None:
        """Add them to other counts."""
        for group, total in self.groups.items():
            uses = self.uses[group]
            times, documents = zip(*uses.values(), strict=True) if uses else ((), ())
            counts.add_group(group, total, uses, times, documents)


def tally(grouping: Grouping, characters: int, counts: Mapping[str, int]) -> Tally:
    """The tally of one document.

    >>> tally(Grouping("2024"), 9, {"经济": 2}).uses
    {'2024': {'经济': (2, 1)}}
    """
    uses = {term: (count, 1) for term, count in counts.items()}
    return Tally(grouping, {grouping.group: Total(1, characters)}, {grouping.group: uses})


def summed(tallies: Iterable[Tally]) -> Tally:
    """Several tallies, of which there is one at least, added up.

    >>> one = tally(Grouping("2024"), 9, {"经济": 2})
    >>> both = summed([one, one])
    >>> both.groups, both.uses, both.grouping.documents
    ({'2024': Total(documents=2, characters=18)}, {'2024': {'经济': (4, 2)}}, 2)
    """
    groups: dict[str, Total] = {}
    sums: dict[str, dict[str, tuple[int, int]]] = {}
    groupings = []
    for part in tallies:
        groupings.append(part.grouping)
        for group, total in part.groups.items():
            groups[group] = added(groups.get(group, NOTHING), total)
            here = sums.setdefault(group, {})
            for term, (times, documents) in part.uses[group].items():
                before = here.get(term, (0, 0))
                here[term] = before[0] + times, before[1] + documents
    return Tally(Grouping.of(groupings), groups, sums)
