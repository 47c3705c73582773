"""The sentences of data/names can be read, and are many and different."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from data.build.names.written import sentence

FOLDER = Path(__file__).parents[2] / "data" / "names"
OFTEN = 40  # times that a name stands there at most: 北京


def test_every_line_is_a_sentence_and_stands_once() -> None:
    lines = [line for path in FOLDER.rglob("*.txt") for line in path.read_text("utf-8").splitlines()]
    assert len(lines) == len(set(lines))
    names = Counter(one.text[s:e] for one in map(sentence, lines) for s, e, _ in one.spans)
    assert max(names.values()) <= OFTEN
    assert names.total() < 2 * len(names)


def test_names_and_doubtful_stretches_have_their_places() -> None:
    one = sentence("[P林秀芬]生于[L青江]，乘[?青江铁路]北上")
    assert one.text == "林秀芬生于青江，乘青江铁路北上"
    assert one.spans == [(0, 3, "PER"), (5, 7, "LOC")]
    assert one.text[slice(*one.doubtful[0])] == "青江铁路"
