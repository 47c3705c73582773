"""The condition of the documents: repaired damage, remaining damage, unreadable inputs."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.pipeline import RULES
from policytext.report.evidence import PlaceLeft, Rule
from policytext.report.sections import Material
from policytext.report.view import Cell, Command, Content, Fact, TableView, exactly, number, numeric
from policytext.wording import translated_reason

LISTED = 200  # problems that are named
VERDICTS = ("clean", "repaired", "partial", "unreadable", "")


def condition(material: Material) -> Iterator[Content]:
    """Verdicts, the edits of each rule, remaining damage, and what was not read."""
    words, documents = material.words, material.documents
    yield Command("inspect")
    for verdict in VERDICTS:
        if n := documents.verdicts[verdict]:
            name = words.name("verdict", verdict)
            yield Fact(name, number(n), "documents", exactly(words("verdict"), name if verdict else ""))
    yield words("condition_about")
    if documents.verdicts[""]:
        yield words("not_judged", n=documents.verdicts[""])
    if documents.rules:
        yield _rules(material)
    if documents.remarks:
        rows = []
        for reason, n in documents.remarks.most_common():
            said = translated_reason(reason, words.language)
            link = material.evidence.ask(said, PlaceLeft(reason=reason), n, n)
            rows.append([Cell(said, link=link), numeric(n, link=link)])
        yield TableView(words("still_damaged"), words.heads("reason", "documents"), rows)
    yield _left(material)


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
    heads = words.heads("step", "rule", "documents", "undone", "inferred", "left")
    return TableView(words("rules"), heads, rows, note=words("rules_about"), first=25)


def _left(material: Material) -> TableView:
    """What could not be read; a sentence where all was read."""
    words, left = material.words, material.left()
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
    heads = words.heads("source", "reason", "how_many")
    of = len(left.problems) + len(left.left_out)
    note = words.cut(len(rows), of) if rows else words("none_left")
    return TableView(words("not_read"), heads, rows, note)
