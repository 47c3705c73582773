"""Co-occurrence of terms in sentences, paragraphs or documents.

A term is in a unit where a search finds it there. Pairs of which one term holds the other (供应链,
供应链金融) stand together by their letters alone and are left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal, NamedTuple

from policytext.analysis import Analysis
from policytext.corpus.fields import Grouping, checked, grouping
from policytext.corpus.networks import Edge, Network
from policytext.document import Document
from policytext.language.patterns import lazy
from policytext.language.sentences import clauses
from policytext.recognition.model import Entity
from policytext.schema import Column, Row, Table, declared

COOCCURRENCES = declared("cooccurrences")

Within = Literal["sentence", "paragraph", "document"]
Measure = Literal["count", "ochiai", "dissimilarity"]

MATRIX = declared("matrix")
_PARAGRAPH = lazy(r"[^\n]+")


class UnitNames(NamedTuple):
    """The group of a document, the number of its units, and the names in each unit that has any."""

    grouping: Grouping
    units: int
    names: list[tuple[str, ...]]


@dataclass
class PairCounts:
    """The number of units with each name, and with each pair of names (sorted)."""

    units: int = 0
    single: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, units: int, names: Iterable[Sequence[str]]) -> None:
        self.units += units
        for found in names:
            self.single.update(found)
            self.pairs.update(combinations(sorted(found), 2))

    def nested(self, least: int = 1) -> list[tuple[str, str]]:
        """The pairs that are left out because one name contains the other, most frequent first."""
        return [pair for pair, _ in _pairs(self, least, apart=False)]


def _is_apart(pair: tuple[str, str]) -> bool:
    return pair[0] not in pair[1] and pair[1] not in pair[0]


def units_of(text: str, within: Within) -> Iterator[tuple[int, int]]:
    """Start and end of each unit of a text that is not blank.

    >>> text = "发展工业；发展农业。\\n完。"
    >>> [text[start:end] for start, end in units_of(text, "sentence")]
    ['发展工业；', '发展农业。', '完。']
    """
    if within == "document":
        yield 0, len(text)
        return
    spans = clauses(text) if within == "sentence" else (m.span() for m in _PARAGRAPH.finditer(text))
    yield from ((start, end) for start, end in spans if text[start:end].strip())


def sight_terms(
    document: Document, terms: Sequence[str], within: Within, field: str | None = None
) -> UnitNames:
    """The terms in each unit of a document, and its group by a field.

    >>> sight_terms(Document.of("发展工业和农业。农业。"), ["工业", "农业"], "sentence").names
    [('工业', '农业'), ('农业',)]
    """
    text = document.text
    here = [term for term in terms if term in text]
    units = list(units_of(text, within))
    names = (tuple(term for term in here if text.find(term, start, end) >= 0) for start, end in units)
    return UnitNames(grouping(Analysis(document), field), len(units), [found for found in names if found])


def sight_entities(
    document: Document, types: Collection[str], within: Within, field: str | None = None
) -> UnitNames:
    """The entities of these types in each unit, by their full names."""
    analysis = Analysis(document)
    found = [entity for entity in analysis.entities if entity.type in types]
    names: list[tuple[str, ...]] = []
    at = count = 0
    for start, end in units_of(document.text, within):
        count += 1
        here: dict[str, None] = {}
        while at < len(found) and found[at].start < end:
            if found[at].start >= start:
                here[_name(found[at])] = None
            at += 1
        if here:
            names.append(tuple(here))
    return UnitNames(grouping(analysis, field), count, names)


def _name(entity: Entity) -> str:
    if entity.type == "INDUSTRY":
        return entity.normalized.rpartition("/")[2] or entity.text
    return entity.detail if entity.type == "LOC" and entity.detail else entity.normalized or entity.text


def most_frequent(sighted: Iterable[UnitNames], top: int) -> list[str]:
    """The names that stand in most documents."""
    documents: Counter[str] = Counter()
    for found in sighted:
        documents.update({name for names in found.names for name in names})
    return [name for name, _ in sorted(documents.items(), key=lambda item: (-item[1], item[0]))[:top]]


class Groups:
    """Counts of pairs in each group of documents; only of the names `among`, where they are given."""

    def __init__(
        self, sighted: Iterable[UnitNames], field: str | None = None, among: Collection[str] | None = None
    ) -> None:
        self.groups: dict[str, PairCounts] = {}
        wanted = None if among is None else frozenset(among)
        for found in checked(sighted, field):
            names = found.names
            if wanted is not None:
                names = [tuple(name for name in here if name in wanted) for here in names]
            self.groups.setdefault(found.grouping.group, PairCounts()).add(found.units, names)

    @classmethod
    def of(cls, groups: Mapping[str, PairCounts]) -> Groups:
        """Groups that were counted elsewhere."""
        made = cls(())
        made.groups = dict(groups)
        return made

    @property
    def total(self) -> PairCounts:
        """All groups together."""
        total = PairCounts()
        for part in self.groups.values():
            total.units += part.units
            total.single.update(part.single)
            total.pairs.update(part.pairs)
        return total

    def standing(self, least: int = 1) -> frozenset[str]:
        """The names that stand together with another in at least `least` units."""
        return frozenset(name for pair, _ in _pairs(self.total, least) for name in pair)

    def rows(self, least: int = 1) -> Iterator[Row]:
        """Rows of `COOCCURRENCES`, group by group, most frequent first."""
        for group, together in sorted(self.groups.items()):
            for row in cooccurrence_rows(together, least):
                yield {"group": group or None, **row}


def cooccurrence_rows(together: PairCounts, least: int = 1) -> Iterator[Row]:
    """A row for each pair that `least` units have, most frequent first, with the clusters of both."""
    network = network_of(together, least)
    names = network.cluster_names()
    for edge in network.edges:
        yield {
            "term": edge.source,
            "other": edge.target,
            "count": edge.weight,
            **edge.facts,
            "cluster": names[network.clusters[edge.source]],
            "other_cluster": names[network.clusters[edge.target]],
        }


def _pairs(together: PairCounts, least: int, apart: bool = True) -> list[tuple[tuple[str, str], int]]:
    """The pairs of which neither name contains the other, or only the rest, most frequent first."""
    found = ((pair, n) for pair, n in together.pairs.items() if n >= least and _is_apart(pair) == apart)
    return sorted(found, key=lambda item: (-item[1], item[0]))


def network_of(together: PairCounts, least: int = 1) -> Network:
    """The pairs as a network; the weight of a node or an edge is the number of units that have it."""
    edges = [
        Edge(term, other, count, association(count, together, term, other))
        for (term, other), count in _pairs(together, least)
    ]
    standing = {name for edge in edges for name in (edge.source, edge.target)}
    nodes = {name: count for name, count in together.single.most_common() if name in standing}
    return Network(nodes, edges)


def matrix_of(together: PairCounts, measure: Measure, least: int = 1) -> tuple[Table, list[Row]]:
    """A square matrix over the names that `least` units have with another: counts, Ochiai, or 1 - Ochiai
    as scaling programs take it. Pairs that fewer units have are counted too.

    The cell of two names of which one contains the other is empty: they always stand together.
    """
    network = network_of(together, least)
    names = list(network.nodes)
    columns = (Column(name, "number", f"Its {measure} with {name}") for name in names)
    table = replace(MATRIX, columns=(*MATRIX.columns, *columns))
    rows: list[Row] = []
    for name in names:
        values: dict[str, str | float | None] = {"term": name}
        for other in names:
            pair = (name, other) if name < other else (other, name)
            count = network.nodes[name] if name == other else together.pairs[pair]
            ochiai = 1.0 if name == other else count / math.sqrt(network.nodes[name] * network.nodes[other])
            shown = {"count": count, "ochiai": round(ochiai, 4), "dissimilarity": round(1 - ochiai, 4)}
            values[other] = shown[measure] if name == other or _is_apart((name, other)) else None
        rows.append(values)
    return table, rows


def association(count: int, total: PairCounts, term: str, other: str) -> dict[str, float]:
    """How strongly a pair is associated, from the units that have both, each, and all units."""
    one, two, units = total.single[term], total.single[other], total.units
    expected = one * two / units
    return {
        "expected": round(expected, 4),
        "pmi": round(math.log2(count / expected), 4),
        "log_likelihood": round(log_likelihood(count, one, two, units), 4),
        "jaccard": round(count / (one + two - count), 4),
        "ochiai": round(count / math.sqrt(one * two), 4),
    }


def log_likelihood(both: int, one: int, two: int, units: int) -> float:
    """Dunning's G2 of two terms: 2 Σ O ln(O / E) over the table of units with and without each.

    >>> round(log_likelihood(10, 20, 20, 100), 2), round(log_likelihood(4, 20, 20, 100), 2)
    (12.07, 0.0)
    """
    observed = (both, one - both, two - both, units - one - two + both)
    margins = ((one, two), (one, units - two), (units - one, two), (units - one, units - two))
    return 2 * sum(
        seen * math.log(seen * units / (row * column))
        for seen, (row, column) in zip(observed, margins, strict=True)
        if seen
    )
