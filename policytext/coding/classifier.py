"""A classifier of sentences by policy instrument, which supplements the dictionary.

Multinomial logistic regression over hashed character unigrams and bigrams, whose sum of weights is divided
by the root of their number. data/build/instruments/train.py learns the weights and describes the data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from policytext.resources import data

RESOURCE = "instruments.npz"
BUCKETS = 1 << 14
"""Hash buckets: with half as many accuracy on held-out sentences fell by two points, with twice as many it
did not rise."""
NONE = "none"
_SPACE = re.compile(r"\s")
_NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


def pieces(sentence: str) -> list[int]:
    """The distinct buckets of a sentence's n-grams, in order. All numbers are equal, spaces are ignored."""
    text = f"^{_NUMBER.sub('0', _SPACE.sub('', sentence))}$"
    found = {*text, *(text[at : at + 2] for at in range(len(text) - 1))}
    return sorted({crc32(piece.encode(errors="surrogatepass")) % BUCKETS for piece in found})


class Classifier(NamedTuple):
    """`weights` has a row for each bucket and a column for each kind; NONE is one of the kinds."""

    kinds: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: float
    bias: NDArray[np.float32]

    def probabilities(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """The probability of each kind, a row for each sentence."""
        logs = np.zeros((len(sentences), len(self.kinds)))
        for row, sentence in zip(logs, sentences, strict=True):
            found = pieces(sentence)
            row += self.weights[found].sum(axis=0, dtype=np.int32) * (self.scale / len(found) ** 0.5)
        return softmax(logs + self.bias)


def softmax(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    """The softmax of each row."""
    odds: NDArray[np.float64] = np.exp(logs - logs.max(axis=-1, keepdims=True))
    total: NDArray[np.float64] = odds.sum(axis=-1, keepdims=True)
    return np.divide(odds, total)


@cache
def instrument_classifier() -> Classifier:
    """The classifier that comes with the package."""
    with np.load(BytesIO(data(RESOURCE))) as saved:
        return Classifier(
            tuple(map(str, saved["kinds"])), saved["weights"], float(saved["scale"]), saved["bias"]
        )
