"""What the student's tables of characters and pairs begin with: the encoder's embeddings.

They are brought to the tables' widths by their principal components.
"""

from __future__ import annotations

import numpy as np

from data.build.names.encoder import BLOCK, Encoder, Quantised
from data.build.names.widths import WIDTHS
from policytext.language.nametagger.features import PAIRS, hashed

DEVIATION = 0.3  # of the tables' other rows too


def initial(encoder: Encoder, vocabulary: str) -> dict[str, np.ndarray]:
    """Rows of the tables of characters and pairs, and which they are (`…/rows`)."""
    han = [i for i, (piece, _) in enumerate(encoder.pieces) if _is_han(piece)]
    index = {encoder.pieces[i][0]: row for row, i in enumerate(han)}
    vectors = _vectors(encoder, han)
    _, _, axes = np.linalg.svd(vectors[:8000], full_matrices=False)
    vectors = vectors @ axes[: max(WIDTHS.values())].T
    vectors *= DEVIATION / vectors.std()
    arrays: dict[str, np.ndarray] = {}
    characters = [(n, index[c]) for n, c in enumerate(vocabulary, 1) if c in index]
    _put(arrays, "characters", dict(characters), vectors)
    pairs = {pair_row(piece): row for piece, row in index.items() if len(piece) == 2}
    assert max(pairs) < PAIRS
    _put(arrays, "pairs", pairs, vectors)
    return arrays


def pair_row(pair: str) -> int:
    """The row of two characters in the table of pairs."""
    codes = np.frombuffer(pair.encode("utf-32-le", "surrogatepass"), np.uint32)
    return int(hashed(codes[:1], codes[1:])[0] % PAIRS)


def _put(arrays: dict[str, np.ndarray], name: str, rows: dict[int, int], vectors: np.ndarray) -> None:
    arrays[f"{name}/rows"] = np.array(list(rows), np.int32)
    arrays[name] = vectors[list(rows.values()), : WIDTHS[name]].astype(np.float16)


def _vectors(encoder: Encoder, pieces: list[int]) -> np.ndarray:
    words = encoder.tensors["emb.word"]
    assert isinstance(words, Quantised)
    values = words.values.reshape(-1, encoder.hidden)[pieces].astype(np.float32)
    scales = words.scales.reshape(-1, encoder.hidden // BLOCK)[pieces].astype(np.float32)
    vectors = values * np.repeat(scales, BLOCK, axis=1)
    return vectors - vectors.mean(axis=0)


def _is_han(piece: str) -> bool:
    return bool(piece) and all("\u4e00" <= c <= "\u9fff" for c in piece)
