"""Many fixed names found in one pass, the longest at each position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from operator import add
from typing import Any, TypeVar

T = TypeVar("T")

WHOLE = range(200, 1 << 17)
"""Lengths of texts, in characters, whose heads are cached: shorter ones are words and lines, which would
evict the text that they are part of; longer ones have too many heads."""


class Lexicon:
    """Finds names of two characters or more by their first two: one look-up for each character.

    >>> list(Lexicon(["教育部", "教育部办公厅"]).find("教育部办公厅和教育部"))
    [(0, 6), (7, 10)]
    """

    def __init__(self, names: Iterable[str] | Callable[[], Iterable[str]]) -> None:
        """`names`: also a function that reads them from tables when the first text is searched."""
        self._names = names

    @cached_property
    def _index(self) -> Heads[Sequence[tuple[int, frozenset[str]]]]:
        """By what they begin with the names of each length, the longest first."""
        index: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for name in self._names() if callable(self._names) else self._names:
            index[name[:2]][len(name)].add(name)
        return Heads(
            {
                head: [(size, frozenset(found)) for size, found in sorted(sizes.items(), reverse=True)]
                for head, sizes in index.items()
            }
        )

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of names, from left to right, none inside another."""
        free = 0
        for at in headed(text, self._index):
            if at >= free and (end := self.end(text, at)):
                yield at, (free := end)

    def end(self, text: str, at: int) -> int:
        """The end of the longest name that begins at an offset; 0 if there is none.

        >>> Lexicon(["教育部", "教育部办公厅"]).end("由教育部办", 1)
        4
        """
        sizes = self._index.get(text[at : at + 2], ())
        return next((at + size for size, names in sizes if text[at : at + size] in names), 0)


class Heads(dict[str, T]):
    """Values by a name's first two characters; never changed once it is made (see `headed`)."""

    def __init__(self, known: Mapping[str, T]) -> None:
        super().__init__(known)
        _ALL.update(known)


_ALL: set[str] = set()  # of all heads that there are


def headed(text: str, heads: Heads[Any]) -> list[int]:
    """The offsets at which two characters of `heads` stand.

    >>> headed("教育部办公厅", Heads({"办公": 1}))
    [3]
    """
    found = _found(text, len(_ALL)) if len(text) in WHOLE else _pairs(text, heads)
    return [at for at, pair in found if pair in heads]


@lru_cache(maxsize=2)
def _found(text: str, number: int) -> list[tuple[int, str]]:  # noqa: ARG001
    """The offsets of the heads of all lexicons, found once for a text."""
    return list(_pairs(text, _ALL))


def _pairs(text: str, heads: Container[str]) -> Iterator[tuple[int, str]]:
    pairs = map(add, text, islice(text, 1, None))  # in C: this looks at every character of a text
    return ((at, pair) for at, pair in enumerate(pairs) if pair in heads)
