"""The keywords of a document as rows."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.analysis import Analysis
from policytext.language.user_words import PLAIN, Cut
from policytext.schema import Row, declared

TOP = 20  # keywords of a document where nobody says how many

KEYWORDS = declared("keywords")


def keyword_rows(analysis: Analysis, top: int = TOP, cut: Cut = PLAIN) -> Iterator[Row]:
    """A row for each keyword, best first; words are segmented with the user's lexicon, if there is one.

    >>> [row["keyword"] for row in keyword_rows(Analysis("发展低空经济。低空经济起飞。"), top=1)]
    ['低空经济']
    """
    if any(cut):
        analysis = Analysis(analysis.document, own=cut.own)
    for rank, found in enumerate(analysis.keywords(top), 1):
        yield KEYWORDS.row(found, doc_id=analysis.document.id, rank=rank)
