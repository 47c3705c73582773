"""Build policytext/resources/keyphrase_weights.tsv: what each measure of a candidate weighs.

    PYTHONPATH=. python data/build/keyphrase_weights.py ../shared/data > weights.tsv
    mv weights.tsv policytext/resources/keyphrase_weights.tsv

Readers' marks (benchmarks/marks/keyphrases_fitted.jsonl): 72 excerpts of official documents drawn at
random, laws, notices, regulations and reports, in which the phrases that any reader would name (must)
and those that a reader may name (good) were marked before any ranking of them was seen. Only
places and phrases are kept there. A logistic regression tells the marked candidates from the others,
must counted `MUST` times as much, with an L2 penalty. For abstracts the authors' keywords of CSL
(Apache-2.0) are added. Each weight is that of the measure as it is, so that it can be read: 0.7 on a
measure that is 0 or 1 doubles the odds.

What a fit is worth is printed on stderr: share of the must phrases among the first ten, and of the
first ten that are marked, in excerpts that were left out, a sixth at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy
from scipy.optimize import minimize

from benchmarks.common import records
from benchmarks.keyphrases import TOP, excerpt
from policytext.analysis import Analysis
from policytext.document import Document
from policytext.keyphrases.features import FEATURES, Features
from policytext.keyphrases.rank import Ranking

MUST = 4.0  # what a phrase weighs that any reader would name, against one that a reader may name
PENALTY = 0.1  # of the squared weights, per excerpt, the measures standardized; level from 0.03 to 0.3
POLICY = 2  # times that policy excerpts count beside abstracts: notices are as short
NEGATIVE = 10  # candidates that are not marked weigh together as this many; a constant of the fit
PARTS = 6

HEADER = """\
# feature\tdocument\tabstract\twhat is measured. Weights of logistic regressions, made by
# data/build/keyphrase_weights.py from readers' marks in official documents (benchmarks/marks) and,
# for texts no longer than an abstract, authors' keywords of CSL (Apache-2.0)."""

MEANING = {
    "count": "logarithm of how often it stands in the text",
    "known_count": "the same, of a term that official text knows",
    "informative": "logarithm of how much more frequent than in official text it is and its words are",
    "free": "logarithm of the share of its places where no longer phrase goes on",
    "title": "stands in the title",
    "heading": "stands in a heading",
    "headed": "logarithm of the share of official documents with it that name it in a title or heading",
    "lead": "stands in the passage that says what the document wants",
    "early": "how near to the beginning it first stands",
    "quoted": "stands in quotation marks, or is a title",
    "word": "is a single word",
    "two": "has two characters",
    "four": "has four",
    "six": "has five or six",
    "term": "is a term of official text of four characters or more",
    "once": "stands once, and is neither known nor in the title",
    "verb_first": "begins with a verb",
    "verb_last": "ends with a verb",
    "common_first": "begins with a word that most documents have",
    "inner_first": "begins with a word of any document, bound to the next",
    "inner_inside": "has one inside",
    "inner_last": "ends with one, bound to the one before",
}


class Text(NamedTuple):
    """A ranked text, the measures of its candidates, and what a mark of each weighs (0: none)."""

    ranking: Ranking
    phrases: Sequence[str]
    measures: numpy.ndarray
    marks: numpy.ndarray


def measured(document: Document, gain: Mapping[str, float]) -> Text:
    analysis = Analysis(document)
    ranking = Ranking(analysis.title, analysis.reading, [0.0] * len(FEATURES))
    features = Features(analysis.title, analysis.reading)
    phrases = list(ranking.scores)
    measures = [features(ranking.candidates[p], features.knows(p)) for p in phrases]
    shaped = numpy.array(measures, dtype=float).reshape(len(phrases), len(FEATURES))
    return Text(ranking, phrases, shaped, numpy.array([gain.get(p, 0.0) for p in phrases]))


def fitted(texts: Iterable[Text]) -> numpy.ndarray:
    used = [text for text in texts if text.marks.any()]
    every = numpy.vstack([text.measures for text in used])
    middle, spread = every.mean(0), every.std(0) + 1e-9
    parts = [((text.measures - middle) / spread, numpy.minimum(text.marks / MUST, 1)) for text in used]

    def loss(weights: numpy.ndarray) -> tuple[float, numpy.ndarray]:
        total, slope = 0.0, numpy.zeros_like(weights)
        for measures, wanted in parts:
            odds = measures @ weights - 3  # one candidate in twenty is marked
            total += (numpy.logaddexp(0, odds) - wanted * odds).sum() / NEGATIVE
            slope += measures.T @ (1 / (1 + numpy.exp(-odds)) - wanted) / NEGATIVE
        return total / len(parts) + PENALTY * weights @ weights / 2, slope / len(parts) + PENALTY * weights

    found = minimize(loss, numpy.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    return found.x / spread


def worth(texts: Iterable[Text], weights: numpy.ndarray) -> tuple[float, float]:
    """Shares of the must phrases that are among the first ten, and of the first ten that are marked."""
    shares = []
    for text in texts:
        scores = numpy.exp(text.measures @ weights)
        text.ranking.scores.update(zip(text.phrases, map(float, scores), strict=True))
        chosen = text.ranking.chosen(TOP)
        gain = dict(zip(text.phrases, text.marks, strict=True))
        must = [phrase for phrase in text.phrases if gain[phrase] == MUST]
        shares.append(
            (sum(p in chosen for p in must) / max(1, len(must)), sum(gain[p] > 0 for p in chosen) / TOP)
        )
    return tuple(numpy.mean(shares, axis=0).round(3))


def main(data: Path) -> None:
    policy = []
    for mark in records(Path("benchmarks/marks/keyphrases_fitted.jsonl")):
        gain = dict.fromkeys(mark["good"], 1.0) | dict.fromkeys(mark["must"], MUST)
        policy.append(measured(Document.of(excerpt(mark, data)), gain))
    for part in range(PARTS):
        rest = [text for number, text in enumerate(policy) if number % PARTS != part]
        print("left out:", *worth(policy[part::PARTS], fitted(rest)), file=sys.stderr)
    abstracts = []
    for record in records(data / "keywords" / "csl.dev.jsonl"):
        title = record["title"] or ""
        document = Document("-", f"{title}\n{record['text']}", title=title)
        abstracts.append(measured(document, dict.fromkeys(record["keywords"], MUST)))
    columns = [fitted(policy), fitted(abstracts + policy * POLICY)]
    print(HEADER)
    for row in zip(FEATURES, *columns, (MEANING[name] for name in FEATURES), strict=True):
        print(row[0], *(f"{weight:.2f}" for weight in row[1:-1]), row[-1], sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
