"""Sentences of a text, the clauses that semicolons make of them, and the items of lists."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.patterns import lazy

_CLOSING = "”’」』）)》"  # what stands after the last mark belongs to the sentence before it
_READ = 1000
"""Code points of a sentence, at most, that `parts` keeps together: the longest of 248 documents has 640,
tables aside, and rules that look back over a sentence from each of its words take quadratic time."""
_PART = lazy(
    rf"[^。！？\n]{{1,{_READ}}}(?:(?:[。！？]+[{_CLOSING}]*|(?=\n|\Z))|(?<=[，；、]))|[^。！？\n]{{1,{_READ}}}"
)
_CLAUSE = lazy(rf"[^。！？；\n]+(?:[。！？；]+[{_CLOSING}]*)?")


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end: with 。！？ and what closes after them, or with their line.

    One longer than `_READ` code points is split after its last mark.

    >>> [end - start for start, end in parts("没有句号的名单、" * 300 + "完。下一句。")]
    [1000, 1000, 402, 4]
    """
    return (match.span() for match in _PART.finditer(text))


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """As `parts`, but split at ； too, since each item of a list of measures is a statement of its own.

    >>> text = "他说：“发展工业；发展农业。”\\n完"
    >>> [text[start:end] for start, end in clauses(text)]
    ['他说：“发展工业；', '发展农业。”', '完']
    """
    return (match.span() for match in _CLAUSE.finditer(text))


def begun(text: str, at: int, marks: str = "。；\n", low: int = 0) -> int:
    """Where the sentence begins that an offset is in, or what other `marks` end; `low` if none is before.

    >>> begun("今年，人次增长", 5, "，。"), begun("人次增长", 2, "，。"), begun("甲，乙，丙", 5, "。", 2)
    (3, 0, 2)
    """
    return max(low, *(text.rfind(mark, low, at) + 1 for mark in marks))


def items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end of each item of the list `[start, end)`, split at 、.

    >>> text = "支持甲县、乙县"
    >>> [text[low:high] for low, high in items(text, 2, 7)]
    ['甲县', '乙县']
    """
    found = []
    for item in text[start:end].split("、"):
        found.append((start, start + len(item)))
        start += len(item) + 1
    return found
