"""One way to read text back that lost bytes, whatever it was read as.

A mechanism says which bytes each character may have been, and which stretches are beyond doubt; what lies
between them is a lattice, through which the language model finds the likeliest way. Its gates say whether
to believe the outcome; what has no clear answer is marked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from policytext.language.characters import is_han
from policytext.language.likelihood import CONTEXT
from policytext.language.patterns import lazy
from policytext.repairs.transcoding.brackets import BRACKETS, balanced
from policytext.repairs.transcoding.evidence import above_chance, better_than_chance, beyond_ascii, weakest
from policytext.repairs.transcoding.gates import Gates
from policytext.repairs.transcoding.lattice import Coding, Edge, Lattice, Step, Task, lattice
from policytext.repairs.transcoding.named import is_guess
from policytext.repairs.transcoding.narrowing import pruned
from policytext.repairs.transcoding.stretches import Stretch
from policytext.revision import Change

CLEAR = 0.95  # probability from which a filling is taken; of those a little above it 94% were right
# The same of what a line begins with, as nothing is before it: 本通知, 本公告 were 未 without a word.
FIRST = 0.985
NUMERAL = 0.995  # the same of a numeral, where one is as good as another: 第六次, 第八次
LIKELY = 0.6  # from which it is put in place, though marked as a guess; of those below most were wrong
SHORT = 2  # characters beyond doubt, fewer of which are weighed with what stands on both sides
WEAK = 2.0  # nats above chance of two characters in a row, below which something else may be there
AGAIN = 0.8  # probability that what was found first must have among all that may be there
LONGEST = 1500  # characters in a row of which none is beyond doubt, above which none is looked at
BEHIND = 3  # characters behind a gap that may tell what is in it: what folding makes of one is no longer
_NUMERALS = frozenset("一二三四五六七八九")
_DIGIT = lazy("[0-9]")
_SECOND = lazy(r"[0-9A-Za-z](?<=\?.)")
_WHOLE = lazy("(?:19|20)[0-9]{2}(?![0-9])|[0-9]{2}[月日]")
SWALLOWED = "0"  # any digit, as the model reads it, that a question mark stands for besides a byte
SOME_LOST = "a byte is lost, and more than one character would do"
LOST_OR_MEANT = "a question mark, or a lost byte"


class Mechanism(NamedTuple):
    """How text was misread: what `edges(text, at)` lead on from an offset, the encoding its bytes are of,
    and the `stretches` of a line that need no search.

    `others`: what edges there may be besides at any offset, where the likeliest way makes little sense.
    """

    edges: Callable[[str, int], Sequence[Edge]]
    coding: Coding
    stretches: Callable[[str], Iterable[Stretch]]
    others: Callable[[], Sequence[Edge]] | None = None


class Block(NamedTuple):
    """`[start, end)` of the damaged text is `text`, as likely as `sure` says.

    `lost`: some of its bytes were; `literal`: nothing was done; `is_whole`: what stands there is all of it;
    `others`: the brackets that may be there.
    """

    start: int
    end: int
    text: str
    lost: bool = False
    literal: bool = False
    sure: float = 1.0
    is_whole: bool = True
    others: str = ""


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
        return list(_as_changes(self.blocks, line, start, gates))


NOTHING = Reading([], "", 0.0)


def mended(first: Reading, second: Reading) -> Reading:
    """The first of two readings of a line, with the second where the first left something alone."""
    blocks: list[Block] = []
    ends = {block.end for block in second.blocks if block.is_whole}
    one: list[Block] = []
    others = iter(second.blocks)
    for block in first.blocks:
        one.append(block)
        if block.is_whole and block.end in ends:
            other = []
            for candidate in others:
                other.append(candidate)
                if candidate.end == block.end:
                    break
            blocks += other if any(part.literal for part in one) else one
            one = []
    text = "".join(block.text for block in blocks)
    return Reading(blocks, text, second.sense) if not one else second


def disputed(reading: Reading, other: Reading) -> Reading:
    """The reading, in doubt about what the other, which leaves nothing alone either, says in its place."""
    said = {(block.start, block.end): block.text for block in other.blocks} if other.is_whole else {}
    blocks = [
        block._replace(sure=min(block.sure, LIKELY))
        if block.lost and said.get(block[:2], block.text) != block.text
        else block
        for block in reading.blocks
    ]
    return reading._replace(blocks=blocks)


def doubted_figures(lines: Sequence[str], readings: Sequence[Reading]) -> list[Reading]:
    """The readings of lines, in doubt where the first digit or letter behind a "?" may be lost with a byte.

    Many programs write it for two bytes: 骞?0鏈?9 may be 年10月29, 锛?DP be ，GDP. Not on a page on which a
    whole year or two digits of a month stand behind one.
    """
    done = []
    for line, reading in zip(lines, readings, strict=True):
        blocks, behind = list(reading.blocks), 0
        for number, block in enumerate(blocks):
            behind += len(block.text)
            if block.lost and _SECOND.match(line, block.end):
                if _WHOLE.match(reading.text, behind):
                    return [*readings]
                blocks[number] = block._replace(sure=min(block.sure, LIKELY))
        done.append(reading._replace(blocks=blocks))
    return done


class _Gap(NamedTuple):
    """The gap between two stretches, with the bytes open at both ends and the text beside it."""

    start: int
    end: int
    begun: bytes
    open: bytes
    left: str
    right: str


def read(lines: Sequence[str], mechanism: Mechanism, gates: Gates) -> list[Reading]:
    """The likeliest reading of each line; together, because that is quicker."""
    if not lines:
        return []
    pieces = [list(_pieces(line, mechanism.stretches(line))) for line in lines]
    of = zip(lines, pieces, strict=True)
    tasks = [_task(mechanism, line, piece) for line, found in of for piece in found]
    found_ways = _by_habits([piece for found in pieces for piece in found], tasks)
    if mechanism.others:
        _look_again(mechanism, lines, pieces, tasks, found_ways)
    ways = iter(found_ways)
    task = iter(tasks)
    blocks = [
        balanced([block for piece in found for block in _blocks(line, piece, next(task), ways)])
        for line, found in zip(lines, pieces, strict=True)
    ]
    texts = ["".join(block.text for block in found) for found in blocks]
    sizes = [max(beyond_ascii(text) + text.count("?"), gates.least, 1) for text in texts]
    evidence = map(better_than_chance, texts)
    return list(
        map(Reading, blocks, texts, (nats / size for nats, size in zip(evidence, sizes, strict=True)))
    )


def _look_again(
    mechanism: Mechanism,
    lines: Sequence[str],
    pieces: Sequence[Sequence[Stretch | _Gap]],
    tasks: list[Task | None],
    ways: list[Sequence[Step]],
) -> None:
    """Search the gaps anew whose likeliest way makes little sense, with what else may be there.

    What this finds is taken where it is clear, though marked, as nobody knows how much is gone; and what
    it does not bear out is marked.
    """
    of = ((line, piece) for line, found in zip(lines, pieces, strict=True) for piece in found)
    gaps = [
        (number, task, *place) for number, (task, place) in enumerate(zip(tasks, of, strict=True)) if task
    ]
    from policytext.repairs.transcoding.beam import best_ways

    again: list[tuple[int, Task]] = []
    for gap, (_, task, line, piece) in enumerate(gaps):
        weak = _weak(task, ways[gap])
        if weak and (wider := _task(mechanism, line, piece, weak)):
            again.append((gap, wider))
    for (gap, wider), second in zip(again, best_ways([wider for _, wider in again]), strict=True):
        number, task, *_ = gaps[gap]
        places = [_place(task, step) for step in ways[gap]]
        if all(step.sure >= CLEAR for step in second):
            tasks[number] = wider
            ways[gap] = [step if _place(wider, step) in places else _doubted(step) for step in second]
        else:
            borne_out = {_place(wider, step) for step in second if step.sure >= AGAIN}
            first = zip(ways[gap], places, strict=True)
            ways[gap] = [step if place in borne_out else _doubted(step) for step, place in first]


def _place(task: Task, step: Step) -> tuple[int, int, str]:
    """Between which offsets a step stands, and what it says."""
    nodes = task.lattice.nodes
    return nodes[step.start].offset, nodes[step.end].offset, step.text


def _doubted(step: Step) -> Step:
    return step._replace(lost=True, sure=min(step.sure, LIKELY))


def _weak(task: Task, way: Sequence[Step]) -> frozenset[int]:
    """The offsets at which two characters in a row stand that hardly do, and those in between."""
    text = task.left[-CONTEXT:] + "".join(step.text for step in way) + task.right[:CONTEXT]
    if len(text) < CONTEXT or weakest(text, CONTEXT) >= WEAK:
        return frozenset()
    nodes, before = task.lattice.nodes, len(task.left[-CONTEXT:])
    offsets = [0] * before + [nodes[step.start].offset for step in way]
    offsets += [nodes[-1].offset] * (len(text) - len(offsets) + 1)
    nats = [0.0] * len(text)
    at = [place for place, character in enumerate(text) if character > "\x7f"]
    for place, value in zip(at, above_chance(text), strict=True):
        nats[place] = value
    found: set[int] = set()
    for place, (one, two) in enumerate(pairwise(nats)):
        if one + two < WEAK:
            found.update(range(offsets[place], offsets[place + CONTEXT] + 1))
    return frozenset(found)


def _by_habits(pieces: Sequence[Stretch | _Gap], tasks: Sequence[Task | None]) -> list[Sequence[Step]]:
    """The likeliest ways; where they leave doubt, in the light of what is beyond it on the page."""
    from policytext.repairs.transcoding.beam import best_ways  # with NumPy, which most pages can do without
    from policytext.repairs.transcoding.habits import gains

    real = [task for task in tasks if task]
    ways: list[Sequence[Step]] = [*best_ways(real)]
    left = [place for place, way in enumerate(ways) if any(step.sure < CLEAR for step in way)]
    again = best_ways([real[place] for place in left], gains(_sure(pieces, tasks, ways))) if left else []
    for place, way in zip(left, again, strict=True):
        ways[place] = way
    return ways


def _sure(
    pieces: Sequence[Stretch | _Gap], tasks: Sequence[Task | None], ways: Sequence[Sequence[Step]]
) -> Iterator[str]:
    """What is beyond doubt."""
    way = iter(ways)
    for piece, task in zip(pieces, tasks, strict=True):
        if isinstance(piece, Stretch):
            yield piece.text
        elif task:
            yield from (step.text for step in next(way) if step.sure >= CLEAR and not step.literal)


def _pieces(line: str, stretches: Iterable[Stretch]) -> Iterator[Stretch | _Gap]:
    """The line as stretches beyond doubt and the gaps between them."""
    last = Stretch(0, 0, "\n")
    for stretch in stretches:
        if len(stretch.text) >= SHORT or stretch.end == len(line):
            if stretch.start > last.end or stretch.begun != last.open:
                yield _Gap(last.end, stretch.start, last.open, stretch.begun, last.text, stretch.text)
            yield stretch
            last = stretch
    if last.end < len(line) or last.open:
        yield _Gap(last.end, len(line), last.open, b"", last.text, "")


def _task(
    mechanism: Mechanism, line: str, piece: Stretch | _Gap, weak: frozenset[int] = frozenset()
) -> Task | None:
    if isinstance(piece, Stretch) or piece.end - piece.start > LONGEST:
        return None
    text, size = line[piece.start : piece.end + BEHIND], piece.end - piece.start
    edges = tuple(tuple(mechanism.edges(text, at)) for at in range(min(size + 1, len(text))))
    if weak and mechanism.others:
        others = mechanism.others()
        edges = tuple((*own, *others) if at in weak else own for at, own in enumerate(edges))
    found = _lattice(mechanism.coding, size, edges, piece.begun, piece.open)
    return Task(found, piece.left, piece.right) if found else None


@lru_cache(1 << 12)  # a page says the same again and again, and several suppositions make the same of it
def _lattice(
    coding: Coding, size: int, edges: tuple[tuple[Edge, ...], ...], begun: bytes, ended: bytes
) -> Lattice | None:
    found = lattice(size, edges, coding, begun, ended)
    return pruned(found) if found else None


def _blocks(
    line: str, piece: Stretch | _Gap, task: Task | None, ways: Iterator[Sequence[Step]]
) -> Iterator[Block]:
    """A piece as blocks, one for each character, if it has a place of its own."""
    if isinstance(piece, Stretch):
        yield Block(*piece[:3])
    elif task is None:
        yield Block(piece.start, piece.end, line[piece.start : piece.end], literal=True)
    else:
        nodes = task.lattice.nodes
        steps: list[Step] = []
        for number, step in enumerate(way := next(ways), 1):
            steps.append(step)
            first, last = nodes[steps[0].start], nodes[step.end]
            if (last.offset > first.offset and not last.pending) or number == len(way):
                yield Block(
                    piece.start + first.offset,
                    piece.start + last.offset,
                    "".join(step.text for step in steps),
                    any(step.lost for step in steps),
                    any(step.literal for step in steps),
                    min(step.sure for step in steps),
                    not (first.open or last.open),
                    _others(task.lattice, step) if step.lost and len(steps) == 1 else "",
                )
                steps = []


def _others(lattice: Lattice, step: Step) -> str:
    """The brackets that may stand in place of one character."""
    first, last = (bisect_left(lattice.starts, number) for number in (step.start, step.start + 1))
    arcs = (arc for arc in range(first, last) if lattice.ends[arc] == step.end)
    return "".join(text for arc in arcs for text in lattice.options[arc].texts if text in BRACKETS)


def _as_changes(blocks: Sequence[Block], line: str, offset: int, gates: Gates) -> Iterator[Change]:
    """The changes of a reading in `line`, at `offset`; uncertain places get remarks.

    The posterior probabilities are true: over held-back passages of all families, about as many of the
    fillings were right as they say.
    """
    text = "".join(block.text for block in blocks)
    size, behind = len(text.rstrip("\n")), 0
    for block in blocks:
        at, behind = behind, behind + len(block.text)
        start, end = offset + block.start, offset + min(block.end, len(line))
        after = block.text.removesuffix("\n")
        # what stands beside is marked where nothing is left
        beside = (start, end) if start < end else (start - 1, end) if block.start else (start, end + 1)
        if after == line[block.start : block.end]:
            if block.sure < CLEAR and not block.literal:
                yield Change(*beside, None, note=LOST_OR_MEANT)
            elif block.literal and not after and behind < len(text):  # its bytes make no character
                yield Change(*beside, None, note=SOME_LOST)
            continue
        is_last = behind >= size and is_han(after[-1:] or " ")
        usual = FIRST if block.start == 0 else CLEAR
        least = max(usual, gates.last * is_last) if block.start else usual
        is_clear = not block.lost or block.sure >= (least if _NUMERALS.isdisjoint(after) else NUMERAL)
        is_cut = start == end == offset + len(line) and is_han(after[-1:])  # the line is cut
        is_clear = is_clear and not is_cut and not (block.lost and is_guess(text, at))
        if block.lost and after[1:] == SWALLOWED and after[1] not in line[block.start : block.end]:
            after, is_clear = after[0] + "?", False
        is_number = (
            not is_clear and block.sure < usual and _DIGIT.search(line, block.start, block.end) is not None
        )  # of ⒈, folded
        if is_clear or (block.sure >= LIKELY and not is_number) or not block.is_whole:
            yield Change(start, end, after, inferred=block.lost)
        if not is_clear:
            yield Change(*beside, None, note=SOME_LOST)
