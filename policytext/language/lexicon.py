"""Many fixed names found in one pass, the longest at each position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


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
        index, at = self._index, 0
        while at < len(text) - 1:
            for name in index.get(text[at : at + 2], ()):
                if text.startswith(name, at):
                    yield at, at + len(name)
                    at += len(name)
                    break
            else:
                at += 1
