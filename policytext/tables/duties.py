"""The duties of a document as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.schema import Row, declared

DUTIES = declared("duties")


def duty_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each body of each duty, in the order of the text.

    >>> rows = duty_rows(Analysis("推进改革。（市教育局牵头，市财政局配合）"))
    >>> [(row["body"], row["role"]) for row in rows]
    [('市教育局', 'lead'), ('市财政局', 'support')]
    """
    for duty in analysis.duties:
        for name, role in duty.bodies:
            action = analysis.document.text[duty.start : duty.end]
            body = {"body": name.text, "body_start": name.start, "role": role}
            yield DUTIES.row(duty, doc_id=analysis.document.id, action=action, **body)
