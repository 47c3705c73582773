"""Co-occurrence of keyphrases in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from policytext.corpus.comparison import corpus_rows
from policytext.corpus.cooccurrence import Groups, cooccurrence_rows, network_of, sight_terms
from policytext.corpus.networks import Network
from policytext.report import drawing
from policytext.report.evidence import Pair, Term
from policytext.report.sections import Material
from policytext.report.view import Cell, Command, Content, Head, Picture, TableView, numeric
from policytext.schema import Row

TOP = 40  # phrases: as many names as a drawing has room for
LEAST = 2  # sentences that have a pair
TIES = 3  # lines that a phrase brings into the drawing, its strongest; all of them are a thicket
PAIRS = 40


def network(material: Material) -> Iterator[Content]:
    """The top keyphrases as a network, and the most frequent pairs."""
    documents, scores = material.documents, material.phrases.scores
    yield Command(f"cooccur --top {TOP}")
    terms = [row["keyword"] for row in corpus_rows(material.phrases.together, TOP, scores)]
    sight = partial(sight_terms, terms=terms, within="sentence")
    together = Groups(documents.run(sight, (seen.document for seen in documents.seen))).total
    if pairs := list(cooccurrence_rows(together, LEAST)):
        yield material.words("network_about")
        yield _drawn(material, network_of(together, LEAST))
        yield _pairs(material, pairs)


def _drawn(material: Material, found: Network) -> Picture:
    clusters = found.clusters
    uses = {use.term: use for use in material.phrases.together.uses() if use.term in found.nodes}
    nodes = []
    for name, weight in found.nodes.items():
        link = material.evidence.ask(name, Term(name), uses[name].times, uses[name].documents)
        nodes.append(drawing.Node(name, weight, clusters[name], link))
    caption = material.words("network_drawn")
    return Picture(
        caption, drawing.network(nodes, _strongest(found), caption), material.words("network_note")
    )


def _strongest(found: Network) -> list[drawing.Tie]:
    """The edges that are among the strongest of one of their nodes, by G2."""
    ties = sorted(
        ((edge.source, edge.target, float(edge.facts["log_likelihood"])) for edge in found.edges),
        key=lambda tie: (-tie[2], tie),
    )
    brought: Counter[str] = Counter()
    kept = []
    for one, other, strength in ties:
        if brought[one] < TIES or brought[other] < TIES:
            kept.append((one, other, strength))
            brought[one] += 1
            brought[other] += 1
    return kept


def _pairs(material: Material, pairs: Sequence[Row]) -> TableView:
    words = material.words
    most = pairs[0]["count"]
    rows = []
    for row in pairs[:PAIRS]:
        one, other = row["term"], row["other"]
        link = material.evidence.ask(f"{one} + {other}", Pair(one, other), row["count"], 0)
        rows.append([
            Cell(f"{one} + {other}", link=link), numeric(row["count"], link=link, most=most),
            numeric(row["expected"], 1), numeric(row["log_likelihood"], 1), numeric(row["pmi"], 2),
        ])  # fmt: skip
    g2, pmi = Head("G²", True, about="Dunning 1993"), Head("PMI", True, about="Church and Hanks 1990")
    heads = words.heads("pair", "sentences", "expected", g2, pmi)
    note = words.cut(PAIRS, len(pairs))
    return TableView(words("pairs"), heads, rows, note, search=True, first=12)
