"""The headings of a document as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.schema import Row, declared

STRUCTURE = declared("structure")


def structure_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each heading, in the order of the text.

    >>> [row["heading"] for row in structure_rows(Analysis("一、总体要求\\n（一）目标。到明年完成。"))]
    ['总体要求', '目标。']
    """
    for heading in analysis.outline:
        words = {"number": heading.number or None, "heading": heading.text or None}
        yield STRUCTURE.row(heading, doc_id=analysis.document.id, **words)
