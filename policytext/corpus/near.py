"""Texts grouped with those they repeat, in bounded memory however many there are.

A text's candidates are those that share one of `BANDS` bands of its MinHash sketch (Broder 1997), or are
the same. Texts come in batches: what the batches before left is in tables of an embedded engine, which
keeps to a budget and spills the rest, and is asked once for a whole batch; sketches lie in a file, and are
read where there is a candidate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
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
"""Texts in memory at once, of some 1.5 KB each. Each batch goes through all bands on disk, so that more of
them take less time: of ten million texts 500 batches, each some seconds."""

Sketch = NDArray[np.uint32]
_SIZE = 4 * PERMUTATIONS  # bytes of a sketch
_MULTIPLIERS = np.random.default_rng(SEED).integers(
    1, 1 << 63, PERMUTATIONS // BANDS, np.uint64
) | np.uint64(1)


class Text(NamedTuple):
    """A digest of the text, its sketch (None where it is too short for one), and its bands."""

    digest: int
    sketch: Sketch | None
    bands: list[int]


class Groups:
    """Puts each text into the group of the first text that it repeats.

    A text is in the group of the same text, else of the most similar first text of a group if their
    similarity (estimated Jaccard) is at least `threshold`, else in one of its own. `folder` and `engine`
    take what grows.
    """

    def __init__(self, engine: Any, folder: Path, threshold: float) -> None:
        try:
            import rensa
        except ImportError:
            raise ImportError("finding duplicates needs: pip install 'policytext[dedupe]'") from None
        self._minhash = rensa.RMinHash
        self._engine, self._threshold = engine, threshold
        self._sketches = (folder / "sketches").open("w+b", buffering=0)
        self._count = self._on_disk = 0
        self._same: dict[int, int] = {}
        self._firsts: dict[int, Text] = {}
        self._bands: defaultdict[int, list[int]] = defaultdict(list)
        engine.execute("CREATE TABLE same (digest UBIGINT, number UINTEGER)")
        engine.execute("CREATE TABLE bands (band UBIGINT, number UINTEGER)")

    def close(self) -> None:
        self._sketches.close()

    def of(self, batch: Sequence[Text]) -> list[tuple[int, float]]:
        """The number, from 0, of the group of each text, and its similarity to the group's first."""
        same, near = self._earlier(batch) if self._on_disk else ({}, {})
        found = [self._grouped(t, same.get(at), near.get(at, ())) for at, t in enumerate(batch)]
        if len(batch) >= BATCH:
            self._put_aside()
        return found

    def read(self, words: str) -> Text:
        """What is to be known of a text of letters and digits only."""
        digest = blake2b(words.encode(errors="surrogatepass"), digest_size=8).digest()
        if len(words) < SHORTEST:
            return Text(int.from_bytes(digest), None, [])
        minhash = self._minhash(PERMUTATIONS, SEED)
        minhash.update([words[i : i + LENGTH] for i in range(len(words) - LENGTH + 1)])
        sketch = np.array(minhash.digest(), np.uint32)
        return Text(int.from_bytes(digest), sketch, bands_of(sketch))

    def _grouped(self, text: Text, same: int | None, near: Sequence[int]) -> tuple[int, float]:
        number = self._same.get(text.digest) if same is None else same
        if number is not None:
            return number, 1.0
        number, similarity = self._nearest(text, near)
        if number is None:
            number, similarity = self._count, 1.0
            self._count += 1
            self._firsts[number] = text
            for band in text.bands:
                self._bands[band].append(number)
        self._same[text.digest] = number
        return number, similarity

    def _nearest(self, text: Text, earlier: Sequence[int]) -> tuple[int | None, float]:
        if text.sketch is None:
            return None, 1.0
        numbers = {*earlier, *(number for band in text.bands for number in self._bands.get(band, ()))}
        found = [(np.count_nonzero(text.sketch == self._sketch(n)) / PERMUTATIONS, -n) for n in numbers]
        similarity, number = max(found, default=(0.0, 0))
        return (-number, similarity) if found and similarity >= self._threshold else (None, 1.0)

    def _sketch(self, number: int) -> Sketch:
        if number < self._on_disk:
            self._sketches.seek(number * _SIZE)
            return np.frombuffer(self._sketches.read(_SIZE), np.uint32)
        sketch = self._firsts[number].sketch
        assert sketch is not None
        return sketch

    def _earlier(self, batch: Sequence[Text]) -> tuple[Mapping[int, int], Mapping[int, list[int]]]:
        """Of earlier batches, by place in this one: the group of the same text, and candidates."""
        digests = {"place": range(len(batch)), "digest": [text.digest for text in batch]}
        bands = [(place, band) for place, text in enumerate(batch) for band in text.bands]
        columns = {"place": [place for place, _ in bands], "band": [band for _, band in bands]}
        same = dict(self._joined("same", "digest", digests))
        near: defaultdict[int, list[int]] = defaultdict(list)
        for place, number in self._joined("bands", "band", columns):
            near[place].append(number)
        return same, near

    def _joined(self, table: str, key: str, columns: Mapping[str, Sequence[int]]) -> list[tuple[int, int]]:
        self._engine.execute(f"CREATE OR REPLACE TEMP TABLE wanted (place UINTEGER, {key} UBIGINT)")
        insert(self._engine, "wanted", columns)
        found = self._engine.execute(
            f"SELECT DISTINCT place, number FROM wanted JOIN {table} USING ({key})"
        )
        rows: list[tuple[int, int]] = found.fetchall()
        return rows

    def _put_aside(self) -> None:
        """To disk what the batch left: later batches look for it there."""
        insert(self._engine, "same", {"digest": list(self._same), "number": list(self._same.values())})
        bands = [(band, number) for band, numbers in self._bands.items() for number in numbers]
        columns = {"band": [band for band, _ in bands], "number": [number for _, number in bands]}
        insert(self._engine, "bands", columns)
        self._sketches.seek(self._on_disk * _SIZE)
        nothing = np.zeros(PERMUTATIONS, np.uint32)
        for number in range(self._on_disk, self._count):
            sketch = self._firsts[number].sketch
            self._sketches.write((nothing if sketch is None else sketch).tobytes())
        self._on_disk = self._count
        self._same.clear()
        self._firsts.clear()
        self._bands.clear()


def bands_of(sketch: Sketch) -> list[int]:
    """A number for each band of a sketch: texts that have one in common are the same in that band.

    >>> one, other = np.arange(PERMUTATIONS, dtype=np.uint32), np.arange(PERMUTATIONS, dtype=np.uint32)
    >>> other[:-8] += 1
    >>> [a == b for a, b in zip(bands_of(one), bands_of(other))].index(True)
    15
    """
    rows = sketch.reshape(BANDS, -1).astype(np.uint64)
    hashes = (rows * _MULTIPLIERS).sum(axis=1, dtype=np.uint64)
    hashes ^= hashes >> np.uint64(32)
    hashes = hashes * _MULTIPLIERS[0] // np.uint64(BANDS) * np.uint64(BANDS)
    numbers: list[int] = (hashes + np.arange(BANDS, dtype=np.uint64)).tolist()
    return numbers
