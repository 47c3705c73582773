"""Many fixed names found in one pass, the longest at each position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import add
from typing import Any


class Lexicon:
    """Names of two characters or more, found through their first two: one look-up a character.

    >>> list(Lexicon(["教育部", "教育部办公厅"]).find("教育部办公厅和教育部"))
    [(0, 6), (7, 10)]
    """

    def __init__(self, names: Iterable[str]) -> None:
        index: dict[str, list[str]] = defaultdict(list)
        for name in names:
            index[name[:2]].append(name)
        self._index = {head: tuple(sorted(found, key=len, reverse=True)) for head, found in index.items()}

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of names, from left to right, none inside another."""
        free = 0
        for at in headed(text, self._index):
            if at < free:
                continue
            for name in self._index[text[at : at + 2]]:
                if text.startswith(name, at):
                    yield at, (free := at + len(name))
                    break

    def end(self, text: str, at: int) -> int:
        """Where the longest name ends that begins there; 0 where none does.

        >>> Lexicon(["教育部", "教育部办公厅"]).end("由教育部办", 1)
        4
        """
        names = self._index.get(text[at : at + 2], ())
        return next((at + len(name) for name in names if text.startswith(name, at)), 0)


def headed(text: str, heads: Mapping[str, Any]) -> list[int]:
    """Where two characters stand that are one of `heads`.

    >>> headed("教育部办公厅", {"办公": 1})
    [3]
    """
    pairs = map(add, text, islice(text, 1, None))  # in C: this looks at every character of every text
    return [at for at, pair in enumerate(pairs) if pair in heads]
