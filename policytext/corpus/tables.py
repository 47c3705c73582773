"""Keywords over many documents as rows: of all together, of groups, over time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from policytext.analysis import header
from policytext.corpus.comparison import corpus_keywords, distinctive_keywords, keyword_trends
from policytext.document import Document
from policytext.schema import Column, Table

Row = dict[str, Any]

DATES = ("date", "日期", "发布日期", "发布时间", "成文日期")  # fields that state a document's date

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
    for found in distinctive_keywords(grouped(documents, by), top):
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
    for rank, found in enumerate(keyword_trends(grouped(documents, period), top), 1):
        for when, count in sorted(found.periods.items()):
            yield {
                "rank": rank,
                "keyword": found.keyword,
                "score": found.score,
                "period": when,
                "documents": count,
            }


def grouped(documents: Iterable[Document], by: str) -> Iterator[tuple[str, Document]]:
    """Each document with its group: a field of its record, a header fact, `source`, `year` or `month`.

    Year and month are those that the record states, else of the date published, else written.
    What has none is in group "".

    >>> [group for group, _ in grouped([Document("a", "略。", meta={"date": "2024-05-06"})], "year")]
    ['2024']
    """
    for document in documents:
        yield _group(document, by), document


def _group(document: Document, by: str) -> str:
    if by in document.meta:
        return str(document.meta[by])
    if by in ("year", "month"):
        stated = next((str(document.meta[name]) for name in DATES if document.meta.get(name)), "")
        found = None if stated else header(document)
        date = stated or (found.date_published or found.date_written if found else "")
        return _period(date, by)
    return document.source if by == "source" else str(getattr(header(document), by, ""))


def _period(date: str, by: str) -> str:
    """The year or the month (ISO 8601) of a date, however it is written; "" where it has none.

    >>> _period("2024年5月6日", "month"), _period("20240506", "month"), _period("2024", "month")
    ('2024-05', '2024-05', '')
    """
    found = re.match(r"(\d{4})(?:\D?(\d{1,2}))?", date.strip())
    if not found or (by == "month" and not found[2]):
        return ""
    return found[1] if by == "year" else f"{found[1]}-{int(found[2]):02}"
