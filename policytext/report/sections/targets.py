"""The quantitative targets of documents."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from policytext.report.corpus_summary import target_rows
from policytext.report.evidence import Named
from policytext.report.sections import Material
from policytext.report.view import Cell, Command, Content, TableView, numeric

SUBJECTS = 20
LATEST = 60
LEAST = 3
"""Characters of a subject: a shorter one (建设, 培育) is usually only the verb."""


def targets(material: Material) -> Iterator[Content]:
    """The most frequent subjects of targets, and the targets of the latest documents."""
    yield Command("export (targets)")
    found = material.names.of("target")
    if total := sum(use.times for uses in found.values() for use in uses):
        yield material.words("targets_about", n=total)
        yield _subjects(material)
        yield _latest(material, total)


def _subjects(material: Material) -> TableView:
    words = material.words
    ranked = [total for total in material.names.ranked("target") if len(total[0]) >= LEAST]
    rows = []
    for subject, standing, count in ranked[:SUBJECTS]:
        link = material.evidence.ask(subject, Named("target", subject), count, standing)
        rows.append([Cell(subject, link=link), numeric(standing, link=link), numeric(count, link=link)])
    heads = words.heads("subject", "documents", "targets_head")
    note = words.cut(SUBJECTS, len(ranked))
    return TableView(words("target_subjects"), heads, rows, note, first=10)


def _latest(material: Material, total: int) -> TableView:
    """The targets of the documents of the latest dates."""
    words, listed = material.words, material.documents.listed
    latest = heapq.nlargest(
        LATEST,
        ((date, -number, -row["start"], row) for number, date, row in target_rows(material.documents)),
        key=lambda item: item[:3],
    )
    rows = []
    for date, number, _, row in latest:
        bound = words.name("bound", row["bound"])
        rows.append([
            Cell(row["subject"]), Cell(_shown(row["number"]), _value(row["number"]), aside=row["unit"]),
            Cell(bound),
            Cell(row["year"] or ""), Cell(row["text"]),
            Cell(date), Cell(listed[-number].title, link=f"d{-number}"),
        ])  # fmt: skip
    heads = words.heads("subject", "number", "bound", "by_when", "clause", "date", "document")
    note = words.cut(len(rows), total)
    return TableView(words("latest_targets"), heads, rows, note, search=True, first=10)


def _shown(written: str) -> str:
    """A number with thousands separators; a range as two numbers.

    >>> _shown("12000000"), _shown("8/10.5")
    ('12,000,000', '8–10.5')
    """
    parts = (part.partition(".") for part in written.split("/"))
    return "–".join((f"{int(n):,}" if n.isdecimal() else n) + dot + rest for n, dot, rest in parts)


def _value(written: str) -> float | str:
    """The sort key of a number; of a range, its lower end."""
    try:
        return float(written.partition("/")[0])
    except ValueError:
        return written
