"""The character model over arrays: the probabilities of many characters in many contexts at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from policytext.language.likelihood import BACKOFF_ZERO, STEP, UNSEEN, CharacterModel, mixed, model, stored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]

NONE = 0  # stands for the character before the first
_PLANE = 1 << 16
_LIKELY = -STEP * np.arange(64)  # what is stored as log-probability, in nats
_UNLIKELY = np.where(np.arange(64) > 0, -STEP * (np.arange(64) - BACKOFF_ZERO), 0.0)  # and as backoff


class ArrayModel:
    """`CharacterModel.logp` for arrays of code points as the model reads them (`likelihood.classes`).

    >>> import numpy as np
    >>> context, after = [np.array([ord(c) for c in text]) for text in ("民民", "政政", "府法")], None
    >>> [round(float(nats), 1) for nats in array_model().logp(*context)] == [
    ...     round(model().logp("民政", "府"), 1), round(model().logp("民政", "法"), 1)]
    True
    """

    def __init__(self, base: CharacterModel) -> None:
        """`alone`: the same by itself, by code point; the last for all beyond the basic plane."""
        self._bigrams, self._trigrams = (tuple(map(np.asarray, f)) for f in (base.bigrams, base.trigrams))
        self.alone: Floats = np.full(_PLANE + 1, UNSEEN[False])
        for first, last in ((0x3400, 0x9FFF), (0xF900, 0xFAFF)):
            self.alone[first : last + 1] = UNSEEN[True]
        self._backoff = np.zeros(_PLANE + 1)
        for character, step in base.unigrams.items():
            if ord(character) < _PLANE:
                self.alone[ord(character)] = -STEP * step
                self._backoff[ord(character)] = -STEP * (base.backoffs[character] - BACKOFF_ZERO)

    def logp(self, first: Integers, second: Integers, code: Integers) -> Floats:
        """log P(code | first, second), `first` or both of which may be `NONE`."""
        return self.onwards(first, second, code, np.where(first == NONE, 0, self.pairs(first, second)))[0]

    def onwards(
        self, first: Integers, second: Integers, code: Integers, before: Integers
    ) -> tuple[Floats, Integers]:
        """As `logp`, given the result of `pairs` `before`; also returns that for the next call."""
        pair = self.pairs(second, code)
        has_pair = pair > 0
        nats = self.alone[np.minimum(code, _PLANE)] + self._backoff[np.minimum(second, _PLANE)]
        nats = np.where(has_pair, _LIKELY[pair >> 6], nats)
        backoff = before & 63
        nats += _UNLIKELY[backoff]
        (asked,) = np.nonzero(has_pair & (backoff > 0))
        if len(asked):
            step = self._stored_trigrams(first[asked], second[asked], code[asked])
            known = step >= 0
            nats[asked[known]] = -STEP * step[known]
        return nats, pair

    def pairs(self, first: Integers, second: Integers) -> Integers:
        """The stored value of each bigram: bits of log-probability and of backoff; 0 if there is none."""
        bits = mixed((first << 21 | second).view(np.uint64))
        value = stored(self._bigrams, bits).astype(np.int64)
        return np.where(value >> 12 == (bits >> np.uint64(44)).view(np.int64), value & 0xFFF, 0)

    def _stored_trigrams(self, first: Integers, second: Integers, third: Integers) -> Integers:
        bits = mixed((first << 42 | second << 21 | third).view(np.uint64))
        value = stored(self._trigrams, bits).astype(np.int64)
        return np.where(value >> 6 == (bits >> np.uint64(54)).view(np.int64), value & 63, -1)


@cache
def array_model() -> ArrayModel:
    """`likelihood.model` over arrays, made once."""
    return ArrayModel(model())
