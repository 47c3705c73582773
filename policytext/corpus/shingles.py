"""Character n-grams (shingles) of documents, hashed, in arrays.

White space, punctuation and script are ignored, so that a passage is found in any layout. A sequence is
sampled by its hash ("mod p sampling", Manber 1994), so that a shared one is kept in both documents or in
neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policytext.language.simplify import simplified_table

LENGTH = 8
"""Characters of a sequence: if one character in twenty is altered, two of three sequences survive; eight
Chinese characters in a row are seldom the same by chance."""
KEEP = 3
"""One sequence in so many is kept: of a passage of sixty characters of which one in twenty is altered then
twelve survive on average, and fewer than three once in ten thousand passages."""
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, from the golden ratio (Knuth, vol. 3, 6.4)


class Shingles(NamedTuple):
    """The sampled sequences of all documents: hash, document (from 0), and offset in code points."""

    hashes: NDArray[np.uint64]
    documents: NDArray[np.uint32]
    places: NDArray[np.uint32]


def of_text(text: str) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """The hashes of the sampled sequences of a text, and the offset of each.

    >>> hashes, places = of_text("关于进一步加强节水工作的通知，关于进一步加强节水工作的通知。")
    >>> len(hashes) == len(places) > 0
    True
    """
    codes = np.frombuffer(
        text.translate(simplified_table()).encode("utf-32-le", "surrogatepass"), np.uint32
    )
    shown = np.flatnonzero(_is_word(codes)).astype(np.uint32)
    if len(shown) < LENGTH:
        return np.empty(0, np.uint64), np.empty(0, np.uint32)
    letters = codes[shown].astype(np.uint64)
    count = len(letters) - LENGTH + 1
    hashes = np.zeros(count, np.uint64)
    for at in range(LENGTH):
        hashes = hashes * _BASE + letters[at : at + count]
    hashes ^= hashes >> np.uint64(29)
    hashes *= _BASE
    hashes ^= hashes >> np.uint64(32)
    kept = np.flatnonzero(hashes % np.uint64(KEEP) == 0)
    return hashes[kept], shown[kept]


def _is_word(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which code points are letters or digits: ASCII ones, and those above all punctuation."""
    digits = (codes >= 0x30) & (codes <= 0x39)
    latin = ((codes | 0x20) >= 0x61) & ((codes | 0x20) <= 0x7A) & (codes < 0x80)
    beyond = (codes >= 0x3400) & ((codes < 0xFE10) | (codes > 0xFFFF))
    found: NDArray[np.bool_] = digits | latin | beyond | (codes == 0x3007)
    return found


def of_texts(texts: Iterable[str]) -> Shingles:
    """The sequences of all texts, together."""
    hashes, documents, places = [], [], []
    for number, text in enumerate(texts):
        found, at = of_text(text)
        hashes.append(found)
        places.append(at)
        documents.append(np.full(len(found), number, np.uint32))
    if not hashes:
        empty = np.empty(0, np.uint32)
        return Shingles(empty.astype(np.uint64), empty, empty)
    return Shingles(np.concatenate(hashes), np.concatenate(documents), np.concatenate(places))


class Seeds(NamedTuple):
    """Sequences that two documents share: the `first` < `second` document, and the offsets in both."""

    first: NDArray[np.uint32]
    second: NDArray[np.uint32]
    first_places: NDArray[np.uint32]
    second_places: NDArray[np.uint32]


def shared(shingles: Shingles, most: int) -> tuple[Seeds, int]:
    """The sequences that two documents have in common, sorted by pair and place.

    Sequences of more than `most` documents are ignored; their number is the second value. Of a sequence
    that a document repeats only the first place counts.
    """
    order = np.lexsort((shingles.places, shingles.documents, shingles.hashes))
    hashes, documents, places = (column[order] for column in shingles)
    again = np.zeros(len(hashes), bool)
    again[1:] = (hashes[1:] == hashes[:-1]) & (documents[1:] == documents[:-1])
    hashes, documents, places = hashes[~again], documents[~again], places[~again]
    begins = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.empty(0, int)
    sizes = np.diff(np.r_[begins, len(hashes)])
    pieces: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for size in range(2, most + 1):
        starts = begins[sizes == size]
        one, other = np.triu_indices(size, 1)
        pieces.append(((starts[:, None] + one).ravel(), (starts[:, None] + other).ravel()))
    left = np.concatenate([piece[0] for piece in pieces]) if pieces else np.empty(0, int)
    right = np.concatenate([piece[1] for piece in pieces]) if pieces else np.empty(0, int)
    found = Seeds(documents[left], documents[right], places[left], places[right])
    order = np.lexsort((found.second_places, found.first_places, found.second, found.first))
    return Seeds(*(column[order] for column in found)), int((sizes > most).sum())
