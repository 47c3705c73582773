"""Policy instruments: sentences that the dictionary codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policytext.report.corpus_summary import CHOICES
from policytext.report.evidence import Named
from policytext.report.sections import Material
from policytext.report.view import Cell, Command, Content, Head, TableView, numeric, percent, shade

GROUPS = 20


def instruments(material: Material) -> Iterator[Content]:
    """Sentences of each kind of instrument, all together and by group."""
    documents, words = material.documents, material.words
    yield Command("code --counts")
    if not (rows := list(documents.codes.rows())):
        return
    yield words("instruments_about")
    yield words("instruments_draft")
    most = max(row["sentences"] for row in rows)
    cells = []
    for row in rows:
        kind, _, name = row["category"].partition("/")
        link = material.evidence.ask(
            row["category"], Named("code", row["category"]), row["sentences"], row["documents"]
        )
        cells.append([
            Cell(kind), Cell(name or kind, link=link), numeric(row["sentences"], link=link, most=most),
            Cell(percent(row["share"]), row["share"]), numeric(row["documents"], link=link),
        ])  # fmt: skip
    share = Head(words("share"), True, about=words("coded_share_about"))
    heads = words.heads("kind", "instrument", "sentences", share, "documents")
    yield TableView(words("instruments_caption"), heads, cells, first=20)
    yield from _by_group(material)


def _by_group(material: Material) -> Iterator[TableView]:
    """The mix of the three types in each group: sentences of a type, of those that have any code."""
    documents, words = material.documents, material.words
    facet, field = documents.grouping
    if not facet:
        return
    uses = material.names.of("code_type")
    mix = {kind: {use.group: use.times for use in its if use.group} for kind, its in uses.items()}
    coded = mix.pop("", {})
    shown = [group for group in documents.shown(GROUPS) if group in coded]
    if len(shown) < 2:
        return
    kinds = sorted(filter(mix.get, mix), key=lambda kind: (-sum(mix[kind].values()), kind))
    links = {kind: _passages(material, kind, facet, shown) for kind in ("", *kinds)}
    rows = []
    for group in shown:
        of_all = coded[group]
        shares = [
            Cell(percent(n / of_all), n / of_all, links[kind] if n else "", shade=shade(n, of_all))
            for kind, n in ((kind, mix[kind].get(group, 0)) for kind in kinds)
        ]
        rows.append([Cell(group), numeric(of_all, link=links[""]), *shares])
    of_kinds = (Head(kind, True, about=words("coded_share_about")) for kind in kinds)
    named: str | Head = field if field in CHOICES else Head(words.name("field", field))
    heads = words.heads(named, "sentences", *of_kinds)
    note = words.cut(len(shown), len(documents.ranked(facet)))
    yield TableView(words("instruments_mix"), heads, rows, note, heat=True, first=GROUPS)


def _passages(material: Material, kind: str, facet: str, shown: Collection[str]) -> str:
    """Sentences that have a code of a type, or of any, in each group."""
    uses = [use for use in material.names.of("code_type")[kind] if use.group in shown]
    label = kind or material.words("instruments")
    return material.passages(label, Named("code_type", kind), uses, facet)[0]
