"""Industries by region: the documents that name them."""

from __future__ import annotations

from policytext.report.evidence import Named
from policytext.report.sections import Material
from policytext.report.view import Cell, Head, Section, TableView, numeric, shade

TOP = 25
GROUPS = 34  # all provinces


def industries(material: Material) -> Section:
    """A heat map: documents of each group that name an industry, shaded by their share of the group's."""
    documents, words = material.documents, material.words
    facet, field = documents.grouping
    section = Section("industries", words("industries"), commands=["entities --types INDUSTRY"])
    found = material.names.of("INDUSTRY")
    if not found:
        section.lines = [words("no_industries")]
        return section
    shown = documents.shown(GROUPS)
    totals = material.names.groups
    section.lines = [words("industries_about")]
    if shown:
        section.lines.append(words("industries_by", field=words.name("field", field)))
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
    heads = [Head(words("industry")), Head(words("count"), True), Head(words("documents"), True)]
    heads += [Head(group, True, upright=True) for group in shown]
    note = words.cut(TOP, len(ranked))
    if len(shown) < (known := len(documents.ranked(facet)) if facet else 0):
        section.lines.append(words("groups_shown", shown=len(shown), of=known))
    section.parts = [TableView(words("industries"), heads, rows, note, heat=True, first=TOP)]
    return section
