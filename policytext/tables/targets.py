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
        others = {"year": target.year or None, "sentence": text[slice(*target.sentence)].strip()}
        yield TARGETS.row(target, doc_id=analysis.document.id, **others)
