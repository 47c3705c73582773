"""What folding (NFKC) leaves of characters that were misread: 区 is ⑹ in Big5, and (6) when folded.

It is ASCII or another character, so the bytes do not tell; the language model does, by what stands around.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from policytext.language.characters import HAN, MARKS
from policytext.language.patterns import LazyPattern, lazy
from policytext.repairs.transcoding.byte_values import FOREIGN
from policytext.repairs.transcoding.lattice import Edge
from policytext.resources import alternation

FOLDED = -2.0  # cost of supposing so
_CHINESE = lazy(f"[{HAN}{MARKS}\u3000]")
_PAGES = ("gbk", "cp950")  # the encodings with characters that folding changes, among Chinese ones
_LEADS = (*range(0xA1, 0xAA), 0xC6, 0xC7)  # and their rows of such


def pattern(other: str, own: str) -> LazyPattern:
    """Finds what may be left of such characters of `own` that were read as `other`.

    >>> [found[0] for found in pattern("cp950", "gb18030").finditer("本地(6)1况，2024年(甲)")]
    ['(6)1']
    """
    return _pattern(other, own) if other in _PAGES else _NOTHING


@cache
def _pattern(other: str, own: str) -> LazyPattern:
    left = rf"(?:{alternation(_folded(other, own))})(?<![A-Za-z0-9](?=[A-Za-z0-9.%]))"
    return lazy(rf"(?:(?<=[^\0-\x7f])|(?<![^\n])(?={{))(?:{left})+")  # {{: an indent of GBK, read as Big5


_NOTHING = lazy(r"(?!)")


def edges(other: str, own: str, line: str, at: int) -> Iterator[Edge]:
    """The bytes that what stands at an offset may be left of."""
    if other in _PAGES:
        table = _folded(other, own)
        for size in range(1, 1 + max(map(len, table))):
            for data in table.get(line[at : at + size], ()):
                yield Edge(size, (data[0], frozenset(data[1:])), FOLDED)  # as lost: it is to be judged


@cache
def _folded(other: str, own: str) -> Mapping[str, tuple[bytes, ...]]:
    """What is left of characters in common use, by the encoding they were read as and their own."""
    table = defaultdict(list)
    for data in (bytes((lead, trail)) for lead in _LEADS for trail in range(0x40, 0xFF)):
        seen, meant = data.decode(other, "ignore"), data.decode(own, "ignore")
        left = unicodedata.normalize("NFKC", seen)
        if left != seen and len(seen) == 1 and _CHINESE.fullmatch(meant) and not FOREIGN.match(meant):
            table[left].append(data)
    return {left: tuple(data) for left, data in table.items()}
