"""Sequences of characters that documents have in common, as numbers in arrays.

White space, punctuation and script are passed over, so that a passage is found again however it was
set. All documents agree on which sequences they keep (those whose hash is divisible; "mod p sampling",
Manber 1994), so nothing that two documents share is kept in one of them only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policytext.language.simplify import simplified_table

LENGTH = 8
"""Characters of a sequence: with one character in twenty altered two of three such sequences survive,
and eight Chinese characters in a row are seldom the same by chance."""
KEEP = 3
"""One sequence in so many is kept: a passage of sixty characters of which one in twenty was altered then
has twelve that survive, and fewer than three once in ten thousand."""
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, from the golden ratio (Knuth, vol. 3, 6.4)


class Shingles(NamedTuple):
    """Sequences kept of all documents: hash, document (from 0), and offset in its text, in code points."""

    hashes: NDArray[np.uint64]
    documents: NDArray[np.uint32]
    places: NDArray[np.uint32]


def of_text(text: str) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """The hashes of the sequences kept of a text, and where each begins.

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
    """Which code points are letters or digits: ASCII ones, and what lies beyond all punctuation."""
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
    """Sequences that two documents share: each has its `first` < `second` document, and a place in both."""

    first: NDArray[np.uint32]
    second: NDArray[np.uint32]
    first_places: NDArray[np.uint32]
    second_places: NDArray[np.uint32]


def shared(shingles: Shingles, most: int) -> tuple[Seeds, int]:
    """Where two documents have a sequence in common, sorted by pair and place.

    What more than `most` documents write is passed over, and how many such sequences there are is the
    second value. A sequence that one document repeats counts where it stands first.
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
