"""Coding of policy instruments by the shipped dictionary and the classifier together.

A term is evidence, but not proof: 保险 stands in rules and in reviews too, and a measure may be described
without any term. So the classifier's log-odds are raised for the kinds of which the sentence has a term,
and the likeliest kind, or none, is the sentence's. Thresholds were chosen on 464 sentences drawn at
random from official documents, each classified by a model that was trained without it
(data/build/instruments/train.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from policytext.coding.classifier import NONE, Classifier, instrument_classifier, softmax
from policytext.coding.coder import Hit, code
from policytext.coding.dictionary import Dictionary, instruments
from policytext.language.sentences import clauses

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
