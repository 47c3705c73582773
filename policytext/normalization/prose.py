"""Excluding text that is not Chinese prose from rules: code, rows of values, Japanese and Korean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from policytext.language import scripts
from policytext.language.characters import ALL_HAN
from policytext.language.lines import line_around
from policytext.language.patterns import lazy
from policytext.revision import Change

_LINE = lazy(r"[^\n]+")
_HAN = lazy(f"[{ALL_HAN}]")
_LATIN = lazy("[A-Za-z]")
# Signs of a program, a query or its data; a line that has one and more Latin letters than Chinese is that.
_CODE = lazy(
    r"\b(?:SELECT|select|UPDATE|update|INSERT +INTO|insert +into|DELETE +FROM|delete +from|"
    r"(?:CREATE|ALTER) +TABLE)\b"
    r"|\b(?:def|function|class|import|return|print|printf|echo|var|let|const)\b *[\w(\"']"
    r"|[=!<>]=|&&|\|\||=>|->|[;{}] *$|#include|</\w|\w\.\w+\(|\w\[\w+\]|= *[\"'\[{]|[\"'] *: *[\"'\[{\d]",
    re.MULTILINE,
)
_POINT = lazy("[，。；：！？;!?]")
_ROWS = 3  # lines in a row with as many commas that are a table: two may be parallel sentences
_CELLS = 3  # in each
_CELL = 16  # characters, on average: clauses of a sentence are shorter than cells can be, but have points


def in_prose(find: Callable[[str], Sequence[Change]]) -> Callable[[str], Sequence[Change]]:
    """Restrict a rule to Chinese prose.

    >>> from policytext.normalization.width import punctuation
    >>> in_prose(punctuation)("SELECT 姓名, 部门 FROM 员工;\\n各县,各区")
    [Change(start=25, end=26, after='，', inferred=False, note='')]
    """

    def found(text: str) -> Sequence[Change]:
        changes = find(text)
        if not changes:
            return changes
        borders = [border for span in _others(text) for border in span]
        kept = (change for change in changes if bisect_right(borders, change.start) % 2 == 0)
        return list(_outside_code(text, kept))

    return found


def _outside_code(text: str, changes: Iterable[Change]) -> Iterator[Change]:
    end = -1
    is_code = False
    for change in changes:
        if change.start >= end:
            start, end = line_around(text, change.start)
            is_code = _is_code(text[start:end])
        if not is_code:
            yield change


def _is_code(line: str) -> bool:
    return len(_LATIN.findall(line)) > len(_HAN.findall(line)) and _CODE.search(line) is not None


@lru_cache(2)  # each rule asks about the text that the one before it left, mostly the same
def _others(text: str) -> list[tuple[int, int]]:
    """The spans of rows of values and of lines in Japanese and Korean."""
    return sorted({*_tables(text), *scripts.foreign_lines(text)})


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Consecutive lines with the same number of short cells between commas, and no other marks."""
    if text.count(",") < _ROWS * (_CELLS - 1):
        return
    for commas, group in groupby(_LINE.finditer(text), _commas):
        rows = list(group) if commas else []
        size = sum(len(row[0]) for row in rows)
        if len(rows) >= _ROWS and size <= _CELL * (commas + 1) * len(rows):
            yield from (row.span() for row in rows)


def _commas(line: re.Match[str]) -> int:
    """The number of commas of a line that may be a row of values; else 0."""
    commas = line.string.count(",", *line.span())
    return 0 if commas < _CELLS - 1 or _POINT.search(line.string, *line.span()) else commas
