"""Co-occurrence: counts are what brute force finds; networks load in the programs' own forms."""

from __future__ import annotations

import csv
import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from policytext.cli.app import app
from policytext.corpus import networks
from policytext.corpus.cooccurrence import (
    Groups,
    Within,
    cooccurrence_rows,
    matrix_of,
    most_frequent,
    network_of,
    sight_entities,
    sight_terms,
    units_of,
)
from policytext.corpus.networks import Edge, Network, gexf, graphml, vosviewer
from policytext.document import Document

TERMS = ["工业", "农业", "数字", "数字经济", "经济"]
TEXTS = st.lists(
    st.lists(st.sampled_from([*TERMS, "。", "\n", "，", "发展"]), max_size=12).map("".join), max_size=5
)


@given(TEXTS, st.sampled_from(("sentence", "paragraph", "document")))
def test_counts_equal_brute_force(texts: list[str], within: Within) -> None:
    documents = [Document(str(n), text) for n, text in enumerate(texts)]
    groups = Groups(sight_terms(document, TERMS, within) for document in documents)
    units = [text[start:end] for text in texts for start, end in units_of(text, within)]
    single = Counter(term for unit in units for term in TERMS if term in unit)
    pairs = Counter(
        pair
        for unit in units
        for pair in combinations(sorted(TERMS), 2)
        if pair[0] in unit and pair[1] in unit
    )
    total = groups.total
    assert (total.units, total.single, total.pairs) == (len(units), single, pairs)
    for row in groups.rows():
        pair = row["term"], row["other"]
        assert row["count"] == pairs[pair]
        assert row["expected"] == round(single[pair[0]] * single[pair[1]] / len(units), 4)
        assert 0 < row["ochiai"] <= 1 >= row["jaccard"] > 0
        assert row["log_likelihood"] >= -1e-9


def test_a_term_and_what_holds_it_are_no_pair() -> None:
    groups = Groups(
        [sight_terms(Document.of("数字经济和工业。"), ["工业", "数字经济", "经济"], "sentence")]
    )
    found = [{row["term"], row["other"]} for row in groups.rows()]
    assert found == [{"工业", "数字经济"}, {"工业", "经济"}]


def test_groups_apart_and_entities_by_their_names() -> None:
    documents = [
        Document("a", "海南省和广东省合作。", meta={"year": 2024}),
        Document("b", "海南和广东合作。海南省发展。", meta={"year": 2025}),
    ]
    groups = Groups(
        [sight_entities(document, ("LOC",), "sentence", "year") for document in documents], "year"
    )
    assert [(row["group"], row["term"], row["other"], row["count"]) for row in groups.rows()] == [
        ("2024", "广东省", "海南省", 1),
        ("2025", "广东省", "海南省", 1),
    ]
    assert groups.total.single["海南省"] == 3
    assert most_frequent([sight_entities(d, ("LOC",), "document") for d in documents], 1) == ["广东省"]


def test_the_matrix_of_a_corpus() -> None:
    groups = Groups([sight_terms(Document.of("工业和农业。工业。"), ["工业", "农业"], "sentence")])
    table, rows = matrix_of(groups.total, "ochiai")
    assert list(table.header) == ["term", "工业", "农业"]
    assert [row["农业"] for row in rows] == [round(1 / 2**0.5, 4), 1.0]


def test_the_cell_of_a_term_and_what_holds_it_is_empty() -> None:
    groups = Groups(
        [sight_terms(Document.of("数字经济和农业。"), ["数字经济", "经济", "农业"], "sentence")]
    )
    _, rows = matrix_of(groups.total, "count")
    assert [row["经济"] for row in rows if row["term"] == "数字经济"] == [None]
    assert groups.total.nested() == [("数字经济", "经济")]
    assert groups.standing() == {"数字经济", "经济", "农业"}


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
    clusters = NETWORK.clusters
    assert clusters == Network(NETWORK.nodes, NETWORK.edges).clusters
    assert clusters["工业"] == clusters["农业"] != clusters["旅游"] == clusters["海洋&港口"]


def test_clusters_bear_the_names_of_what_weighs_most(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "工业和农业。工业和农业。工业和制造业。工业、农业和制造业、矿业。文化和旅游。"
    terms = ["矿业", "制造业", "农业", "工业", "旅游", "文化"]
    together = Groups([sight_terms(Document.of(text), terms, "sentence")]).total
    row = next(
        row for row in cooccurrence_rows(together) if {row["term"], row["other"]} == {"文化", "旅游"}
    )
    assert row["cluster"] == row["other_cluster"] == "文化、旅游"
    named = network_of(together)
    assert named.cluster_names()[named.clusters["矿业"]] == "工业、农业、制造业"
    assert named.graph().nodes["矿业"]["cluster_name"] == "工业、农业、制造业"
    assert "工业、农业、制造业" in "".join(vosviewer(named)).partition('"clusters"')[2]
    assert any("工业、农业、制造业" in line for line in gexf(named))
    monkeypatch.setattr(networks, "NAMING", 1)
    assert named.cluster_names()[named.clusters["矿业"]] == "工业"


def test_a_matrix_is_square_and_symmetric() -> None:
    text = Document.of("工业和农业。农业和工业。旅游和文化。工业。")
    together = Groups([sight_terms(text, ["工业", "农业", "旅游", "文化"], "sentence")]).total
    table, rows = matrix_of(together, "count")
    assert [row["term"] for row in rows] == list(table.header[1:]) == ["工业", "农业", "旅游", "文化"]
    assert rows[0]["农业"] == rows[1]["工业"] == 2
    assert rows[0]["旅游"] == rows[2]["工业"] == 0
    assert [row[row["term"]] for row in rows] == [3, 2, 1, 1]


def test_a_matrix_counts_the_rarer_pairs_of_its_terms_too() -> None:
    text = Document.of("工业和农业。农业和工业。工业和旅游。旅游和农业。旅游和农业。文化和工业。")
    together = Groups([sight_terms(text, ["工业", "农业", "旅游", "文化"], "sentence")]).total
    _, rows = matrix_of(together, "count", least=2)
    assert [row["term"] for row in rows] == ["工业", "农业", "旅游"]
    assert [row["旅游"] for row in rows] == [1, 2, 3]


def test_keyphrases_by_a_part_and_pairs_by_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of a corpus too large for its keyphrases to be asked of every document."""
    path, out = tmp_path / "in.jsonl", tmp_path / "out.csv"
    text = "低空经济和海洋牧场。商业航天和海洋牧场。"
    path.write_text("\n".join(json.dumps({"text": text}) for _ in range(6)), encoding="utf-8")
    pairs = {}
    for most in (6, 3):
        monkeypatch.setattr("policytext.corpus.phrases.SAMPLE", most)
        done = CliRunner().invoke(app, ["cooccur", str(path), "--as-is", "-o", str(out)])
        assert done.exit_code == 0
        assert ("chosen by 3 documents, evenly; they are counted in all 6" in done.stderr) == (most == 3)
        with out.open(encoding="utf-8") as file:
            pairs[most] = [(row["term"], row["other"], row["count"]) for row in csv.DictReader(file)]
    assert pairs[6] == pairs[3]
    assert pairs[3][0][2] == "6"
