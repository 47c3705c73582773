"""A light, character by character view of Traditional text in Simplified characters.

For looking things up only (a model, a dictionary): what a user gets is converted by
`policytext.normalize`, which knows words.
"""

from __future__ import annotations

from functools import cache

from policytext.language.opencc import entries


@cache
def simplified_table() -> dict[int, str]:
    """Each Traditional character to its first Simplified one (OpenCC's TSCharacters), for `str.translate`.

    >>> "規模化應用".translate(simplified_table())
    '规模化应用'
    """
    return {ord(character): forms[0] for character, forms in entries("TSCharacters.txt").items()}


@cache
def traditional_forms() -> dict[str, str]:
    """Each Simplified character to all its Traditional ones, most frequent first (OpenCC's STCharacters).

    >>> traditional_forms()["发"]
    '發髮'
    """
    return {character: forms.replace(" ", "") for character, forms in entries("STCharacters.txt").items()}
