"""Documents as rows: their header facts, what they say, and how they were changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from policytext.analysis import Analysis
from policytext.document import Document, Edit, Remark
from policytext.explain import abbreviated
from policytext.language.user_words import PLAIN, Cut
from policytext.metadata.model import Header
from policytext.pipeline import RULES
from policytext.schema import Row, declared

LISTED = 5  # keywords in the row of a document: what a list of documents has room for
DOCUMENTS = declared("documents")
METADATA = declared("metadata")
HEADER = METADATA.header[2:]  # behind the document's id and title
FACTS = declared("facts")


def document_rows(analysis: Analysis) -> Iterator[Row]:
    """One row: the document with its header facts and counts; `meta` has the other fields of its record."""
    document = analysis.document
    yield {
        "id": document.id,
        "source": document.source,
        "characters": len(document.text),
        "verdict": document.verdict.value if document.verdict else None,
        **_typed(analysis.header),
        "url": document.meta.get("url"),
        "edits": len(document.edits),
        "inferred": sum(edit.inferred for edit in document.edits),
        "remarks": len(document.remarks),
        "keywords": ";".join(keyword.keyword for keyword in analysis.keywords(LISTED)) or None,
        "text": document.text,
        "meta": _fields(document, analysis.header.title),
    }


def _fields(document: Document, title: str) -> dict[str, Any]:
    """The other fields of a record, and its original title if the text has another."""
    fields = {name: value for name, value in document.meta.items() if (name, value) != ("edits", None)}
    given, found = ("".join(one.split()) for one in (document.title, title))
    return fields if given in found or found in given else {"title": document.title, **fields}


def metadata_rows(analysis: Analysis) -> Iterator[Row]:
    """One row: the header facts."""
    yield {"doc_id": analysis.document.id, **_typed(analysis.header)}


def fact_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each fact of the header that was found, with its evidence."""
    found = analysis.header
    for fact, value in _facts(found).items():
        if value is not None:
            where = found.evidence.get(fact)
            where = f"{where}, unsure" if fact in found.unsure else where
            yield {"doc_id": analysis.document.id, "fact": fact, "value": value, "evidence": where}


def _typed(found: Header) -> dict[str, str | int | None]:
    typed = {name: int(fact) if fact and name == "year" else fact for name, fact in _facts(found).items()}
    return {**typed, "unsure": "、".join(found.unsure) or None}


def _facts(found: Header) -> dict[str, str | None]:
    return {name: getattr(found, name) or None for name in ("title", *HEADER) if name != "unsure"}


TOP = 20  # keywords of a document where nobody says how many
KEYWORDS = declared("keywords")
STRUCTURE = declared("structure")
TARGETS = declared("targets")
DUTIES = declared("duties")


def keyword_rows(analysis: Analysis, top: int = TOP, cut: Cut = PLAIN) -> Iterator[Row]:
    """A row for each keyword, best first; words are segmented with the user's lexicon, if there is one.

    >>> [row["keyword"] for row in keyword_rows(Analysis("发展低空经济。低空经济起飞。"), top=1)]
    ['低空经济']
    """
    if any(cut):
        analysis = Analysis(analysis.document, own=cut.own)
    for rank, found in enumerate(analysis.keywords(top), 1):
        yield KEYWORDS.row(found, doc_id=analysis.document.id, rank=rank)


def structure_rows(analysis: Analysis) -> Iterator[Row]:
    """A row for each heading, in the order of the text.

    >>> [row["heading"] for row in structure_rows(Analysis("一、总体要求\\n（一）目标。到明年完成。"))]
    ['总体要求', '目标。']
    """
    for heading in analysis.outline:
        words = {"number": heading.number or None, "heading": heading.text or None}
        yield STRUCTURE.row(heading, doc_id=analysis.document.id, **words)


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
