"""Documents that are the same text, or nearly: reprints (转载) are the rule among policy pages.

Two passes: `find_duplicates` groups, `mark_duplicates` writes the original's id into `meta`. Texts
are compared by the six-character sequences they share, white space, punctuation and script
aside (`near`). Memory grows by some 200 bytes for each document that is a duplicate, and by nothing
for the others: they go to disk.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from policytext.corpus.engine import connected, insert
from policytext.document import Document
from policytext.language.simplify import simplified_table

MEMORY = "512MB"  # what the engine may take before it spills

_NO_WORD = re.compile(r"[\W_]+")
_OFFICIAL_HOST = re.compile(r"//[^/]*\.gov\.cn(?:[:/]|$)")
_MEMBERS = """CREATE TABLE members (position UINTEGER, number UINTEGER, similarity DOUBLE, id BLOB,
    date BLOB, sourced BOOLEAN, elsewhere BOOLEAN)"""
_DUPLICATES = """
    SELECT position, original, similarity FROM (
        SELECT position, similarity,
            first_value(id) OVER likeliest AS original, row_number() OVER likeliest AS place
        FROM members
        WHERE number IN (SELECT number FROM members GROUP BY number HAVING count(*) > 1)
        WINDOW likeliest AS (PARTITION BY number ORDER BY date, sourced, elsewhere, position)
    ) WHERE place > 1 ORDER BY position"""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The id of the document that one repeats, and how similar they are (Jaccard, 0 to 1)."""

    original: str
    similarity: float


def find_duplicates(documents: Iterable[Document], threshold: float = 0.85) -> dict[int, Duplicate]:
    """First pass: which documents, by position in the input from 0, repeat another one, and which.

    `threshold` is the least share of common sequences (Jaccard similarity). Of a group the document
    with the earliest date counts as the original, then one that names no source, then one of a
    .gov.cn host, then the first. Needs the extra `dedupe`.

    >>> find_duplicates([Document("a", "关于防火工作的通知"), Document("b", "關於防火工作的通知。")])
    {1: Duplicate(original='a', similarity=1.0)}
    """
    from policytext.corpus import near  # numpy and rensa cost, and nobody else needs them

    with tempfile.TemporaryDirectory(prefix="policytext-") as name, connected(Path(name), MEMORY) as engine:
        engine.execute(_MEMBERS)
        with closing(near.Groups(engine, Path(name), threshold)) as groups:
            read = ((_facts(document), groups.read(_words(document.text))) for document in documents)
            position = 0
            while batch := list(islice(read, near.BATCH)):
                found = groups.of([text for _, text in batch])
                _enter(engine, position, [facts for facts, _ in batch], found)
                position += len(batch)
        rows = engine.execute(_DUPLICATES).fetchall()
    return {
        position: Duplicate(_decoded(original), round(similarity, 3))
        for position, original, similarity in rows
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


class _Facts(NamedTuple):
    """What decides whether a document is the original: the lower, the likelier."""

    id: bytes
    date: bytes
    sourced: bool
    elsewhere: bool


def _facts(document: Document) -> _Facts:
    meta = document.meta
    date = str(meta.get("date_published") or meta.get("date_written") or "9999")
    elsewhere = not _OFFICIAL_HOST.search(document.source)
    return _Facts(_encoded(document.id), _encoded(date), bool(meta.get("source_name")), elsewhere)


def _enter(engine: Any, position: int, facts: Sequence[_Facts], found: Sequence[tuple[int, float]]) -> None:
    """Documents and their groups into the engine."""
    columns: dict[str, Sequence[Any]] = {
        "position": range(position, position + len(found)),
        "number": [number for number, _ in found],
        "similarity": [similarity for _, similarity in found],
    }
    for name in _Facts._fields:
        columns[name] = [getattr(fact, name) for fact in facts]
    insert(engine, "members", columns)


def _words(text: str) -> str:
    return _NO_WORD.sub("", text).translate(simplified_table())


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _decoded(data: bytes) -> str:
    return bytes(data).decode(errors="surrogatepass")
