"""The people and the organisations that are named."""

from __future__ import annotations

from policytext.report.evidence import Named
from policytext.report.sections import Material
from policytext.report.view import Cell, Head, Section, TableView, numeric, percent

TOP = 40


def people(material: Material) -> Section:
    """The people and the organisations that most documents name."""
    words = material.words
    section = Section("people", words("people"), [words("people_about")])
    section.parts = [
        _named(material, kind, caption, head)
        for kind, caption, head in (("ORG", "agencies", "agency"), ("PER", "persons", "person"))
        if material.names.of(kind)
    ]
    if not section.parts:
        section.lines = [words("no_people")]
    section.commands = ["entities --unique --types PER,ORG"]
    return section


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
    heads = [
        Head(words(head)), Head(words("documents"), True), Head(words("share"), True),
        Head(words("count"), True),
    ]  # fmt: skip
    note = words.cut(TOP, len(ranked))
    return TableView(words(caption), heads, rows, note, search=True, card=True, first=12)
