"""Ranking the candidates of one document."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from policytext.keyphrases.candidates import Candidate, candidates, frequencies
from policytext.language.reading import Reading
from policytext.language.segment import Word


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword with its score (the best of a document has 1.0) and how often it stands in the text."""

    keyword: str
    score: float
    count: int


class Weights(NamedTuple):
    """How the parts of a candidate's score are weighed.

    Chosen between what is best for authors' keywords of abstracts (CSL's development half, see
    benchmarks/keywords.py) and what reads best on policy text.
    """

    title: float = 1.2  # added for standing in the title, in shares of the score
    early: float = 0.3  # for standing at the very beginning
    repeats: float = 0.8  # exponent of the count
    units: float = 0.3  # exponent of the number of units
    policy: float = 1.6  # weight of rarity in policy text against rarity in general
    set_phrase: float = 1.5  # factor for set phrases of policy text
    verb: float = 0.35  # factor for a compound with a verb in it that stands only once
    once: float = 0.7  # factor for any other compound that stands only once
    word: float = 0.6  # factor for single words
    place: float = 0.4  # factor for names of places


UNKNOWN = 11.0  # the general rarity of a word that jieba has not


@cache
def _general() -> Mapping[str, str]:
    """jieba's inverse document frequencies, as written; its file is read without importing jieba."""
    package = find_spec("jieba")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    text = (Path(package.origin).parent / "analyse" / "idf.txt").read_text(encoding="utf-8")
    return dict(line.split(" ", 1) for line in text.splitlines())


def rarity(phrase: str) -> float:
    """How rare a word or set phrase is in policy text, in nats; about 7 for one never seen.

    >>> rarity("发展") < rarity("高质量发展") < rarity("低空经济")
    True
    """
    table = frequencies()
    all_reports, all_laws = table["*"]
    reports, laws = table.get(phrase, (0, 0))
    share = max(reports / all_reports, laws / all_laws / 3)  # a law is some paragraphs long
    return -math.log(share + 1 / all_reports)


WEIGHTS = Weights()


class Ranking:
    """The candidates of one text with their scores, found once however often they are asked for."""

    def __init__(self, title: str, reading: Reading, weights: Weights = WEIGHTS) -> None:
        self._text = reading.text
        found: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates(reading):
            found[candidate.text].append(candidate)
        self._scores = {
            phrase: _score(phrase, places, phrase in title, len(reading.text), weights)
            for phrase, places in found.items()
        }

    def best(self, top: int) -> list[Keyword]:
        """The `top` keywords, best first."""
        chosen = _distinct(self._scores, top)
        best = chosen[0][1] if chosen else 1.0
        return [
            Keyword(phrase, round(score / best, 4), self._text.count(phrase)) for phrase, score in chosen
        ]


def _score(phrase: str, places: Sequence[Candidate], titled: bool, length: int, weights: Weights) -> float:
    parts = places[0].units
    weight = sum(_weight(part, weights) for part in parts) / len(parts)
    early = 1 - places[0].start / max(length, 1)
    factor = math.pow(len(parts), weights.units)
    if phrase in frequencies() and len(parts) == 1 and parts[0].tag == "nz":
        factor *= weights.set_phrase
    elif len(parts) == 1:
        factor *= weights.place if parts[0].tag == "ns" else weights.word
    elif len(places) == 1:
        factor *= weights.verb if any(part.tag in ("v", "d", "p") for part in parts) else weights.once
    repeats = math.pow(len(places), weights.repeats)
    return repeats * weight * factor * (1 + weights.title * titled) * (1 + weights.early * early)


def _weight(unit: Word, weights: Weights) -> float:
    general = float(_general().get(unit.text, UNKNOWN))
    return (general + weights.policy * rarity(unit.text)) / 2


def _distinct(scores: Mapping[str, float], top: int) -> list[tuple[str, float]]:
    """The best candidates; of phrases that share their characters only the better."""
    chosen: list[tuple[str, float]] = []
    for phrase, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if not any(phrase in other or other in phrase or _share(phrase, other) for other, _ in chosen):
            chosen.append((phrase, score))
            if len(chosen) == top:
                break
    return chosen


def _share(one: str, other: str) -> bool:
    """Do they overlap by half of the shorter: 产业创新策源 and 创新策源中心?"""
    least = max(2, min(len(one), len(other)) // 2 + 1)
    return any(
        one[-n:] == other[:n] or other[-n:] == one[:n] for n in range(least, min(len(one), len(other)))
    )
