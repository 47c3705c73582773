"""Networks in the formats of other programs: GraphML and GEXF (Gephi), VOSviewer.

Co-occurrence, text reuse and citation networks are all a `Network`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from policytext.language.patterns import lazy

if TYPE_CHECKING:
    import networkx

_REFERENCE = lazy(r"&#(\d{4,7});")
NAMING = 3  # nodes that name a cluster: one says too little, a label in a map holds no more
SEED = 1
"""Seed of Louvain's random order of nodes, so that a network gets the same clusters every time."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two nodes: its weight, and other attributes."""

    source: str
    target: str
    weight: float = 1.0
    facts: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Network:
    """Nodes with their weights (occurrences, characters) and labels, and the edges between them."""

    nodes: Mapping[str, float]
    edges: Sequence[Edge]
    directed: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def clusters(self) -> dict[str, int]:
        """The cluster of each node, the largest is 1 (Louvain: Blondel et al. 2008)."""
        import networkx

        graph: Any = networkx.Graph()
        graph.add_nodes_from(self.nodes)
        weights: dict[tuple[str, str], float] = defaultdict(float)
        for edge in self.edges:
            pair = min(edge.source, edge.target), max(edge.source, edge.target)
            weights[pair] += edge.weight
        graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in weights.items())
        found = networkx.community.louvain_communities(graph, weight="weight", seed=SEED)
        ordered = sorted(found, key=lambda group: (-len(group), min(group)))
        return {name: number for number, group in enumerate(ordered, 1) for name in group}

    def cluster_names(self) -> dict[int, str]:
        """The name of each cluster: the labels of its heaviest nodes.

        >>> edges = [Edge("工业", "农业", 9), Edge("旅游", "文化", 9)]
        >>> Network({"工业": 5, "农业": 4, "文化": 2, "旅游": 3}, edges).cluster_names()
        {1: '工业、农业', 2: '旅游、文化'}
        """
        members: dict[int, list[str]] = defaultdict(list)
        for name, number in self.clusters.items():
            members[number].append(name)
        return {
            number: "、".join(
                self.labels.get(name, name)
                for name in sorted(names, key=lambda name: (-self.nodes[name], name))[:NAMING]
            )
            for number, names in sorted(members.items())
        }

    def graph(self) -> networkx.Graph[str]:
        """The network as networkx holds it, nodes with label, weight and cluster, by number and name."""
        import networkx

        graph: Any = networkx.MultiDiGraph() if self.directed else networkx.Graph()
        names = self.cluster_names()
        for name, weight in self.nodes.items():
            number = self.clusters[name]
            label = self.labels.get(name, name)
            graph.add_node(name, label=label, weight=weight, cluster=number, cluster_name=names[number])
        for edge in self.edges:
            graph.add_edge(edge.source, edge.target, weight=edge.weight, **edge.facts)
        return graph  # type: ignore[no-any-return]


def graphml(network: Network) -> Iterator[str]:
    """The lines of a GraphML file (graphml.graphdrawing.org), as Gephi, Cytoscape and R read it.

    >>> lines = list(graphml(Network({"工业": 2, "农业": 1}, [Edge("工业", "农业", 1)])))
    >>> any('<edge source="工业" target="农业"' in line for line in lines)
    True
    """
    import networkx

    return _xml(networkx.generate_graphml(network.graph()))


def gexf(network: Network) -> Iterator[str]:
    """The lines of a GEXF 1.2 file, Gephi's own form."""
    import networkx

    return _xml(networkx.generate_gexf(network.graph(), version="1.2draft"))


def _xml(lines: Iterable[str]) -> Iterator[str]:
    """An XML file with Chinese characters instead of references: 工, not &#24037;."""
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield from (_REFERENCE.sub(lambda found: chr(int(found[1])), line) for line in lines)


def vosviewer(network: Network) -> Iterator[str]:
    """A VOSviewer JSON file: items with label, cluster and weight, links with strength (manual, app. A).

    >>> print("".join(vosviewer(Network({"工业": 2, "农业": 1}, [Edge("工业", "农业", 3)]))))
    {"network": {"items": [{"id": 1, "label": "工业", "cluster": 1, "weights": {"Occurrences": 2}}, \
{"id": 2, "label": "农业", "cluster": 1, "weights": {"Occurrences": 1}}], \
"links": [{"source_id": 1, "target_id": 2, "strength": 3}], \
"clusters": [{"cluster": 1, "label": "工业、农业"}]}}
    """
    import json

    numbers = {name: number for number, name in enumerate(network.nodes, 1)}
    items = [
        {
            "id": numbers[name],
            "label": network.labels.get(name, name),
            "cluster": network.clusters[name],
            "weights": {"Occurrences": weight},
        }
        for name, weight in network.nodes.items()
    ]
    links = [
        {"source_id": numbers[edge.source], "target_id": numbers[edge.target], "strength": edge.weight}
        for edge in network.edges
    ]
    clusters = [{"cluster": number, "label": label} for number, label in network.cluster_names().items()]
    yield json.dumps(
        {"network": {"items": items, "links": links, "clusters": clusters}}, ensure_ascii=False
    )
