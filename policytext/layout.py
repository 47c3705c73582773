"""The blocks of an HTML page, made by the reader and judged by strip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element of a page. `name` is its class and id, in lower case.

    Not frozen, since a page has thousands and that would double their cost, but never changed.
    """

    parent: Box | None
    tag: str
    name: str = ""
    hidden: bool = False


class Block(NamedTuple):
    """One block of a page: one line of the text as read, `[start, end)` in code points.

    `box` is the innermost block-level element around it (for a row of a data table, its `tr`);
    `link_characters` of its characters, white space aside, are the text of links. `spaced` is a short
    line with a space where inline elements meet, "" if none do: templates separate 日期 and 来源 by style.
    """

    start: int
    end: int
    box: Box
    link_characters: int = 0
    spaced: str = ""

    @property
    def tag(self) -> str:
        return self.box.tag
