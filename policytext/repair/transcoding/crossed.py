"""GBK read as Big5 or the other way round, where bytes that made no character became marks."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from policytext.repair.transcoding.codings import BIG5, GBK
from policytext.repair.transcoding.evidence import better_than_chance
from policytext.repair.transcoding.lattice import Block, Coding, Edge, as_changes, best_path
from policytext.repair.transcoding.partial import roughly
from policytext.repair.transcoding.stretch import likely_stretch
from policytext.revision import Change

LOST = "?\ufffd"
LEFT = -9.0  # cost of leaving a character alone
ASCII_MARK = -6.0  # cost of taking a "?" for one
SENSE = 1.5  # nats a character above chance that the outcome must be


class _Crossing(NamedTuple):
    """Text written in `own` was read as `other`."""

    other: str
    own: str
    coding: Coding


CROSSINGS = (_Crossing("cp950", "gb18030", GBK), _Crossing("gbk", "cp950", BIG5))


def changes(line: str, start: int) -> list[Change]:
    """What to change in a line with such marks, at its offset `start`."""
    if not any(mark in line for mark in LOST):
        return []
    readings = ((better_than_chance(_roughly(line, crossing)), crossing) for crossing in CROSSINGS)
    evidence, crossing = max(readings, key=lambda found: found[0])
    if evidence < better_than_chance(line) + len(line):
        return []
    if better_than_chance(roughly(line)) > max(evidence, 0.0):
        return []
    blocks = _read(line, crossing)
    after = "".join(block.text for block in blocks)
    if better_than_chance(after) < SENSE * len(after):
        return []
    return list(as_changes(blocks, line, start))


def _roughly(line: str, crossing: _Crossing) -> str:
    """The line read back with no thought for what is lost."""
    return line.encode(crossing.other, "ignore").decode(crossing.own, "ignore")


def _read(line: str, crossing: _Crossing) -> list[Block]:
    ways = [_edges(line, at, crossing) for at in range(len(line))]
    return (
        best_path(
            len(line),
            ways.__getitem__,
            crossing.coding,
            lambda offset: likely_stretch(ways, offset, crossing.own),
        )
        or []
    )


def _edges(line: str, at: int, crossing: _Crossing) -> list[Edge]:
    """The bytes that one character was."""
    character = line[at]
    if character in LOST:
        following = line[at + 1 : at + 2].encode(crossing.other, "ignore")[:1] or b"\n"
        edges = [Edge(at + 1, (_lost_before(following[0], crossing.other),))]
        return [*edges, Edge(at + 1, (0x3F,), ASCII_MARK)] if character == "?" else edges
    if character < "\x80":
        return [Edge(at + 1, (ord(character),))]
    data = character.encode(crossing.other, "ignore")
    left = Edge(at + 1, (), LEFT, character)
    return [Edge(at + 1, tuple(data)), left] if data else [left]


@cache
def _lost_before(following: int, codec: str) -> frozenset[int]:
    """The bytes that a decoder has no character for, standing before this one."""
    return frozenset(
        lead
        for lead in range(0x80, 0x100)
        if not bytes((lead, following)).decode(codec, "ignore")[:1] > "\x7f"
    )
