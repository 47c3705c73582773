"""Wrapping of marked text to a terminal's width."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from shutil import get_terminal_size

from policytext.io.writers.terminal import fitting, width

Piece = tuple[str, Callable[[str], str]]
"""A text and the function that marks it."""

CONTEXT = 20  # characters on both sides of a change: half a line
UNLIMITED = 100_000  # columns of output that goes to no terminal


def room_of(output: Path | None) -> int:
    """The width of lines: that of the terminal, or COLUMNS."""
    if output is not None or not sys.stdout.isatty():
        return UNLIMITED
    return max(get_terminal_size().columns, 40)


def hanging(head: str, pieces: Iterable[Piece], room: int, indent: int, marked: bool) -> Iterator[str]:
    """The pieces wrapped behind a head, which takes `indent` columns of the `room`."""
    for line in wrapped(pieces, room - indent, marked):
        yield f"{head}{line}"
        head = " " * indent


def wrapped(pieces: Iterable[Piece], room: int, marked: bool = True) -> Iterator[str]:
    """The pieces wrapped to lines of `room` columns; each part of a broken piece is marked.

    With `marked`, marks are characters, not colours, and take columns themselves.

    >>> list(wrapped([("发展", str), ("低空经济", lambda text: f"[{text}]")], 8))
    ['发展[低]', '[空经济]']
    """
    line, left = "", room
    for text, mark in pieces:
        extra = width(mark(text)) - width(text) if marked else 0
        rest = text
        while rest:
            if width(rest[0]) + extra > left and line:
                yield line
                line, left = "", room
            part = fitting(rest, left - extra)
            line += mark(part)
            left -= width(part) + extra
            rest = rest[len(part) :]
    if line:
        yield line
