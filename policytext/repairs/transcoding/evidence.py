"""Is this plausible Chinese? The evidence that decides whether a reading of bytes is taken."""

from __future__ import annotations

from functools import cache, lru_cache

from policytext.language.likelihood import Trigrams, classes, model
from policytext.repairs.transcoding.byte_values import FOREIGN

SAMPLE = 600  # characters of a long text that are scored
CHANCE = -9.0  # log-probability of a character picked by chance among the 6,763 of GB2312
OVER_AND_OVER = 20  # times that one character stands alone for: a rule, a filler, no text
SEVERAL = 6  # characters that tell what they were read from by being common ones
SENSE = 1.0  # nats above chance for each character, from which on it is Chinese that people write
COMMON = 1.0  # nats that each of them is above chance by itself; what is misread stays below -2
DOUBTFUL = -9.5  # nats of three characters in a row, below which they are misread
WORST = -5.0  # what one character can cost at most: a rare one is no proof
MARK = -1.0  # the same for a bracket or other mark, which may stand anywhere


def sample(text: str) -> str:
    """The whole of a short text, beginning, middle and end of a long one."""
    if len(text) <= SAMPLE:
        return text
    third, middle = SAMPLE // 3, len(text) // 2
    return text[:third] + text[middle : middle + third] + text[-third:]


@lru_cache(1 << 10)  # a rule asks about the lines that one before it asked about, and so does the next turn
def better_than_chance(text: str) -> float:
    """How much likelier the text is than as many characters picked by chance, in nats.

    Characters below U+0080 say nothing, nor does one character over and over. A long text is judged
    by samples of it.

    >>> better_than_chance("发展规划") > 10 > 0 > better_than_chance("瀛橆梾閹")
    True
    """
    part = sample(text)
    scale = len(text) / len(part) if part else 1.0
    nats = above_chance(part)
    return -len(nats) * scale if _is_one(part) else scale * sum(nats)


@cache
def _alone(character: str) -> float:
    """How much likelier than chance a character is by itself; 0 below U+0080."""
    if character < "\x80":
        return 0.0
    return max(WORST, model().logp("", character.translate(classes())) - CHANCE)


def commonness(text: str) -> float:
    """How much likelier than chance the characters are, each by itself, in nats: quick to say.

    >>> commonness("发展规划") > 10 > -10 > commonness("瀛橆梾閹")
    True
    """
    return sum(map(_alone, text))


def beyond_ascii(text: str) -> int:
    """How many characters are above U+007F."""
    return len(text) - len(text.encode("ascii", "ignore"))


def makes_sense(text: str, sense: float | None = None) -> bool:
    """Is it Chinese that people write, each character that many nats above chance (None: `SENSE`)?

    >>> makes_sense("发展规划"), makes_sense("瀛橆梾閹"), makes_sense("")
    (True, False, False)
    """
    return better_than_chance(text) > (SENSE if sense is None else sense) * beyond_ascii(text)


def is_common(text: str) -> bool:
    """Are there enough characters, and common ones, so that nothing but Chinese reads so?

    >>> is_common("关于印发规划的通知"), is_common("瀛橆梾閹瀛橆梾閹"), is_common("关于")
    (True, False, False)
    """
    size = beyond_ascii(text)
    return size >= SEVERAL and commonness(text) > COMMON * size and not _is_one(text)


def weakest(text: str, size: int = 3) -> float:
    """The evidence of the three characters (or `size`) in a row that have least of it.

    >>> weakest("推进经济建设") > 10 > weakest("推进戮济建设")
    True
    """
    nats = above_chance(text)
    return min(map(sum, zip(*(nats[at:] for at in range(size)), strict=False)), default=sum(nats))


def is_doubtful(text: str) -> bool:
    """Are there three characters in a row that look as if the bytes before them had not been all?"""
    return FOREIGN.search(text) is not None and weakest(text) < DOUBTFUL


def _is_one(text: str) -> bool:
    """Is it one character over and over?"""
    return beyond_ascii(text) > OVER_AND_OVER and len({c for c in text if c > "\x7f"}) == 1


def above_chance(text: str) -> list[float]:
    """How much likelier than chance each character above U+007F is, after those before it."""
    nats = _trigrams().each(text.translate(classes()))
    if len(text) == beyond_ascii(text):
        return nats
    return [value for value, character in zip(nats, text, strict=True) if character > "\x7f"]


@cache
def _trigrams() -> Trigrams:
    return Trigrams(_above_chance)


def _above_chance(read: str) -> float:
    """The same of the last of one, two or three characters as the model reads them."""
    least = MARK if "\u3000" < read[-1] < "\u3020" else WORST
    return max(least, model().logp(read[:-1], read[-1]) - CHANCE)


def gain(before: str, after: str) -> float:
    """How much likelier `after` is than `before`, in nats.

    >>> gain("鍙戝睍", "发展") > 20
    True
    """
    if len(before) > SAMPLE:
        return better_than_chance(after) - better_than_chance(before)
    return model().score(after) - model().score(before)
