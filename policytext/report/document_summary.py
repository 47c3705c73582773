"""The summary of one document: all that the sections need, so that it is analysed only once.

It includes the text, in which counts and passages are looked up later; summaries are kept on disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policytext.analysis import Analysis
from policytext.coding.dictionary import Hit
from policytext.coding.instruments import code_instruments
from policytext.corpus.citations import Citing, called, citing, with_number
from policytext.corpus.fields import Grouping, grouping, value
from policytext.corpus.phrases import proposed
from policytext.document import Document, Edit
from policytext.explain import explain, remarks_in_context
from policytext.schema import Row
from policytext.tables.documents import finding_rows, target_rows

NAMES = {"people": ("PER", "ORG"), "industries": ("INDUSTRY",)}
"""The types of entities that sections show."""
FACETS = ("year", "province", "issuer", "genre", "date", "date_published")
LONGEST = 60  # code points of an edit that are shown on either side


class Mark(NamedTuple):
    """A named span of the text: a person, an industry, a code, a citation."""

    kind: str
    name: str
    start: int
    end: int


class Change(NamedTuple):
    """An edit as an example of a rule, with its context in the step's input."""

    left: str
    before: str
    right: str
    after: str


class RemarkInContext(NamedTuple):
    """A remark in context: the first of a document with this reason."""

    rule: str
    reason: str
    left: str
    text: str
    right: str


class DocumentSummary(NamedTuple):
    """The summary of a document. `document` has its text, without edits."""

    document: Document
    title: str
    grouping: Grouping  # by the field that the user groups by
    renamed: int  # does it count under another name of its issuer than its own?
    facets: Mapping[str, str]
    url: str
    verdict: str
    remarks: tuple[RemarkInContext, ...]
    findings: tuple[Row, ...]
    changes: Mapping[tuple[str, bool], Change]  # of a rule, any and one that is inferred
    phrases: Mapping[str, float]
    marks: tuple[Mark, ...]
    hits: tuple[Hit, ...]
    citing: Citing | None
    targets: tuple[Row, ...]

    def facet(self, name: str) -> str:
        """Its value of a facet; `group` is the field that the user chose for grouping."""
        return self.grouping.group if name == "group" else self.facets.get(name, "")

    def spans(self) -> Iterator[Mark]:
        """Every named span."""
        yield from self.marks
        coded = dict.fromkeys((hit.category, hit.sentence) for hit in self.hits)
        types = ((kind, at) for category, at in coded for kind in (category.partition("/")[0], ""))
        yield from (Mark("code", category, *sentence) for category, sentence in coded)
        yield from (Mark("code_type", kind, *sentence) for kind, sentence in dict.fromkeys(types))
        for citation in self.citing.citations if self.citing else ():
            title = called(citation.title)
            names = [title or citation.number]
            if title:
                names.append(with_number(title, citation.number))
            yield from (Mark("cited", name, citation.start, citation.end) for name in names)
        for row in self.targets:
            yield Mark("target", row["subject"], row["start"], row["end"])


def summarized(document: Document, sections: frozenset[str], by: str | None = None) -> DocumentSummary:
    """Summarise a cleaned document for the sections.

    >>> seen = summarized(Document("a", "发展低空经济。"), frozenset({"keyphrases"}))
    >>> next(iter(seen.phrases)), seen.grouping.group
    ('低空经济', '')
    """
    analysis = Analysis(document)
    findings = tuple(finding_rows(analysis)) if "condition" in sections else ()
    types = {kind for name, kinds in NAMES.items() if name in sections for kind in kinds}
    entities = [found for found in analysis.entities if found.type in types] if types else []
    return DocumentSummary(
        document.bare(),
        analysis.header.title or document.title or document.id,
        grouping(analysis, by),
        grouping(analysis, "issuer").renamed,
        {name: value(analysis, name) for name in FACETS},
        document.url,
        document.verdict.value if document.verdict else "",
        tuple(_spots(document)) if "condition" in sections else (),
        tuple(row for row in findings if row.get("rule")),
        _changes(document) if findings else {},
        proposed(analysis) if sections & {"keyphrases", "groups", "network", "cloud"} else {},
        tuple(Mark(one.type, one.normalized or one.text, one.start, one.end) for one in entities),
        tuple(hit for hit in code_instruments(document.text) if hit.category)
        if "instruments" in sections
        else (),
        citing(analysis) if "citations" in sections else None,
        tuple(target_rows(analysis)) if "targets" in sections else (),
    )


def _changes(document: Document) -> Mapping[tuple[str, bool], Change]:
    """The first edit of each rule, and the first inferred one."""
    found: dict[tuple[str, bool], Change] = {}
    wanted = {each for edit in document.edits for each in _told_by(edit)}
    for explanation in explain(document):
        edit = explanation.edit
        for each in _told_by(edit):
            if each not in found:
                sides = explanation.left, _short(edit.before), explanation.right
                found[each] = Change(*sides, _short(edit.after))
        if len(found) == len(wanted):
            break
    return found


def _told_by(edit: Edit) -> Iterator[tuple[str, bool]]:
    """The rules that an edit is an example of: (rule, False), and (rule, True) if it is inferred."""
    for name in edit.rules:
        yield from ((name, inferred) for inferred in ((False, True) if edit.inferred else (False,)))


def _spots(document: Document) -> Iterator[RemarkInContext]:
    """The first remark of each rule with each reason."""
    known = set()
    for remark, left, right in remarks_in_context(document) if document.remarks else ():
        if (cause := (remark.rule, remark.reason)) not in known:
            known.add(cause)
            yield RemarkInContext(*cause, left, _short(remark.text), right)


def _short(text: str) -> str:
    flat = text.replace("\n", "⏎")
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST // 2]}…{flat[-LONGEST // 2 :]}"
