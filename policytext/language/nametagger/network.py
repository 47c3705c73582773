"""The network, with NumPy: sums of table rows, then convolutions as products of matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from policytext.language.nametagger.features import Features, features
from policytext.language.nametagger.spans import Floats, Span, spans
from policytext.language.segment import Word
from policytext.resources import data

RESOURCE = "nametagger.npz"
BLOCK = 1024  # characters read at a time, so that what is computed stays in the processor's cache
SPREADS = (1, 2, 4, 8, 1)  # how far apart the three characters of each layer stand
REACH = sum(SPREADS)  # characters on either side that a character's states depend on

# Four sums of three products cost six products and not twelve: F(4,3) of Lavin and Gray 2016, who
# call these transposed B, G and transposed A. Scores differ by some 1e-5 from those of plain sums.
OUTPUTS, TAPS, INPUTS = 4, 3, 6
_OF_INPUT: Floats = np.array(
    [
        [4, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ],
    np.float32,
)
_OF_LAYER = np.array([[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]) / 24
_OF_OUTPUT: Floats = np.array(
    [[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]], np.float32
)
STRIDE = OUTPUTS * max(SPREADS)  # of which the length of what is convolved is a multiple


class Network(NamedTuple):
    """Tables in eight bits, whose scales are part of `enter`, and the layers as F(4,3) has them."""

    vocabulary: NDArray[np.uint16]
    tables: tuple[NDArray[np.int8], ...]
    enter: Floats
    enter_bias: Floats
    layers: Floats
    biases: Floats
    out: Floats
    out_bias: Floats

    def logs(self, found: Features) -> Floats:
        """Log-probabilities of the states of each character."""
        size = len(found.characters)
        blocks = [
            self._block(found, max(0, start - REACH), start, min(size, start + BLOCK))
            for start in range(0, size, BLOCK)
        ]
        return np.concatenate(blocks) if blocks else np.zeros((0, len(self.out_bias)), np.float32)

    def _block(self, found: Features, begin: int, start: int, end: int) -> Floats:
        """The log-probabilities of `[start, end)`, read from `begin` to `REACH` beyond the end."""
        stop = min(len(found.characters), end + REACH)
        rows = [table[ids[begin:stop]] for table, ids in zip(self.tables, found, strict=True)]
        size = stop - begin
        x = np.zeros((-(-size // STRIDE) * STRIDE, self.enter.shape[1]), np.float32)
        entered = np.concatenate(rows, axis=1).astype(np.float32) @ self.enter + self.enter_bias
        np.maximum(entered, 0, out=x[:size])
        for spread, layer, bias in zip(SPREADS, self.layers, self.biases, strict=True):
            y = convolved(x, spread, layer)
            y += bias
            x += np.maximum(y, 0, out=y)
            x[size:] = 0
        scores = x[start - begin : end - begin] @ self.out + self.out_bias
        scores -= scores.max(axis=1, keepdims=True)
        return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))  # type: ignore[no-any-return]


def filters(layer: Floats) -> Floats:
    """The six matrices that `convolved` multiplies by, of the three of a layer."""
    mixed = _OF_LAYER @ layer.reshape(TAPS, -1)
    return mixed.reshape(INPUTS, *layer.shape[1:]).astype(np.float32)


def convolved(x: Floats, spread: int, layer: Floats) -> Floats:
    """For each row the sum of the rows before, at and behind it, `spread` apart, each times its matrix.

    >>> rows = np.arange(8, dtype=np.float32)[:, None]
    >>> convolved(rows, 2, filters(np.array([[[1]], [[0]], [[10]]]))).ravel().round(2).tolist()
    [20.0, 30.0, 40.0, 51.0, 62.0, 73.0, 4.0, 5.0]
    """
    width = x.shape[1]
    rows = x.reshape(-1, OUTPUTS, spread, width).swapaxes(0, 1)
    taken = np.zeros((INPUTS, *rows.shape[1:]), np.float32)
    taken[0, 1:], taken[1:-1], taken[-1, :-1] = rows[-1, :-1], rows, rows[0, 1:]
    mixed = (_OF_INPUT @ taken.reshape(INPUTS, -1)).reshape(INPUTS, -1, width)
    sums: Any = (_OF_OUTPUT @ (mixed @ layer).reshape(INPUTS, -1)).reshape(rows.shape)
    return sums.swapaxes(0, 1).reshape(x.shape)  # type: ignore[no-any-return]


def network_of(arrays: Mapping[str, NDArray[Any]]) -> Network:
    """The network of the arrays that are shipped."""
    vocabulary = np.zeros(1 << 16, np.uint16)
    codes = arrays["vocabulary"]
    vocabulary[codes] = np.arange(1, len(codes) + 1)
    floats = {
        name: np.ascontiguousarray(arrays[name], np.float32)
        for name in ("enter", "enter_bias", "layers", "biases", "out", "out_bias")
    }
    tables = tuple(arrays[name] for name in Features._fields)
    floats["layers"] = np.stack([filters(layer) for layer in floats["layers"]])
    return Network(vocabulary, tables, **floats)


@cache
def _shipped() -> Network:
    with np.load(BytesIO(data(RESOURCE))) as arrays:
        return network_of(arrays)


@cache
def _threads() -> ThreadpoolController:
    """Hold NumPy to one thread: on a busy machine several spend five times the work on waiting."""
    return ThreadpoolController()


def tagged(text: str, words: Sequence[Word]) -> list[Span]:
    """The names that the shipped network finds in a text of these `words`."""
    network = _shipped()
    with _threads().limit(limits=1):
        logs = network.logs(features(text, words, network.vocabulary))
    return spans(logs)
