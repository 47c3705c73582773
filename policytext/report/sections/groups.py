"""Keyness of groups of documents: provinces, years, or the user's field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from policytext.corpus.comparison import group_rows
from policytext.report.evidence import Term
from policytext.report.sections import Material
from policytext.report.view import Cell, Command, Content, TableView, Title, numeric
from policytext.schema import Row

GROUPS = 12  # those of most documents: what is looked at side by side
TOP = 8
SURE = 1.96
"""Least z-score of a phrase that is characteristic of a group: chance reaches it one time in twenty
(Monroe, Colaresi and Quinn 2008, whose figures shade lower ones)."""


def groups(material: Material) -> Iterator[Content]:
    """A card for each group: the phrases that are more frequent in it than in all others."""
    documents, words = material.documents, material.words
    facet, field = documents.grouping
    named = words.name("field", field)
    if field:
        yield Title(words("groups_by", field=named))
    totals = material.phrases.by_group.groups()
    if len(totals) < 2:
        return
    yield Command(f"keywords --by {field} --top {TOP}")
    yield words("groups_about")
    if "" in totals:
        yield words("no_group", n=totals[""].documents, of=len(documents), field=named)
    shown = [group for group, _ in documents.ranked(facet)[:GROUPS]]
    known = len(documents.ranked(facet))
    if known > GROUPS:
        yield words("groups_shown", shown=GROUPS, of=known)
    cards = {
        group: _card(material, group, [row for row in found if row["score"] >= SURE])
        for group, found in groupby(group_rows(material.phrases.by_group, TOP), itemgetter("group"))
        if group in shown
    }
    yield from (cards[group] if group in cards else _card(material, group, []) for group in shown)


def _card(material: Material, group: str, rows: Sequence[Row]) -> TableView:
    """The phrases that are characteristic of a group, best first, or a note that there are none."""
    words = material.words
    heads = words.heads("keyphrase", "keyness", "here", "elsewhere")
    size = words("n_documents", n=material.phrases.by_group.groups()[group].documents)
    cells = [_cells(material, group, row, rows[0]["score"]) for row in rows]
    note = "" if rows else words("nothing_apart")
    return TableView(f"{group} · {size}", heads, cells, note, card=True)


def _cells(material: Material, group: str, row: Row, best: float) -> list[Cell]:
    words, ask = material.words, material.evidence.ask
    facet, _ = material.documents.grouping
    term, here, elsewhere = row["keyword"], (row["count"], row["documents"]), row["elsewhere"]
    link = ask(f"{term} · {group}", Term(term), *here, facet, {group: here})
    others = ""
    if elsewhere:
        label = f"{term} · {words('all_but', group=group)}"
        others = ask(label, Term(term), elsewhere, elsewhere, facet, {"": (elsewhere, elsewhere)}, group)
    return [
        Cell(term, link=link), Cell(f"{row['score']:.1f}", row["score"], bar=row["score"] / best),
        numeric(row["count"], link=link), numeric(elsewhere, link=others),
    ]  # fmt: skip
