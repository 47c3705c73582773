"""Sentences written for the project with their names marked: `data/names/*.txt`, see the README there.

A line is a sentence, a name stands in brackets with the letter of its kind, a stretch on which two
readers would disagree with a question mark: its characters are not learned from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from data.build.names.augment import Span

KINDS = {"P": "PER", "O": "ORG", "L": "LOC"}
_MARKED = re.compile(r"\[([POL?])([^\[\]]+)\]")


class Sentence(NamedTuple):
    """A text, its names, and the stretches that are left out."""

    text: str
    spans: list[Span]
    doubtful: list[tuple[int, int]]


def sentence(line: str) -> Sentence:
    """The sentence of a marked line. ValueError where a bracket is left over.

    >>> sentence("[P林秀芬]生于[L青江]，乘[?青江铁路]北上").spans
    [(0, 3, 'PER'), (5, 7, 'LOC')]
    """
    text, at = "", 0
    spans: list[Span] = []
    doubtful: list[tuple[int, int]] = []
    for marked in _MARKED.finditer(line):
        text += line[at : marked.start()]
        start, at = len(text), marked.end()
        text += marked[2]
        if marked[1] == "?":
            doubtful.append((start, len(text)))
        else:
            spans.append((start, len(text), KINDS[marked[1]]))
    text += line[at:]
    if "[" in text or "]" in text:
        raise ValueError(f"brackets that mark no name: {line}")
    return Sentence(text, spans, doubtful)


def sentences(paths: Iterable[Path]) -> Iterator[Sentence]:
    """Every sentence of these files once."""
    seen = set()
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and line not in seen:
                seen.add(line)
                yield sentence(line.strip())
