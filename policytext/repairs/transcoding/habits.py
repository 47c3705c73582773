"""A cache model of a page's readable parts, which helps to choose among characters where bytes were lost.

The character model knows what Chinese pages say, but few of their subjects. A page repeats itself: the dog
of one paragraph, read back beyond doubt in 狂犬病, is that of the next. So the model is adapted to what was
read back surely, by unigram rescaling (Kneser, Peters and Klakow 1997).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from policytext.language.likelihood import classes
from policytext.language.likelihood_arrays import array_model

if TYPE_CHECKING:
    from policytext.language.likelihood_arrays import Floats

# Both chosen on held-back passages: with more of it fewer characters are wrong, but more of these unmarked.
USUAL = 100.0  # characters of the language that are counted with those of the page
SHARE = 0.5  # of the logarithm of how much more frequent it is on the page that a character gains


def gains(pieces: Iterable[str]) -> Floats:
    """The gain of each character on a page with these pieces, in nats, by code point.

    The last is for all beyond the basic plane.

    >>> nats = gains(["预防狂犬病", "养犬管理"])
    >>> bool(nats[ord("犬")] > 2 > 0 > nats[ord("的")])
    True
    """
    counts = Counter("".join(pieces).translate(classes()))
    alone, total = array_model().alone, sum(counts.values()) + USUAL
    gained = np.full(len(alone), SHARE * np.log(USUAL / total))
    seen = [min(ord(character), len(alone) - 1) for character in counts]
    often = np.array(list(counts.values())) / (USUAL * np.exp(alone[seen]))
    gained[seen] += SHARE * np.log1p(often)
    return gained
