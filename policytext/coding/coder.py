"""Coding by a dictionary: the hits of each sentence, without overlapping and excluded ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from policytext.coding.dictionary import Dictionary
from policytext.language.sentences import clauses

FoundBy = Literal["term", "model", "unsure"]


class Hit(NamedTuple):
    """A term `[start, end)` of a text, in code points, its category, and the sentence it stands in.

    With a classifier (`coding.instruments`): a hit without a term is the whole sentence, an unsure one has
    no category, and `confidence` is a probability.
    """

    start: int
    end: int
    category: str
    sentence: tuple[int, int]
    found_by: FoundBy = "term"
    confidence: float | None = None


Coder = Callable[[str], list[Hit]]
"""A function that codes a text: `code` with a dictionary, or `coding.instruments.code_instruments`."""


def code(text: str, by: Dictionary) -> list[Hit]:
    """Every hit of a dictionary in a text, in order. Units are sentences or clauses that end with 。；！？.

    >>> from policytext.coding.dictionary import dictionary
    >>> by = dictionary({"采购": ["政府采购"], "贸易": ["政府采购协定"], "$ignore": ["不含采购"]})
    >>> [hit.category for hit in code("加入政府采购协定。", by)]
    ['贸易']
    """
    return [hit for span in clauses(text) for hit in _sentence(text, span, by)]


def _sentence(text: str, span: tuple[int, int], by: Dictionary) -> Sequence[Hit]:
    if by.none and by.none.search(text[slice(*span)].strip()):
        return ()
    taken = [match.span() for match in by.ignore.finditer(text, *span)] if by.ignore else []
    found = sorted(_hits(text, span, by), key=lambda hit: (hit.start - hit.end, hit.start))
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= low or high <= hit.start for low, high in taken):
            kept.append(hit)
            taken.append((hit.start, hit.end))
    if any(hit.category not in by.last for hit in kept):
        kept = [hit for hit in kept if hit.category not in by.last]
    return sorted(kept)


def _hits(text: str, span: tuple[int, int], by: Dictionary) -> Iterator[Hit]:
    for category in by.categories:
        for match in category.pattern.finditer(text, *span):
            if match.end() > match.start():
                yield Hit(*match.span(), category.path, span)
