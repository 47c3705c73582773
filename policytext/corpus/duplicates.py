"""Documents that are the same text, or nearly: reprints (转载) are the rule among policy pages.

Two passes: `find_duplicates` groups, `mark_duplicates` writes the original's id into `meta`. Texts
are compared by the six-character sequences they share, white space, punctuation and script
aside: MinHash (Broder 1997) estimates that share, locality-sensitive hashing finds the candidates.
Memory grows by about 1.5 KB for each document that is no duplicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from policytext.document import Document
from policytext.language.simplify import simplified_table

LENGTH = 6  # characters of a sequence: official texts on two matters share many of four, few of six
PERMUTATIONS = 128  # a similarity of 0.85 is estimated to within 0.03
BANDS = 16  # of eight: 99% of pairs of 0.85 are looked at, and 2% of those of 0.4
SEED = 42
SHORTEST = 40  # characters below which only the very same text is a duplicate

_NO_WORD = re.compile(r"[\W_]+")
_OFFICIAL_HOST = re.compile(r"//[^/]*\.gov\.cn(?:[:/]|$)")


@dataclass(frozen=True)
class Duplicate:
    """The id of the document that one repeats, and how similar they are (Jaccard, 0 to 1)."""

    original: str
    similarity: float


@dataclass
class _Group:
    original: str
    rank: tuple[str, bool, bool, int]
    members: list[tuple[int, float]]  # position in the input, similarity to the group's first


def find_duplicates(documents: Iterable[Document], threshold: float = 0.85) -> dict[int, Duplicate]:
    """First pass: which documents, by position in the input from 0, repeat another one, and which.

    `threshold` is the least share of common sequences (Jaccard similarity). Of a group the document
    with the earliest date counts as the original, then one that names no source, then one of a
    .gov.cn host, then the first. Needs the extra `dedupe`.

    >>> find_duplicates([Document("a", "关于防火工作的通知"), Document("b", "關於防火工作的通知。")])
    {1: Duplicate(original='a', similarity=1.0)}
    """
    groups: list[_Group] = []
    same: dict[bytes, int] = {}
    index = _Index(threshold)
    for position, document in enumerate(documents):
        words = _words(document.text)
        digest = blake2b(words.encode(errors="surrogatepass"), digest_size=16).digest()
        similarity = 1.0
        number = same.get(digest)
        if number is None and len(words) >= SHORTEST:
            number, similarity = index.nearest(words, len(groups))
        if number is None:
            number, similarity = len(groups), 1.0
            groups.append(_Group(document.id, _rank(document, position), []))
        same.setdefault(digest, number)
        group = groups[number]
        group.members.append((position, similarity))
        if _rank(document, position) < group.rank:
            groups[number] = replace(group, original=document.id, rank=_rank(document, position))
    return {
        position: Duplicate(group.original, round(similarity, 3))
        for group in groups
        for position, similarity in group.members
        if position != group.rank[-1]
    }


def mark_duplicates(documents: Iterable[Document], duplicates: dict[int, Duplicate]) -> Iterator[Document]:
    """Second pass: the same documents in the same order, `duplicate_of` and `similarity` in their `meta`.

    >>> [d.meta for d in mark_duplicates([Document("b", "")], {0: Duplicate("a", 0.93)})]
    [{'duplicate_of': 'a', 'similarity': 0.93}]
    """
    for position, document in enumerate(documents):
        duplicate = duplicates.get(position)
        if duplicate is None:
            yield document
        else:
            yield document.with_meta(duplicate_of=duplicate.original, similarity=duplicate.similarity)


class _Index:
    """The first documents of the groups, to be found by similarity."""

    def __init__(self, threshold: float) -> None:
        try:
            import rensa
        except ImportError:
            raise ImportError("finding duplicates needs: pip install 'policytext[dedupe]'") from None
        self._minhash = rensa.RMinHash
        self._threshold = threshold
        self._index = rensa.RMinHashLSH(threshold, PERMUTATIONS, BANDS)
        self._known: dict[int, rensa.RMinHash] = {}

    def nearest(self, words: str, number: int) -> tuple[int | None, float]:
        """The most similar group, or None; a text like none before becomes group `number`."""
        sketch = self._minhash(PERMUTATIONS, SEED)
        sketch.update([words[i : i + LENGTH] for i in range(len(words) - LENGTH + 1)])
        found = [(sketch.jaccard(self._known[key]), -key) for key in self._index.query(sketch)]
        similarity, key = max(found, default=(0.0, 0))
        if found and similarity >= self._threshold:
            return -key, similarity
        self._known[number] = sketch
        self._index.insert(number, sketch)
        return None, 1.0


def _words(text: str) -> str:
    return _NO_WORD.sub("", text).translate(simplified_table())


def _rank(document: Document, position: int) -> tuple[str, bool, bool, int]:
    """The lower, the more likely the original."""
    meta = document.meta
    date = str(meta.get("date_published") or meta.get("date_written") or "9999")
    return date, bool(meta.get("source_name")), not _OFFICIAL_HOST.search(document.source), position
