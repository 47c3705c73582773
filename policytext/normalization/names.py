"""Traditional characters that Simplified text keeps in names: 徐乾學 is 徐乾学, but 餅乾 is 饼干."""

from __future__ import annotations

import re
from functools import cache

from policytext.composition import replaced
from policytext.language.characters import HAN, is_han
from policytext.language.patterns import lazy
from policytext.language.surnames import surnames
from policytext.resources import any_of, rows

# OpenCC has names of two characters, 於伦, that it finds in 他於倫敦; behind another character only
# these words have 於: 於戏 樊於期.
_PREPOSITION = lazy(f"(?<=[{HAN}])於(?![乎戏呼陵菟潜穆邑期])")
_SURE = 2  # the strength of a surname that is hardly ever anything else
_TITLED = lazy(
    lambda: f"([{HAN}]{{2}})(?:{any_of('name_cues.tsv', 'title')}|{any_of('posts.tsv', 'post')})"
)


def keep(text: str, simplified: str) -> str:
    """The `simplified` form of a Traditional `text`, of the same length, with the characters that names
    keep.

    >>> keep("徐乾學吃餅乾，昇騰，於幼華署長，於今年", "徐干学吃饼干，升腾，于幼华署长，于今年")
    '徐乾学吃饼干，昇腾，於幼华署长，于今年'
    """
    if "於" in simplified:
        simplified = _PREPOSITION.sub("于", simplified)
    kept = (found for found in _CHARACTERS.finditer(text) if _is_name(text, simplified, found))
    return replaced(simplified, ((*found.span(), found[0]) for found in kept))


def is_in_names(character: str) -> bool:
    """Is it a Traditional character that Simplified text keeps in names?"""
    return character in _places()


def _is_name(text: str, simplified: str, found: re.Match[str]) -> bool:
    at = found.start()
    for place in _places()[found[0]]:
        if place == "given" and _is_given(simplified, at):
            return True
        if place == "surname" and _is_surname(simplified, at):
            return True
        if len(place) == 2 and text.startswith(place, at):
            return True
    return False


def _is_given(text: str, at: int) -> bool:
    """Is it in a given name: one or two characters after a surname, and not in a word?"""
    from policytext.language.segment import is_known

    if not (
        text[at - 1 : at] in sure_surnames()
        or (at > 1 and text[at - 2] in sure_surnames() and is_han(text[at - 1]))
    ):
        return False
    words = text[at - 1 : at + 1], text[at : at + 2], text[max(0, at - 2) : at + 1], text[at : at + 3]
    return not any(len(word) > 1 and is_known(word) for word in words)


def _is_surname(text: str, at: int) -> bool:
    """Is it a surname: followed by two characters that are no word, and a title?"""
    from policytext.language.segment import is_known

    found = _TITLED.match(text, at + 1)
    return found is not None and not is_han(text[at - 1 : at]) and not is_known(found[1])


@cache
def _places() -> dict[str, tuple[str, ...]]:
    places: dict[str, tuple[str, ...]] = {}
    for character, place in rows("kept_in_names.tsv"):
        places[character] = (*places.get(character, ()), place)
    return places


_CHARACTERS = lazy(lambda: f"[{''.join(_places())}]")


@cache
def sure_surnames() -> frozenset[str]:
    """Surnames that are hardly ever other words."""
    return frozenset(name for name, strength in surnames().items() if strength == _SURE)
