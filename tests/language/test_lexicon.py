"""Names are found alike whether what texts have of all names is remembered or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policytext.language.lexicon import WHOLE, Heads, Lexicon, headed

PIECES = st.text("教育部办公厅州", max_size=40)
HEADS = st.dictionaries(st.text("教育部办公厅州", min_size=2, max_size=2), st.just(1))


@given(PIECES, HEADS, HEADS)
def test_heads_made_after_a_text_was_looked_through_are_found_in_it(
    piece: str, first: dict[str, int], second: dict[str, int]
) -> None:
    for text in (piece, piece + "。" * WHOLE.start):
        for known in (first, second, first):
            heads = Heads(known)
            assert headed(text, heads) == [at for at in range(len(text)) if text[at : at + 2] in known]


def test_texts_of_every_length_have_their_names() -> None:
    lexicon = Lexicon(["教育部", "教育部办公厅"])
    for length in (WHOLE.start - 1, WHOLE.start, WHOLE.stop - 1, WHOLE.stop):
        text = "教育部办公厅".rjust(length, "。")
        assert list(lexicon.find(text)) == [(length - 6, length)]
