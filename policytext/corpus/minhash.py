"""Groups of near-duplicate texts by MinHash.

Candidates are texts that share a key: one of `BANDS` bands of the MinHash sketch (Broder 1997), or the
digest of the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policytext.language.digests import digest

LENGTH = 6  # characters of a sequence
PERMUTATIONS = 128
BANDS = 16
SEED = 42
SHORTEST = 40  # characters below which only the very same text is a duplicate
BATCH = 20_000
"""Texts that are compared together, some 1.5 KB each; a larger component is not divided."""

Keys = NDArray[np.uint64]
_MULTIPLIERS = np.random.default_rng(SEED).integers(
    1, 1 << 63, PERMUTATIONS // BANDS, np.uint64
) | np.uint64(1)


class Text(NamedTuple):
    """A digest of the letters and digits of a text, and its sketch (empty if the text is too short)."""

    digest: int
    sketch: bytes


def check() -> None:
    """ImportError if the library that makes sketches is not installed."""
    try:
        import rensa  # noqa: F401
    except ImportError:
        raise ImportError('finding duplicates needs: pip install "policytext[dedupe]"') from None


def text_of(words: str) -> Text:
    """The fingerprint of a text that consists of letters and digits only."""
    from rensa import RMinHash

    whole = digest(words)
    if len(words) < SHORTEST:
        return Text(whole, b"")
    minhash = RMinHash(PERMUTATIONS, SEED)
    minhash.update([words[i : i + LENGTH] for i in range(len(words) - LENGTH + 1)])
    return Text(whole, np.array(minhash.digest(), "<u4").tobytes())


NOTHING = np.uint64(digest(""))
"""The digest of an empty text."""


def keys_of(texts: Sequence[Text]) -> tuple[NDArray[np.int64], Keys]:
    """The keys of texts, each with the index of its text: the digest, and one for each band.

    A text without letters and digits has none: pages of which nothing was read do not repeat one another.

    >>> places, keys = keys_of([Text(7, bytes(4 * PERMUTATIONS)), Text(8, b"")])
    >>> places.tolist() == [0, 1] + [0] * BANDS, keys[:2].tolist()
    (True, [7, 8])
    """
    sketched = np.flatnonzero([bool(text.sketch) for text in texts])
    digests = np.array([text.digest for text in texts], np.uint64)
    written = np.flatnonzero(digests != NOTHING)
    bands = bands_of(b"".join(text.sketch for text in texts))
    places = np.concatenate([written, np.repeat(sketched, BANDS)])
    return places, np.concatenate([digests[written], bands.ravel()])


def bands_of(sketches: bytes) -> Keys:
    """A hash of each band of each sketch: texts with the same one are equal in that band.

    >>> one, other = np.arange(PERMUTATIONS, dtype="<u4"), np.arange(PERMUTATIONS, dtype="<u4")
    >>> other[:-8] += 1
    >>> np.flatnonzero(bands_of(one.tobytes()) == bands_of(other.tobytes())).tolist()
    [15]
    """
    rows = np.frombuffer(sketches, "<u4").reshape(-1, BANDS, PERMUTATIONS // BANDS).astype(np.uint64)
    hashes: Keys = (rows * _MULTIPLIERS).sum(axis=2, dtype=np.uint64)
    hashes ^= hashes >> np.uint64(32)
    hashes = hashes * _MULTIPLIERS[0] // np.uint64(BANDS) * np.uint64(BANDS)
    hashes += np.arange(BANDS, dtype=np.uint64)
    return hashes


def grouped(texts: Sequence[Text], threshold: float) -> list[tuple[int, float]]:
    """For each text the index of the first text of its group, and their similarity.

    In order, each text joins the group of an identical text, else that of the most similar first text if
    the similarity (estimated Jaccard) is at least `threshold`, else it begins a group.

    >>> grouped([Text(7, b""), Text(8, b""), Text(7, b"")], 0.85)
    [(0, 1.0), (1, 1.0), (0, 1.0)]
    """
    places: dict[int, int] = {}
    for place, text in enumerate(texts):
        places.setdefault(text.digest, place)
    sketched = [place for place in places.values() if texts[place].sketch]
    groups = {place: (place, 1.0) for place in places.values()}
    near = _near(b"".join(texts[place].sketch for place in sketched), threshold)
    for place, (first, similarity) in zip(sketched, near, strict=True):
        groups[place] = sketched[first], similarity
    return [
        groups[same] if (same := places[text.digest]) == place else (groups[same][0], 1.0)
        for place, text in enumerate(texts)
    ]


def _near(sketches: bytes, threshold: float) -> Iterator[tuple[int, float]]:
    """For each sketch the index of the first of its group, and their similarity."""
    rows = np.frombuffer(sketches, "<u4").reshape(-1, PERMUTATIONS)
    names, bands, times = np.unique(bands_of(sketches), return_inverse=True, return_counts=True)
    starts = times.cumsum() - times  # where the firsts that have a band stand
    firsts, many = np.zeros(bands.size, np.int64), np.zeros(names.size, np.int64)
    for number, own in enumerate(bands.reshape(-1, BANDS)):
        known = own[many[own] > 0]
        if len(known):
            held = [firsts[start : start + n] for start, n in zip(starts[known], many[known], strict=True)]
            candidates = np.unique(np.concatenate(held))
            similarity = (rows[candidates] == rows[number]).mean(axis=1)
            if similarity[best := int(similarity.argmax())] >= threshold:
                yield int(candidates[best]), float(similarity[best])
                continue
        firsts[starts[own] + many[own]] = number
        many[own] += 1
        yield number, 1.0
