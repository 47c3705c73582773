"""What `has` says is what a search says, for any class without ordinary characters."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from policytext.language import alphabet
from policytext.language.alphabet import has
from policytext.language.characters import BLANKS, INVISIBLE, PINYIN, PRIVATE_USE
from policytext.language.patterns import lazy

CLASSES = [
    lazy(f"[{piece}]") for piece in (BLANKS, INVISIBLE, PINYIN, PRIVATE_USE, ";", "\ufffd", r"\x80-\xff")
]
EXAMPLES = "关于，。；;a1 \n\x00é\u3000\u200b\ue5e5\ufffd\ud800😀〇㐀"


@given(st.text(st.sampled_from(EXAMPLES), max_size=30) | st.text(max_size=30))
def test_to_have_a_character_is_to_find_it(text: str) -> None:
    for characters in CLASSES:
        assert has(text, characters) == (re.search(characters.pattern, text) is not None)


def test_a_long_text_is_looked_through_to_its_end() -> None:
    long = "关" * (3 * alphabet._PIECE)
    assert has(f"{long}\u200b", CLASSES[1]) and not has(long, CLASSES[1])


@given(st.text(st.sampled_from(EXAMPLES)))
def test_each_character_is_named_once(text: str) -> None:
    named = alphabet.alphabet(text)
    assert len(set(named)) == len(named)
    assert set(text).difference(named) <= set(re.findall(f"[{alphabet.ORDINARY}]", text))
