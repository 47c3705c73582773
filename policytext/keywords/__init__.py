"""Keywords of a document, of a corpus, of groups of documents, and over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policytext.document import Document

if TYPE_CHECKING:
    from policytext.keywords.compare import Distinction, Trend
    from policytext.keywords.rank import Keyword

__all__ = ["corpus_keywords", "distinctive_keywords", "keywords", "keyword_trends"]


def keywords(document: str | Document, top: int = 20) -> list[Keyword]:
    """The `top` keywords of a document, best first, with scores in (0, 1] and counts.

    Candidates are phrases of up to five words; TF-IDF over their words (jieba's frequencies),
    raised by standing in the title or early. Of phrases inside one another only the better stays.

    >>> [k.keyword for k in keywords("发展低空经济。低空经济是新质生产力。", top=2)]
    ['低空经济', '新质生产力']
    """
    from policytext.keywords.rank import ranked

    document = Document.of(document)
    return ranked(document.title, document.text, top)


def corpus_keywords(documents: Iterable[Document], top: int = 20) -> list[Keyword]:
    """The keywords of all documents together: `score` weighs how many documents they stand in."""
    from policytext.keywords.compare import of_corpus

    return of_corpus(documents, top)


def distinctive_keywords(documents: Iterable[Document], by: str, top: int = 20) -> Iterator[Distinction]:
    """For each value of the field `by`, the keywords that set its documents apart from the others.

    `by` names a field of the record (`meta`), or `source`, `year`, `month`.
    Score: log-odds ratio with an informative Dirichlet prior, as a z-score (Monroe, Colaresi and
    Quinn 2008, "Fightin' Words", eq. 22).
    """
    from policytext.keywords.compare import distinctions

    return distinctions(documents, by, top)


def keyword_trends(documents: Iterable[Document], top: int = 20, period: str = "year") -> list[Trend]:
    """Keywords that rise or fall most over the documents' dates, with their count in each period.

    Statistic: the Cochran-Armitage z of the share of documents with the keyword against time;
    above 0 it rises.
    """
    from policytext.keywords.compare import trends

    return trends(documents, top, period)
