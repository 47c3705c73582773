"""Marked text: in colour on a terminal, with plain marks elsewhere, and wrapped to its width.

NO_COLOR and FORCE_COLOR are honoured.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size

from policytext.io.writers.terminal import fitting, in_colour, width
from policytext.language.printable import printable

Piece = tuple[str, Callable[[str], str]]
"""A text and the function that marks it."""

CONTEXT = 20  # characters on both sides of a change: half a line
UNLIMITED = 100_000  # columns of output that goes to no terminal


@dataclass(frozen=True, slots=True)
class Paint:
    """Marks text in colours, or with plain marks. Control characters in the text do not reach the terminal.

    >>> Paint(False).before("(chǎn)"), Paint(True).after("产")
    ('[-(chǎn)-]', '\\x1b[32m产\\x1b[0m')
    """

    colour: bool

    def heading(self, text: str) -> str:
        return self._in(text, "1")

    def dim(self, text: str) -> str:
        return self._in(text, "2")

    def before(self, text: str) -> str:
        """Mark text that was replaced or deleted."""
        return self._in(text, "31;9") if self.colour else f"[-{printable(text)}-]"

    def after(self, text: str) -> str:
        """Mark text that replaced it."""
        return self._in(text, "32") if self.colour else f"{{+{printable(text)}+}}"

    def plain(self, text: str) -> str:
        """Context, unmarked."""
        return printable(text)

    def _in(self, text: str, code: str) -> str:
        return f"\033[{code}m{printable(text)}\033[0m" if self.colour else printable(text)


def paint_of(output: Path | None) -> Paint:
    """The marks of what is written there: colours on standard output, where that takes them."""
    return Paint(output is None and in_colour(sys.stdout.isatty()))


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
