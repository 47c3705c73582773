"""Which documents are cited, to what end, and whether they are in the corpus."""

from __future__ import annotations

from collections import Counter, defaultdict

from policytext.corpus.citations import citation_rows, with_number
from policytext.report.evidence import Named
from policytext.report.sections import Material
from policytext.report.view import Cell, Head, Section, TableView, numeric

TOP = 40


def citations(material: Material) -> Section:
    """The documents that most others cite, and how often to what end."""
    documents, words = material.documents, material.words
    section = Section("citations", words("citations"), commands=["metadata --citations"])
    times, relations = Counter[str](), Counter[str]()
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    citing: dict[str, set[str]] = defaultdict(set)
    within: dict[str, str] = {}
    found = list(citation_rows(documents.citing))
    numbers = defaultdict[str, set[str]](set)
    for row in found:
        numbers[row["cited_title"]].update(filter(None, [row["cited_number"]]))
    for row in found:
        cited = row["cited_title"] or row["cited_number"]
        if row["cited_title"] and len(numbers[cited]) > 1:  # as of those that are issued every year
            cited = with_number(cited, row["cited_number"] or "")
        times[cited] += 1
        ends[cited][row["relation"]] += 1
        citing[cited].add(row["doc_id"])
        relations[row["relation"]] += 1
        if row["cited_id"]:
            within[cited] = row["cited_id"]
    if not times:
        section.lines = [words("no_citations")]
        return section
    section.lines = [
        words("citations_about", n=times.total(), cited=len(times), within=len(within)),
        words("citations_ends", ends="、".join(f"{end} {n:,}" for end, n in relations.most_common())),
    ]
    places = {listed.id: at for at, listed in enumerate(documents.listed)}
    ranked = sorted(times, key=lambda cited: (-len(citing[cited]), -times[cited], cited))
    rows = []
    for cited in ranked[:TOP]:
        link = material.evidence.ask(cited, Named("cited", cited), times[cited], len(citing[cited]))
        here = within.get(cited)
        rows.append([
            Cell(cited, link=link),
            Cell("、".join(f"{end} {n}" for end, n in ends[cited].most_common())),
            numeric(len(citing[cited]), link=link), numeric(times[cited], link=link),
            Cell(here, link=f"d{places[here]}") if here else Cell(),
        ])  # fmt: skip
    heads = [
        Head(words("cited")), Head(words("ends")), Head(words("citing"), True), Head(words("count"), True),
        Head(words("in_corpus")),
    ]  # fmt: skip
    note = words.cut(TOP, len(ranked))
    section.parts = [TableView(words("cited_documents"), heads, rows, note, search=True)]
    return section
