"""Topic models: the words of each topic, and the shares of topics in documents."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal, NamedTuple

from policytext.analysis import Analysis
from policytext.corpus.fields import Grouping, grouping
from policytext.corpus.matrix import Matrix
from policytext.document import Document
from policytext.language.user_words import PLAIN, Cut
from policytext.schema import Row, declared

TOPICS = declared("topics")
TOPIC_SHARES = declared("topic_shares")
TOPIC_GROUPS = declared("topic_groups")

Model = Literal["lda", "nmf"]

SEED = 1
COMMON = 0.5
"""Share of documents above which a word is left out: 发展 would lead every topic of reports."""
TERMS = 10  # terms of a topic that are shown, and that its coherence is measured on (Lau et al. 2014)
CHOICES = (5, 10, 15, 20, 25, 30)
"""Numbers of topics that `auto` tries; it takes the one with the highest coherence."""
_CONTENT = ("n", "v", "a", "eng", "l", "i", "j")  # jieba's tags of nouns, verbs, adjectives, set phrases
_ADVERBIAL = frozenset(("vd", "ad"))


class ContentWords(NamedTuple):
    """The counts of the content words of a document, and its group by a field."""

    id: str
    grouping: Grouping
    counts: Mapping[str, int]


def content_words(document: Document, cut: Cut = PLAIN, field: str | None = None) -> ContentWords:
    """The counts of nouns, verbs and adjectives of two characters or more in a document.

    >>> sorted(content_words(Document("a", "促进低空经济。")).counts)
    ['低空', '促进', '经济']
    """
    analysis = Analysis(document, own=cut.own)
    counts = Counter(
        word.text
        for word in analysis.reading.words
        if len(word.text) > 1
        and word.tag.startswith(_CONTENT)
        and word.tag not in _ADVERBIAL
        and word.text not in cut.own.stopwords
    )
    return ContentWords(document.id, grouping(analysis, field), counts)


class NoTopicsError(ValueError):
    """A corpus that is too small, or whose documents all have the same words."""


class Topics(NamedTuple):
    """Topics of a corpus, the most prevalent first.

    The weights of a topic's terms, and the shares of topics in a document, sum to 1; a document without
    any of the terms has NaN.
    """

    documents: Sequence[str]
    terms: Sequence[str]
    weights: Any  # topics x terms
    shares: Any  # documents x topics
    coherence: Sequence[float]

    def best(self, topic: int, top: int = TERMS) -> list[tuple[str, float]]:
        """The strongest terms of a topic with their weights."""
        order = self.weights[topic].argsort()[::-1][:top]
        return [(self.terms[at], float(self.weights[topic][at])) for at in order]

    def without_terms(self) -> list[str]:
        """The documents that have none of the terms."""
        return [name for name, known in zip(self.documents, self._known(), strict=True) if not known]

    def _known(self) -> Any:
        """The documents that have shares."""
        return self.shares[:, 0] >= 0  # false where it is not a number

    def rows(self, top: int = TERMS) -> Iterator[Row]:
        """Rows of `TOPICS`."""
        known = self._known().nonzero()[0]
        for topic, prevalence in enumerate(self.shares[known].mean(axis=0)):
            best = known[self.shares[known, topic].argmax()]
            yield {
                "topic": topic + 1,
                "prevalence": round(float(prevalence), 4),
                "coherence": round(self.coherence[topic], 4),
                "terms": "、".join(term for term, _ in self.best(topic, top)),
                "document": self.documents[best],
            }

    def document_rows(self) -> Iterator[Row]:
        """Rows of `TOPIC_SHARES`: each document with each topic, numbered as in `rows`."""
        for document, shares, known in zip(self.documents, self.shares, self._known(), strict=True):
            for topic, share in enumerate(shares.tolist(), 1):
                yield {"doc_id": document, "topic": topic, "share": round(share, 4) if known else None}

    def group_rows(self, groups: Sequence[str]) -> Iterator[Row]:
        """Rows of `TOPIC_GROUPS`: the mean share of each topic in a group's documents that have shares."""
        members: dict[str, list[int]] = defaultdict(list)
        for at, (group, known) in enumerate(zip(groups, self._known(), strict=True)):
            if known:
                members[group].append(at)
        for group, places in sorted(members.items()):
            for topic, share in enumerate(self.shares[places].mean(axis=0).tolist(), 1):
                yield {
                    "group": group or None,
                    "topic": topic,
                    "share": round(share, 4),
                    "documents": len(places),
                }


