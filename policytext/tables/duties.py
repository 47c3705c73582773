"""The duties of a document as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.schema import Column, Row, Table
from policytext.tables.columns import DOC_ID, END, START

DUTIES = Table(
    "duties",
    (
        DOC_ID,
        START,
        END,
        Column("body", "string", "Who is charged, as the text names them"),
        Column("role", "string", "lead, support, guide or responsible"),
        Column("action", "string", "What they are charged with: the text from start to end"),
        Column(
            "form",
            "string",
            "bracket （…负责）, table, by 由…, charge …负责…, modal …应当…, bare (a rule says it)",
        ),
        Column("body_start", "integer", "Offset of the body's name in the text, in code points"),
    ),
    description="Who must do what, and who leads or supports",
)


def duty_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each body of each duty, in the order of the text.

    >>> rows = duty_rows(Analysis("推进改革。（市教育局牵头，市财政局配合）"))
    >>> [(row["body"], row["role"]) for row in rows]
    [('市教育局', 'lead'), ('市财政局', 'support')]
    """
    for duty in analysis.duties:
        for name, role in duty.bodies:
            yield {
                "doc_id": analysis.document.id,
                "start": duty.start,
                "end": duty.end,
                "body": name.text,
                "role": role,
                "action": analysis.document.text[duty.start : duty.end],
                "form": duty.form,
                "body_start": name.start,
            }
