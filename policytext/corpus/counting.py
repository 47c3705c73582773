"""Counts of terms in a text: what a search finds, `str.count`, for few terms and for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FEW = 40  # terms that are searched one by one faster than by one walk through the text


class Matcher:
    """Counts many terms in one walk through a text.

    >>> Matcher(["低空经济", "经济", "旅游"]).count("低空经济和海洋经济")
    {'低空经济': 1, '经济': 2}
    """

    def __init__(self, terms: Iterable[str]) -> None:
        every = dict.fromkeys(term for term in terms if term)
        self._searched = [term for term in every if len(term) == 1 or len(every) <= FEW]
        self._terms = every.keys() - set(self._searched)
        lengths: dict[str, set[int]] = {}
        for term in self._terms:
            lengths.setdefault(term[:2], set()).add(len(term))
        self._lengths = {head: tuple(found) for head, found in lengths.items()}

    def count(self, text: str) -> Mapping[str, int]:
        """How often each term that stands in the text does so, without overlapping itself."""
        counts = {term: n for term in self._searched if (n := text.count(term))}
        if self._terms:
            self._walk(text, counts)
        return counts

    def _walk(self, text: str, counts: dict[str, int]) -> None:
        terms, lengths, ends = self._terms, self._lengths, dict[str, int]()
        for at in range(len(text) - 1):
            for length in lengths.get(text[at : at + 2], ()):
                term = text[at : at + length]
                if term in terms and ends.get(term, 0) <= at:
                    counts[term] = counts.get(term, 0) + 1
                    ends[term] = at + len(term)
