"""The bounds of a passage that two documents share: those of a clause, if one is near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from policytext.language.simplify import simplified_table

Pair = tuple[int, int]  # a place in each of two texts, in code points
Texts = tuple[str, str]

_CLAUSE = "。；！？，：\n"
_ITEM = _CLAUSE + "、"
_BESIDE = " \t\u3000\xa0“”‘’「」『』《》（）()—"
"""Characters that may stand between a mark and the letters of a clause."""
_OPEN, _CLOSE = "（“「『《", "。；！？，：”）"
"""Marks that belong to the clause after them, and before them, if both documents have them."""
_REACH = 3
"""Letters not shared that a passage may have at either end to reach the bound of a clause."""
_LOSS = 24
"""Letters, at most an eighth of the shared ones, that may be cut off to reach the bound of a clause (of
about a dozen)."""


def by_clauses(texts: Texts, pairs: Sequence[Pair], shortest: int = 0) -> tuple[Pair, Pair]:
    """The bounds of a passage in both texts.

    `pairs` are the places of shared letters; the passage is extended by what the texts have in common right
    before and after it. When it is cut to a clause, `shortest` letters remain at least.

    >>> texts = "前言。各县应当建立制度，报告主管部门，甲", "略。各县应当建立制度，报告主管部门，乙"
    >>> by_clauses(texts, [(at, at - 1) for at in (*range(4, 11), *range(12, 16))])
    ((3, 2), (19, 18))
    """
    before = list(_shared_on(texts, pairs[0], -1))
    shared = [*reversed(before), *pairs, *_shared_on(texts, pairs[-1], 1)]
    spare = min(_LOSS, len(shared) // 8, max(0, len(shared) - shortest) // 2)
    first = _bound(texts, shared[: spare + 1], -1)
    last = _bound(texts, shared[: -spare - 2 : -1], 1)
    opens = _same(texts, first, -1, _OPEN)
    closes = _same(texts, last, 1, _CLOSE)
    return (first[0] - opens, first[1] - opens), (last[0] + 1 + closes, last[1] + 1 + closes)


def _walk(text: str, at: int, step: int) -> Iterator[int]:
    """The places of the letters after (`step` 1) or before (-1) a place."""
    at += step
    while 0 <= at < len(text):
        if text[at].isalnum():
            yield at
        at += step


def _shared_on(texts: Texts, edge: Pair, step: int) -> Iterator[Pair]:
    """The letters that both texts have in common right before or after a pair."""
    table = simplified_table()
    for one, other in zip(_walk(texts[0], edge[0], step), _walk(texts[1], edge[1], step), strict=False):
        if texts[0][one].translate(table) != texts[1][other].translate(table):
            return
        yield one, other


def _bound(texts: Texts, inwards: Sequence[Pair], step: int) -> Pair:
    """The letter at which the passage begins (`step` -1) or ends (1)."""
    one, other = (_reached(text, at, step) for text, at in zip(texts, inwards[0], strict=True))
    if one is not None and other is not None:
        return one, other
    for marks in (_CLAUSE, _ITEM):
        for pair in inwards:
            if all(_is_bound(text, at, step, marks) for text, at in zip(texts, pair, strict=True)):
                return pair
    return inwards[0]


def _reached(text: str, at: int, step: int) -> int | None:
    """The next letter with which a clause begins or ends, this one or a few further on."""
    letters_on = (at, *islice(_walk(text, at, step), _REACH))
    return next((letter for letter in letters_on if _is_bound(text, letter, step)), None)


def _is_bound(text: str, at: int, step: int, marks: str = _CLAUSE) -> bool:
    """Does a clause begin (`step` -1) or end (1) with a letter?"""
    at += step
    while 0 <= at < len(text) and text[at] in _BESIDE:
        at += step
    return not 0 <= at < len(text) or text[at] in marks


def _same(texts: Texts, edge: Pair, step: int, marks: str) -> bool:
    """Does the same one of these marks stand beside a pair in both texts?"""
    one, other = edge[0] + step, edge[1] + step
    if not (0 <= one < len(texts[0]) and 0 <= other < len(texts[1])):
        return False
    return texts[0][one] == texts[1][other] and texts[0][one] in marks
