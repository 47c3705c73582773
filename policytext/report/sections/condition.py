"""In what condition the documents were: damage found and undone, what stayed, what was not readable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policytext.pipeline import RULES
from policytext.report.evidence import Rule
from policytext.report.sections import Material
from policytext.report.view import Cell, Fact, Head, Section, TableView, number, numeric

LISTED = 200  # problems that are named
VERDICTS = ("clean", "repaired", "partial", "unreadable", "")


class Left(NamedTuple):
    """What of the input is in no figure: problems by source and reason, what is of no kind that is read."""

    problems: Sequence[tuple[str, str, int]] = ()  # source, reason, how often
    left_out: Mapping[str, int] = {}


def condition(material: Material, left: Left) -> Section:
    """Verdicts, what each rule did, what is still damaged, and what was not read."""
    words, documents = material.words, material.documents
    section = Section("condition", words("condition"), commands=["inspect"])
    section.facts = [
        Fact(words.name("verdict", verdict), number(n))
        for verdict in VERDICTS
        if (n := documents.verdicts[verdict])
    ]
    section.lines = [words("condition_about")]
    if documents.verdicts[""]:
        section.lines.append(words("not_judged", n=documents.verdicts[""]))
    if documents.rules:
        section.parts.append(_rules(material))
    if documents.remarks:
        rows = [[Cell(reason), numeric(n)] for reason, n in documents.remarks.most_common()]
        heads = [Head(words("reason")), Head(words("documents"), True)]
        section.parts.append(TableView(words("still_damaged"), heads, rows))
    section.parts.append(_left(material, left))
    return section


def _rules(material: Material) -> TableView:
    """What each rule found, in the order in which they work."""
    words, rules = material.words, material.documents.rules
    rows = []
    for rule in RULES:
        if not (use := rules.get(rule.name)):
            continue
        changed = use.changed
        link = material.evidence.ask(rule.name, Rule(rule.name), changed, changed) if changed else ""
        rows.append([
            Cell(words.name("step", use.step)),
            Cell(rule.name, link=link, aside=words.name("rule", rule.name, rule.summary)),
            numeric(use.documents), numeric(use.count, link=link), numeric(use.inferred), numeric(use.left),
        ])  # fmt: skip
    heads = [
        Head(words("step")), Head(words("rule")), Head(words("documents"), True),
        Head(words("undone"), True),
        Head(words("inferred"), True, about=words("inferred_about")),
        Head(words("left"), True, about=words("left_about")),
    ]  # fmt: skip
    return TableView(words("rules"), heads, rows, note=words("rules_about"), first=25)


def _left(material: Material, left: Left) -> TableView:
    """What was not readable; that there is none of it is said too."""
    words = material.words
    rows = [[Cell(source), Cell(reason), numeric(n)] for source, reason, n in left.problems[:LISTED]]
    rows += [
        [Cell(group), Cell(words("left_out")), numeric(n)] for group, n in sorted(left.left_out.items())
    ]
    of = len(left.problems) + len(left.left_out)
    heads = [Head(words("source")), Head(words("reason")), Head(words("how_many"), True)]
    note = words("none_left") if not rows else ""
    if len(rows) < of:
        note = words("n_shown", shown=len(rows), of=of)
    return TableView(words("not_read"), heads, rows, note)
