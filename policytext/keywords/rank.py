"""Ranking the candidates of one document."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from policytext.keywords.candidates import Candidate, candidates
from policytext.language.segment import Word


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword with its score (the best of a document has 1.0) and how often it stands in the text."""

    keyword: str
    score: float
    count: int


class Weights(NamedTuple):
    """How the parts of a candidate's score are weighed; tuned on authors' keywords of abstracts."""

    title: float = 1.0
    first: float = 0.4
    length: float = 0.6
    nested: float = 0.9
    idf: float = 1.0
    alone: float = 0.6


@cache
def _idf() -> tuple[Mapping[str, float], float]:
    """jieba's inverse document frequencies, and their median for words it has not."""
    text = (files("jieba") / "analyse" / "idf.txt").read_text(encoding="utf-8")
    pairs = (line.split(" ") for line in text.splitlines())
    table = {word: float(value) for word, value in pairs}
    return table, sorted(table.values())[len(table) // 2]


def ranked(title: str, text: str, top: int, weights: Weights = Weights()) -> list[Keyword]:
    """The `top` keywords of a text, best first."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates(text):
        found[candidate.text].append(candidate)
    in_title = {candidate.text for candidate in candidates(title)} if title else set()
    if not found:
        return []
    counts = {phrase: len(places) for phrase, places in found.items()}
    scores = {
        phrase: _score(places, counts[phrase], phrase in in_title, len(text), weights)
        for phrase, places in found.items()
    }
    chosen = _distinct(scores, counts, weights, top)
    best = chosen[0][1] if chosen else 1.0
    return [Keyword(phrase, round(score / best, 4), counts[phrase]) for phrase, score in chosen]


def _score(places: Sequence[Candidate], count: int, titled: bool, length: int, weights: Weights) -> float:
    table, median = _idf()
    words = places[0].words
    idf = sum(table.get(word.text, median) for word in words) / len(words)
    whole = table.get(places[0].text)
    if whole is not None:
        idf = max(idf, whole)
    early = 1.0 - places[0].start / max(length, 1)
    size = math.log2(1 + len(words)) ** weights.length if len(words) > 1 else weights.alone
    return (
        (1 + math.log(count))
        * idf**weights.idf
        * size
        * (1 + weights.title * titled)
        * (1 + weights.first * early)
    )


def _distinct(
    scores: Mapping[str, float], counts: Mapping[str, int], weights: Weights, top: int
) -> list[tuple[str, float]]:
    """The best candidates, of those inside one another only the better."""
    chosen: list[tuple[str, float]] = []
    for phrase, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if all(not (phrase in other or other in phrase) for other, _ in chosen):
            chosen.append((phrase, score))
            if len(chosen) == top:
                break
    return chosen
