"""Classes of characters are written in one place."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import policytext
from policytext.language import characters
from policytext.language.characters import ALL_HAN, BLANKS, HAN, LOOSE_HAN, MARKS, POINTS, is_han

PACKAGE = Path(policytext.__file__).parent
HOME = Path("language/characters.py")
# Written out: the ends of a block of Chinese characters, the code points of one, the letters of readings.
COPY = re.compile(
    r"[㐀一]-[龥鿿]|[一㐀]\" <= |\\u(?:3400|4e00)|a-zā|\\u200b-|\\ue000-|\\uff01-|，。、；：？！[…“]",
    re.IGNORECASE,
)
DOCTEST = re.compile(r"^\s*(>>>|\.\.\.).*", re.MULTILINE)


def test_no_class_is_written_twice() -> None:
    copies = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE) != HOME
        and COPY.search(DOCTEST.sub("", path.read_text(encoding="utf-8")))
    }
    assert copies == set()


def test_the_extents_contain_one_another() -> None:
    common, every = re.compile(f"[{HAN}]"), re.compile(f"[{ALL_HAN}]")
    for code in (*range(0x2E80, 0xFFFF), *range(0x1F000, 0x33000)):
        character = chr(code)
        assert bool(every.match(character)) == is_han(character)
        assert not common.match(character) or every.match(character)
        if unicodedata.category(character) == "Lo" and every.match(character):
            assert re.match(LOOSE_HAN, character)


def test_pieces_fit_into_a_class() -> None:
    pieces = {
        name: piece
        for name, piece in vars(characters).items()
        if name.isupper() and name not in ("LOOSE_HAN", "GLOSS")
    }
    for name, piece in pieces.items():
        assert re.compile(f"[{piece}]"), name
        assert not re.search(f"[{piece}]", "\n"), name
    assert set(POINTS) < set(MARKS)
    assert all(unicodedata.category(mark)[0] == "P" for mark in MARKS)
    assert all(
        unicodedata.category(chr(code)) == "Zs"
        for code in range(0x10000)
        if re.match(f"[{BLANKS}]", chr(code))
    )
