"""Sentences of a text, the clauses that semicolons make of them, and the items of lists."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.patterns import lazy

_CLOSING = "”’」』）)》"  # what stands after the last mark belongs to the sentence before it
_SENTENCE = lazy(rf"[^。！？\n]+(?:[。！？]+[{_CLOSING}]*)?")
_CLAUSE = lazy(rf"[^。！？；\n]+(?:[。！？；]+[{_CLOSING}]*)?")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end: with 。！？ and what closes after them, or with their line.

    >>> text = "他说：“发展工业；发展农业。”\\n完"
    >>> [text[start:end] for start, end in sentences(text)]
    ['他说：“发展工业；发展农业。”', '完']
    """
    return (match.span() for match in _SENTENCE.finditer(text))


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """As `sentences`, but ；ends one too: a list of measures says a different thing in each.

    >>> text = "发展工业；发展农业。"
    >>> [text[start:end] for start, end in clauses(text)]
    ['发展工业；', '发展农业。']
    """
    return (match.span() for match in _CLAUSE.finditer(text))


def items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the items of the list `[start, end)` begin and end, which 、 divides.

    >>> text = "支持甲县、乙县"
    >>> [text[low:high] for low, high in items(text, 2, 7)]
    ['甲县', '乙县']
    """
    found = []
    for item in text[start:end].split("、"):
        found.append((start, start + len(item)))
        start += len(item) + 1
    return found
