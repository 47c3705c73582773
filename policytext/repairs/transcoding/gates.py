"""Thresholds for accepting a reading of text with lost bytes: one row for each mechanism.

All in nats of the character model (`language.likelihood`), chosen on passages damaged by the families of
`damage` so that the share of characters right is highest; `tests/repairs` notices each of them.
"""

from __future__ import annotations

from typing import NamedTuple


class Gates(NamedTuple):
    """The gates of one mechanism.

    `left`: cost of leaving a character that may be bytes as it is, which begins a stretch of such: the
    more bytes a character stands for, the less of them the text can have by chance. `mark`: cost of
    taking a "?" for one. `rubbish`: what each character must be above chance when the line is read
    with no thought for what is lost, or no search is worth its time. `sense`: what each must be above
    chance in the outcome.
    `last`: the probability from which what a line ends with is taken, as nothing is behind it: of
    60 above `CLEAR` in fields 12 were wrong (管理署 was 管理罪), though of single bytes none.
    `least`: characters; fewer must make as much sense as so many (0: there may be any number).
    """

    left: float
    sense: float
    least: int = 0
    rubbish: float = float("-inf")
    mark: float = 0.0
    last: float = 0.0


#                         left   sense  least rubbish  mark
UTF8_AS_WESTERN = Gates( -14.0,   1.0)  # fmt: skip
GBK_TORN = Gates(        -14.0,   2.2,      4)  # fmt: skip
UTF8_AS_GBK = Gates(      -9.0,   1.1,      0,   -2.0, last=0.985)  # fmt: skip
PAIRS_AS_PAIRS = Gates(   -9.0,   1.5,      mark=-6.0, last=0.985)  # fmt: skip
