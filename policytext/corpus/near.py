"""Texts grouped with those they repeat.

A text's candidates are those that share one of `BANDS` bands of its MinHash sketch (Broder 1997), or are
the same: those that share a key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policytext.corpus.engine import insert

LENGTH = 6  # characters of a sequence
PERMUTATIONS = 128
BANDS = 16
SEED = 42
SHORTEST = 40  # characters below which only the very same text is a duplicate
BATCH = 20_000
"""Texts in memory at once, of some 1.5 KB each: what is larger goes through the engine in batches."""

SKETCH = 4 * PERMUTATIONS  # bytes of a sketch
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
        raise ImportError("finding duplicates needs: pip install 'policytext[dedupe]'") from None


def text_of(words: str) -> Text:
    """What is to be known of a text of letters and digits only."""
    from rensa import RMinHash

    digest = int.from_bytes(blake2b(words.encode(errors="surrogatepass"), digest_size=8).digest())
    if len(words) < SHORTEST:
        return Text(digest, b"")
    minhash = RMinHash(PERMUTATIONS, SEED)
    minhash.update([words[i : i + LENGTH] for i in range(len(words) - LENGTH + 1)])
    return Text(digest, np.array(minhash.digest(), "<u4").tobytes())


def keys_of(texts: Sequence[Text]) -> tuple[NDArray[np.int64], Keys]:
    """The keys of texts: the place in `texts` of each, and the key. A digest is a key, and each band.

    >>> places, keys = keys_of([Text(7, bytes(SKETCH)), Text(8, b"")])
    >>> places.tolist() == [0, 1] + [0] * BANDS, keys[:2].tolist()
    (True, [7, 8])
    """
    sketched = np.flatnonzero([bool(text.sketch) for text in texts])
    digests = np.array([text.digest for text in texts], np.uint64)
    bands = bands_of(b"".join(text.sketch for text in texts))
    places = np.concatenate([np.arange(len(texts)), np.repeat(sketched, BANDS)])
    return places, np.concatenate([digests, bands.ravel()])


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


class Groups:
    """Puts each text into the group of the first text that it repeats, which is called by its number.

    A text is in the group of the same text, else of the most similar first text of a group if their
    similarity (estimated Jaccard) is at least `threshold`, else in one of its own. `sketch_of` gives the
    sketch of an earlier text; `engine` takes what is more than a batch.
    """

    def __init__(self, threshold: float, sketch_of: Callable[[int], bytes], engine: Any) -> None:
        self._threshold, self._sketch_of, self._engine = threshold, sketch_of, engine
        self._same: dict[int, int] = {}
        self._bands: defaultdict[int, list[int]] = defaultdict(list)
        self._aside: _Aside | None = None

    def of(self, numbers: Sequence[int], batch: Sequence[Text]) -> list[tuple[int, float]]:
        """The group of each text of a batch, and its similarity to the group's first; numbers rise."""
        keys: list[list[int]] = [[] for _ in batch]
        for place, key in zip(*(column.tolist() for column in keys_of(batch)), strict=True):
            keys[place].append(key)
        same, near = self._aside.earlier(keys) if self._aside else ({}, {})
        return [
            self._grouped(number, text, bands, same.get(at), near.get(at, ()))
            for at, (number, text, (_, *bands)) in enumerate(zip(numbers, batch, keys, strict=True))
        ]

    def put_aside(self) -> None:
        """To disk what the batches left: later ones look for it there."""
        self._aside = self._aside or _Aside(self._engine)
        self._aside.put(self._same, self._bands)
        self._same.clear()
        self._bands.clear()

    def _grouped(
        self, number: int, text: Text, bands: Sequence[int], same: int | None, near: Iterable[int]
    ) -> tuple[int, float]:
        group = self._same.get(text.digest) if same is None else same
        if group is not None:
            return group, 1.0
        candidates = {*near, *(first for band in bands for first in self._bands.get(band, ()))}
        group, similarity = self._nearest(text.sketch, candidates)
        if group is None:
            group, similarity = number, 1.0
            for band in bands:
                self._bands[band].append(number)
        self._same[text.digest] = group
        return group, similarity

    def _nearest(self, sketch: bytes, candidates: Iterable[int]) -> tuple[int | None, float]:
        own = np.frombuffer(sketch, "<u4")
        found = [
            (np.count_nonzero(own == np.frombuffer(self._sketch_of(n), "<u4")) / PERMUTATIONS, -n)
            for n in candidates
        ]
        similarity, number = max(found, default=(0.0, 0))
        return (-number, similarity) if found and similarity >= self._threshold else (None, 1.0)


class _Aside:
    """What earlier batches left, in tables of an engine, which is asked once for a whole batch."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        for table in ("same", "bands"):
            engine.execute(f"CREATE OR REPLACE TABLE {table} (key UBIGINT, number UINTEGER)")

    def put(self, same: Mapping[int, int], bands: Mapping[int, Sequence[int]]) -> None:
        insert(self._engine, "same", {"key": list(same), "number": list(same.values())})
        flat = [(band, number) for band, numbers in bands.items() for number in numbers]
        columns = {"key": [band for band, _ in flat], "number": [number for _, number in flat]}
        insert(self._engine, "bands", columns)

    def earlier(self, keys: Sequence[Sequence[int]]) -> tuple[Mapping[int, int], Mapping[int, list[int]]]:
        """By place in a batch whose keys these are: the group of the same text, and candidates."""
        same = dict(self._joined("same", [(place, digest) for place, (digest, *_) in enumerate(keys)]))
        bands = [(place, band) for place, (_, *found) in enumerate(keys) for band in found]
        near: defaultdict[int, list[int]] = defaultdict(list)
        for place, number in self._joined("bands", bands):
            near[place].append(number)
        return same, near

    def _joined(self, table: str, wanted: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        self._engine.execute("CREATE OR REPLACE TEMP TABLE wanted (place UINTEGER, key UBIGINT)")
        columns = {"place": [place for place, _ in wanted], "key": [key for _, key in wanted]}
        insert(self._engine, "wanted", columns)
        found = self._engine.execute(f"SELECT DISTINCT place, number FROM wanted JOIN {table} USING (key)")
        rows: list[tuple[int, int]] = found.fetchall()
        return rows
