"""The targets of a document as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.schema import Row, declared

TARGETS = declared("targets")


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
