"""The HTML representation of a document in notebooks: its text with edits marked and entities coloured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from policytext.analysis import Analysis
from policytext.composition import Columns, compose, placed, replay
from policytext.document import Document, Edit
from policytext.revision import restore, runs
from policytext.wording import counted

SHOWN = 2000  # code points of a text; the rest is counted

_COLOURS = {  # of what policy texts are read for first; light enough for black text
    "PER": "#ffe0b3", "ORG": "#cfe3ff", "LOC": "#d3f2d1", "POST": "#f3dcff", "DATE": "#fff6bf",
    "DOCNO": "#e3e3e3", "DOC": "#e3e3e3", "TARGET": "#ffd6d6",
}  # fmt: skip
_STYLE = "white-space:pre-wrap;line-height:1.7;color:#1f2328;background:#fff;padding:.6em;max-width:60em"


def html(document: Document) -> str:
    """The document as self-contained HTML; every character of the text is escaped.

    >>> print(html(Document("a", "<b>关于印发</b>")).partition("<pre")[2].partition(">")[2])
    &lt;b&gt;关于印发&lt;/b&gt;</pre>
    """
    text = document.text[:SHOWN]
    left = len(document.text) - len(text)
    facts = [
        f"<b>{escape(document.title or document.id)}</b>",
        counted(len(document.text), "character"),
        counted(len(document.edits), "edit"),
        *([f"verdict {document.verdict}"] if document.verdict else ()),
        *(counted(len(document.remarks), "remark") for _ in document.remarks[:1]),
    ]
    more = f"<p>… and {left:,} more character{'s' * (left > 1)}</p>" if left else ""
    return f'<p>{" · ".join(facts)}</p><pre style="{_STYLE}">{"".join(_pieces(document, text))}</pre>{more}'


def _pieces(document: Document, text: str) -> Iterator[str]:
    colours = _coloured(document, len(text))
    marks = [(start, end, edit) for start, end, edit in edits_in_text(document) if end <= len(text)]
    edges = {0, len(text), *(at for start, end, _ in colours for at in (start, end))}
    edges |= {at for start, end, _ in marks for at in (start, end)}
    gone = {start: edit for start, end, edit in marks if start == end}
    for start, end in pairwise([*sorted(edges), len(text)]):
        if start in gone:
            yield f'<del title="{_said(gone[start])}" style="color:#b00">·</del>'
        piece = escape(text[start:end])
        for begin, stop, kind in colours:
            if begin <= start < end <= stop:
                piece = f'<span title="{kind}" style="background:{_COLOURS[kind]}">{piece}</span>'
        for begin, stop, edit in marks:
            if begin <= start < end <= stop:
                piece = f'<ins title="{_said(edit)}" style="text-decoration-color:#0a0">{piece}</ins>'
        yield piece


def _coloured(document: Document, end: int) -> list[tuple[int, int, str]]:
    found = Analysis(document).entities
    return [(e.start, e.end, e.type) for e in found if e.type in _COLOURS and e.end <= end]


def _said(edit: Edit) -> str:
    return escape(f"{edit.rule}: {edit.before[:40]!r}{' (inferred)' * edit.inferred}")


def edits_in_text(document: Document) -> list[tuple[int, int, Edit]]:
    """The spans `[start, end)` of the text, in code points, that all steps together changed.

    >>> edit = Edit("repair", ("byte-slips",), 1, 2, "?", "模")
    >>> [(start, end) for start, end, _ in edits_in_text(Document("a", "规模化", edits=(edit,)))]
    [(1, 2)]
    """
    text = original = restore(document).text if document.edits else document.text
    composed: Sequence[Edit] = ()
    for run in runs(document.edits):
        after = replay(text, run)
        composed = compose(original, composed, text, Columns(*zip(*run, strict=True)))
        text = after
    return list(placed(composed))
