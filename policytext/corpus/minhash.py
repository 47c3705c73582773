"""Texts grouped with those they repeat.

A text's candidates are those that share one of `BANDS` bands of its MinHash sketch (Broder 1997), or are
the same: those that share a key.
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
"""Texts that are looked at together, of some 1.5 KB each; of those that are all tied it may be more."""

Keys = NDArray[np.uint64]
_MULTIPLIERS = np.random.default_rng(SEED).integers(
    1, 1 << 63, PERMUTATIONS // BANDS, np.uint64
) | np.uint64(1)


class Text(NamedTuple):
    """A digest of the letters and digits of a text, and its sketch, empty where it is too short for one."""

    digest: int
    sketch: bytes


def check() -> None:
    """ImportError where what makes sketches is not installed."""
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
"""The digest of no text at all."""


def keys_of(texts: Sequence[Text]) -> tuple[NDArray[np.int64], Keys]:
    """The keys of texts: the place in `texts` of each, and the key. A digest is a key, and each band.

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
    """A number for each band of each sketch: texts that have one in common are the same in that band.

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
    """For each text the place of the first text of its group, and how similar the two are.

    One after the other is put into the group of the same text, else of the most similar first text of a
    group if their similarity (estimated Jaccard) is at least `threshold`, else into one of its own.

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
    """For each sketch the number of the first of its group, and how similar the two are."""
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
