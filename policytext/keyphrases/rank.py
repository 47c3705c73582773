"""Ranking the candidates of one document."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from policytext.keyphrases.candidates import Candidate, candidates
from policytext.keyphrases.features import Features, is_shaped, learned
from policytext.keyphrases.forms import INNER
from policytext.keyphrases.lexicon import stops
from policytext.keyphrases.places import masked, measured
from policytext.language.reading import Reading
from policytext.language.segment import is_known


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword with its score (the best of a document has 1.0) and how often it stands in the text."""

    keyword: str
    score: float
    count: int


PIECE = 0.8  # of its places: a phrase that stands in one longer phrase so often is a piece of it
ABSTRACT = 400  # characters: in a longer text a phrase inside a chosen one needs two places of its own
LONG = 1000  # characters: in a longer text what is unknown and stands once must stand out to be one
INDICATOR = 3.0  # times that an indicator counts in a bulletin, where each stands once
OWN = 0.3  # of its places: a phrase is chosen that has so many outside those chosen before it


class Ranking:
    """The candidates of one text with their scores, found once however often they are asked for."""

    def __init__(self, title: str, reading: Reading, weights: Sequence[float] | None = None) -> None:
        text = self._text = reading.text
        self._weights = weights or learned("abstract" if is_abstract(text) else "document")
        self._features, self._measured = Features(title, reading), measured(text)
        self.candidates = candidates(reading, tuple(masked(text)))
        self._longer = _longer(self.candidates.values())
        self.scores = {
            found.text: score for found in self.candidates.values() if (score := self._score(found)) > 0
        }

    def best(self, top: int) -> list[Keyword]:
        """The `top` keywords, best first."""
        chosen = self.chosen(top)
        best = self.scores[chosen[0]] if chosen else 1.0
        return [
            Keyword(phrase, round(self.scores[phrase] / best, 4), self._text.count(phrase))
            for phrase in chosen
        ]

    def chosen(self, top: int) -> list[str]:
        """The best candidates that have places of their own, outside and not across those chosen before."""
        chosen: list[str] = []
        taken = _Taken(len(self._text))
        inside = 2 if len(self._text) > ABSTRACT else 1  # in an abstract nothing stands often
        for phrase in sorted(self.scores, key=lambda phrase: (-self.scores[phrase], phrase)):
            starts = self.candidates[phrase].starts
            own = sum([taken.is_free(start, start + len(phrase)) for start in starts])
            is_enough = own >= inside or (own > 0 and not any(phrase in other for other in chosen))
            if is_enough and own >= OWN * len(starts):
                chosen.append(phrase)
                if len(chosen) == top:
                    break
                for start in starts:
                    taken.add(start, start + len(phrase))
        return chosen

    def _score(self, found: Candidate) -> float:
        """The score of a candidate; 0 if it can be no keyword."""
        phrase, count, features = found.text, len(found.starts), self._features
        known = features.knows(phrase)
        if len(self._text) > LONG and count == 1 and not known and len(found.words) > 1:
            if not (features.stands_out(found) or self._is_measured(found)):
                return 0.0
        elif count > 1:
            longer = self._longer.get(phrase, 0)
            if longer >= max(2, PIECE * count) and not (known and count > longer):
                return 0.0
        scrap = count == 1 and not known and self._is_scrap(found)
        if scrap or not is_shaped(found.words) or self._is_genre(found):
            return 0.0
        score = math.exp(sum(map(mul, self._weights, features(found, known))))
        return score * INDICATOR if self._is_measured(found) else score

    def _is_measured(self, found: Candidate) -> bool:
        """Is it an indicator of a bulletin, of which the figure is told?"""
        size = len(found.text)
        return bool(self._measured) and any(start + size in self._measured for start in found.starts)

    def _is_scrap(self, found: Candidate) -> bool:
        """Is it the verb of a sentence (收悉, 由市), or a sentence about one (省城|召开|培训)?"""
        first = found.words[0]
        if len(found.words) == 1:
            return len(first.text) == 2 and (first.tag.startswith("v") or not is_known(first.text))
        return (
            len(found.words) > 2
            and INNER in [word.role for word in found.words[1:-1]]
            and not self._features.is_named(found)
        )

    def _is_genre(self, found: Candidate) -> bool:
        """Is it a kind of document that is not the very name of one, nor named by a number (八项规定)?"""
        is_kind = found.text.endswith(tuple(stops()["genre"])) and found.words[0].tag != "m"
        return is_kind and f"《{found.text}》" not in self._text


def is_abstract(text: str) -> bool:
    """Is a text as short as an abstract, and like one not more than a paragraph under a title?

    >>> is_abstract("标题\\n摘要。"), is_abstract("标题\\n各区人民政府：\\n请落实。")
    (True, False)
    """
    return len(text) <= ABSTRACT and text.strip().count("\n") < 2


class _Taken:
    """The spans of the phrases that are chosen: whether another span stands inside or across one."""

    def __init__(self, size: int) -> None:
        self._from = [size] * size  # by offset: where the first span over it begins
        self._to = [0] * size  # by offset: where the last span over it ends

    def add(self, start: int, end: int) -> None:
        for at in range(start, end):
            self._from[at] = min(self._from[at], start)
            self._to[at] = max(self._to[at], end)

    def is_free(self, start: int, end: int) -> bool:
        return self._from[start] >= start and self._to[start] < end and self._to[end - 1] <= end


def _longer(table: Iterable[Candidate]) -> Mapping[str, int]:
    """For each phrase how often the most frequent longer phrase stands that holds it."""
    most: dict[str, int] = {}
    for found in table:
        count, size = len(found.starts), len(found.words)
        if size > 1 and count > 1:
            texts = [word.text for word in found.words]
            for first in range(size):
                for end in range(first + 1, size + (first > 0)):
                    piece = "".join(texts[first:end])
                    if count > most.get(piece, 0):
                        most[piece] = count
    return most
