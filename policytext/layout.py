"""The blocks of an HTML page, as the reader saw them and the stripper judges them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page: one line of the text as read, `[start, end)` in code points."""

    start: int
    end: int
    tag: str
