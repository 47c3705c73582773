"""Places of a term at which it is no word, but parts of two: 法人 in 执法|人员, 民政 in 人民|政府."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import accumulate

from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.segment import is_known, segment

LONGEST = 3  # characters: longer terms are hardly ever parts of two words
BEYOND = 3  # characters of a word outside the term
CONTEXT = 12  # characters on either side that say how a place is cut
_RUN = lazy(f"[{HAN}]+")


def astride(text: str, terms: Collection[str]) -> Counter[tuple[str, str]]:
    """How often terms stand across the border of two words that go on at both sides, by these words.

    >>> sorted(astride("市民政局的执法人员保障人民生活和民生。", ("民政", "法人", "民生")))
    [('民生', '人民生活'), ('法人', '执法人员')]
    """
    found: Counter[tuple[str, str]] = Counter()
    for term in terms:
        start = text.find(term) if len(term) <= LONGEST else -1
        while start >= 0:
            if _may_be(text, start, start + len(term)) and (
                around := _around(text, start, start + len(term))
            ):
                found[term, around] += 1
            start = text.find(term, start + len(term))
    return found


def _may_be(text: str, start: int, end: int) -> bool:
    """Does a word of the dictionary that begins before a span end within it, and another go on behind?"""
    return any(
        any(is_known(text[first:at]) for first in range(max(start - BEYOND, 0), start))
        and any(is_known(text[at:last]) for last in range(end + 1, end + BEYOND + 1))
        for at in range(start + 1, end)
    )


def _around(text: str, start: int, end: int) -> str:
    """The words of whose last and first parts a span consists; "" where it is made up of words."""
    run = next(
        match for match in _RUN.finditer(text, max(start - CONTEXT, 0), end + CONTEXT) if match.end() >= end
    )
    start, end = start - run.start(), end - run.start()
    words = segment(run[0])
    ends = [*accumulate(map(len, words))]
    first = next(index for index, stop in enumerate(ends) if stop > start)
    last = next(index for index, stop in enumerate(ends) if stop >= end)
    begin = ends[first] - len(words[first])
    if begin == start or ends[last] == end:
        return ""
    if first < last:
        is_across = is_known(words[first]) and is_known(words[last])
    else:
        is_across = _is_of_two(words[first], start - begin, end - begin)
    return "".join(words[first : last + 1]) if is_across else ""


def _is_of_two(word: str, start: int, end: int) -> bool:
    """Is a word made up of two with the border inside the span, and not of others that leave it whole?"""
    borders = [at for at in range(1, len(word)) if _is_part(word[:at]) and _is_part(word[at:])]
    return bool(borders) and all(start < at < end for at in borders)


def _is_part(word: str) -> bool:
    return len(word) > 1 and is_known(word)
