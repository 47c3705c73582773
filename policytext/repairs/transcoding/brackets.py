"""Marks whose byte was lost, told by the brackets around them: 面积（平方米? ends in ）, not in ；."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policytext.language.likelihood import CONTEXT, model
from policytext.language.patterns import lazy

if TYPE_CHECKING:
    from policytext.repairs.transcoding.lossy import Block

CLOSING = dict(zip("（《〈〔【“「『", "）》〉〕】”」』", strict=True))
_OPENING = {closing: opening for opening, closing in CLOSING.items()}
BRACKETS = frozenset(CLOSING) | _OPENING.keys()
_ITEM = lazy(r"(?:^|[^0-9A-Za-z])[0-9A-Za-z]{1,2}$")
EMPTY = lazy(r"[\s。]+")  # a line of ideographic blanks, the last of which lost its last byte
NEARLY = 15.0  # nats by which the bracket may be less likely than the mark that was found


def balanced(blocks: list[Block]) -> list[Block]:
    """The blocks of a line, with the bracket that alone is missing in place of another mark.

    Where it may stand in several places, each of these is in doubt.
    """
    opened: list[tuple[str, int]] = []
    for number, block in enumerate(blocks):
        for mark in block.text:
            if mark in CLOSING:
                opened.append((CLOSING[mark], number))
            elif opened and mark == opened[-1][0]:
                opened.pop()
            elif mark in _OPENING and not (mark == "）" and _is_item(blocks, number)):
                blocks = _with(blocks, _OPENING[mark], range(opened[-1][1] + 1 if opened else 0, number))
    for closing, number in reversed(opened):
        blocks = _with(blocks, closing, range(number + 1, len(blocks)))
    if EMPTY.fullmatch("".join(block.text for block in blocks)):
        return [block._replace(text=block.text.replace("。", "\u3000")) for block in blocks]
    return blocks


def _is_item(blocks: Sequence[Block], number: int) -> bool:
    """Is the bracket that of the number of an item, which needs no other: 1）?"""
    return _ITEM.search("".join(block.text for block in blocks[max(0, number - 4) : number])) is not None


def _with(blocks: list[Block], bracket: str, numbers: Sequence[int]) -> list[Block]:
    """The blocks with the bracket in one of the numbered places, if there it may stand."""
    places = [number for number in numbers if bracket in blocks[number].others]
    likely = [number for number in places if _loss(blocks, number, bracket) < NEARLY]
    done = blocks.copy()
    for number in likely:
        block = done[number]
        done[number] = (
            block._replace(text=bracket, sure=1.0) if len(likely) == 1 else block._replace(sure=0.0)
        )
    return done


def _loss(blocks: Sequence[Block], number: int, bracket: str) -> float:
    """By how much the bracket is less likely there than what was found."""
    left = "".join(block.text for block in blocks[max(0, number - CONTEXT) : number])
    right = "".join(block.text for block in blocks[number + 1 : number + 1 + CONTEXT])
    score = model().score
    return score(blocks[number].text, left, right) - score(bracket, left, right)
