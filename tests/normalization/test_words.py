"""Characters whose form depends on the words around them."""

from __future__ import annotations

import pytest

from policytext.normalization.ambiguous import _OPEN, readings, resolve


def test_the_pattern_has_the_characters_of_the_table() -> None:
    assert all(_OPEN.fullmatch(character) for character in readings())
    assert sum(1 for _ in range(0x4E00, 0x9FFF) if _OPEN.fullmatch(chr(_))) == len(readings())


@pytest.mark.parametrize("character", sorted(readings()))
def test_every_word_of_the_table_keeps_its_reading(character: str) -> None:
    reading = readings()[character]
    for word, place in reading.words:
        assert resolve(word)[place] == reading.other, word


def test_a_spun_page_keeps_what_simplified_text_has() -> None:
    assert resolve("狼藉，凭藉，着著", spun=True) == "狼藉，凭藉，着着"
