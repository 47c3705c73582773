"""The people and the organisations that are named."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.report.evidence import Named
from policytext.report.sections import Material
from policytext.report.view import Cell, Command, Content, TableView, numeric, percent

TOP = 40


def people(material: Material) -> Iterator[Content]:
    """The people and the organisations that most documents name."""
    yield Command("entities --unique --types PER,ORG")
    kinds = (("ORG", "agencies", "agency"), ("PER", "persons", "person"))
    if found := [kind for kind in kinds if material.names.of(kind[0])]:
        yield material.words("people_about")
        yield from (_named(material, *kind) for kind in found)


def _named(material: Material, kind: str, caption: str, head: str) -> TableView:
    words, ranked = material.words, material.names.ranked(kind)
    most = ranked[0][1]
    rows = []
    for name, standing, count in ranked[:TOP]:
        link = material.evidence.ask(name, Named(kind, name), count, standing)
        rows.append([
            Cell(name, link=link), numeric(standing, link=link, most=most),
            Cell(percent(standing / len(material.documents)), standing), numeric(count, link=link),
        ])  # fmt: skip
    heads = words.heads(head, "documents", "share", "count")
    note = words.cut(TOP, len(ranked))
    return TableView(words(caption), heads, rows, note, search=True, card=True, first=12)
