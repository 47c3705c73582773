"""The features of each character: itself, and the word that it is part of.

Words are hashed into a table of a fixed size (Weinberger et al. 2009), so no vocabulary of them is
shipped and none is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policytext.language.segment import Word, is_known

WORDS = 100_000  # rows of the table that words are hashed into
TAGS = [
    "x", "eng", "m", "n", "nr", "nrt", "nrfg", "ns", "nt", "nz", "v", "vn", "vd",
    "vg", "a", "ad", "an", "ag", "d", "t", "s", "f", "b", "z", "i", "l",
    "j", "r", "q", "p", "c", "u", "y", "g", "ng", "zg", "o", "mq",
]  # fmt: skip
"""jieba's tags that are told apart; all others count as x."""
PLACES = 5  # a character's place in its word: alone, first of two, first of more, inside, last
KINDS = 2 * len(TAGS) * PLACES  # rows of the table of tags: each for words of the dictionary and for others
Ids = NDArray[np.int32]


class Features(NamedTuple):
    """Row numbers, one of each table for each character."""

    characters: Ids
    words: Ids
    tags: Ids


_TAG = {tag: index for index, tag in enumerate(TAGS)}


def features(text: str, words: Sequence[Word], vocabulary: NDArray[np.uint16]) -> Features:
    """The features of a text that is read as `words`; `vocabulary` gives the row of a code point.

    >>> from policytext.language.tagger import tag
    >>> found = features("省长王伟", tag("省长王伟"), np.zeros(1 << 16, np.uint16))
    >>> [len(column) for column in found], bool(found.words[0] == found.words[1])
    ([4, 4, 4], True)
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter((len(word.text) for word in words), np.int64, len(words))
    tags = np.fromiter((_tag(word) for word in words), np.int32, len(words))
    return of_codes(codes, lengths, tags, vocabulary)


def _tag(word: Word) -> int:
    """Twice the number of its tag, plus one if the word is a guess and not in the dictionary."""
    return 2 * _TAG.get(word.tag, 0) + (not is_known(word.text))


def of_codes(
    codes: NDArray[np.uint32], lengths: NDArray[np.int64], tags: Ids, vocabulary: NDArray[np.uint16]
) -> Features:
    """The features of code points in words of these lengths with these tags (as numbers)."""
    codes = np.where((codes >= 0x30) & (codes <= 0x39), np.uint32(0x30), codes)  # digits are one
    starts = np.cumsum(lengths) - lengths
    inside = np.arange(len(codes)) - np.repeat(starts, lengths)
    rows = rows_of_words(codes, inside, starts) if len(lengths) else codes
    word = np.repeat(np.where(tags % 2, 0, rows), lengths)  # the row 0 is that of all guessed words
    return Features(
        vocabulary[np.minimum(codes, 0xFFFF)].astype(np.int32),
        word.astype(np.int32),
        np.repeat(tags, lengths) * PLACES + _place(inside, np.repeat(lengths, lengths)),
    )


def _stirred(number: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The number with each bit depending on all (the finalizer of MurmurHash3)."""
    number = (number ^ (number >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    number = (number ^ (number >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return number ^ (number >> np.uint32(16))


def rows_of_words(
    codes: NDArray[np.uint32], inside: NDArray[np.int64], starts: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """The row of each word: a hash of its characters with their places."""
    placed = _stirred(codes * np.uint32(2654435761) + inside.astype(np.uint32) * np.uint32(0x9E3779B9))
    sums = _stirred(np.add.reduceat(placed, starts, dtype=np.uint32))
    return 1 + sums % np.uint32(WORDS - 1)


def _place(inside: NDArray[np.int64], lengths: NDArray[np.int64]) -> Ids:
    last = inside == lengths - 1
    first = inside == 0
    place = np.where(first, np.where(last, 0, np.where(lengths == 2, 1, 2)), np.where(last, 4, 3))
    return place.astype(np.int32)
