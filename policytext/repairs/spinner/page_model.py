"""A cache model of one page: its own counts of characters, in addition to the language model.

The character model knows what Chinese pages say, but few of their names. A page repeats itself:
the lake of one paragraph is that of the next. So its sound text is counted and read as a second
model (a cache, Kuhn & De Mori 1990), and the likelier of the two is believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from math import log
from operator import add

from policytext.language.characters import HAN
from policytext.language.likelihood import classes
from policytext.language.patterns import lazy
from policytext.repairs.spinner.insertions import GLOSSES, MARKS

_READ = 1 << 17  # characters that are counted: what holds there holds behind
_TRUST = (0.005, 0.05, 0.5)  # the weight beside the model of characters, of pairs, of triples
_DISCOUNT = 0.5  # of each count, because what was seen once may be chance
_INSERTED = lazy(rf"(?<=[{HAN}]){GLOSSES}|,(?=[{MARKS}])")


def bare(text: str) -> str:
    """The text without what spinners insert.

    >>> bare("產(chǎn)業(yè),。")
    '產業。'
    """
    return _INSERTED.sub("", text)


class Habits:
    """How often a page has each character, pair and triple, in the `classes()` of the model.

    >>> habits = Habits("青海湖在青海省。")
    >>> habits.logp("去青", "海") > habits.logp("去青", "湖") > -10 > habits.logp("去青", "山")
    True
    """

    def __init__(self, text: str) -> None:
        self._text = text[:_READ]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The counts of the text without insertions, computed on first use: most pages need none."""
        read = bare(self._text).translate(classes())
        pairs = list(map(add, read, read[1:]))
        return Counter(chain(read, pairs, map(add, pairs, read[2:])))

    def logp(self, seen: str, character: str) -> float:
        """log of what the page gives for the character after the last two; -inf where it never has it."""
        counts = self.counts
        for context in (seen[-2:], seen[-1:]):
            if context and (count := counts.get(context + character)):
                return log(_TRUST[len(context)] * (count - _DISCOUNT) / counts[context])
        count = counts.get(character, 0)
        return log(_TRUST[0] * (count - _DISCOUNT) / len(self._text)) if count else -1e9

    def has(self, text: str) -> bool:
        """Does the page have each two characters in a row of it?

        >>> Habits("青海湖在青海省。").has("海湖"), Habits("青海湖").has("海省")
        (True, False)
        """
        read = text.translate(classes())
        return all(map(self.counts.__contains__, map(add, read, read[1:])))
