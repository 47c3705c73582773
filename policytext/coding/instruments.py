"""Coding of policy instruments by the shipped dictionary and the classifier together.

A term is evidence, but not proof: 保险 stands in rules and in reviews too, and a measure may be described
without any term. So the classifier's log-odds are raised for the kinds of which the sentence has a term,
and the likeliest kind, or none, is the sentence's. Thresholds were chosen on 464 sentences drawn at
random from official documents, each classified by a model that was trained without it
(data/build/instruments/train.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from policytext.coding.dictionary import Dictionary, Hit, code, instruments
from policytext.language.sentences import clauses
from policytext.resources import data

RESOURCE = "instruments.npz"
BUCKETS = 1 << 14
"""Hash buckets: with half as many accuracy on held-out sentences fell by two points, with twice as many it
did not rise."""
NONE = "none"
_SPACE = re.compile(r"\s")
_NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


def pieces(sentence: str) -> list[int]:
    """The distinct buckets of a sentence's n-grams, in order. All numbers are equal, spaces are ignored."""
    text = f"^{_NUMBER.sub('0', _SPACE.sub('', sentence))}$"
    found = {*text, *(text[at : at + 2] for at in range(len(text) - 1))}
    return sorted({crc32(piece.encode(errors="surrogatepass")) % BUCKETS for piece in found})


class Classifier(NamedTuple):
    """Multinomial logistic regression over hashed character unigrams and bigrams.

    The sum of their weights is divided by the root of their number. `weights` has a row for each bucket and
    a column for each kind; NONE is one of the kinds.
    """

    kinds: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: float
    bias: NDArray[np.float32]

    def probabilities(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        """The probability of each kind, a row for each sentence."""
        logs = np.zeros((len(sentences), len(self.kinds)))
        for row, sentence in zip(logs, sentences, strict=True):
            found = pieces(sentence)
            row += self.weights[found].sum(axis=0, dtype=np.int32) * (self.scale / len(found) ** 0.5)
        return softmax(logs + self.bias)


def softmax(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    """The softmax of each row."""
    odds: NDArray[np.float64] = np.exp(logs - logs.max(axis=-1, keepdims=True))
    total: NDArray[np.float64] = odds.sum(axis=-1, keepdims=True)
    return np.divide(odds, total)


@cache
def instrument_classifier() -> Classifier:
    """The classifier that comes with the package."""
    with np.load(BytesIO(data(RESOURCE))) as saved:
        return Classifier(
            tuple(map(str, saved["kinds"])), saved["weights"], float(saved["scale"]), saved["bias"]
        )


TERM = 1.5
"""Added to the log-odds of a term's kind: with 1, precision was a hundredth higher and a twentieth fewer
sentences were coded; with 2, precision was two hundredths lower."""
BESIDE = 0.05
"""Least probability of a kind with a term that is given in addition to a likelier one."""
ALONE = 0.25
"""Least probability of a kind without a term: with more, fewer sentences had the right type."""
UNSURE = 0.15
"""Probability of a kind from which a sentence without a code counts as unsure."""
_TINY = 1e-9


def code_instruments(text: str, by: Dictionary | None = None, model: Classifier | None = None) -> list[Hit]:
    """The instruments of a text, in order: terms that the classifier confirms, and its own findings.

    A hit by the classifier is the whole sentence; an unsure one has no category. Confidence is the
    probability of the kind, in [0, 1], which is calibrated: near the share of correct codes.

    >>> text = "加强知识产权保护和运用。县财政给每个合作社补三万元。五年来，城乡面貌焕然一新。"
    >>> [(hit.category, hit.found_by) for hit in code_instruments(text)]
    [('环境型/知识产权', 'term'), ('供给型/资金投入', 'model')]
    """
    by, model = by or instruments(), model or instrument_classifier()
    spans = list(clauses(text))
    if not spans:
        return []
    terms: dict[tuple[int, int], list[Hit]] = defaultdict(list)
    for hit in code(text, by):
        terms[hit.sentence].append(hit)
    bare = [_bare(text, span) for span in spans]
    rows = model.probabilities([text[slice(*span)] for span in bare])
    index = {kind: at for at, kind in enumerate(model.kinds)}
    return [
        hit
        for span, shown, row in zip(spans, bare, rows, strict=True)
        for hit in _of_sentence(shown, terms[span], row, index, by.last)
    ]


def _bare(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span without the spaces around it."""
    start, end = span
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())


def _of_sentence(
    span: tuple[int, int],
    terms: Sequence[Hit],
    row: NDArray[np.float64],
    index: Mapping[str, int],
    last: frozenset[str],
) -> list[Hit]:
    logs = np.log(row + _TINY)
    named = {hit.category for hit in terms}
    for kind in named:
        logs[index[kind]] += TERM
    sure = softmax(logs)
    kinds = list(index)
    best = kinds[int(sure.argmax())]
    given = {kind for kind in named if best != NONE and (kind == best or row[index[kind]] > BESIDE)}
    found = [
        hit._replace(confidence=round(float(sure[index[hit.category]]), 3))
        for hit in terms
        if hit.category in given
    ]
    if best not in (NONE, *named) and sure[index[best]] >= ALONE:
        found.append(Hit(*span, best, span, "model", round(float(sure[index[best]]), 3)))
    if any(hit.category not in last for hit in found):
        found = [hit for hit in found if hit.category not in last]
    likely = max((float(sure[index[kind]]) for kind in kinds if kind != NONE), default=0.0)
    if not found and likely >= UNSURE:
        found.append(Hit(*span, "", span, "unsure", round(likely, 3)))
    return sorted(found, key=lambda hit: (hit.start, hit.end))
