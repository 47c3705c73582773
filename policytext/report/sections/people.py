"""Who is named: people, and agencies and other organisations."""

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
    words, found = material.words, material.names.of(kind)
    totals = {
        name: (sum(use.documents for use in uses), sum(use.times for use in uses))
        for name, uses in found.items()
    }
    ranked = sorted(totals.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))[:TOP]
    most = max(standing for _, (standing, _) in ranked)
    rows = []
    for name, (standing, count) in ranked:
        link = material.evidence.ask(name, Named(kind, name), count, standing)
        rows.append([
            Cell(name, link=link), numeric(standing, link=link, most=most),
            Cell(percent(standing / len(material.documents)), standing), numeric(count, link=link),
        ])  # fmt: skip
    heads = [
        Head(words(head)), Head(words("documents"), True), Head(words("share"), True),
        Head(words("count"), True),
    ]  # fmt: skip
    note = words("n_shown", shown=TOP, of=len(totals)) if len(totals) > TOP else ""
    return TableView(words(caption), heads, rows, note, search=True, card=True, first=12)
