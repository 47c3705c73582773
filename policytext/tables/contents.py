"""What a document says as rows: its keywords, headings, targets and duties."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.language.user_words import PLAIN, Cut
from policytext.schema import Row, declared

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