def find_topics(
    matrix: Matrix, count: int | None, model: Model = "lda", seed: int = SEED, common: float = COMMON
) -> Topics:
    """`count` topics of a document-feature matrix; None: the most coherent number of `CHOICES`.

    Words in more than the share `common` of documents are left out; `NoTopicsError` if fewer than two
    documents, or no words, remain.

    LDA by variational Bayes (Hoffman, Blei and Bach 2010), NMF over TF-IDF (Lee and Seung 1999), both
    by scikit-learn (extra `topics`). The same seed gives the same topics.
    """
    _sklearn()  # what is missing is said before anything is counted
    cells, terms = _cells(matrix, common)
    if len(matrix.documents) < 2 or not terms:
        raise NoTopicsError(
            f"topics take two documents or more, and words that at most {common:.0%} of them have"
        )
    choices = [count] if count else [k for k in CHOICES if k < len(matrix.documents)] or [2]
    found = [_fitted(matrix.documents, terms, cells, k, model, seed) for k in choices]
    return max(found, key=lambda topics: sum(topics.coherence) / len(topics.coherence))


def _cells(matrix: Matrix, common: float) -> tuple[Any, list[str]]:
    """The sparse matrix of documents by terms, without common ones, and the terms."""
    import numpy
    from scipy.sparse import csr_matrix

    rows, columns, counts = [], [], []
    for row, column, count in matrix.cells():
        rows.append(row)
        columns.append(column)
        counts.append(count)
    shape = (len(matrix.documents), len(matrix.features))
    cells = csr_matrix((numpy.array(counts, float), (rows, columns)), shape=shape)
    standing = (cells > 0).sum(axis=0).A1  # in how many documents each term is
    kept = numpy.flatnonzero(standing <= max(1, common * shape[0]))
    return cells[:, kept], [matrix.features[at] for at in kept]


def _fitted(
    documents: Sequence[str], terms: Sequence[str], cells: Any, count: int, model: Model, seed: int
) -> Topics:
    decomposition, feature_extraction = _sklearn()
    if model == "lda":
        fit = decomposition.LatentDirichletAllocation(count, random_state=seed, max_iter=20)
        shares = fit.fit_transform(cells)
    else:
        fit = decomposition.NMF(count, random_state=seed, init="nndsvda", max_iter=400)
        shares = fit.fit_transform(feature_extraction.text.TfidfTransformer().fit_transform(cells))
    weights = fit.components_ / (fit.components_.sum(axis=1, keepdims=True) + 1e-12)
    shares = shares / (shares.sum(axis=1, keepdims=True) + 1e-12)
    present = cells > 0
    known = present.sum(axis=1).A1 > 0
    order = shares[known].mean(axis=0).argsort()[::-1]
    weights, shares = weights[order], shares[:, order]
    shares[~known] = math.nan
    coherence = [_coherence(present, weights[topic].argsort()[::-1][:TERMS]) for topic in range(count)]
    return Topics(documents, terms, weights, shares, coherence)


def _sklearn() -> tuple[Any, Any]:
    try:
        from sklearn import decomposition, feature_extraction
    except ImportError:
        raise ModuleNotFoundError('topics need scikit-learn: pip install "policytext[topics]"') from None
    import sklearn.feature_extraction.text  # noqa: F401

    return decomposition, feature_extraction


def _coherence(present: Any, best: Iterable[int]) -> float:
    """Mean NPMI of a topic's terms over documents (Lau et al. 2014), from -1 to 1."""
    columns = present[:, list(best)].toarray()
    documents = columns.shape[0]
    total, pairs = 0.0, 0
    for one, other in combinations(range(columns.shape[1]), 2):
        both = (columns[:, one] & columns[:, other]).sum() / documents
        alone = columns[:, one].mean() * columns[:, other].mean()
        pairs += 1
        if both == 0:
            total -= 1
        elif both < 1:
            total += math.log(both / alone) / -math.log(both)
    return total / pairs if pairs else 0.0
