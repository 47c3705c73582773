"""Reading a stretch of GBK that was torn open at an unaligned place, in all the ways it can have been.

An insertion between the two bytes of a character orphans its first byte and shifts every pair
after it, until a byte below 0x80 or the next insertion brings reading back into step. Here the
stretch is turned back into bytes, insertions are taken out, and what is left is read in step: a
lattice of characters, in which a lost byte is one of 126. A gloss allows only the characters it is
a reading of; the language model ranks the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policytext.language.likelihood import classes, model
from policytext.language.readings import read_as, toneless
from policytext.repair.glosses import LETTERS, is_converted, normal_reading
from policytext.repair.tornpage import Page

LOST = "?\ufffd"  # "?" has swallowed the ASCII character after it, U+FFFD has not
LONGEST = 200  # characters of a stretch
WIDEST = 160  # readings of a stretch that are kept at one place
_BYTES = bytes(range(0x80, 0xFF))

GLOSS = re.compile(rf"[(（]([{LETTERS}]{{1,6}})[)）](?:[(（][{LETTERS}]{{1,6}}[)）])*")
OPENED = re.compile(GLOSS.pattern.removeprefix("[(（]"))  # its first bracket was swallowed


class Path(NamedTuple):
    """A reading under way: its probability, its text, and that text as the language model sees it.

    `pinned`: the bytes and glosses left no choice.
    """

    score: float
    text: str
    seen: str
    pinned: bool = True


class Place(NamedTuple):
    """A node of the lattice: an offset, and what the byte waiting for its second may be (none: in step).

    `swallowed`: the "?" here stands for an ASCII character of the page that nothing can tell.
    """

    at: int
    leads: bytes = b""
    swallowed: bool = False


class Step(NamedTuple):
    """An edge of the lattice: the characters that may stand there, one of them, and where it leads."""

    choices: tuple[str, ...]
    to: Place
    glossed: bool = False


def readings(page: Page, start: int, left: str) -> dict[Place, list[Path]]:
    """Every likely reading of the torn stretch that starts with the lost byte at `start`, by its end.

    `left` is the repaired text before it. Probabilities count from there on, both joints left out.

    >>> page = Page.of("規(guī)?；瘧?yīng)用")
    >>> paths = readings(page, 6, "規")
    >>> [(end.at, paths[end][0].text) for end in paths]
    [(15, '模化應')]
    """
    seen = left[-2:].translate(classes())
    paths: dict[Place, list[Path]] = defaultdict(list)
    for step in _openings(page, start, left):
        paths[step.to] += _extended(page, [Path(0.0, "", seen)], step)
    ended: dict[Place, list[Path]] = {}
    while paths:
        place = min(paths)
        kept = _pruned(paths.pop(place))
        if not place.leads:
            ended[place] = kept
        elif place.at < min(start + LONGEST, len(page.text)):
            for step in _steps(page, place):
                paths[step.to] += _extended(page, kept, step)
    return ended


def continued(path: Path, text: str) -> Path:
    """The path with text behind it that is certain."""
    return _extend(path, text, text.translate(classes()), 0.0, True)


def _openings(page: Page, start: int, left: str) -> Iterator[Step]:
    """How the stretch can begin: with a gloss, or a comma before a mark, inside a character."""
    at = start + 1
    lost = page.text[start]
    gloss = (OPENED if lost == "?" else GLOSS).match(page.text, at)
    if gloss:
        allowed = read_as(normal_reading(gloss[1]))
        before = {data[1] for data in page.bytes_of(left[-1:]) if len(data) == 2}
        torn = {byte: c for byte in _BYTES for lead in before if (c := _character(lead, byte)) in allowed}
        leads = bytes(byte for byte, c in torn.items() if is_converted(c)) or bytes(torn)
        if leads:
            yield Step(("",), Place(gloss.end(), leads))
    if lost == "\ufffd":
        if page.text[at : at + 1] != ",":
            return
        at += 1
    if page.is_mark(at):
        yield Step(("",), Place(at, _BYTES[1:]))


def _steps(page: Page, place: Place) -> Iterator[Step]:
    """What can come next while a character waits for its second byte."""
    at, leads = place.at, place.leads
    char = page.text[at]
    if char in LOST:
        yield from _closings(page, place)
    if (gloss := GLOSS.match(page.text, at)) and _follows_its_character(page, at, gloss[1]):
        yield Step(("",), Place(gloss.end(), leads))
    elif char == "," and page.is_mark(at + 1):
        yield Step(("",), Place(at + 1, leads))
    for end, data in page.sources(at):
        choices = tuple(c for lead in leads if (c := _character(lead, data[0])))
        if not choices:
            continue
        if len(data) == 1:
            yield Step(choices, Place(end), _is_glossed(page, end))
        elif data[1] > 0x80:
            yield Step(choices, Place(end, data[1:]))
        elif data[1] < 0x80:
            yield Step(tuple(choice + chr(data[1]) for choice in choices), Place(end))


def _closings(page: Page, place: Place) -> Iterator[Step]:
    """How a lost byte can end the stretch: it is the second of the character that waits."""
    at, leads = place.at + 1, place.leads
    choices = tuple(c for lead in leads for byte in _BYTES if (c := _character(lead, byte)))
    swallows = page.text[place.at] == "?"
    if gloss := (OPENED if swallows else GLOSS).match(page.text, at):
        allowed = read_as(normal_reading(gloss[1]))
        yield Step(
            tuple(c for c in choices if c in allowed), Place(gloss.end()), glossed=_is_toned(gloss[1])
        )
    elif not swallows or page.is_mark(at) or at == len(page.text):
        yield Step(choices, Place(at))
    else:
        yield Step(choices, Place(place.at, swallowed=True))
        yield Step(tuple(choice + "\n" for choice in choices), Place(at))


def _extended(page: Page, paths: Iterable[Path], step: Step) -> Iterator[Path]:
    """The paths with each choice behind them, as the page shows it."""
    shown = {page.shown(choice): choice for choice in step.choices}
    pinned = len(shown) == 1
    for text, choice in shown.items():
        seen = text.translate(classes())
        liking = 0.0 if pinned else page.liking(choice[0], step.glossed)
        for path in paths:
            yield _extend(path, text, seen, liking, pinned)


def _extend(path: Path, text: str, seen: str, liking: float, pinned: bool) -> Path:
    logp = model().logp
    score, context = path.score + liking, path.seen
    for char in seen:
        score += logp(context[-2:], char)
        context += char
    return Path(score, path.text + text, context, path.pinned and pinned)


def _pruned(paths: list[Path]) -> list[Path]:
    """The best paths, and of those that the model can no longer tell apart the best two."""
    best: list[Path] = []
    alike: dict[str, int] = defaultdict(int)
    for path in sorted(paths, key=lambda path: -path.score):
        alike[path.seen[-2:]] += 1
        if alike[path.seen[-2:]] < 3:
            best.append(path)
    return best[:WIDEST]


def _follows_its_character(page: Page, at: int, reading: str) -> bool:
    """Do the two bytes before the gloss make a character read so? (Torn, but shown whole.)"""
    allowed = read_as(normal_reading(reading))
    return any(len(data) == 2 and _character(*data) in allowed for data in page.bytes_of(page.text[at - 1]))


def _is_glossed(page: Page, at: int) -> bool:
    gloss = GLOSS.match(page.text, at)
    return gloss is not None and _is_toned(gloss[1])


def _is_toned(reading: str) -> bool:
    return toneless(reading) != reading


def _character(lead: int, trail: int) -> str:
    """The Han character or mark of two bytes, '' where there is none."""
    if not (0x81 <= lead <= 0xFE and 0x40 <= trail <= 0xFE and trail != 0x7F):
        return ""
    return bytes((lead, trail)).decode("gb18030")
