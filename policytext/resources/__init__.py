"""Tables that the package reads at run time: TSV, comment lines (`#`) give source and licence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pkgutil import get_data


def data(name: str) -> bytes:
    """A resource as it lies there; FileNotFoundError if there is none."""
    found = get_data(__name__, name)  # `importlib.resources` takes 10 ms to load
    assert found is not None  # as from a loader that can give nothing
    return found


def text(name: str) -> str:
    """A resource as it is written."""
    return data(name).decode()


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table, each a list of its cells; comments and blank lines left out."""
    for line in text(name).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """The words of each kind, of a table whose first columns are kind and word."""
    table: dict[str, list[str]] = {}
    for kind, word, *_ in rows(name):
        table.setdefault(kind, []).append(word)
    return {kind: tuple(words) for kind, words in table.items()}


@cache
def word_set(name: str, *kinds: str) -> frozenset[str]:
    """The words of some kinds of such a table."""
    return frozenset(word for kind in kinds for word in lists(name)[kind])


@cache
def column(name: str, at: int = 0) -> frozenset[str]:
    """All cells of a column of a table."""
    return frozenset(row[at] for row in rows(name))


@cache
def mapping(name: str, key: int = 0, value: int = 1) -> Mapping[str, str]:
    """The cells of one column of a table to those of another."""
    return {row[key]: row[value] for row in rows(name)}


@cache
def any_of(name: str, *kinds: str) -> str:
    """A pattern of any of the words of some kinds of such a table, in a group."""
    return f"(?:{alternation(word_set(name, *kinds))})"


def alternation(words: Iterable[str], between: str = "") -> str:
    r"""A pattern of any of the words, the longest first; `between`: what may stand between characters.

    Words that begin alike are one branch: `re` tries each branch everywhere.

    >>> alternation(["省", "市", "省级"]), alternation(["文号"], r"\s*")
    ('省(?:级|)|市', '文\\s*号')
    """
    ends: dict[str, list[str]] = {}  # by what they begin with
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        ends.setdefault(word[:1], []).append("".join(between + re.escape(char) for char in word[1:]))
    return "|".join(
        re.escape(first) + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})")
        for first, rest in ends.items()
    )
