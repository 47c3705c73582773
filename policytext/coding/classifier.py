"""Which policy instrument a sentence shows, by all of its characters: the model beside the dictionary.

Pieces of one and two characters are hashed; each has a weight for each kind, and the weights of a
sentence's pieces, averaged over the root of their number, are the log-odds of the kinds (a multinomial
logistic regression). The weights are learned by data/build/instruments/train.py, which says from what.
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
"""Half as many cost two points of a hundred, twice as many gained none on unread sentences."""
NONE = "none"
_SPACE = re.compile(r"\s")
_NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


def pieces(sentence: str) -> list[int]:
    """The buckets of a sentence's pieces, each once, in order. Numbers are alike, spaces are nothing."""
    text = f"^{_NUMBER.sub('0', _SPACE.sub('', sentence))}$"
    found = {*text, *(text[at : at + 2] for at in range(len(text) - 1))}
    return sorted({crc32(piece.encode(errors="surrogatepass")) % BUCKETS for piece in found})


class Classifier(NamedTuple):
    """`weights` has a row for each bucket and a column for each of the kinds; NONE is one of these."""

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
    """Probabilities of log-odds, by row."""
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
