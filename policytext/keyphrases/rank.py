"""Ranking the candidates of one document."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policytext.keyphrases.candidates import Candidate, candidates
from policytext.keyphrases.lexicon import (
    genres,
    is_common,
    is_term,
    rate,
    surprise,
    usage,
)
from policytext.keyphrases.places import headings, masked
from policytext.language.patterns import late
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

    Chosen by readers' marks in policy documents (keywords/policy_keyphrases.dev), each weight where
    the figures stay level when it is moved by a third; tests hold what each is for.
    """

    title: float = 1.5  # added for standing in the title, in shares of the score
    heading: float = 0.6  # for standing in a heading
    early: float = 0.3  # for standing at the very beginning
    spread: float = 0.4  # for standing at both ends
    repeats: float = 0.9  # exponent of the count
    words: float = 0.5  # exponent of the number of words
    free: float = 0.5  # exponent of the share of its places at which a phrase stands free
    word: float = 0.35  # factor for single nouns
    verb: float = 0.3  # factor for single verbs
    verb_first: float = 0.4  # factor for a phrase that begins with a verb and is no known term
    once: float = 0.4  # factor for a phrase that stands only once and is no known term


WEIGHTS = Weights()
PASSAGE = 400  # characters of a passage, as data/build/phrases.py counts them
PIECE = 0.8  # of its places: a phrase that stands in one longer phrase so often is a piece of it
PRIOR = 4  # places in the text that weigh as much as what is known of a phrase's freedom
UNKNOWN_FREE = 0.5  # free places, as of one, that a phrase has of which nothing is known
ABSTRACT = 400  # characters: in a longer text a phrase inside a chosen one needs two places of its own
OWN = 0.3  # of its places: a phrase is chosen that has so many outside those chosen before it

_NUMERAL = late("[〇零一二三四五六七八九十百千万亿两]+[年月日个]?")
_NOUN = ("n", "j", "l", "s", "eng", "an")  # idioms (i) say how, not what


class Ranking:
    """The candidates of one text with their scores, found once however often they are asked for."""

    def __init__(self, title: str, reading: Reading, weights: Weights = WEIGHTS) -> None:
        text = self._text = reading.text
        self._candidates = candidates(reading, tuple(masked(text)))
        longer = _longer(self._candidates.values())
        scorer = _Scorer(title, reading, longer, weights)
        self._scores = {
            found.text: score for found in self._candidates.values() if (score := scorer(found)) > 0
        }

    def best(self, top: int) -> list[Keyword]:
        """The `top` keywords, best first."""
        chosen = self._chosen(top)
        best = self._scores[chosen[0]] if chosen else 1.0
        return [
            Keyword(phrase, round(self._scores[phrase] / best, 4), self._text.count(phrase))
            for phrase in chosen
        ]

    def _chosen(self, top: int) -> list[str]:
        """The best candidates that have places of their own, outside and not across those chosen before."""
        chosen: list[str] = []
        taken = _Taken(len(self._text))
        inside = 2 if len(self._text) > ABSTRACT else 1  # in an abstract nothing stands often
        for phrase in sorted(self._scores, key=lambda phrase: (-self._scores[phrase], phrase)):
            starts = self._candidates[phrase].starts
            own = sum(taken.is_free(start, start + len(phrase)) for start in starts)
            least = inside if any(phrase in other for other in chosen) else 1
            if own >= max(least, OWN * len(starts)):
                chosen.append(phrase)
                if len(chosen) == top:
                    break
                for start in starts:
                    taken.add(start, start + len(phrase))
        return chosen


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


class _Scorer:
    """Scores of the candidates of one text; 0 for what can be no keyword."""

    def __init__(self, title: str, reading: Reading, longer: Mapping[str, int], weights: Weights) -> None:
        text = reading.text
        self._title, self._text, self._headings = title, text, headings(text)
        self._own = reading.own.words
        self._longer, self._weights = longer, weights
        self._passages = len(text) / PASSAGE + 1

    def __call__(self, found: Candidate) -> float:
        phrase, words, count, weights = found.text, found.words, len(found.starts), self._weights
        known = phrase in self._own or is_term(phrase)
        shape = _shape(words, known, weights)
        longer = self._longer.get(phrase, 0)
        piece = longer >= max(2, PIECE * count) and not (known and count > longer)
        if not shape or piece or self._is_genre(phrase):
            return 0.0
        titled = phrase in self._title
        if len(words) > 1 and count == 1 and not (known or titled):
            shape *= weights.once
        informative = math.log(count / (self._passages * rate(phrase)))
        specific = sum([surprise(word.text) for word in words]) / len(words)
        return (
            shape
            * (max(informative, 0.0) + specific)
            / 2
            * math.pow(count, weights.repeats)
            * math.pow(len(words), weights.words)
            * math.pow(_freedom(found), weights.free)
            * (1 + weights.title * titled)
            * (1 + weights.heading * (phrase in self._headings))
            * (1 + weights.early * (1 - found.starts[0] / len(self._text)))
            * (1 + weights.spread * (found.starts[-1] - found.starts[0]) / len(self._text))
        )

    def _is_genre(self, phrase: str) -> bool:
        """Is it a kind of document that is not the very name of one?"""
        return phrase.endswith(genres()) and f"《{phrase}》" not in self._text


def _shape(words: Sequence[Word], known: bool, weights: Weights) -> float:
    """How much like a term the words and their tags look; 0 for what is none."""
    first, last = words[0], words[-1]
    if len(words) == 1:
        if is_common(first.text) or first.tag == "ns" or _NUMERAL.fullmatch(first.text):
            return 0.0
        if first.tag.startswith(_NOUN):
            return 1.0 if len(first.text) > 3 else weights.word
        return (
            weights.word if first.tag in ("vn", "nr") else weights.verb if first.tag in ("v", "t") else 0.0
        )
    if len(first.text) == 1 and first.tag not in ("a", "b"):
        return 0.0
    if not last.tag.startswith((*_NOUN, "v", "t", "b", "k", "zg")):
        return 0.0
    manner = first.tag in ("v", "a", "ad", "d") and last.tag == "v"  # 深入研究, but 提振消费 (vn)
    clause = manner or (first.tag == "v" and not known) or _acts_on_a_term(words)
    return weights.verb_first if clause else 1.0


def _acts_on_a_term(words: Sequence[Word]) -> bool:
    """Is it a verb and its object (发展新质生产力), as common as it may be, and no term (产业转型升级)?"""
    return (
        len(words) > 2
        and words[0].tag.startswith(("v", "i", "l"))
        and is_term("".join([word.text for word in words[1:]]))
    )


def _freedom(found: Candidate) -> float:
    """The share of its places at which a phrase stands free, on the side where it does less often."""
    seen, count = usage().get(found.text), len(found.starts)
    if seen is None:
        return (min(found.left, found.right) + UNKNOWN_FREE) / (count + 1)
    left, right = found.left + PRIOR * seen.left, found.right + PRIOR * seen.right
    return min(left, right) / (count + PRIOR)
