"""Telling the varieties apart, and the readings that depend on words."""

from __future__ import annotations

import pytest

from policytext.normalization.ambiguous import _OPEN, readings, resolve
from policytext.normalization.engine import convert
from policytext.normalization.traditional import traditional
from policytext.normalization.variety import is_foreign, recognise


@pytest.mark.parametrize(
    ("text", "variety"),
    [
        ("关于加快发展的实施意见", "mainland-simplified"),
        ("", "mainland-simplified"),
        ("Policy 2024", "mainland-simplified"),
        ("關于加快發展的實施意見", "mainland-traditional"),
        ("干部要髮揮作用，完善制度后實施", "mainland-traditional"),
        ("關於加快發展的實施意見", "traditional"),
        ("臺灣的資訊計畫說明，透過網路", "taiwan"),
        ("衞生署説明有關措施，隨着發展", "hongkong"),
        ("楊聯陞是长期从事中国经济史研究的学者", "mainland-simplified"),
    ],
)
def test_recognised(text: str, variety: str) -> None:
    assert recognise(text).variety == variety


def test_share_is_of_the_evidence() -> None:
    assert recognise("人民").share == 0
    assert recognise("關於人民").share == 1
    assert 0 < recognise("關於发展的规划，经济").share < 0.5


def test_japanese_and_korean_lines_are_no_evidence() -> None:
    assert recognise("国際協力の発展について\n关于发展").share == 0
    assert is_foreign("발전 계획")
    assert not is_foreign("「鮮の味」餐廳開業")


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


def test_common_words_are_not_cut_in_two() -> None:
    for text, opencc, right in (
        ("按照有关规定制定办法", "按照有關規定製定辦法", "按照有關規定制定辦法"),
        ("黄河干流和支流", "黃河干流和支流", "黃河幹流和支流"),
        ("包括发动机", "包括髮動機", "包括發動機"),
    ):
        assert convert(text, "s2t") == opencc
        assert traditional(text, lambda part: convert(part, "s2t")) == right
