"""Quality floors: what repair gives back of each family of damage may not fall below what it once did."""

from __future__ import annotations

import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

import pytest

from policytext.repairs import repair
from policytext.repairs.damage import FAMILIES
from policytext.revision import restore

HERE = Path(__file__).parent
PASSAGES = (HERE / "passages.txt").read_text("utf-8").strip().split("\n\n")
FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))


def right(got: str, wanted: str) -> float:
    """The share of characters right, line by line where the lines correspond."""
    pairs = list(zip(got.split("\n"), wanted.split("\n"), strict=False))
    if got.count("\n") != wanted.count("\n"):
        pairs = [(got, wanted)]
    same = sum(
        len(one)
        if one == other
        else sum(b.size for b in SequenceMatcher(None, one, other, False).get_matching_blocks())
        for one, other in pairs
    )
    return (same + len(pairs) - 1) / max(len(got), len(wanted))


def test_every_family_has_a_floor() -> None:
    assert set(FLOORS) == set(FAMILIES)


@pytest.mark.parametrize("name", FAMILIES)
def test_repair_keeps_to_its_floor(name: str) -> None:
    family = FAMILIES[name]
    exact = characters = size = 0.0
    for number, passage in enumerate(PASSAGES):
        damaged, answer = family.damage(passage, Random(number)), family.answer(passage)
        repaired = repair(damaged)
        assert restore(repaired).text == damaged
        exact += repaired.text == answer
        characters += right(repaired.text, answer) * len(answer)
        size += len(answer)
    assert exact / len(PASSAGES) >= FLOORS[name]["exact"]
    assert characters / size >= FLOORS[name]["characters"]


def test_sound_passages_stay() -> None:
    for passage in PASSAGES:
        assert repair(passage).text == passage
