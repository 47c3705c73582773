"""Quality floors: what repair gives back of each family of damage may not fall below what it once did."""

from __future__ import annotations

import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

import pytest

import damage
from damage import FAMILIES
from policytext.repairs import repair
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


def test_nothing_is_forgotten_of_a_family() -> None:
    """A family is an entry of `FAMILIES` in a module that `damage/__init__` lists, and a floor."""
    modules = {path.stem for path in Path(damage.__file__).parent.glob("*.py")} - {"__init__", "family"}
    listed = {module.__name__.rpartition(".")[2] for module in damage.MODULES}
    assert not modules - listed, "modules of damage that its __init__ does not list in MODULES"
    names = [family.name for module in damage.MODULES for family in module.FAMILIES]
    assert len(names) == len(set(names)), "two families of one name"
    assert not set(names) - set(FLOORS), "families without a floor in floors.toml"
    assert not set(FLOORS) - set(names), "floors in floors.toml of families that there are not"


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
