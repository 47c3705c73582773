"""Bounds on how much of a long text is looked at together: each where it lies, and a tighter one."""

from __future__ import annotations

import re

from policytext.repairs.transcoding.byte_values import lines
from policytext.repairs.transcoding.evidence import sample
from policytext.repairs.transcoding.lattice import Edge
from policytext.repairs.transcoding.shortcuts import Plain, Stretches
from tests.repairs.thresholds import changed

SENTENCE = "推进产业升级，加快经济社会发展。"


def test_a_very_long_line_is_taken_in_pieces() -> None:
    search = re.compile("b").search
    assert list(lines(search, "b" * 4001)) == [(0, 4000), (4000, 4001)]
    with changed("transcoding.byte_values.PIECE", 4):
        assert list(lines(search, "b" * 9)) == [(0, 4), (4, 8), (8, 9)]


def test_a_long_text_is_judged_by_its_beginning_middle_and_end() -> None:
    assert len(sample("字" * 600)) == len(sample("字" * 1000)) == 600
    with changed("transcoding.evidence.SAMPLE", 3):
        assert sample("发字字展字字划") == "发展划"


def test_so_much_valid_utf8_is_read_at_once() -> None:
    plain = Plain([b"a"] * 150)
    assert plain.valid(0) == (100, "a" * 100)
    with changed("transcoding.shortcuts.VALID", 2):
        assert plain.valid(0) == (2, "aa")


def test_so_much_good_chinese_is_read_at_once() -> None:
    text = SENTENCE * 6
    ways = [[Edge(at + 1, tuple(character.encode("gbk")))] for at, character in enumerate(text)]
    stretches = Stretches(ways, "gb18030")
    assert stretches.likely(0) == (78, text[:78])  # of 80, the last 2 are left to the search
    with changed("transcoding.shortcuts.AHEAD", 5):
        assert stretches.likely(0) == (3, text[:3])
