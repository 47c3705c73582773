"""Bounds on how much of a long text is looked at together: each where it lies, and a tighter one."""

from __future__ import annotations

import re

from policytext.repairs.transcoding.byte_values import lines, patiently
from policytext.repairs.transcoding.evidence import sample
from policytext.repairs.transcoding.gates import UTF8_AS_GBK
from policytext.repairs.transcoding.lossy import read
from policytext.repairs.transcoding.stretches import good
from policytext.repairs.transcoding.utf8_as_gbk import MECHANISMS, Loss
from policytext.revision import Change
from tests.repairs.thresholds import changed

MECHANISM = MECHANISMS[Loss.BYTE]
SENTENCE = "推进产业升级，加快经济社会发展。"


def test_a_very_long_line_is_taken_in_pieces() -> None:
    search = re.compile("b").search
    assert list(lines(search, "b" * 4001)) == [(0, 4000), (4000, 4001)]
    with changed("transcoding.byte_values.PIECE", 4):
        assert list(lines(search, "b" * 9)) == [(0, 4), (4, 8), (8, 9)]


def test_lines_that_cannot_be_read_are_given_up() -> None:
    found = [[], [Change(6, 8, "好")], [], [], []]
    places = [(at, at + 3) for at in range(0, 15, 3)]
    assert len(list(patiently(places, lambda _: found))) == 5
    with changed("transcoding.byte_values.PATIENCE", 5):
        assert len(list(patiently(places, lambda _: found))) == 4


def test_a_long_text_is_judged_by_its_beginning_middle_and_end() -> None:
    assert len(sample("字" * 600)) == len(sample("字" * 1000)) == 600
    with changed("transcoding.evidence.SAMPLE", 3):
        assert sample("发字字展字字划") == "发展划"


def test_good_chinese_is_read_in_stretches() -> None:
    text = SENTENCE * 6
    pieces = [character.encode("gbk") for character in text]
    assert [stretch.text for stretch in good("gb18030", pieces)] == [
        text[:78],
        text[78:],
    ]  # of 80, two wait
    with changed("transcoding.stretches.AHEAD", 10):
        assert next(good("gb18030", pieces)).text == text[:8]
    with changed("transcoding.stretches.GOOD", 80):
        assert not list(good("gb18030", pieces))


def test_a_line_of_which_nothing_is_plain_is_left_alone_where_it_is_long() -> None:
    lost = "\ufffd鍏" * 10
    with changed("transcoding.lossy.LONGEST", 5):
        (reading,) = read([lost], MECHANISM, UTF8_AS_GBK)
    assert reading.text == lost and not reading.is_whole
    assert read([lost], MECHANISM, UTF8_AS_GBK)[0].text != lost


def test_a_byte_slip_weighs_so_many_choices_and_no_more() -> None:
    from policytext.repairs.spinner import slip_lattice

    leads = bytes(range(0xB0, 0xC4))
    assert len(slip_lattice._likely(leads)) == slip_lattice.MOST
    assert {"的", "一"} & {*slip_lattice._likely(bytes(range(0xB0, 0xD8)))}
    with changed("spinner.slip_lattice.MOST", 40):
        assert len(slip_lattice._likely(leads)) == 40
