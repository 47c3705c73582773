"""A light view of Traditional text in Simplified characters, at the same offsets.

For looking things up only (a model, a dictionary): what a user gets is converted by
`policytext.normalize`, which knows words.
"""

from __future__ import annotations

from functools import cache

from policytext.language.lexicon import Lexicon
from policytext.language.opencc import entries
from policytext.language.scripts import has_traditional, is_traditional, only_traditional


@cache
def simplified_table() -> dict[int, str]:
    """Each Traditional character to its first Simplified one (OpenCC's TSCharacters), for `str.translate`.

    >>> "規模化應用".translate(simplified_table())
    '规模化应用'
    """
    return {ord(character): forms[0] for character, forms in entries("TSCharacters.txt").items()}


def in_simplified(text: str) -> str:
    """The text with each Traditional character in its Simplified form, at the same offsets.

    Where the text is not Traditional itself, only what no Simplified text has: 乾县 stays, 農業 does not.

    >>> in_simplified("省農業廳"), in_simplified("陕西省乾县農業局"), in_simplified("乾縣農業計畫")
    ('省农业厅', '陕西省乾县农业局', '乾县农业计划')
    """
    if not has_traditional(text):
        return text
    if not is_traditional(text):
        return text.translate(_sure())
    read = list(text.translate(simplified_table()))
    for start, end in _LEXICON.find(text):
        read[start:end] = _phrases()[text[start:end]]
    return "".join(read)


@cache
def _phrases() -> dict[str, str]:
    """Phrases with other forms than those of their characters, as long in both (OpenCC's TSPhrases)."""
    found = {phrase: forms.split()[0] for phrase, forms in entries("TSPhrases.txt").items()}
    return {phrase: form for phrase, form in found.items() if len(form) == len(phrase)}


_LEXICON = Lexicon(_phrases)


@cache
def _sure() -> dict[int, str]:
    """Those of the characters that no Simplified text has."""
    return {ord(character): simplified_table()[ord(character)] for character in only_traditional()}


@cache
def traditional_forms() -> dict[str, str]:
    """Each Simplified character to all its Traditional ones, most frequent first (OpenCC's STCharacters).

    >>> traditional_forms()["发"]
    '發髮'
    """
    return {character: forms.replace(" ", "") for character, forms in entries("STCharacters.txt").items()}
