"""Counts of a fixed list of terms by their numbers, which takes less memory than by their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policytext.corpus.counting import TermMatches
from policytext.corpus.engine import BATCH, OnDisk, Total, Use, insert

_VECTORS = 20  # of 2,048 rows each: what is taken from the engine at a time


class NumberedCounts(OnDisk):
    """Counts of terms in documents, by group of documents, as `Counts`.

    `terms` are in the order of their names.

    >>> from policytext.corpus.counting import Matcher
    >>> matcher = Matcher(["低空经济", "海洋"])
    >>> with NumberedCounts(matcher.terms) as counts:
    ...     counts.add("2024", 9, matcher.found("低空经济和海洋。"))
    ...     [(use.term, use.group, use.times, use.documents) for use in counts.uses()]
    [('低空经济', '2024', 1, 1), ('海洋', '2024', 1, 1)]
    """

    COLUMNS = "grp INTEGER, term INTEGER, n INTEGER"

    def __init__(self, terms: Sequence[str]) -> None:
        super().__init__()
        self._terms = terms
        self._numbers: dict[str, int] = {}  # of groups, as they came up
        self._waiting: list[tuple[int, TermMatches]] = []
        self._rows = 0

    def add(self, group: str, characters: int, found: TermMatches) -> None:
        """A document of a group, its length, and how often terms stand in it."""
        self._enlarge(group, Total(1, characters))
        number = self._numbers.setdefault(group, len(self._numbers))
        self._waiting.append((number, found))
        self._rows += len(found.numbers)
        if self._rows >= BATCH:
            self._hand_over()

    def _hand_over(self) -> None:
        import numpy as np

        if self._rows:
            groups = np.array([group for group, _ in self._waiting], "int32")
            columns: dict[str, Any] = {
                "grp": np.repeat(groups, [len(found.numbers) for _, found in self._waiting]),
                "term": np.concatenate([found.numbers for _, found in self._waiting]),
                "n": np.concatenate([found.counts for _, found in self._waiting]),
            }
            insert(self._engine, "counts", columns)
        self._waiting, self._rows = [], 0

    def uses(self) -> Iterator[Use]:
        """Every term in every group that has it, ordered by both."""
        self._hand_over()
        names = list(self.groups())
        self._engine.execute("CREATE OR REPLACE TEMP TABLE places (grp INTEGER, place INTEGER)")
        insert(
            self._engine,
            "places",
            {"grp": [self._numbers[name] for name in names], "place": range(len(names))},
        )
        found = self._engine.execute(
            "SELECT term, place, sum(n)::BIGINT AS n, count(*) AS documents"
            " FROM counts JOIN places USING (grp) GROUP BY term, place ORDER BY term, place"
        )
        while len(rows := found.fetch_df_chunk(_VECTORS)):
            for term, place, times, documents in zip(*(rows[name].tolist() for name in rows), strict=True):
                yield Use(self._terms[term], names[place], times, documents)
