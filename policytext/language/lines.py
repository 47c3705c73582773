"""Lines of a text, the one around an offset or those with a pattern; and the characters beside a span."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.language.patterns import LazyPattern


def line_around(text: str, start: int, end: int | None = None) -> tuple[int, int]:
    """Start and end, in code points, of the line that holds an offset, or of the lines of `[start, end]`.

    >>> line_around("一\\n二三\\n四", 3), line_around("一\\n二三\\n四", 0, 2)
    ((2, 4), (0, 4))
    """
    high = text.find("\n", start if end is None else end)
    return text.rfind("\n", 0, start) + 1, high if high >= 0 else len(text)


def lines_with(text: str, pattern: LazyPattern) -> Iterator[tuple[int, int]]:
    """Start and end of each line in which the pattern is found; a match over two lines joins them.

    >>> list(lines_with("ab\\na\\nb", LazyPattern("b")))
    [(0, 2), (5, 6)]
    """
    end = 0
    while found := pattern.search(text, end):
        start, end = line_around(text, *found.span())
        yield start, end


def neighbours(text: str, start: int, end: int) -> str:
    """The characters right before and behind `[start, end)`; one alone where the text begins or ends.

    >>> neighbours("产业链", 1, 2), neighbours("产业链", 0, 2)
    ('产链', '链')
    """
    return text[max(0, start - 1) : start] + text[end : end + 1]
