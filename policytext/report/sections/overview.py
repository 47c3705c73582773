"""An overview of the corpus: documents by year, place, issuer and genre; missing facts."""

from __future__ import annotations

from policytext.report.drawing import columns
from policytext.report.sections import Material
from policytext.report.view import (
    Cell,
    Fact,
    Head,
    Picture,
    Section,
    TableView,
    exactly,
    number,
    numeric,
    percent,
)  # fmt: skip

MOST = 40  # places, issuers or kinds that are listed; all provinces are


def overview(material: Material) -> Section:
    """The number of documents, in all and by facet, and of those for which a fact is not known."""
    documents, words = material.documents, material.words
    years = documents.dated()
    facts = [
        Fact(words("documents"), number(len(documents)), "documents"),
        Fact(words("characters"), number(documents.characters)),
    ]
    if years:
        first, last = years[0][0], years[-1][0]
        facts.append(Fact(words("years"), first if first == last else f"{first}–{last}"))
    facts += [
        Fact(words(f"{facet}s"), number(len(found)))
        for facet in ("province", "issuer", "genre")
        if (found := documents.ranked(facet))
    ]
    section = Section("overview", words("overview"), _unknown(material), facts)
    if len(years) > 1:
        drawing = columns(
            [(year, n, f"#documents={exactly(words('year'), year)}") for year, n in years],
            words("documents_by_year"),
        )
        section.parts.append(Picture(words("documents_by_year"), drawing))
    section.parts += [
        _of(material, facet) for facet in ("year", "province", "genre", "issuer") if documents.ranked(facet)
    ]
    section.commands = ["metadata"]
    return section


def _unknown(material: Material) -> list[str]:
    """A line for each fact that is not known for some documents."""
    documents, words = material.documents, material.words
    return [
        words(f"no_{facet}", n=missing, of=len(documents))
        for facet in ("year", "province", "genre", "issuer")
        if (missing := documents.facets[facet][""])
    ]


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
        [Head(words(facet)), Head(words("documents"), True), Head(words("share"), True)],
        rows,
        note=words.cut(MOST, len(values)) if facet != "year" else "",
        folded=words("as_table") if facet == "year" and len(values) > 1 else "",
        first=10 if facet != "year" else 60,
        card=facet in ("province", "genre"),
    )
