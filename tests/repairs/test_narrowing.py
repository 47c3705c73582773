"""What is not searched in a lattice would not have changed what is found."""

from __future__ import annotations

import pytest

from policytext.repairs import repair
from policytext.repairs.transcoding import beam
from policytext.repairs.transcoding.byte_by_byte import UTF8
from policytext.repairs.transcoding.lattice import Edge, Lattice, Step, Task, lattice
from policytext.repairs.transcoding.narrowing import pruned
from tests.repairs.thresholds import changed

TEXT = "第六条 各级人民政府应当加强渔业资源保护，支持智慧渔业发展。"
LOST = frozenset(range(0x80, 0xC0))


def _damaged(text: str, lost: tuple[int, ...]) -> Lattice:
    """The lattice of text in UTF-8 of which some characters have lost their last byte."""
    edges = []
    for place, character in enumerate(text):
        data: tuple[int | frozenset[int], ...] = tuple(character.encode())
        if place in lost:
            data = (*data[:-1], LOST)
        edges.append((Edge(1, data), Edge(1, (), -9.0, "鍏")) if place in lost else (Edge(1, data),))
    found = lattice(len(text), edges, UTF8)
    assert found
    return found


def _text(found: Lattice) -> str:
    (way,) = beam.best_ways([Task(found, "\n", "\n")])
    return "".join(step.text for step in way)


def test_arcs_that_cannot_win_are_left_out_and_the_likeliest_way_stays() -> None:
    whole = _damaged(TEXT, (5, 12, 20))
    less = pruned(whole)
    assert len(less.starts) < len(whole.starts)
    assert _text(less) == _text(whole) == TEXT


def test_a_character_stays_that_is_likely_only_by_what_is_before_it() -> None:
    known = [(Edge(1, tuple(character.encode())),) for character in "人民政"]
    either = (Edge(1, (), 0.0, "的"), Edge(1, tuple("府".encode())))
    whole = lattice(4, [*known, either], UTF8)
    assert whole and _text(pruned(whole)) == "人民政府"
    with changed("transcoding.narrowing.MARGIN", 0):
        assert _text(pruned(whole)) == "人民政的"


@pytest.mark.parametrize("end", ["¡¢", "¢", "¡", ""])
def test_arcs_lead_onwards_where_bytes_without_a_trace_make_two_characters(end: str) -> None:
    damaged = f"·Àֹ¹¤³ÌÖÊÁ¿Ï»¬{end}"  # 防止工程质量下滑、
    assert repair(damaged).text.startswith("防止工程质量下滑")


def test_the_same_damage_is_solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []

    class Search(beam._Search):
        def ways(self) -> list[list[Step]]:
            searched.append(len(self._tasks))
            return super().ways()

    monkeypatch.setattr(beam, "_Search", Search)
    task = Task(_damaged("各级人民政府", (3,)), "，", "。")
    assert len({tuple(way) for way in beam.best_ways([task] * 5)}) == 1
    assert searched == [1]
