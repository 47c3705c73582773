"""Citations between the documents of a corpus: edges as rows, and as a graph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from policytext.analysis import Analysis, header
from policytext.corpus.networks import Edge, Network
from policytext.document import Document
from policytext.metadata.citations import Citation, citations, is_kind
from policytext.metadata.fullnames import full_number
from policytext.metadata.model import Header
from policytext.schema import Row, declared

CITATIONS = declared("citations")
_STATE = re.compile("^中华人民共和国(?!和|与|同|成立|境[内外]|政府[和与]|$)")


class Citing(NamedTuple):
    """A document in the citation graph: the names by which it is cited, and its own citations."""

    id: str
    number: str
    titles: frozenset[str]
    citations: tuple[Citation, ...]


def citing(analysis: Analysis) -> Citing:
    """The citations of a document, and the names by which it can be cited itself."""
    found = analysis.header
    cited = tuple(citations(analysis.document, found))
    return Citing(analysis.document.id, found.doc_number, _titles(found), cited)


def citation_rows(documents: Iterable[Document | Citing]) -> Iterator[Row]:
    """A row for each citation, documents in order; those of the corpus with their ids.

    >>> law = Document("a", "某省节水条例\\n第一条 为了节水，制定本条例。")
    >>> notice = Document("b", "关于节水的通知\\n根据《某省节水条例》，现通知如下。")
    >>> [(row["doc_id"], row["relation"], row["cited_id"]) for row in citation_rows([law, notice])]
    [('b', '依据', 'a')]
    """
    read = [found if isinstance(found, Citing) else citing(Analysis(found)) for found in documents]
    by_number = _index(
        (full_number(number), found.id) for found in read for number in found.number.split("、")
    )
    by_title = _index((_key(name), found.id) for found in read for name in found.titles)
    numbered = {found.id for found in read if found.number}
    for found in read:
        for citation in found.citations:
            cited = by_number.get(full_number(citation.number))
            if not cited:
                cited = by_title.get(_key(citation.title))
                if citation.number and cited in numbered:  # of the same title, but of another year
                    cited = None
            yield {
                "doc_id": found.id,
                "start": citation.start,
                "end": citation.end,
                "relation": citation.relation,
                "cited_title": citation.title or None,
                "cited_number": citation.number or None,
                "cited_id": cited if cited != found.id else None,
            }


def with_number(title: str, number: str) -> str:
    """A title with its document's number, to distinguish documents of the same title.

    >>> with_number("关于节水的通知", "某府〔2024〕3号"), with_number("关于节水的通知", "")
    ('关于节水的通知（某府〔2024〕3号）', '关于节水的通知（—）')
    """
    return f"{title}（{number or '—'}）"


def called(title: str) -> str:
    """A national law as texts mostly call it: 中华人民共和国民法典 and 民法典 are one.

    >>> called("中华人民共和国民法典"), called("中华人民共和国和某国条约"), called("中华人民共和国")
    ('民法典', '中华人民共和国和某国条约', '中华人民共和国')
    """
    return _STATE.sub("", title)


def _titles(found: Header) -> frozenset[str]:
    """A title with and without the issuer, both of which are cited."""
    bare = found.title
    for issuer in found.issuer.split("、"):
        bare = bare.removeprefix(issuer).strip()
    return frozenset((found.title, bare))


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The document of each key; a key of several documents names none."""
    owners: dict[str, set[str]] = defaultdict(set)
    for key, owner in pairs:
        if key:
            owners[key].add(owner)
    return {key: next(iter(of_key)) for key, of_key in owners.items() if len(of_key) == 1}


def _key(title: str) -> str:
    return re.sub(r"\W", "", called(title))


def network(documents: Sequence[Document], rows: Iterable[Row]) -> Network:
    """Documents and what they cite as nodes, citations as directed edges with their relation.

    A cited document outside the corpus is a node named by its number, or else its title. The weight of
    a node is the number of citations to it.
    """
    labels = {document.id: header(document).title or document.id for document in documents}
    weights: dict[str, float] = dict.fromkeys(labels, 0.0)
    edges = []
    for row in rows:
        target = row["cited_id"] or row["cited_number"] or called(row["cited_title"])
        if target == row["cited_title"] and is_kind(target):  # 《办法》: another one in each document
            target = f"{row['doc_id']}《{target}》"
        labels.setdefault(target, row["cited_title"] or row["cited_number"])
        weights[target] = weights.get(target, 0.0) + 1
        edges.append(Edge(row["doc_id"], target, 1.0, {"relation": row["relation"]}))
    return Network(weights, edges, directed=True, labels=labels)
