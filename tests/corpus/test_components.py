"""Who shares a key with whom, however the keys come, and who is tied to whom by others."""

from __future__ import annotations

from tempfile import TemporaryFile

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from policytext.corpus.components import _EDGES, PARTS, Links, components, joined

SIZE = 30
KEYS = st.sampled_from([0, 1, 2**56 - 1, 2**56, 2**63, 2**64 - 1])  # on both sides of what parts them


@given(st.lists(st.lists(st.tuples(st.integers(0, SIZE - 1), KEYS), unique=True)))
def test_documents_that_share_a_key_are_tied(batches: list[list[tuple[int, int]]]) -> None:
    rising = sorted(row for batch in batches for row in batch)
    with TemporaryFile(buffering=0) as file:
        kept = Links(file)
        for start in range(0, len(rising), 7):
            positions, keys = zip(*rising[start : start + 7], strict=True)
            kept.add(np.array(positions), np.array(keys, np.uint64))
        labels = components(kept.pairs(), SIZE)
    graph = nx.Graph((f"key {key}", position) for position, key in rising)
    graph.add_nodes_from(range(SIZE))
    expected = {
        position: min(one for one in tied if isinstance(one, int))
        for tied in nx.connected_components(graph)
        for position in tied
    }
    assert labels.tolist() == [expected[position] for position in range(SIZE)]
    alone = [labels.tolist().count(label) == 1 for label in labels.tolist()]
    assert joined(labels).tolist() == [not one for one in alone]


def test_into_how_many_ranges_keys_fall() -> None:
    assert PARTS == 256
    assert _EDGES[:2].tolist() == [1 << 56, 2 << 56]
