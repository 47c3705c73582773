"""The headings of a document as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.schema import Column, Row, Table
from policytext.tables.columns import DOC_ID, END, START

STRUCTURE = Table(
    "structure",
    (
        DOC_ID,
        Column(
            "level",
            "integer",
            "0 title or annex, 1 编, 2 章, 3 节, 4 条, 5 to 8 一、（一）1.（1） or 2, 2.1, …, 9 — or ①",
        ),
        Column("number", "string", "As it stands: 第三条, 一、, （一）, 2.1"),
        Column("heading", "string", "Its words; empty where the number begins a sentence at once"),
        START,
        END,
        Column("until", "integer", "Offset after the last character of what it governs"),
    ),
    description="Parts, chapters, articles and numbered headings of each document",
    first=("doc_id", "level", "number", "heading"),
)


def structure_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each heading, in the order of the text.

    >>> [row["heading"] for row in structure_rows(Analysis("一、总体要求\\n（一）目标。到明年完成。"))]
    ['总体要求', '目标。']
    """
    for heading in analysis.outline:
        yield {
            "doc_id": analysis.document.id,
            "level": heading.level,
            "number": heading.number or None,
            "heading": heading.text or None,
            "start": heading.start,
            "end": heading.end,
            "until": heading.until,
        }
