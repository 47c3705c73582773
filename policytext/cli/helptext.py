"""Help for terminals: wrapped lines, in which a Chinese character takes two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from shutil import get_terminal_size

from policytext.cli.helpdata import Described, Entry, Say
from policytext.io.writers.terminal import width

WIDEST = 100  # columns: longer lines are hard to read
NARROWEST = 50  # columns: a narrower terminal folds lines itself
NAMES = 30  # columns of names, after which what they do stands on the next line
_INDENT = "  "
_WORD = re.compile(r"\s+|[「『（《“‘]*(?:[!-\xff]+|\S)[，。；：、！？）》」』”’…]*")
"""Unbreakable units: blanks, a word, or a Chinese character with the marks beside it (GB/T 15834)."""


def columns() -> int:
    """The width of help on this terminal."""
    return min(max(get_terminal_size().columns, NARROWEST), WIDEST) - 2


def helptext(about: Described, say: Say, room: int) -> str:
    """The help of a command, without a final line feed."""
    return "\n".join(_lines(about, say, room))


def _lines(about: Described, say: Say, room: int) -> Iterator[str]:
    yield from folded(say("Usage: {call}").format(call=about.usage), room, " " * 4)
    for paragraph in (about.line, *about.paragraphs):
        yield ""
        yield from (_INDENT + line for line in folded(paragraph, room - len(_INDENT)))
    if about.examples:
        yield ""
        yield _INDENT + say("{title}:").format(title=say("Examples"))
        yield from (f"{_INDENT * 2}{example}" for example in about.examples)
    for title, entries in about.panels:
        yield ""
        yield say("{title}:").format(title=title)
        yield from _listed(entries, room)


def _listed(entries: list[Entry], room: int) -> Iterator[str]:
    """Names on the left, descriptions beside them or below."""
    wide = min(max(width(names) for names, _ in entries), NAMES)
    beside = " " * (len(_INDENT) + wide + 2)
    for names, text in entries:
        head = f"{_INDENT}{names}{' ' * (wide - width(names) + 2)}"
        if width(names) > wide:
            yield f"{_INDENT}{names}"
            head = beside
        for line in folded(text, room - len(beside)):
            yield head + line
            head = beside


def folded(text: str, room: int, indent: str = "") -> list[str]:
    """The text wrapped to a width; all lines but the first are indented.

    >>> folded("查找政策文本中的机构（含简称）。 Words stay whole.", 20)
    ['查找政策文本中的机构', '（含简称）。 Words', 'stay whole.']
    """
    lines = [""]
    for word in _WORD.findall(text):
        if width(lines[-1] + word.rstrip()) > room and lines[-1].strip():
            lines.append(indent)
        if word.strip() or lines[-1].strip():
            lines[-1] += word
    return [line.rstrip() for line in lines]
