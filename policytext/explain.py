"""What was done to a document, for people: each edit in its place, and counts by family of damage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from policytext.document import Document, Edit, Remark
from policytext.pipeline import RULES
from policytext.revision import runs, undo
from policytext.schema import Column, Table


class Explanation(NamedTuple):
    """An edit with its line (from 1) and the text around it, as the step found them."""

    edit: Edit
    line: int
    left: str
    right: str


FINDINGS = Table(
    "findings",
    (
        Column("doc_id", "string", "Identifier of the document"),
        Column("verdict", "string", "clean, repaired, partial or unreadable"),
        Column("script", "string", "Variety of Traditional script found, with its share of the evidence"),
        Column("step", "string", "Step that found it: repair, normalize or strip"),
        Column("family", "string", "Family of damage"),
        Column("rule", "string", "Rule that found it"),
        Column("count", "integer", "Places that were changed"),
        Column("inferred", "integer", "Of these, places where a language model chose"),
        Column("left", "integer", "Places that were recognized and could not be undone"),
        Column("example", "string", "The first place, before and after"),
    ),
)


def explain(document: Document, context: int = 12) -> Iterator[Explanation]:
    """Each edit in the order it was made, with up to `context` code points on both sides.

    >>> from policytext.pipeline import repair
    >>> [(e.line, e.left, e.edit.before, e.right) for e in explain(repair("產(chǎn)業(yè)發(fā)展"))][0]
    (1, '產', '(chǎn)', '業(yè)發(fā)展')
    """
    text = document.text
    steps = []
    for run in reversed(runs(document.edits)):
        text = undo(text, run)
        steps.append((text, run))
    for text, run in reversed(steps):
        line, at = 1, 0
        for edit in run:
            line += text.count("\n", at, edit.start)
            at = edit.start
            left = text[max(0, at - context) : at].rpartition("\n")[2]
            right = text[edit.end : edit.end + context].partition("\n")[0]
            yield Explanation(edit, line, left, right)


def findings(document: Document) -> Iterator[dict[str, Any]]:
    """Rows of `FINDINGS`: one for each rule that changed or remarked something, in the order of the rules.

    A document without any has one row whose `rule` is empty.
    """
    edits: dict[str, list[Edit]] = {}
    for edit in document.edits:
        for name in edit.rule.split("+"):
            edits.setdefault(name, []).append(edit)
    remarks: dict[str, list[Remark]] = {}
    for remark in document.remarks:
        remarks.setdefault(remark.rule, []).append(remark)
    about = {"doc_id": document.id, "verdict": str(document.verdict or ""), "script": _script(document)}
    found = False
    for rule in RULES:
        made, left = edits.get(rule.name, []), remarks.get(rule.name, [])
        if made or left:
            found = True
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
    if not found:
        yield {**about, "count": 0, "inferred": 0, "left": 0}


def _script(document: Document) -> str | None:
    script = document.meta.get("script")
    return f"{script['variety']} {script['share']:.0%}" if isinstance(script, dict) else None


def _example(made: list[Edit], left: list[Remark]) -> str:
    if made:
        return f"{shown(made[0].before)} → {shown(made[0].after)}"
    return f"{shown(left[0].text)}: {left[0].reason}"


def shown(text: str, longest: int = 24) -> str:
    """A text on one line, cut in the middle when it is long; an empty one as ∅.

    >>> shown("a\\nb"), shown("")
    ('a⏎b', '∅')
    """
    flat = text.replace("\n", "⏎").replace("\t", "⇥")
    if len(flat) > longest:
        half = longest // 2
        flat = f"{flat[:half]}…{flat[-half:]}"
    return flat or "∅"
