"""Keywords over many documents as rows: of all together, of groups, over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from policytext.document import Document
from policytext.keywords import corpus_keywords, distinctive_keywords, keyword_trends
from policytext.schema import Column, Table

Row = dict[str, Any]

_RANK = Column("rank", "integer", "1 is the best")
_KEYWORD = Column("keyword", "string", "A word or phrase")

CORPUS = Table(
    "corpus_keywords",
    (
        _RANK,
        _KEYWORD,
        Column("score", "number", "In (0, 1], in relation to the best"),
        Column("count", "integer", "How often it stands in all texts"),
    ),
)
GROUPS = Table(
    "group_keywords",
    (
        Column("group", "string", "Value of the field that groups the documents"),
        _RANK,
        _KEYWORD,
        Column("score", "number", "z-score of the log-odds ratio against all other groups"),
        Column("count", "integer", "How often it stands in the group's texts"),
        Column("elsewhere", "integer", "How often it stands in all other texts"),
    ),
)
TRENDS = Table(
    "keyword_trends",
    (
        _RANK,
        _KEYWORD,
        Column("score", "number", "Cochran-Armitage z of its share over time; above 0 it rises"),
        Column("period", "string", "Year or month, ISO 8601"),
        Column("documents", "integer", "Documents of the period that have the keyword"),
    ),
)


def corpus_rows(documents: Iterable[Document], top: int) -> Iterator[Row]:
    """Rows of `CORPUS`, best first."""
    for rank, found in enumerate(corpus_keywords(documents, top), 1):
        yield {"rank": rank, "keyword": found.keyword, "score": found.score, "count": found.count}


def group_rows(documents: Iterable[Document], by: str, top: int) -> Iterator[Row]:
    """Rows of `GROUPS`: the best of each group, group by group."""
    rank, group = 0, None
    for found in distinctive_keywords(documents, by, top):
        rank = rank + 1 if found.group == group else 1
        group = found.group
        yield {
            "group": found.group,
            "rank": rank,
            "keyword": found.keyword,
            "score": found.score,
            "count": found.count,
            "elsewhere": found.elsewhere,
        }


def trend_rows(documents: Iterable[Document], top: int, period: str) -> Iterator[Row]:
    """Rows of `TRENDS`: for each keyword a row a period."""
    for rank, found in enumerate(keyword_trends(documents, top, period), 1):
        for when, count in sorted(found.periods.items()):
            yield {
                "rank": rank,
                "keyword": found.keyword,
                "score": found.score,
                "period": when,
                "documents": count,
            }
