"""The condition of the documents: repaired damage, remaining damage, unreadable inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policytext.pipeline import RULES
from policytext.report.evidence import PlaceLeft, Rule
from policytext.report.sections import Material
from policytext.report.view import Cell, Fact, Head, Section, TableView, exactly, number, numeric
from policytext.wording import translated_reason

LISTED = 200  # problems that are named
VERDICTS = ("clean", "repaired", "partial", "unreadable", "")


class Left(NamedTuple):
    """Inputs that are not in the figures: problems by source and reason, and files of other kinds."""

    problems: Sequence[tuple[str, str, int]] = ()  # place, reason, how often
    left_out: Mapping[str, int] = {}


def condition(material: Material, left: Left) -> Section:
    """Verdicts, the edits of each rule, remaining damage, and what was not read."""
    words, documents = material.words, material.documents
    section = Section("condition", words("condition"), commands=["inspect"])
    section.facts = [
        Fact(name, number(n), "documents", exactly(words("verdict"), name if verdict else ""))
        for verdict in VERDICTS
        if (n := documents.verdicts[verdict]) and (name := words.name("verdict", verdict))
    ]
    section.lines = [words("condition_about")]
    if documents.verdicts[""]:
        section.lines.append(words("not_judged", n=documents.verdicts[""]))
    if documents.rules:
        section.parts.append(_rules(material))
    if documents.remarks:
        rows = []
        for reason, n in documents.remarks.most_common():
            said = translated_reason(reason, words.language)
            link = material.evidence.ask(said, PlaceLeft(reason=reason), n, n)
            rows.append([Cell(said, link=link), numeric(n, link=link)])
        heads = [Head(words("reason")), Head(words("documents"), True)]
        section.parts.append(TableView(words("still_damaged"), heads, rows))
    section.parts.append(_left(material, left))
    return section


def _rules(material: Material) -> TableView:
    """The findings of each rule, in the order in which rules are applied."""
    words, rules = material.words, material.documents.rules
    rows = []
    for rule in RULES:
        if not (use := rules.get(rule.name)):
            continue
        changed = use.documents["count"]
        link = material.evidence.ask(rule.name, Rule(rule.name), changed, changed) if changed else ""
        rest = guess = ""
        name = words.name("rule", rule.name, rule.summary)
        if n := use.documents["inferred"]:
            label = f"{name} · {words('inferred')}"
            guess = material.evidence.ask(label, Rule(rule.name, inferred=True), n, n)
        if n := use.documents["left"]:
            label = f"{name} · {words('left')}"
            rest = material.evidence.ask(label, PlaceLeft(rule.name), n, n)
        rows.append([
            Cell(words.name("step", use.step)),
            Cell(rule.name, link=link or rest, aside=name),
            numeric(use.documents["all"], link=link or rest), numeric(use.times["count"], link=link),
            numeric(use.times["inferred"], link=guess), numeric(use.times["left"], link=rest),
        ])  # fmt: skip
    heads = [
        Head(words("step")), Head(words("rule")), Head(words("documents"), True),
        Head(words("undone"), True),
        Head(words("inferred"), True, about=words("inferred_about")),
        Head(words("left"), True, about=words("left_about")),
    ]  # fmt: skip
    return TableView(words("rules"), heads, rows, note=words("rules_about"), first=25)


def _left(material: Material, left: Left) -> TableView:
    """What could not be read; a sentence where all was read."""
    words = material.words
    rows = [
        [
            Cell(translated_reason(place, words.language)),
            Cell(translated_reason(reason, words.language)),
            numeric(n),
        ]
        for place, reason, n in left.problems[:LISTED]
    ]
    rows += [
        [Cell(group), Cell(words("left_out")), numeric(n)] for group, n in sorted(left.left_out.items())
    ]
    heads = [Head(words("source")), Head(words("reason")), Head(words("how_many"), True)]
    of = len(left.problems) + len(left.left_out)
    note = words.cut(len(rows), of) if rows else words("none_left")
    return TableView(words("not_read"), heads, rows, note)
