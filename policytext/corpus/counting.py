"""Counts of terms in a text, with the results of `str.count`, for few terms and for many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

FEW = 40  # terms that are searched one by one faster than all at once
_BASE = 0x9E3779B97F4A7C15  # of the hash: an odd number that spreads characters over 64 bits
_SPARSE = 16  # places of a table of hashes for each term: of what is no term one in sixteen is looked up


class TermMatches(NamedTuple):
    """The numbers of the terms that stand in a text, and their counts (arrays, int32)."""

    numbers: Any
    counts: Any


class Matcher:
    """Counts many terms at once.

    The hashes of all strings of a term's length in the text are computed together (Karp and Rabin 1987,
    IBM Journal of Research and Development 31) and looked up in a table of the terms' hashes; matches are
    verified character by character.

    >>> Matcher(["低空经济", "经济", "旅游"]).count("低空经济和海洋经济")
    {'低空经济': 1, '经济': 2}
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = list(dict.fromkeys(term for term in terms if term))
        self._is_few = len(self.terms) <= FEW
        self._overlapping = {number for number, term in enumerate(self.terms) if _overlaps_itself(term)}
        by_length: dict[int, list[int]] = {}
        for number, term in enumerate(() if self._is_few else self.terms):
            by_length.setdefault(len(term), []).append(number)
        self._tables = [
            _Table.of(length, numbers, self.terms) for length, numbers in sorted(by_length.items())
        ]

    def count(self, text: str) -> Mapping[str, int]:
        """The count of each term in the text, as `str.count` gives it; without those that are 0."""
        if self._is_few:
            return {term: n for term in self.terms if (n := text.count(term))}
        numbers, counts = (found.tolist() for found in self.found(text))
        return {self.terms[number]: count for number, count in zip(numbers, counts, strict=True)}

    def found(self, text: str) -> TermMatches:
        """The count of each term in the text, as arrays; a term is given by its position in `terms`."""
        if self._is_few:
            counted = [(number, text.count(term)) for number, term in enumerate(self.terms)]
            numbers, counts = np.array(counted, "int32").reshape(-1, 2).T
            return TermMatches(numbers[counts > 0], counts[counts > 0])
        places = list(self._places(_codes(text)))
        numbers, counts = np.unique(np.concatenate(places or [[]]).astype("int32"), return_counts=True)
        counts = counts.astype("int32")
        for at, number in enumerate(numbers.tolist()):
            if number in self._overlapping:
                counts[at] = text.count(self.terms[number])
        return TermMatches(numbers, counts)

    def _places(self, codes: Any) -> Iterator[Any]:
        """The number of the term at each place where one stands, by length of terms."""
        hashes = np.zeros(len(codes), "uint64")
        length = 0
        for table in self._tables:
            if table.length > len(codes):
                break
            while length < table.length:
                hashes = _longer(hashes[: len(codes) - length], codes[length:])
                length += 1
            yield table.look_up(hashes, codes)


class _Table(NamedTuple):
    """The terms of one length: their sorted hashes, and a table of the leading bits that hashes have."""

    length: int
    shift: Any
    begins: Any
    hashes: Any
    numbers: Any
    codes: Any

    @classmethod
    def of(cls, length: int, numbers: list[int], terms: list[str]) -> _Table:
        codes = _codes("".join(terms[number] for number in numbers)).reshape(-1, length)
        hashes = np.zeros(len(codes), "uint64")
        for column in codes.T:
            hashes = _longer(hashes, column)
        order = np.argsort(hashes, kind="stable")
        bits = (_SPARSE * len(numbers)).bit_length()
        shift = np.uint64(64 - bits)
        begins = np.zeros(1 << bits, bool)
        begins[hashes >> shift] = True
        return cls(length, shift, begins, hashes[order], np.array(numbers, "int32")[order], codes[order])

    def look_up(self, hashes: Any, codes: Any) -> Any:
        """The number of the term at each place where one stands."""
        at = np.flatnonzero(self.begins[hashes >> self.shift])
        row = np.searchsorted(self.hashes[:-1], hashes[at])
        same = np.flatnonzero(self.hashes[row] == hashes[at])
        at, row = at[same], row[same]
        same = (codes[at[:, None] + np.arange(self.length)] == self.codes[row]).all(axis=1)
        return self.numbers[row[same]]


def _codes(text: str) -> Any:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "uint32")


def _longer(hashes: Any, codes: Any) -> Any:
    """The hashes of strings with one more character each."""
    return hashes * np.uint64(_BASE) + codes


def _overlaps_itself(term: str) -> bool:
    """Can two occurrences of a term overlap: does it end as it begins?

    >>> _overlaps_itself("人人"), _overlaps_itself("一心一意"), _overlaps_itself("一带一")
    (True, False, True)
    """
    return any(term.startswith(term[at:]) for at in range(1, len(term)))
