"""Concordances: every occurrence of a term in context (keyword in context; Luhn 1960)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple

from policytext.analysis import Analysis
from policytext.corpus.fields import value
from policytext.document import Document
from policytext.language.sentences import clauses
from policytext.schema import Row, declared

KWIC = declared("kwic")

WINDOW = 20  # characters on each side
Order = Literal["text", "left", "right"]


class Search(NamedTuple):
    """The terms or pattern to find, and the context to show: `window` characters, or the sentence."""

    terms: tuple[str, ...] = ()
    pattern: str = ""
    window: int = WINDOW
    sentence: bool = False


def concordance(document: Document, search: Search) -> list[Row]:
    """Rows of `KWIC` for a document: as many for each term as a search for it finds.

    Contexts are on one line: a line feed is shown as ⏎. A blank in a term matches any blanks, a line feed
    or nothing, so that terms of several words are found across them. Raises re.error for an invalid
    pattern.

    >>> (row,) = concordance(Document("a", "发展低空经济。"), Search(("低空 经济",)))
    >>> row["left"], row["term"], row["right"]
    ('发展', '低空经济', '。')
    """
    text = document.text
    places = sorted({at.span() for pattern in _patterns(search) for at in pattern.finditer(text) if at[0]})
    if not places:
        return []
    date = value(Analysis(document), "date")
    return [
        {
            "doc_id": document.id,
            "date": date or None,
            "start": start,
            "left": _line(text[left:start]),
            "term": _line(text[start:end]),
            "right": _line(text[end:right]),
        }
        for start, end in places
        for left, right in (_around(text, start, end, search),)
    ]


def _patterns(search: Search) -> Iterator[re.Pattern[str]]:
    for term in search.terms:
        yield re.compile(r"\s*".join(map(re.escape, term.split())))
    if search.pattern:
        yield re.compile(search.pattern)


def _around(text: str, start: int, end: int, search: Search) -> tuple[int, int]:
    if not search.sentence:
        return max(0, start - search.window), end + search.window
    spans = _clauses(text)
    first = max(bisect_right(spans, start, key=itemgetter(0)) - 1, 0)
    last = min(bisect_left(spans, end, key=itemgetter(1)), len(spans) - 1)
    return min(spans[first][0], start), max(spans[last][1], end)


@lru_cache(1)
def _clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a text, cached while its occurrences are looked up."""
    return list(clauses(text)) or [(0, len(text))]


def _line(text: str) -> str:
    return text.replace("\n", "⏎")


def ordered(rows: Iterable[Row], order: Order) -> Iterable[Row]:
    """The rows in order, or sorted by the left context (read backwards) or the right."""
    if order == "text":
        return rows
    if order == "left":
        return sorted(rows, key=lambda row: (str(row["left"])[::-1], row["right"]))
    return sorted(rows, key=lambda row: (row["right"], str(row["left"])[::-1]))


def searched(terms: Sequence[str], pattern: str | None, window: int, sentence: bool) -> Search:
    """A search; ValueError for an empty one, re.error for an invalid pattern."""
    re.compile(pattern or "")
    if not terms and not pattern:
        raise ValueError("nothing to look for: give a term or a pattern")
    return Search(tuple(terms), pattern or "", window, sentence)
