"""The most likely text behind bytes some of which are lost.

Damaged text is a lattice: between two of its offsets lie the bytes that can have made what is seen
there, some known, some lost. A beam search reads every path as characters, weighs them by
the language model, and keeps the best of those that have come to the same state. How far the
winner was ahead of the one that it displaced tells whether a lost byte has a clear answer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from policytext.language.likelihood import classes, model
from policytext.revision import Change

Byte = int | frozenset[int]  # known; or lost, and one of these
Bytes = tuple[Byte, ...]

WIDTH = 24  # paths kept at an offset
DEPTH = 12.0  # nats behind the best at which a path is given up
ASCII = frozenset(range(0x80))
TO_COME = -7.0  # nats that an open character is expected to cost
FAR = 30  # steps back to where two paths parted
DOUBT = 8.0  # nats: a rival further behind than this is not recorded


class Edge(NamedTuple):
    """What may lie between two offsets: bytes, or (where no character is open) `literal` text."""

    end: int
    data: Bytes
    cost: float = 0.0
    literal: str = ""


class Coding(NamedTuple):
    """A multi-byte encoding, a byte at a time.

    `feed(open, byte)` is the bytes of the open character with one more and whether it is complete, or None
    where the byte cannot follow; `characters(data)` are those that complete bytes may stand for, with a
    cost in nats for each.
    """

    feed: Callable[[Bytes, Byte], tuple[Bytes, bool] | None]
    characters: Callable[[Bytes], Sequence[tuple[str, float]]]


class Block(NamedTuple):
    """`[start, end)` of the damaged text is `text`; `lost`: some of its bytes were; `lead`: how far it was
    ahead of the next best answer, in nats; `literal`: nothing was done."""

    start: int
    end: int
    text: str
    lost: bool
    lead: float
    literal: bool


class _Link(NamedTuple):
    """A path, from its last step back; `lead` over a rival that went another way from `parting` on."""

    back: _Link | None
    end: int
    text: str
    lost: bool
    literal: bool
    lead: float
    whole: bool  # no character is open at `end`
    parting: int = 0


class _Outcome(NamedTuple):
    """Characters that bytes make, as they are and as the model reads them, and the bytes left open."""

    text: str
    seen: str
    cost: float
    open: Bytes
    lost: bool


class _Path(NamedTuple):
    score: float
    context: str
    open: Bytes
    link: _Link | None


def best_path(
    size: int,
    edges: Callable[[int], Iterable[Edge]],
    coding: Coding,
    sure: Callable[[int], tuple[int, str] | None] = lambda _: None,
    width: int = WIDTH,
) -> list[Block] | None:
    """The most likely reading of a lattice from offset 0 to `size`, as blocks; None if there is none.

    An edge may end where it starts: a byte of which no trace is left. `sure(offset)` is how far
    the text from there on is beyond doubt, and what it is, so that no search is needed. `width`
    paths are kept at an offset.
    """
    start = _Path(0.0, "\n", (), None)
    paths: dict[int, list[_Path]] = {0: [start]}
    safe, offset = start, 0  # the best path at the last offset at which one had no character open
    while paths:
        offset = min(paths)
        here = _kept(paths.pop(offset), offset, width)
        whole = [path for path in here if not path.open]
        if offset == size:
            if whole:
                return _blocks(whole[0].link, whole)
            here = []
        if whole:
            safe = whole[0]
        if here == whole[:1] and not paths and (known := sure(offset)):
            end, text = known
            link = _Link(safe.link, end, text, False, False, DOUBT, True)
            paths[end] = [_Path(0.0, text[-2:].translate(classes()), (), link)]
            continue
        for end, path in _onward(here, offset, list(edges(offset)) if here else [], coding, width):
            paths.setdefault(end, []).append(path)
        if not paths:  # no way on: from the last safe place, what stands there stays
            offset = safe.link.end if safe.link else 0
            stay = [edge for edge in edges(offset) if edge.literal or ASCII.issuperset(edge.data[:1])]
            for end, path in _onward([safe], offset, stay[:1], coding, width):
                paths.setdefault(end, []).append(path)
    return None


def _onward(
    here: list[_Path], offset: int, edges: list[Edge], coding: Coding, width: int
) -> Iterator[tuple[int, _Path]]:
    """Where each path can get to from an offset."""
    gone = [edge for edge in edges if edge.end == offset]
    if gone:
        more = [new for edge in gone for path in here for new in _taken(path, edge, coding)]
        here = _kept(here + more, offset, width)
    for edge in edges:
        if edge.end > offset:
            for path in here:
                for new in _taken(path, edge, coding):
                    yield edge.end, new


def _kept(paths: list[_Path], offset: int, width: int) -> list[_Path]:
    """The best path of each state, the best states, and the best of those that left the text alone."""
    if len(paths) < 2:
        return paths
    best: dict[tuple[str, Bytes], _Path] = {}
    for path in sorted(paths, key=lambda path: -path.score):
        state = path.context, path.open
        winner = best.get(state)
        if winner is None:
            best[state] = path
        elif winner.score - path.score < DOUBT:
            parting, same = _parting(winner.link, path.link)
            lead = winner.score - path.score
            if not same:
                step = _Link(
                    winner.link, offset, "", False, _literal(winner.link), lead, not path.open, parting
                )
                best[state] = winner._replace(link=step)
    ranked = sorted(best.values(), key=_prospect, reverse=True)
    top = _prospect(ranked[0])
    return [path for path in ranked[:width] if top - _prospect(path) < DEPTH]


def _prospect(path: _Path) -> float:
    """The score with what the open character will cost, so that paths can be compared."""
    return path.score + (TO_COME if path.open else 0.0)


def _literal(link: _Link | None) -> bool:
    return link is not None and link.literal


def _parting(one: _Link | None, other: _Link | None) -> tuple[int, bool]:
    """The offset at which two paths parted, and whether they make the same text from there on.

    Paths that parted long ago are followed back only so far.
    """
    texts: tuple[list[str], list[str]] = [], []
    for _ in range(FAR):
        if one is other:
            break
        if other is None or (one is not None and one.end >= other.end):
            assert one is not None
            texts[0].append(one.text)
            one = one.back
        else:
            texts[1].append(other.text)
            other = other.back
    same = one is other and "".join(reversed(texts[0])) == "".join(reversed(texts[1]))
    return one.end if one else 0, same


def _taken(path: _Path, edge: Edge, coding: Coding) -> Iterable[_Path]:
    """The paths that go on over an edge."""
    if edge.literal:
        return () if path.open else (_left_alone(path, edge),)
    outcomes = _outcomes(coding, path.open, edge.data)
    base, context, back = path.score + edge.cost, path.context, path.link
    logp = model().logp
    ways = []
    for number, (_, seen, cost, _, _) in enumerate(outcomes):
        score = base + cost
        if len(seen) == 1:
            score += logp(context, seen)
        else:
            read = context + seen
            for i in range(len(context), len(read)):
                score += logp(read[max(0, i - 2) : i], read[i])
        ways.append((score, number))
    if len(ways) > WIDTH:
        ways = nlargest(WIDTH, ways)
    paths = []
    for score, number in ways:
        text, seen, _, opened, lost = outcomes[number]
        link = _Link(back, edge.end, text, lost, False, DOUBT, not opened) if text else back
        paths.append(_Path(score, (context + seen)[-2:], opened, link))
    return paths


def _left_alone(path: _Path, edge: Edge) -> _Path:
    score, context = path.score + edge.cost, path.context
    for character in edge.literal.translate(classes()):
        score += max(-14.0, model().logp(context, character))
        context = (context + character)[-2:]
    return _Path(score, context, (), _Link(path.link, edge.end, edge.literal, False, True, DOUBT, True))


@lru_cache(1 << 14)
def _outcomes(coding: Coding, opened: Bytes, data: Bytes) -> Sequence[_Outcome]:
    """What bytes can make after those of an open character."""
    ways = [_Outcome("", "", 0.0, opened, False)]
    for byte in data:
        ways = [new for way in ways for new in _fed(way, byte, coding)]
    return ways


def _fed(way: _Outcome, byte: Byte, coding: Coding) -> Iterator[_Outcome]:
    fed = coding.feed(way.open, byte)
    if fed is None:
        return
    data, complete = fed
    if not complete:
        yield way._replace(open=data)
        return
    lost = way.lost or any(not isinstance(byte, int) for byte in data)
    read = classes()
    for character, cost in coding.characters(data):
        seen = way.seen + character.translate(read)
        yield _Outcome(way.text + character, seen, way.cost + cost, (), lost)


def _blocks(link: _Link | None, rivals: Sequence[_Path]) -> list[Block]:
    """The blocks of a path: from one offset at which no character is open to the next."""
    links: list[_Link] = []
    contests = []
    if len(rivals) > 1:
        contests.append((_parting(link, rivals[1].link)[0], rivals[0].score - rivals[1].score))
    while link is not None:
        links.append(link)
        link = link.back
    blocks: list[Block] = []
    start, text, lost, literal = 0, "", False, False
    for step in reversed(links):
        if step.lead < DOUBT:
            contests.append((step.parting, step.lead))
        text, lost, literal = text + step.text, lost or step.lost, literal or step.literal
        if step.whole and text:
            blocks.append(Block(start, step.end, text, lost, DOUBT, literal))
            start, text, lost, literal = step.end, "", False, False
    return _with_leads(blocks, contests)


def _with_leads(blocks: list[Block], contests: list[tuple[int, float]]) -> list[Block]:
    """Each contest's lead goes to the block with lost bytes at which the rivals parted."""
    ends = [block.end for block in blocks]
    for parting, lead in contests:
        number = bisect_right(ends, parting)
        while number < len(blocks) and not blocks[number].lost:
            number += 1
        if number < len(blocks) and lead < blocks[number].lead:
            blocks[number] = blocks[number]._replace(lead=lead)
    return blocks


def as_changes(blocks: Sequence[Block], text: str, offset: int, clear: float) -> Iterator[Change]:
    """What a reading changes in `text`, at `offset`; fillings not ahead by `clear` nats are marked."""
    for block in blocks:
        start, end = offset + block.start, offset + min(block.end, len(text))
        after = block.text.removesuffix("\n")
        if after == text[block.start : block.end]:
            continue
        if block.lost and block.lead < clear:
            yield Change(start, end, None, note="a byte is lost, and more than one character would do")
        else:
            yield Change(start, end, after, inferred=block.lost)
