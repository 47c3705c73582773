"""Given terms in many documents: how often, in how many, by group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from policytext.analysis import Analysis
from policytext.corpus.comparison import combined, use
from policytext.corpus.counting import Matcher
from policytext.corpus.engine import Counts, Use
from policytext.corpus.fields import checked, place
from policytext.corpus.tally import Tally, tally
from policytext.document import Document
from policytext.schema import Row, Table
from policytext.tables.corpora import wide


def count_terms(document: Document, terms: tuple[str, ...], field: str | None = None) -> Tally:
    """How often each term stands in a document.

    >>> count_terms(Document("a", "未来产业。未来。"), ("未来产业", "未来")).uses
    {'': {'未来产业': (1, 1), '未来': (2, 1)}}
    """
    return tally(place(Analysis(document), field), len(document.text), matcher(terms).count(document.text))


@lru_cache(8)
def matcher(terms: tuple[str, ...]) -> Matcher:
    """The matcher of these terms, made once in each process."""
    return Matcher(terms)


class TermCounts:
    """Counts of given terms by group of documents; groups without any of the terms are kept too."""

    def __init__(self, terms: Sequence[str], counted: Iterable[Tally], field: str | None = None) -> None:
        self.terms = list(dict.fromkeys(terms))
        with Counts() as counts:
            for found in checked(counted, field):
                found.add_to(counts)
            self._take(counts)

    @classmethod
    def of(cls, terms: Sequence[str], counts: Counts) -> TermCounts:
        """The terms in counts that are there, as those of `shards.merged`."""
        made = cls(terms, ())
        made._take(counts)
        return made

    def _take(self, counts: Counts) -> None:
        wanted = frozenset(self.terms)
        self.groups = counts.groups()
        self._uses = {(used.term, used.group): used for used in counts.uses() if used.term in wanted}

    def rows(self) -> Iterator[Row]:
        """Rows of `TERMS`: every term in every group, in the order in which the terms were asked for."""
        for term in self.terms:
            for group, total in self.groups.items():
                used = self._uses.get((term, group), Use(term, group, 0, 0))
                yield {"term": term, "group": group or None, **use(used.times, used.documents, total)}

    def matrix(self) -> tuple[Table, list[Row]]:
        """The counts with a row for each term and a column for each group."""
        table = wide(list(self.groups))
        return table, [
            {"term": term}
            | {
                column: self._uses.get((term, group), Use(term, group, 0, 0)).times
                for column, group in zip(table.header[1:], self.groups, strict=True)
            }
            for term in self.terms
        ]

    @property
    def without(self) -> int:
        """Documents that have no value of the field."""
        return self.groups[""].documents if "" in self.groups else 0

    @property
    def documents(self) -> int:
        return combined(self.groups).documents
