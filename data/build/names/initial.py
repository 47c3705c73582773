"""What the student's table of characters begins with: the encoder's embeddings.

They are brought to the table's width by their principal components.
"""

from __future__ import annotations

import numpy as np

from data.build.names.encoder import BLOCK, Encoder, Quantised
from data.build.names.widths import WIDTHS

DEVIATION = 0.3  # of the tables' other rows too


def initial(encoder: Encoder, vocabulary: str) -> dict[str, np.ndarray]:
    """Rows of the table of characters, and which they are (`characters/rows`)."""
    han = [i for i, (piece, _) in enumerate(encoder.pieces) if _is_han(piece)]
    index = {encoder.pieces[i][0]: row for row, i in enumerate(han)}
    vectors = _vectors(encoder, han)
    width = WIDTHS["characters"]
    _, _, axes = np.linalg.svd(vectors[:8000], full_matrices=False)
    vectors = vectors @ axes[:width].T
    vectors *= DEVIATION / vectors.std()
    rows = {n: index[c] for n, c in enumerate(vocabulary, 1) if c in index}
    return {
        "characters/rows": np.array(list(rows), np.int32),
        "characters": vectors[list(rows.values())].astype(np.float16),
    }


def _vectors(encoder: Encoder, pieces: list[int]) -> np.ndarray:
    words = encoder.tensors["emb.word"]
    assert isinstance(words, Quantised)
    values = words.values.reshape(-1, encoder.hidden)[pieces].astype(np.float32)
    scales = words.scales.reshape(-1, encoder.hidden // BLOCK)[pieces].astype(np.float32)
    vectors = values * np.repeat(scales, BLOCK, axis=1)
    return vectors - vectors.mean(axis=0)


def _is_han(piece: str) -> bool:
    return bool(piece) and all("\u4e00" <= c <= "\u9fff" for c in piece)
