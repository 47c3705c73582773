"""Traditional characters that OpenCC does not disambiguate, converted by context: 著力 and 著名."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from policytext.language.patterns import lazy
from policytext.resources import rows

# By how much (natural logarithm) the language model must prefer the reading against which
# the word list speaks.
_MARGIN = 6.0
_MARGIN_IN_WORD = 14.0
_CONTEXT = 3
_OPEN = lazy("[著藉瞭覆帐]")  # the characters of the table, which is read when one is met


class Reading(NamedTuple):
    """The usual form of a character, the other form, and the words (with its offset) that have the other.

    `genuine` ones are ambiguous only in genuine Traditional text, not in machine-converted Simplified.
    """

    usual: str
    other: str
    genuine: bool
    words: tuple[tuple[str, int], ...]


def resolve(text: str, spun: bool = False) -> str:
    """Simplified `text` with the ambiguous characters converted by word and context.

    `spun`: the Traditional source was converted from Simplified character by character. The result has the
    length of `text`.

    >>> resolve("著力培育著名品牌，成绩显著，登上瞭望台"), resolve("藉著这一机会")
    ('着力培育著名品牌，成绩显著，登上瞭望台', '借着这一机会')
    """
    if not (places := [match.start() for match in _OPEN.finditer(text)]):
        return text
    characters = list(text)
    for place in places:
        reading = readings()[text[place]]
        if spun and reading.genuine:
            continue
        chosen, rival, margin = reading.usual, reading.other, _MARGIN
        if any(text.startswith(word, place - offset) for word, offset in reading.words if offset <= place):
            chosen, rival, margin = rival, chosen, _MARGIN_IN_WORD
        left = "".join(characters[max(0, place - _CONTEXT) : place])
        right = text[place + 1 : place + 1 + _CONTEXT]
        evidence = _gain(rival, chosen, left, right) - _gain(rival, chosen, "", "")
        characters[place] = rival if evidence > margin else chosen
    return "".join(characters)


def _gain(character: str, over: str, left: str, right: str) -> float:
    from policytext.language.likelihood import model

    score = model().score
    return score(character, left, right) - score(over, left, right)


@cache
def readings() -> dict[str, Reading]:
    """The readings of each ambiguous character."""
    return {
        character: Reading(
            usual, other, where == "genuine", tuple((word, word.index(character)) for word in words.split())
        )
        for character, usual, other, where, words in rows("script_readings.tsv")
    }
