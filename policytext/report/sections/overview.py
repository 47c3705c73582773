"""An overview of the corpus: documents by year, place, issuer and genre; missing facts."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.report.drawing import columns
from policytext.report.sections import Material
from policytext.report.view import (
    Cell,
    Command,
    Content,
    Fact,
    Picture,
    TableView,
    exactly,
    number,
    numeric,
    percent,
)  # fmt: skip

MOST = 40  # places, issuers or kinds that are listed; all provinces are


def overview(material: Material) -> Iterator[Content]:
    """The number of documents, in all and by facet, and of those for which a fact is not known."""
    documents, words = material.documents, material.words
    years = documents.dated()
    yield Command("metadata")
    yield Fact(words("documents"), number(len(documents)), "documents")
    yield Fact(words("characters"), number(documents.characters))
    if years:
        first, last = years[0][0], years[-1][0]
        yield Fact(words("years"), first if first == last else f"{first}–{last}")
    for facet in ("province", "issuer", "genre"):
        if found := documents.ranked(facet):
            yield Fact(words(f"{facet}s"), number(len(found)))
    if repeats := len(documents) - len(documents.texts):
        yield words("repeats", n=repeats, of=len(documents))
    for facet in ("year", "province", "genre", "issuer"):
        if missing := documents.facets[facet][""]:
            yield words(f"no_{facet}", n=missing, of=len(documents))
    if len(years) > 1:
        drawing = columns(
            [(year, n, f"#documents={exactly(words('year'), year)}") for year, n in years],
            words("documents_by_year"),
        )
        yield Picture(words("documents_by_year"), drawing)
    for facet in ("year", "province", "genre", "issuer"):
        if documents.ranked(facet):
            yield _of(material, facet)


def _of(material: Material, facet: str) -> TableView:
    """Documents by the values of a facet; years in order, others by number."""
    documents, words = material.documents, material.words
    values = documents.dated() if facet == "year" else documents.ranked(facet)
    most = max(n for _, n in values)
    shown = values[: MOST if facet != "year" else None]
    if missing := documents.facets[facet][""]:
        shown = [*shown, ("", missing)]
    rows = []
    for value, n in shown:
        wanted = exactly(words(facet), value)
        rows.append([
            Cell(value or words("unknown"), link="documents", wanted=wanted),
            numeric(n, link="documents", most=most if value else 0, wanted=wanted),
            Cell(percent(n / len(documents)), n),
        ])  # fmt: skip
    return TableView(
        words(f"documents_by_{facet}"),
        words.heads(facet, "documents", "share"),
        rows,
        note=words.cut(MOST, len(values)) if facet != "year" else "",
        folded=words("as_table") if facet == "year" and len(values) > 1 else "",
        first=10 if facet != "year" else 60,
        card=facet in ("province", "genre"),
    )
