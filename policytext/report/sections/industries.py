"""Industries by region: the documents that name them."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.report.evidence import Named
from policytext.report.sections import Material
from policytext.report.view import Cell, Command, Content, Head, TableView, numeric, shade

TOP = 25
GROUPS = 34  # all provinces


def industries(material: Material) -> Iterator[Content]:
    """A heat map: documents of each group that name an industry, shaded by their share of the group's."""
    documents, words = material.documents, material.words
    facet, field = documents.grouping
    yield Command("entities --types INDUSTRY")
    if not (found := material.names.of("INDUSTRY")):
        return
    shown = documents.shown(GROUPS)
    totals = material.names.groups
    yield words("industries_about")
    if shown:
        yield words("industries_by", field=words.name("field", field))
    ranked = sorted(found.items(), key=lambda item: (-sum(use.documents for use in item[1]), item[0]))
    rows = []
    for path, uses in ranked[:TOP]:
        by_group = {use.group: use for use in uses}
        above, _, label = path.rpartition("/")
        link, count, standing = material.passages(label, Named("INDUSTRY", path), uses, facet)
        cells = [Cell(label, link=link, aside=above), numeric(count, link=link)]
        cells.append(numeric(standing, link=link))
        for group in shown:
            n = by_group[group].documents if group in by_group else 0
            cells.append(
                Cell(str(n) if n else "·", n, link if n else "", shade=shade(n, totals[group].documents))
            )
        rows.append(cells)
    of_groups = (Head(group, True, upright=True) for group in shown)
    heads = words.heads("industry", "count", "documents", *of_groups)
    if len(shown) < (known := len(documents.ranked(facet)) if facet else 0):
        yield words("groups_shown", shown=len(shown), of=known)
    yield TableView(words("industries"), heads, rows, words.cut(TOP, len(ranked)), heat=True, first=TOP)
