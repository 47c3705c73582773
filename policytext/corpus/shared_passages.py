"""Shared passages of dated documents: the first source, the share taken over, the network of reuse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policytext.analysis import Analysis
from policytext.corpus.fields import value
from policytext.corpus.networks import Edge, Network
from policytext.corpus.reuse import MOST, Passage, find_reuse, united, writers
from policytext.document import Document
from policytext.schema import Row, declared

REUSE = declared("reuse")
TAKEN = declared("taken")


class DatedText(NamedTuple):
    """A document's id, its date or year (ISO 8601, "" where none is known), its text and its title."""

    id: str
    date: str
    text: str
    title: str = ""
    published: str = ""


def dated(document: Document) -> DatedText:
    """A document with its date, to decide who had a passage first."""
    analysis = Analysis(document)
    date, published = (value(analysis, field) for field in ("date", "date_published"))
    return DatedText(document.id, date or value(analysis, "year"), document.text, document.title, published)


class Borrowing:
    """The passages that documents share.

    >>> rule = "各县应当建立河道巡查制度，发现侵占河道的行为，及时制止并报告主管部门，由其依法予以处理。"
    >>> documents = [DatedText("b", "2025-01-02", f"略。{rule}"), DatedText("a", "2024-05-06", rule)]
    >>> [(row["doc_id"], row["other_id"], row["first"]) for row in Borrowing(documents).rows()]
    [('b', 'a', 'a')]
    """

    def __init__(self, documents: Iterable[DatedText], most: int = MOST) -> None:
        self._documents = list(documents)
        self._passages, self.formulae = find_reuse([document.text for document in self._documents], most)

    def _first(self, passage: Passage) -> int | None:
        """Which of the two documents is the earlier, of reprints the page; None if no date decides."""
        one, other = self._documents[passage.document], self._documents[passage.other]
        for its, others in ((one.date, other.date), (one.published, other.published)):
            if not (its.startswith(others) or others.startswith(its)):  # none, or a day of the other's year
                return passage.document if its < others else passage.other
        return None

    def undecided(self) -> tuple[int, int]:
        """The number of passages of which no date says who had them first, and of all."""
        return sum(self._first(passage) is None for passage in self._passages), len(self._passages)

    def rows(self) -> Iterator[Row]:
        """Rows of `REUSE`, by document and place."""
        for passage, count in zip(self._passages, writers(self._passages), strict=True):
            document, other = self._documents[passage.document], self._documents[passage.other]
            first = self._first(passage)
            yield REUSE.row(
                passage,
                doc_id=document.id,
                other_id=other.id,
                writers=count,
                first=None if first is None else self._documents[first].id,
                text=document.text[passage.start : passage.end],
            )

    def shares(self) -> Iterator[Row]:
        """Rows of `TAKEN`: every document, in the order of the input."""
        shared, later = (defaultdict[int, list[tuple[int, int]]](list) for _ in range(2))
        for passage in self._passages:
            first = self._first(passage)
            for number, start, end, _ in passage.sides:
                shared[number].append((start, end))
                if first not in (None, number):
                    later[number].append((start, end))
        for number, document in enumerate(self._documents):
            length = len(document.text)
            both = [round(united(spans[number]) / max(length, 1), 4) for spans in (shared, later)]
            yield {
                "doc_id": document.id,
                "date": document.date or None,
                "characters": length,
                "shared": both[0],
                "taken": both[1] if document.date or not both[0] else None,
            }

    def network(self) -> Network:
        """The network of reuse, its edges weighted by characters; without dates, from the first read."""
        weights: dict[tuple[str, str], int] = defaultdict(int)
        for passage in self._passages:
            first = self._first(passage)
            source, target = passage.other, passage.document
            length = passage.other_end - passage.other_start
            if first == passage.other:
                source, target, length = passage.document, passage.other, passage.end - passage.start
            weights[self._documents[source].id, self._documents[target].id] += length
        edges = [Edge(source, target, weight) for (source, target), weight in weights.items()]
        standing = {name for edge in edges for name in (edge.source, edge.target)}
        nodes = {
            document.id: float(len(document.text))
            for document in self._documents
            if document.id in standing
        }
        titles = {document.id: document.title for document in self._documents if document.title}
        return Network(nodes, edges, directed=True, labels=titles)
