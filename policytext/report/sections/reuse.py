"""Passages that documents share."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence

from policytext.corpus.shared_passages import Borrowing, DatedText
from policytext.report.sections import Material
from policytext.report.view import Cell, Command, Content, TableView, number, numeric
from policytext.schema import Row

TOP = 40
LONGEST = 160  # code points of a passage that are shown
MOST = 20_000_000
"""Characters of all texts together, which have to be in memory, above which there is no search for
passages."""


def reuse(material: Material) -> Iterator[Content]:
    """The passages that most documents share, longest first."""
    documents, words = material.documents, material.words
    yield Command("reuse")
    if documents.characters > MOST:
        yield words("reuse_too_large", n=MOST)
        return
    dated = (
        DatedText(
            seen.document.id,
            seen.facets["date"] or seen.facets["year"],
            seen.document.text,
            published=seen.facets["date_published"],
        )
        for seen in documents.seen
    )
    borrowing = Borrowing(dated)
    if rows := list(borrowing.rows()):
        sharing = {row["doc_id"] for row in rows} | {row["other_id"] for row in rows}
        yield words("reuse_about", n=len(rows), documents=words("n_documents", n=len(sharing)))
        if borrowing.formulae:
            yield words("formulae", n=borrowing.formulae)
        yield _passages(material, rows)


def _passages(material: Material, rows: Sequence[Row]) -> TableView:
    words = material.words
    numbers = {found.id: at for at, found in enumerate(material.documents.listed)}
    titles = {found.id: found.title for found in material.documents.listed}
    best = heapq.nlargest(TOP, rows, key=lambda row: (row["end"] - row["start"], row["writers"]))
    cells, earlier = [], words("earlier")
    for row in best:
        text = row["text"].replace("\n", "⏎")
        cells.append([
            Cell(text if len(text) <= LONGEST else f"{text[:LONGEST]}…"),
            numeric(row["end"] - row["start"]), numeric(row["writers"]),
            *(
                Cell(titles[each], link=f"d{numbers[each]}", aside=earlier if each == row["first"] else "")
                for each in (row["doc_id"], row["other_id"])
            ),
            Cell(number(100 * row["similarity"]) + "%", row["similarity"]),
        ])  # fmt: skip
    heads = words.heads("passage", "characters", "writers", "document", "other_document", "similarity")
    note = words.cut(TOP, len(rows))
    return TableView(words("shared_passages"), heads, cells, note, search=True, first=8)
