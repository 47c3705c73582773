"""What sets groups of documents apart: provinces, or years, or what the user groups by."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from policytext.corpus.comparison import group_rows
from policytext.report.evidence import Term
from policytext.report.sections import Material
from policytext.report.view import Cell, Head, Section, TableView, numeric

GROUPS = 12  # those of most documents: what is looked at side by side
TOP = 8


def groups(material: Material) -> Section:
    """A card for each group: the phrases that it has more often than all others."""
    documents, words = material.documents, material.words
    facet, field = documents.grouping
    named = words.name("field", field)
    section = Section("groups", words("groups", field=named) if field else words("groups_of_any"))
    totals = material.phrases.by_group.groups()
    if len(totals) < 2:
        section.lines = [words("no_groups")]
        return section
    missing = totals[""].documents if "" in totals else 0
    section.lines = [words("groups_about")]
    if missing:
        section.lines.append(words("no_group", n=missing, of=len(documents), field=named))
    shown = [group for group, _ in documents.ranked(facet)[:GROUPS]]
    known = len(documents.ranked(facet))
    if known > GROUPS:
        section.lines.append(words("groups_shown", shown=GROUPS, of=known))
    heads = [
        Head(words("keyphrase")), Head(words("keyness"), fixed=True, about=words("keyness_about")),
        Head(words("here"), True), Head(words("elsewhere"), True),
    ]  # fmt: skip
    rows = group_rows(material.phrases.by_group, TOP)
    cards = {}
    for group, found in groupby(rows, itemgetter("group")):
        if group not in shown:
            continue
        listed = list(found)
        best = listed[0]["score"]
        cells = []
        for row in listed:
            term = row["keyword"]
            link = material.evidence.ask(
                f"{term} · {group}",
                Term(term),
                row["count"],
                row["documents"],
                facet,
                {group: (row["count"], row["documents"])},
            )
            others = material.evidence.ask(
                f"{term} · {words('elsewhere')}", Term(term), row["elsewhere"], row["elsewhere"], facet,
                {"": (row["elsewhere"], row["elsewhere"])}, but=group,
            ) if row["elsewhere"] else ""  # fmt: skip
            cells.append([
                Cell(term, link=link), Cell(f"{row['score']:.1f}", row["score"], bar=row["score"] / best),
                numeric(row["count"], link=link), numeric(row["elsewhere"], link=others),
            ])  # fmt: skip
        size = words("n_documents", n=totals[group].documents)
        cards[group] = TableView(f"{group} · {size}", heads, cells, card=True)
    section.parts += [cards[group] for group in shown if group in cards]
    section.commands = [f"keywords --by {field} --top {TOP}"]
    return section
