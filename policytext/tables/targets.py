"""The targets of a document as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.schema import Column, Row, Table
from policytext.tables.columns import DOC_ID, END, START

TARGETS = Table(
    "targets",
    (
        DOC_ID,
        START,
        END,
        Column("text", "string", "The clause that sets the number"),
        Column("subject", "string", "What the number is of"),
        Column(
            "number", "string", "Plain decimal (1200万 is 12000000), low/high for a range", numeric=True
        ),
        Column("unit", "string", "Unit of the number, or currency (ISO 4217)"),
        Column("bound", "string", "exact, about, at_least, at_most, more_than or range"),
        Column("change", "string", "level, increase or decrease"),
        Column("year", "string", "By when: a year, or a period 2026/2030; empty where the text names none"),
        Column("sentence", "string", "The sentence it stands in"),
    ),
    description="Numbers that documents set to be reached, with unit, bound and year",
    first=("doc_id", "subject", "number", "unit", "year", "bound"),
)


def target_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each target, in the order of the text.

    >>> rows = target_rows(Analysis("到2030年，绿地率达到40%。"))
    >>> [(row["subject"], row["number"], row["year"]) for row in rows]
    [('绿地率', '40', '2030')]
    """
    text = analysis.document.text
    for target in analysis.targets:
        yield {
            "doc_id": analysis.document.id,
            "start": target.start,
            "end": target.end,
            "text": target.text,
            "subject": target.subject,
            "number": target.number,
            "unit": target.unit,
            "bound": target.bound,
            "change": target.change,
            "year": target.year or None,
            "sentence": text[slice(*target.sentence)].strip(),
        }
