"""Work whose results are combined in the workers, so that one answer is sent for many documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from policytext.batch.stats import Stats
from policytext.batch.work import Measures, Work
from policytext.document import Problem
from policytext.io.readers.origin import Note

T = TypeVar("T")
Folded = tuple[T, Measures | Stats]


def chained(lists: Iterable[list[T]]) -> list[T]:
    """Join lists: the fold for results that stay separate.

    >>> chained([[1], [2, 3]])
    [1, 2, 3]
    """
    return [one for found in lists for one in found]


@dataclass(frozen=True, slots=True)
class Folding(Work[T], Generic[T]):
    """Work whose results `fold`, associative and commutative, combines into one of the same type."""

    fold: Callable[[Iterable[T]], T] = field(kw_only=True)

    def together(
        self, outcomes: Iterable[Iterable[tuple[T, Measures] | Problem | Note]]
    ) -> list[Folded[T] | Problem | Note]:
        """The problems and notes, then the combined result of many documents.

        >>> work = Folding(lambda document: len(document.text), fold=sum)
        >>> from policytext.document import Document
        >>> [(total, stats)] = work.together([[work(Document("a", "正文"))], [work(Document("b", "文"))]])
        >>> total, stats.totals["documents"]
        (3, 2)
        """
        found: list[Folded[T] | Problem | Note] = []
        results: list[T] = []
        stats = Stats()
        for outcome in outcomes:
            for one in outcome:
                if isinstance(one, Problem | Note):
                    found.append(one)
                else:
                    results.append(one[0])
                    stats.add(one[1])
        return [*found, (self.fold(results), stats)] if results else found
