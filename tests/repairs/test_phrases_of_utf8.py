"""The quick look at phrases whose bytes are in the shape of UTF-8 finds those that a look at each finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from policytext.language.characters import POINTS
from policytext.repairs.remains import utf8_shapes

PHRASE = re.compile(f"[^\x00-\x7f{POINTS}]{{3,}}")
# Characters of UTF-8 read as GBK, whole and torn; what bounds a phrase; what has four bytes, or none.
MISREAD = "关于印发发展改革规划，（通知）".encode().decode("gb18030", "ignore")
CHARACTERS = st.sampled_from(f"{MISREAD}{MISREAD}关发的，。、a1 \n\ue5e5\U00020000é한\ud800")


@given(st.text(CHARACTERS, max_size=30))
def test_no_phrase_is_passed_over(text: str) -> None:
    def shaped(pattern: re.Pattern[str]) -> list[tuple[int, int]]:
        spans = (found.span() for found in pattern.finditer(text))
        encoded = ((span, text[slice(*span)].encode("gb18030", "ignore")) for span in spans)
        return [span for span, data in encoded if utf8_shapes._PHRASE_SHAPE.fullmatch(data)]

    assert shaped(utf8_shapes._phrases()._compiled) == shaped(PHRASE)
