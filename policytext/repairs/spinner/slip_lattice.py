"""How characters follow one another where GBK text was torn open inside a character.

An insertion between the two bytes of a character orphans its first byte and shifts every pair
after it, until a byte below 0x80 or the next insertion brings reading back into step. These are
the edges of the lattice of all readings: seen characters go back into bytes, insertions drop out,
and the bytes are paired as before the damage. A lost byte may be any; the gloss behind a
character allows only those it is a reading of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from heapq import nlargest
from typing import NamedTuple

from policytext.language.characters import GLOSS as ONE
from policytext.language.patterns import lazy
from policytext.language.readings import read_as, toneless
from policytext.repairs.spinner.glosses import is_converted, normal_reading
from policytext.repairs.spinner.insertions import CLOSING, OPENING, READING
from policytext.repairs.spinner.torn_page import Page

LOST = "?\ufffd"  # "?" has swallowed the ASCII character after it, U+FFFD has not
_REST = rf"({READING})[{CLOSING}](?:{ONE})*"
GLOSS = lazy(rf"[{OPENING}]{_REST}")
_TAG = lazy(r"/?[A-Za-z][A-Za-z0-9]*(?: [^<>]*)?/?>")  # whose first bracket was swallowed
_OPENS = frozenset("“‘《〈（〔【「『、\u3000")  # before the end of an element nothing opens or goes on
_OPENED = lazy(_REST)  # the first bracket was swallowed

_BYTES = bytes(range(0x80, 0xFF))
NO_TRACE = -1.5  # cost of supposing that a private use character was dropped
# Code page 936's private use: lead bytes from, to, and the trail bytes that can begin a character.
_PRIVATE = (
    (0xAA, 0xB0, bytes(range(0xA1, 0xFF))),
    (0xF8, 0xFF, bytes(range(0xA1, 0xFF))),
    (0xA1, 0xA8, bytes(range(0x81, 0xA1))),
)
MOST = 400  # candidates for a character of which a byte is lost: all of three lead bytes
_FEW = 40  # candidates for a lead byte that are worth a search through all second bytes
NEITHER = 200  # candidates for a character of which neither byte is left: 府 is the 176th


class Place(NamedTuple):
    """A node of the lattice: an offset, and what the byte that waits for its second may be (none: in step).

    `blind`: in step, but the text is torn again from here on, so that what it says means nothing.
    `is_taken`: the byte that waits was found as part of a pair that straddles two characters, so the
    search went on behind it, and its own character could not be found. `was_private`: what stood before
    it was dropped.
    """

    at: int
    leads: bytes = b""
    blind: bool = False
    is_taken: bool = False
    was_private: bool = False


class Step(NamedTuple):
    """An edge: the characters one of which stands there, where it leads, and what is known of it.

    `is_glossed`: a toned reading stands behind the character. `swallowed`: the "?" at `to` stands for an
    ASCII character of the page that nothing can tell. `cost`: nats that it takes to suppose so.
    """

    choices: Sequence[str]
    to: Place
    is_glossed: bool = False
    swallowed: bool = False
    cost: float = 0.0


def opened(text: str, lost: int) -> re.Match[str] | None:
    """The gloss behind a lost byte, which may have swallowed its bracket."""
    return (_OPENED if text[lost] == "?" else GLOSS).match(text, lost + 1)


def openings(page: Page, start: int, left: str) -> Iterator[Step]:
    """How a torn stretch can begin: a gloss, or a comma and a mark, was put inside a character.

    `left` is the repaired text before it: the character that was glossed begins there.
    """
    at = start + 1
    if gloss := opened(page.text, start):
        allowed = read_as(normal_reading(gloss[1]))
        before = {data[1] for data in page.bytes_of(left[-1:]) if len(data) == 2}
        torn = {byte: c for byte in _BYTES for lead in before if (c := character(lead, byte)) in allowed}
        leads = bytes(byte for byte, c in torn.items() if is_converted(c)) or bytes(torn)
        if leads:
            yield Step([""], Place(gloss.end(), leads, is_taken=True))
    if page.text[start] == "\ufffd":
        if page.text[at : at + 1] != ",":
            return
        at += 1
    if page.is_mark(at):
        yield Step([""], Place(at, _BYTES[1:]))


def steps(page: Page, place: Place) -> Iterator[Step]:
    """The possible next steps while a character waits for its second byte."""
    at, leads = place.at, place.leads
    char = page.text[at]
    if gloss := GLOSS.match(page.text, at):
        if _is_read(page, at - 1, gloss[1]):
            yield Step([""], Place(gloss.end(), leads, is_taken=True))
        return
    if char in LOST:
        yield from _closings(page, place)
    if page.drops_private and not place.was_private:
        yield from _dropped(place)
    if char == "," and page.is_mark(at + 1):
        yield Step([""], Place(at + 1, leads))
    for end, data in page.sources(at):
        choices = [c for lead in leads if (c := character(lead, data[0]))]
        if len(data) == 1:
            yield _glossed(page, choices, end)
        elif data[1] > 0x80:
            is_taken = page.text[at - 1] in ",?" and page.is_mark(at)
            yield Step(choices, Place(end, data[1:], is_taken=is_taken))
        elif data[1] < 0x80:
            yield Step([choice + chr(data[1]) for choice in choices], Place(end))


@cache
def _usual(lead: int, low: int, high: int) -> tuple[str, ...]:
    """The characters of a lead byte and second ones in a range that are not altogether rare."""
    from policytext.repairs.transcoding.byte_values import FOREIGN

    return tuple(c for byte in range(low, high) if (c := character(lead, byte)) and not FOREIGN.match(c))


def _glossed(page: Page, choices: list[str], end: int) -> Step:
    """A character that ends before an offset; a gloss behind it leaves those that are read so."""
    gloss = GLOSS.match(page.text, end)
    if gloss is None:
        return Step(choices, Place(end))
    allowed = read_as(normal_reading(gloss[1]))
    return Step([c for c in choices if c in allowed] or choices, Place(end), _is_toned(gloss[1]))


def _dropped(place: Place) -> Iterator[Step]:
    """Two bytes of which no trace is left: as a pair they were private use, which many programs drop."""
    for low, high, trails in _PRIVATE:
        choices = [c for lead in place.leads for c in _usual(lead, low, high)]
        if choices:
            yield Step(choices, Place(place.at, trails, was_private=True), cost=NO_TRACE)


def _closings(page: Page, place: Place) -> Iterator[Step]:
    """How a lost byte can end the stretch: it is the second of the character that waits."""
    at, leads = place.at + 1, place.leads
    swallows = page.text[place.at] == "?"
    gloss = opened(page.text, place.at)
    if len(leads) > _FEW and not gloss and not place.was_private:
        return  # of that character nothing is left
    if gloss:
        allowed = read_as(normal_reading(gloss[1]))
        pinned = [c for lead in leads for c in _row(lead) if c in allowed]
        yield Step(pinned, Place(gloss.end()), _is_toned(gloss[1]))
        return
    choices = _likely(leads)[: NEITHER if place.was_private else MOST]
    if not swallows or page.is_mark(at) or at == len(page.text):
        yield Step(choices, Place(at))
    elif _TAG.match(page.text, at):
        yield Step([choice + "<" for choice in choices if choice not in _OPENS], Place(at))
    else:  # 0x80 begins no character, so nothing needs to be swallowed with it
        yield Step([c for lead in leads if (c := character(lead, 0x80))], Place(at))
        yield Step(choices, Place(at), swallowed=True)
        yield Step([choice + "\n" for choice in choices], Place(at))


@cache
def _row(lead: int) -> tuple[str, ...]:
    """The characters of a lead byte whose second byte is above ASCII."""
    return tuple(c for byte in _BYTES if (c := character(lead, byte)))


@lru_cache(1 << 8)
def _likely(leads: bytes) -> list[str]:
    """The likeliest characters of some lead bytes whose second byte is above ASCII."""
    from policytext.language.likelihood import classes, model

    logp = model().logp
    return nlargest(
        MOST, (c for lead in leads for c in _row(lead)), lambda c: logp("", c.translate(classes()))
    )


def character(lead: int, trail: int) -> str:
    """The character of two bytes, '' where there is none.

    >>> character(0xC4, 0xA3), character(0xC4, 0x2C)
    ('模', '')
    """
    if not (0x81 <= lead <= 0xFE and 0x40 <= trail <= 0xFE and trail != 0x7F):
        return ""
    return bytes((lead, trail)).decode("gb18030")


def _is_read(page: Page, at: int, reading: str) -> bool:
    """Is it a reading of the two bytes shown at `at`? (A glossed character made of halves of two.)"""
    allowed = read_as(normal_reading(reading))
    return any(len(data) == 2 and character(*data) in allowed for data in page.bytes_of(page.text[at]))


def _is_toned(reading: str) -> bool:
    return toneless(reading) != reading
