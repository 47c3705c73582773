"""Edits and remarks of a document in context, for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policytext.document import Document, Edit, Remark
from policytext.language.printable import printable
from policytext.revision import unwound

CONTEXT = 12  # code points on both sides that are shown


class Explanation(NamedTuple):
    """An edit with its line number (from 1) and context in the step's input."""

    edit: Edit
    line: int
    left: str
    right: str


def explain(document: Document, context: int = CONTEXT) -> Iterator[Explanation]:
    """The edits in order, each with up to `context` code points on both sides.

    >>> from policytext.pipeline import repair
    >>> [(e.line, e.left, e.edit.before, e.right) for e in explain(repair("產(chǎn)業(yè)發(fā)展"))][0]
    (1, '產', '(chǎn)', '業(yè)發(fā)展')
    """
    for text, run in reversed([*unwound(document.text, document.edits)]):
        line, at = 1, 0
        for edit in run:
            line += text.count("\n", at, edit.start)
            at = edit.start
            left = text[max(0, at - context) : at].rpartition("\n")[2]
            right = text[edit.end : edit.end + context].partition("\n")[0]
            yield Explanation(edit, line, left, right)


class Noted(NamedTuple):
    """A remark with its context in the step's input; without, if its text is not at its offsets."""

    remark: Remark
    left: str
    right: str


def remarks_in_context(document: Document) -> Iterator[Noted]:
    """The remarks, each with up to `CONTEXT` code points of its line on both sides.

    >>> from policytext.pipeline import repair
    >>> [(n.left, n.remark.text, n.right) for n in remarks_in_context(repair("发展\ufffd经济"))]
    [('发展', '\ufffd', '经济')]
    """
    found = {"": document.text}
    found |= {run[0].step: text for text, run in unwound(document.text, document.edits)}
    for remark in document.remarks:
        start, end = remark.start, remark.end
        texts = (found.get(remark.step, ""), *found.values())
        text = next((one for one in texts if end > start and one[start:end] == remark.text), "")
        left = text[max(0, start - CONTEXT) : start].rpartition("\n")[2]
        yield Noted(remark, left, text[end : end + CONTEXT].partition("\n")[0])


def abbreviated(text: str, longest: int = 24) -> str:
    """A text on one line, cut in the middle when it is long; an empty one as ∅.

    >>> abbreviated("a\\nb"), abbreviated("")
    ('a⏎b', '∅')
    """
    flat = printable(text.replace("\t", "⇥"))
    if len(flat) > longest:
        half = longest // 2
        flat = f"{flat[:half]}…{flat[-half:]}"
    return flat or "∅"
