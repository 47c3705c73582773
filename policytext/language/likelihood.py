"""How probable a stretch of Chinese text is: a character trigram model in one small table.

The model backs off from trigrams to bigrams to single characters (Katz form, with the weights
that make each distribution sum to one). Bigrams and trigrams live in Bloomier filters
(Chazelle et al. 2004): three slots of an array, XORed, give a fingerprint and the quantised
logarithm; whatever was never stored is told apart by its fingerprint. That takes about five
bytes a bigram and two and a half a trigram, and loads by reading one file.

`data/build/likelihood.py` makes the table.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from policytext.language.characters import is_han
from policytext.language.simplify import simplified_table
from policytext.resources import data

RESOURCE = "likelihood.bin"
STEP = 0.2  # nats to one step of a quantised logarithm
CONTEXT = 2  # characters before one that its probability depends on
BACKOFF_ZERO = 8  # the step of a backoff weight of 1; below it lie weights above 1
UNSEEN = {True: -20.0, False: -23.0}  # log-probability of a Han character, of any other, never seen
_MASK = (1 << 64) - 1
_REMEMBERED = 1 << 16  # trigrams whose values are cached


def mixed(key: Any) -> Any:
    """64 well-mixed bits of a key, or of each of an array of them (the finaliser of splitmix64)."""
    key = (key ^ key >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    key = (key ^ key >> 27) * 0x94D049BB133111EB & _MASK
    return key ^ key >> 31


@cache
def classes() -> dict[int, str]:
    """The symbol by which the model reads each character: classes of digits (①, too, and ㈠), letters,
    blanks; full-width punctuation; Simplified for Traditional.

    >>> "第12條,abc".translate(classes())
    '第00条，aaa'
    """
    table = dict(simplified_table())
    table |= {code: "0" for start in (0x30, 0xFF10) for code in range(start, start + 10)}
    table |= dict.fromkeys((*range(0x2460, 0x249C), *range(0x3220, 0x322A)), "0")
    letters = (0x41, 0x61, 0xFF21, 0xFF41)
    table |= {code: "a" for start in letters for code in range(start, start + 26)}
    table |= {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F) if code not in table}
    table |= dict.fromkeys((0x09, 0xA0, 0x3000, *range(0x2000, 0x200B)), " ")
    return table


Filter = tuple[Any, ...]  # the three thirds of one: arrays


def stored(filter: Filter, bits: Any) -> Any:
    """What a filter has for a key, or for each of an array of them, by its bits as `mixed`."""
    one, two, three = filter
    size = len(one)
    return one[bits % size] ^ two[(bits >> 20) % size] ^ three[(bits >> 40) % size]


class Trigrams(dict[str, float]):
    """Values of a function of trigrams, cached; the cache is emptied when it is full.

    At the start of a text the function is given one character, then two.
    """

    def __init__(self, function: Callable[[str], float]) -> None:
        self._function = function

    def __missing__(self, read: str) -> float:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[read] = said = self._function(read)
        return said

    def each(self, read: str) -> list[float]:
        """The value of each character of a text, given the two before it."""
        first = [self[read[:end]] for end in (1, 2)[: len(read)]]
        # no loop in Python: these are looked up by the hundred thousand
        threes = map(read.__getitem__, map(slice, range(len(read) - 2), range(3, len(read) + 1)))
        return first + list(map(self.__getitem__, threes))


class CharacterModel:
    """Natural-log probabilities of characters in context. See `model`."""

    def __init__(self, content: bytes) -> None:
        header = array("I", content[:16])
        if sys.byteorder == "big":
            header.byteswap()
        size, bigrams, _, names = header
        at = 16 + names
        characters = content[16:at].decode()
        self.unigrams = dict(zip(characters, content[at : at + size], strict=True))
        self.backoffs = dict(zip(characters, content[at + size : at + 2 * size], strict=True))
        at += 2 * size + -(names + 2 * size) % 4
        self.bigrams = _filter("I", content[at : at + 12 * bigrams])
        self.trigrams = _filter("H", content[at + 12 * bigrams :])
        self._bigram = lru_cache(1 << 16)(self._stored_bigram)
        self._known = Trigrams(self._logp)

    def characters(self) -> Iterable[str]:
        """Every character (or class of characters) of the training text."""
        return self.unigrams.keys()

    def alone(self, least: float = float("-inf")) -> dict[str, float]:
        """log P of each character without context, of those of which it is so much at least."""
        most = -least / STEP
        return {character: -STEP * step for character, step in self.unigrams.items() if step <= most}

    def score(self, text: str, left: str = "", right: str = "") -> float:
        """Natural log of the probability of `text` after `left`, jointly with the start of `right`.

        Texts are compared with the same neighbours, so of `right` only the two characters
        whose probability depends on `text` count. Traditional is read as Simplified.

        >>> score = model().score
        >>> score("规模化应用") > score("规模化英用")
        True
        """
        if not text and not right:
            return 0.0
        read = (left[-2:] + text + right[:2]).translate(classes())
        return sum(self._known.each(read)[min(2, len(left)) :])

    def logp(self, context: str, character: str) -> float:
        """log P(character | the last two characters of `context`); both already in `classes()`.

        >>> likely = model().logp
        >>> likely("人民政", "府") > -0.5 > likely("人民政", "法")
        True
        """
        return self._known[context[-2:] + character]

    def _logp(self, read: str) -> float:
        """log P of the last of one, two or three characters after those before it."""
        if len(read) < 2:
            return self._single(read)
        near, weight = read[-2], 0.0
        bigram = self._bigram(read[-2:])
        if len(read) > 2:
            backoff = self._bigram(read[:2]) & 63
            if backoff:
                step = self._trigram(read) if bigram else -1
                if step >= 0:
                    return -STEP * step
                weight = -STEP * (backoff - BACKOFF_ZERO)
        if bigram:
            return weight - STEP * (bigram >> 6)
        return (
            weight - STEP * (self.backoffs.get(near, BACKOFF_ZERO) - BACKOFF_ZERO) + self._single(read[-1])
        )

    def _single(self, character: str) -> float:
        step = self.unigrams.get(character)
        return -STEP * step if step is not None else UNSEEN[is_han(character)]

    def _stored_bigram(self, pair: str) -> int:
        """6 bits of log-probability, 6 of backoff (0: none); 0 altogether where not stored."""
        bits = mixed(ord(pair[0]) << 21 | ord(pair[1]))
        value = stored(self.bigrams, bits)
        return value & 0xFFF if value >> 12 == bits >> 44 else 0

    def _trigram(self, triple: str) -> int:
        """The quantised log-probability, -1 where not stored."""
        bits = mixed(ord(triple[0]) << 42 | ord(triple[1]) << 21 | ord(triple[2]))
        value = stored(self.trigrams, bits)
        return value & 63 if value >> 6 == bits >> 54 else -1


def _filter(code: str, content: bytes) -> Filter:
    table = array(code, content)
    if sys.byteorder == "big":
        table.byteswap()
    size = len(table) // 3
    return table[:size], table[size : 2 * size], table[2 * size :]


@cache
def model() -> CharacterModel:
    """The model that comes with the package, read once."""
    return CharacterModel(data(RESOURCE))
