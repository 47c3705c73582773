"""Policy instruments: sentences that the dictionary codes."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    """The mix of the three types in each group: sentences of a type, of all those that the group has."""
    documents, words = material.documents, material.words
    facet, field = documents.grouping
    if not facet:
        return
    mix: dict[str, Counter[str]] = defaultdict(Counter)
    for row in documents.codes_by_group.rows():
        if row["group"]:
            mix[row["group"]][row["category"].partition("/")[0]] += row["sentences"]
    shown = [group for group in documents.shown(GROUPS) if mix[group]]
    if len(shown) < 2:
        return
    kinds = [kind for kind, _ in sum(mix.values(), Counter[str]()).most_common()]
    links = {kind: _passages(material, kind, facet, shown) for kind in ("", *kinds)}
    rows = []
    for group in shown:
        coded = mix[group].total()
        shares = [
            Cell(percent(n / coded), n / coded, links[kind] if n else "", shade=shade(n, coded))
            for kind, n in ((kind, mix[group][kind]) for kind in kinds)
        ]
        rows.append([Cell(group), numeric(coded, link=links[""]), *shares])
    of_kinds = (Head(kind, True) for kind in kinds)
    named: str | Head = field if field in CHOICES else Head(words.name("field", field))
    heads = words.heads(named, "sentences", *of_kinds)
    note = words.cut(len(shown), len(documents.ranked(facet)))
    yield TableView(words("instruments_mix"), heads, rows, note, heat=True, first=GROUPS)


def _passages(material: Material, kind: str, facet: str, shown: Collection[str]) -> str:
    """Sentences that have a code of a type, or of any, in each group."""
    uses = [use for use in material.names.of("code_type")[kind] if use.group in shown]
    label = kind or material.words("instruments")
    return material.passages(label, Named("code_type", kind), uses, facet)[0]
