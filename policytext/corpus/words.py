"""Words of documents: as rows with tags and offsets, and as features of a document-feature matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from policytext.document import Document
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.user_words import PLAIN, Cut
from policytext.schema import Row, declared

TOKENS = declared("tokens")
DFM = declared("dfm")

# Tags of words that carry meaning: no marks, numbers, pronouns, prepositions, conjunctions, particles.
_CONTENT = lazy("[navjlisbtz].*|eng")
JOINED = "_"  # between the words of an n-gram, as quanteda joins them


def tokens_of(document: Document, cut: Cut = PLAIN) -> list[Row]:
    """Rows of `TOKENS`: every word, number and Latin word of a document, no marks, no stop words.

    >>> [row["word"] for row in tokens_of(Document("a", "发展低空经济。"))]
    ['发展', '低空', '经济']
    """
    own = cut.own
    return [
        {"doc_id": document.id, "start": word.start, "end": word.end, "word": word.text, "tag": word.tag}
        for word in Reading(document.text, own).words
        if word.tag != "x" and word.text not in own.stopwords
    ]


def features(document: Document, cut: Cut = PLAIN, sizes: Sequence[int] = (1,)) -> Mapping[str, int]:
    """The counts of features in a document; an n-gram does not extend over marks or stop words.

    >>> features(Document("a", "发展低空经济，发展旅游。"), sizes=(1, 2))["发展"]
    2
    """
    own, counts = cut.own, Counter[str]()
    run: list[str] = []
    for word in [*Reading(document.text, own).words, None]:
        if word is not None and word.tag != "x" and word.text not in own.stopwords:
            run.append(word.text)
        elif run:
            for size in sizes:
                counts.update(JOINED.join(run[i : i + size]) for i in range(len(run) - size + 1))
            run = []
    return counts


def frequencies(reading: Reading) -> dict[str, float]:
    """The counts of content words of two characters or more in a text.

    >>> frequencies(Reading("发展低空经济，发展旅游，并且加强。"))
    {'发展': 2.0, '低空': 1.0, '经济': 1.0, '旅游': 1.0, '加强': 1.0}
    """
    own = reading.own
    counts = Counter(
        word.text
        for word in reading.words
        if word.text in own.words
        or (len(word.text) > 1 and _CONTENT.fullmatch(word.tag) and word.text not in own.stopwords)
    )
    return {word: float(count) for word, count in counts.items()}


def feature_rows(document: Document, cut: Cut, sizes: Sequence[int]) -> list[Row]:
    """Rows of `DFM` for a document, in the order of the features.

    >>> rows = feature_rows(Document("a", "发展。发展旅游"), PLAIN, (1,))
    >>> [(row["feature"], row["count"]) for row in rows]
    [('发展', 2), ('旅游', 1)]
    """
    counts = sorted(features(document, cut, sizes).items())
    return [{"doc_id": document.id, "feature": feature, "count": count} for feature, count in counts]


def features_of(document: Document, cut: Cut, sizes: Sequence[int]) -> tuple[str, Mapping[str, int]]:
    """The row of a document in a document-feature matrix: its id and its features."""
    return document.id, features(document, cut, sizes)
