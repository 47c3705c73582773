"""Features of candidates, and their weights.

The score is the exponential of the weighed sum: the odds, up to a constant, that a reader marks the
phrase (logistic regression). `data/build/keyphrase_weights.py` fits the weights to readers' marks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Literal

from policytext.keyphrases.candidates import Candidate
from policytext.keyphrases.forms import INNER, Form
from policytext.keyphrases.lexicon import Usage, headed, rate, stops, terms, usage
from policytext.keyphrases.places import headings, lead, quoted
from policytext.language.patterns import lazy
from policytext.language.reading import Reading
from policytext.language.segment import is_known
from policytext.resources import rows

FEATURES = (
    "count", "known_count", "informative", "free",
    "title", "heading", "headed", "lead", "early", "quoted",
    "word", "two", "four", "six", "term", "once",
    "verb_first", "verb_last", "common_first", "inner_first", "inner_inside", "inner_last",
)  # fmt: skip
"""The measures in the order of `Features`; the table of weights says what each is."""

Length = Literal["document", "abstract"]

PASSAGE = 400  # characters of a passage, as data/build/phrases.py counts them
PRIOR = 4  # places in the text that weigh as much as what is known of a phrase's freedom
UNKNOWN_FREE = 0.5  # free places, as of one, that a phrase has of which nothing is known
LEAST = 0.05  # informativeness of what says nothing, so that it has a logarithm

_NUMERAL = lazy("[〇零一二三四五六七八九十百千万亿两]+[年月日个]?")
# Words that jieba takes for names of places without their being one: 城市绿化, 文明城市.
_NO_PLACE = lazy(".{2,}(?:城市|[^省市县区乡镇村州旗盟山河江湖海岛湾港口路街寺洲国])")
_RULES = frozenset(("办法", "条例", "细则"))  # 办法适用: what is about one names it first
_NOUN = ("n", "j", "l", "s", "eng", "an")  # idioms (i) say how, not what
_LAST = (*_NOUN, "v", "t", "b", "k", "zg", "q")
_PLACED = tuple("上下内外里中前后末初")  # last of words of place (s) and time (t): 境内, 身上, 期末
_FIRST = ("a", "b", "d", "f", "q", "h", "zg", "x")  # tags of single characters that begin phrases; x: Ⅱ


@cache
def learned(length: Length) -> tuple[float, ...]:
    """The weights for a document or for a text no longer than an abstract, in the order of `FEATURES`.

    >>> dict(zip(FEATURES, learned("document")))["count"] > 0
    True
    """
    column = ("document", "abstract").index(length) + 1
    table = {row[0]: float(row[column]) for row in rows("keyphrase_weights.tsv")}
    return tuple(table[name] for name in FEATURES)


class Features:
    """The measures of the candidates of one text."""

    def __init__(self, title: str, reading: Reading) -> None:
        text = reading.text
        self._title, self._headings, self._quoted = title, headings(text), quoted(text)
        self._lead, self._size = lead(text), len(text)
        self._passages = len(text) / PASSAGE + 1
        self._own, self._terms, self._usage = reading.own.words, terms(), usage()

    def knows(self, phrase: str) -> bool:
        """Is it a term, of official text or of the user?"""
        return phrase in self._terms or phrase in self._own

    def stands_out(self, found: Candidate) -> bool:
        """Does it stand in the title, a heading, the lead or in marks?"""
        return found.starts[0] < self._lead or self.is_named(found)

    def is_named(self, found: Candidate) -> bool:
        """Does it stand in the title, a heading or in marks?"""
        return found.text in self._title or found.text in self._headings or self._in_marks(found)

    def _in_marks(self, found: Candidate) -> bool:
        return found.text in self._quoted or (found.text[0] == "“" and len(found.words) == 1)

    def __call__(self, found: Candidate, known: bool) -> tuple[float, ...]:
        """The measures of a candidate, in the order of `FEATURES`."""
        phrase, words, count, size = found.text, found.words, len(found.starts), len(found.text)
        first, last, several = words[0], words[-1], len(words) > 1
        seen = self._usage.get(phrase)
        often = math.log(count)
        titled = phrase in self._title
        specific = sum([word.surprise for word in words]) / len(words)
        informative = max(math.log(count / (self._passages * rate(seen, known))), 0.0) + specific
        return (
            often,
            often if known else 0.0,
            math.log(informative / 2 + LEAST),
            math.log(_freedom(found, seen) + 1e-3),
            titled,
            phrase in self._headings,
            math.log(headed(seen)),
            found.starts[0] < self._lead,
            1 - found.starts[0] / self._size,
            self._in_marks(found),
            not (several or (known and count > 1 and first.tag == "nz")),  # no single word: 物|联网
            size == 2,
            size == 4,
            size in (5, 6),
            known and size > 3,
            several and count == 1 and not (known or titled),
            several and first.tag == "v",
            several and last.tag == "v",
            several and first.is_common,
            several and first.role == INNER,
            INNER in [word.role for word in words[1:-1]],
            several and last.role == INNER,
        )


def is_shaped(words: Sequence[Form]) -> bool:
    """Do the words and their tags look like a term, and not like a body (交通管理部门, 市委) or a clause?

    A term may begin with 部门 (部门预算), none with 主管部门.
    """
    first, last = words[0], words[-1]
    is_body = first.ends_body and (len(words) == 1 or len(first.text) > 2)
    if first.text in stops()["behind"] or is_body or any(word.ends_body for word in words[1:]):
        return False
    if len(words) > 1:
        is_long = len(first.text) > 1 or first.tag.startswith(_FIRST)
        return is_long and first.text not in _RULES and _can_end(last)
    if first.is_common or first.role == INNER or _NUMERAL.fullmatch(first.text):
        return False
    if first.tag == "ns":
        return bool(_NO_PLACE.fullmatch(first.text))
    return first.tag.startswith((*_NOUN, "v", "t"))


def _can_end(word: Form) -> bool:
    """Can a term of several words end with it? An adverb if it is a guess (专精|特新), not 双方|相互."""
    if word.tag == "d":
        return not is_known(word.text)
    return word.tag.startswith(_LAST) and not (word.tag in ("s", "t") and word.text.endswith(_PLACED))


def _freedom(found: Candidate, seen: Usage | None) -> float:
    """The share of its places at which a phrase stands free, on the side where it does less often."""
    count = len(found.starts)
    if seen is None:
        return (min(found.left, found.right) + UNKNOWN_FREE) / (count + 1)
    left, right = found.left + PRIOR * seen.left, found.right + PRIOR * seen.right
    return min(left, right) / (count + PRIOR)
