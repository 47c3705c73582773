"""Document-feature matrices, counted on disk, so that memory limits neither documents nor features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from policytext.corpus.engine import batched, connected, insert
from policytext.schema import Row

TOGETHER = 500  # documents whose counts are handed over together: some hundred thousand
_COLUMNS = ("doc", "feature", "n")


class Matrix:
    """The documents and the features that are left, in order, and the counts that are not 0."""

    def __init__(self, engine: Any, documents: list[str], least: int, least_documents: int) -> None:
        self.documents = documents
        self._engine = engine
        engine.execute(
            "CREATE TABLE features AS SELECT feature, row_number() OVER (ORDER BY feature) - 1 AS number "
            "FROM (SELECT feature FROM counts GROUP BY feature HAVING sum(n) >= ? AND count(*) >= ?)",
            [least, least_documents],
        )
        found = engine.execute("SELECT feature FROM features ORDER BY number").fetchall()
        self.features = [feature for (feature,) in found]
        self.size = engine.execute("SELECT count(*) FROM counts JOIN features USING (feature)").fetchone()[
            0
        ]

    def cells(self) -> Iterator[tuple[int, int, int]]:
        """Row, column (both from 0) and count, ordered by both."""
        found = self._engine.execute(
            "SELECT doc, number, n FROM counts JOIN features USING (feature) ORDER BY doc, number"
        )
        while cells := found.fetchmany(10_000):
            yield from cells

    def rows(self) -> Iterator[Row]:
        """Rows of `DFM`: the cells that are not 0."""
        for document, feature, count in self.cells():
            yield {"doc_id": self.documents[document], "feature": self.features[feature], "count": count}


@contextmanager
def matrix(
    counted: Iterable[tuple[str, Mapping[str, int]]], least: int = 1, least_documents: int = 1
) -> Iterator[Matrix]:
    """The matrix of documents, given as their ids and the counts of their features.

    Features with a count below `least`, or in fewer documents than `least_documents`, are left out.

    >>> with matrix([("a", {"经济": 2, "的": 1}), ("b", {"经济": 1})], least=2) as found:
    ...     found.documents, found.features, list(found.cells())
    (['a', 'b'], ['经济'], [(0, 0, 2), (1, 0, 1)])
    """
    with connected() as engine:
        engine.execute("CREATE TABLE counts (doc INTEGER, feature VARCHAR, n INTEGER)")
        documents: list[str] = []
        for batch in batched(counted, TOGETHER):
            cells = (
                (number, feature, n)
                for number, (_, counts) in enumerate(batch, len(documents))
                for feature, n in counts.items()
            )
            insert(engine, "counts", dict(zip(_COLUMNS, zip(*cells, strict=True), strict=False)))
            documents += (name for name, _ in batch)
        yield Matrix(engine, documents, least, least_documents)
