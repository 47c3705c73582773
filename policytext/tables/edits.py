"""Rows of the edits of a document: every edit, and counts by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.document import Document, Edit, Remark
from policytext.explain import abbreviated
from policytext.pipeline import RULES
from policytext.schema import Row, declared

EDITS = declared("edits")
FINDINGS = declared("findings")


def edit_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each edit, in the order in which they were made: of the title, then of the text."""
    document = analysis.document
    for field, edits in (("title", document.title_edits), ("text", document.edits)):
        for edit in edits:
            yield EDITS.row(edit, doc_id=document.id, field=field)


def finding_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each rule that changed or remarked something, in the order of the rules.

    A document without any has one row whose `rule` is empty.
    """
    document = analysis.document
    edits: dict[str, list[Edit]] = defaultdict(list)
    for edit in (*document.edits, *document.title_edits):
        for name in edit.rules:
            edits[name].append(edit)
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for remark in document.remarks:
        remarks[remark.rule].append(remark)
    about = {"doc_id": document.id, "verdict": str(document.verdict or ""), "script": _script(document)}
    if not edits and not remarks:
        yield {**about, "count": 0, "inferred": 0, "left": 0}
    for rule in RULES:
        made, left = edits.get(rule.name, []), remarks.get(rule.name, [])
        if made or left:
            yield {
                **about,
                "step": (made or left)[0].step,
                "family": rule.family,
                "rule": rule.name,
                "count": len(made),
                "inferred": sum(edit.inferred for edit in made),
                "left": len(left),
                "example": _example(made, left),
            }


def _script(document: Document) -> str | None:
    script = document.meta.get("script")
    return f"{script['variety']} {script['share']:.0%}" if isinstance(script, dict) else None


def _example(made: list[Edit], left: list[Remark]) -> str:
    if made:
        return f"{abbreviated(made[0].before)} → {abbreviated(made[0].after)}"
    return f"{abbreviated(left[0].text)}: {left[0].reason}"
