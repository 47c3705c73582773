"""Co-occurrence: counts are what brute force finds; networks load in the programs' own forms."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from xml.etree import ElementTree

import networkx
from hypothesis import given
from hypothesis import strategies as st

from policytext.corpus.cooccurrence import Together, cooccurrence_rows, count_together, units_of
from policytext.corpus.networks import Edge, Network, gexf, graphml, matrix, vosviewer
from policytext.document import Document

TERMS = ["工业", "农业", "数字", "数字经济", "经济"]
TEXTS = st.lists(
    st.lists(st.sampled_from([*TERMS, "。", "\n", "，", "发展"]), max_size=12).map("".join), max_size=5
)


@given(TEXTS, st.sampled_from(("sentence", "paragraph", "document")))
def test_counts_equal_brute_force(texts: list[str], within: str) -> None:
    parts = [count_together(Document(str(n), text), TERMS, within) for n, text in enumerate(texts)]  # type: ignore[arg-type]
    units = [unit for text in texts for unit in units_of(text, within)]  # type: ignore[arg-type]
    single = Counter(term for unit in units for term in TERMS if term in unit)
    pairs = Counter(
        pair for unit in units for pair in combinations(TERMS, 2) if pair[0] in unit and pair[1] in unit
    )
    total = Together()
    for part in parts:
        total.add(part)
    assert (total.units, total.single, total.pairs) == (len(units), single, pairs)
    for row in cooccurrence_rows(parts):
        pair = row["term"], row["other"]
        assert row["count"] == pairs[pair]
        assert row["expected"] == round(single[pair[0]] * single[pair[1]] / len(units), 4)
        assert 0 < row["ochiai"] <= 1 >= row["jaccard"] > 0
        assert row["log_likelihood"] >= -1e-9


def test_a_term_and_what_holds_it_are_no_pair() -> None:
    parts = [count_together(Document.of("数字经济和工业。"), TERMS, "sentence")]
    assert {(row["term"], row["other"]) for row in cooccurrence_rows(parts)} == {
        ("工业", "数字"),
        ("工业", "数字经济"),
        ("工业", "经济"),
        ("数字", "经济"),
    }


NETWORK = Network(
    {"工业": 5, "农业": 4, "旅游": 3, "海洋&港口": 2},
    [Edge("工业", "农业", 3), Edge("旅游", "海洋&港口", 2), Edge("农业", "旅游", 1)],
)


def test_networks_load_where_they_are_meant_to() -> None:
    read = networkx.parse_graphml("\n".join(graphml(NETWORK)).partition("?>\n")[2])
    assert read.nodes["海洋&港口"]["weight"] == 2
    assert read.edges["工业", "农业"]["weight"] == 3
    root = ElementTree.fromstring("\n".join(gexf(NETWORK)).partition("?>\n")[2])
    assert len(root.findall(".//{*}node")) == 4
    found = json.loads("".join(vosviewer(NETWORK)))["network"]
    assert [item["label"] for item in found["items"]] == list(NETWORK.nodes)
    assert all({"source_id", "target_id", "strength"} == set(link) for link in found["links"])


def test_what_stands_together_is_one_cluster_every_time() -> None:
    clusters = NETWORK.clusters()
    assert clusters == NETWORK.clusters()
    assert clusters["工业"] == clusters["农业"] != clusters["旅游"] == clusters["海洋&港口"]


def test_a_matrix_is_square_and_symmetric() -> None:
    names, cells = matrix(NETWORK)
    assert [len(row) for row in cells] == [len(names)] * len(names)
    assert cells[0][1] == cells[1][0] == 3
    assert [cells[at][at] for at in range(4)] == [5, 4, 3, 2]
