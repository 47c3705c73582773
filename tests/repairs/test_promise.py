"""What holds of any text: edits do not overlap, replay and undo, and what was repaired once stays."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from damage import FAMILIES, transcoding
from policytext.composition import replay
from policytext.document import Document
from policytext.repairs import repair
from policytext.revision import restore
from tests.repairs.mixtures import mixture

LINES = (Path(__file__).parent / "passages.txt").read_text("utf-8").split("\n")
PASSAGES = [line[:60] for line in LINES[:5]]


def keeps_its_promise(text: str) -> None:
    repaired = repair(text)
    assert all(one.end <= other.start for one, other in pairwise(repaired.edits))
    assert replay(text, repaired.edits) == repaired.text
    assert restore(repaired).text == text


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32))
def test_mixtures_of_all_that_is_wrong_with_pages_can_be_restored(seed: int) -> None:
    keeps_its_promise(mixture(Random(seed)))


@pytest.mark.parametrize("text", ["&amp;#8220;放管服&amp;#8221;", "&amp;&#38;#8220;#8221;双碳"])
def test_two_readings_of_one_place_do_not_meet(text: str) -> None:
    keeps_its_promise(text)
    assert "““" not in repair(text).text


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
@example(70030480)  # five layers
def test_what_was_repaired_stays(seed: int) -> None:
    repaired = repair(mixture(Random(seed)))
    assert repair(Document.of(repaired.text)).text == repaired.text


@pytest.mark.parametrize("family", [family.name for family in transcoding.FAMILIES])
def test_line_ends_of_windows_change_nothing(family: str) -> None:
    damaged = "\n".join(FAMILIES[family].damage(text, Random(family)) for text in PASSAGES)
    on_windows = repair(damaged.replace("\n", "\r\n")).text
    assert on_windows.replace("\r\n", "\n") == repair(damaged).text
