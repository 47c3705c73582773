"""The network, with NumPy: sums of table rows, then convolutions as products of matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from policytext.language.nametagger.features import Features, features
from policytext.language.nametagger.spans import Floats, Span, spans
from policytext.language.segment import Word

RESOURCE = "nametagger.npz"
BLOCK = 4096  # characters read at a time, so that what is computed stays in the processor's cache
SPREADS = (1, 2, 4, 8, 1)  # how far apart the three characters of each layer stand
REACH = sum(SPREADS)  # characters on either side that a character's states depend on


class Network(NamedTuple):
    """Tables in eight bits, whose scales are part of `enter`, and the layers."""

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
        """Those of `[start, end)`, read from `begin` to as far beyond the end as they depend on."""
        stop = min(len(found.characters), end + REACH)
        rows = [table[ids[begin:stop]] for table, ids in zip(self.tables, found, strict=True)]
        x = np.concatenate(rows, axis=1).astype(np.float32) @ self.enter
        x += self.enter_bias
        np.maximum(x, 0, out=x)
        for spread, layer, bias in zip(SPREADS, self.layers, self.biases, strict=True):
            y = x @ layer[1]
            if len(x) > spread:
                y[spread:] += x[:-spread] @ layer[0]
                y[:-spread] += x[spread:] @ layer[2]
            y += bias
            x += np.maximum(y, 0, out=y)
        scores = x[start - begin : end - begin] @ self.out + self.out_bias
        scores -= scores.max(axis=1, keepdims=True)
        return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))  # type: ignore[no-any-return]


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
    return Network(vocabulary, tables, **floats)


@cache
def _shipped() -> Network:
    from importlib.resources import as_file, files

    with as_file(files("policytext.resources") / RESOURCE) as path, np.load(path) as arrays:
        return network_of(arrays)


@cache
def _threads() -> ThreadpoolController:
    """Hold NumPy to one thread: on a busy machine several spend five times the work on waiting."""
    return ThreadpoolController()


def tagged(text: str, words: Sequence[Word]) -> list[Span]:
    """What the network that ships finds in a text that is read as `words`."""
    network = _shipped()
    with _threads().limit(limits=1):
        logs = network.logs(features(text, words, network.vocabulary))
    return spans(logs)
