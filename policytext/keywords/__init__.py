"""Keywords of a document, of a corpus, of groups of documents, and over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policytext.document import Document

if TYPE_CHECKING:
    from policytext.keywords.compare import Distinction, Trend
    from policytext.keywords.rank import Keyword

__all__ = ["corpus_keywords", "distinctive_keywords", "keyword_trends", "keywords"]


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


def distinctive_keywords(grouped: Iterable[tuple[str, Document]], top: int = 20) -> Iterator[Distinction]:
    """For each group, the keywords that set its documents apart from all others, best first.

    Takes pairs of a group's name and a document (see `policytext.comparisons.grouped`), read once.
    Score: log-odds ratio with an informative Dirichlet prior, as a z-score (Monroe, Colaresi and
    Quinn 2008, "Fightin' Words", eq. 22); above 1.96 a keyword is hardly there by chance.
    """
    from policytext.keywords.compare import distinctions

    return distinctions(grouped, top)


def keyword_trends(dated: Iterable[tuple[str, Document]], top: int = 20) -> list[Trend]:
    """Keywords that rise or fall most from period to period, with the documents that have them in each.

    Takes pairs of a period (`2024`, `2024-05`; empty: left out) and a document, read once.
    Score: the Cochran-Armitage z of the share of documents with the keyword against time;
    above 0 it rises.
    """
    from policytext.keywords.compare import trends

    return trends(dated, top)
