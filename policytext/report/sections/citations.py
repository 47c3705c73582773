"""The most cited documents: by which relation, and whether they are in the corpus."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policytext.corpus.citations import called, citation_rows, with_number
from policytext.metadata.citations import is_kind
from policytext.report.evidence import Named
from policytext.report.sections import Material
from policytext.report.view import Cell, Command, Content, TableView, numeric
from policytext.schema import Row

TOP = 40


@dataclass
class Cited:
    """The citations of a document: their number, relations and sources; its id if it is in the corpus."""

    times: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    citing: set[str] = field(default_factory=set)
    id: str = ""


def citations(material: Material) -> Iterator[Content]:
    """The most cited documents, and their citations by relation."""
    words = material.words
    yield Command("metadata --citations")
    if rows := list(citation_rows(material.documents.citing)):
        named = [row for row in rows if row["cited_number"] or not is_kind(row["cited_title"])]
        cited = _cited(named)
        relations = Counter(row["relation"] for row in rows).most_common()
        within = sum(bool(one.id) for one in cited.values())
        yield words("citations_about", n=len(rows), cited=len(cited), within=within)
        yield words("citations_ends", ends="、".join(f"{end} {n:,}" for end, n in relations))
        if bare := len(rows) - len(named):
            yield words("citations_by_kind", n=bare)
        if cited:
            yield _table(material, cited)


def _cited(rows: Sequence[Row]) -> dict[str, Cited]:
    """The cited documents by title (with the number if several have the same), else by number."""
    numbers = defaultdict[str, set[str]](set)
    for row in rows:
        numbers[called(row["cited_title"] or "")].update(filter(None, [row["cited_number"]]))
    found = defaultdict[str, Cited](Cited)
    for row in rows:
        name = called(row["cited_title"] or "") or row["cited_number"]
        if row["cited_title"] and len(numbers[name]) > 1:  # as of those that are issued every year
            name = with_number(name, row["cited_number"] or "")
        one = found[name]
        one.times += 1
        one.ends[row["relation"]] += 1
        one.citing.add(row["doc_id"])
        one.id = row["cited_id"] or one.id
    return found


def _table(material: Material, cited: dict[str, Cited]) -> TableView:
    words = material.words
    places = {listed.id: at for at, listed in enumerate(material.documents.listed)}
    ranked = sorted(cited.items(), key=lambda item: (-len(item[1].citing), -item[1].times, item[0]))
    rows = []
    for name, one in ranked[:TOP]:
        link = material.evidence.ask(name, Named("cited", name), one.times, len(one.citing))
        rows.append([
            Cell(name, link=link),
            Cell("、".join(f"{end} {n}" for end, n in one.ends.most_common())),
            numeric(len(one.citing), link=link), numeric(one.times, link=link),
            Cell(one.id, link=f"d{places[one.id]}") if one.id else Cell(),
        ])  # fmt: skip
    heads = words.heads("cited", "ends", "citing", "count", "in_corpus")
    return TableView(words("cited_documents"), heads, rows, words.cut(TOP, len(ranked)), search=True)
