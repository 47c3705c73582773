"""One way to read text back that lost bytes, whatever it was read as.

A mechanism says which bytes each character of a line may have been (edges of a `lattice`); the language
model finds the best path; its gates say whether to believe it; what has no clear answer is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from policytext.repairs.transcoding.evidence import better_than_chance, beyond_ascii
from policytext.repairs.transcoding.gates import Gates
from policytext.repairs.transcoding.lattice import Block, Coding, Edge, as_changes, best_path
from policytext.repairs.transcoding.shortcuts import Plain, Stretches
from policytext.revision import Change


class Lattice(NamedTuple):
    """The ways on from each offset of a line, the encoding its bytes are of, and what needs no search."""

    ways: Sequence[Sequence[Edge]]
    coding: Coding
    sure: Callable[[int], tuple[int, str] | None]


def in_utf8(ways: Sequence[Sequence[Edge]], coding: Coding, plain: Plain) -> Lattice:
    """A lattice in which valid bytes need no search."""
    return Lattice(ways, coding, plain.valid)


def in_pairs(ways: Sequence[Sequence[Edge]], coding: Coding, codec: str) -> Lattice:
    """A lattice in which only bytes that make good Chinese need no search."""
    return Lattice(ways, coding, Stretches(ways, codec).likely)


class Reading(NamedTuple):
    """A line read back: its blocks, all it says, and how much sense that makes.

    `sense` is in nats above chance, for each character above U+007F and each "?".
    """

    blocks: list[Block]
    text: str
    sense: float

    @property
    def is_whole(self) -> bool:
        """Was nothing left alone?"""
        return bool(self.blocks) and not any(block.literal for block in self.blocks)

    def changes(self, line: str, start: int, gates: Gates) -> list[Change]:
        """What it changes in `line`, which stands at offset `start`; nothing if it makes no sense."""
        if self.sense < gates.sense:
            return []
        return list(as_changes(self.blocks, line, start, gates.clear))


def read(lattice: Lattice, gates: Gates) -> Reading:
    """The likeliest reading of a line."""
    blocks = best_path(
        len(lattice.ways), lattice.ways.__getitem__, lattice.coding, lattice.sure, gates.width
    )
    blocks = blocks or []
    text = "".join(block.text for block in blocks)
    size = beyond_ascii(text) + text.count("?")
    return Reading(blocks, text, better_than_chance(text) / max(size, gates.least, 1))
