"""Documents that are the same text, or nearly: reprints (转载) are the rule among policy pages.

Two passes: `find_duplicates` groups, `mark_duplicates` writes the original's id into `meta`. Texts
are compared by the six-character sequences they share, white space, punctuation and script aside
(`near`), where they share a key at all (`links`). Memory grows by four bytes for each document and some
200 for each that is a duplicate; the rest goes to disk.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from policytext.corpus import near
from policytext.corpus.engine import connected, fetched, insert
from policytext.corpus.links import Links, components, joined
from policytext.corpus.near import SKETCH, Groups, Text, check, keys_of, text_of
from policytext.document import Document
from policytext.language.simplify import simplified_table

THRESHOLD = 0.85
MEMORY = "512MB"  # what the engine may take before it spills

_NO_WORD = re.compile(r"[\W_]+")
_OFFICIAL_HOST = re.compile(r"//[^/]*\.gov\.cn(?:[:/]|$)")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The id of the document that one repeats, and how similar they are (Jaccard, 0 to 1)."""

    original: str
    similarity: float


class Claim(NamedTuple):
    """What decides whether a document is the original, the lower, the likelier; and its id."""

    date: bytes
    sourced: bool
    elsewhere: bool
    id: bytes


class Print(NamedTuple):
    """All that is to be known of a document to find what it repeats."""

    claim: Claim
    text: Text


def find_duplicates(documents: Iterable[Document], threshold: float = THRESHOLD) -> dict[int, Duplicate]:
    """First pass: which documents, by position in the input from 0, repeat another one, and which.

    `threshold` is the least share of common sequences (Jaccard similarity). Of a group the document
    with the earliest date counts as the original, then one that names no source, then one of a
    .gov.cn host, then the first. Needs the extra `dedupe`.

    >>> find_duplicates([Document("a", "关于防火工作的通知"), Document("b", "關於防火工作的通知。")])
    {1: Duplicate(original='a', similarity=1.0)}
    """
    return duplicates_of(map(fingerprint, documents), threshold)


def fingerprint(document: Document) -> Print:
    """What a worker finds out of a document."""
    meta = document.meta
    date = str(meta.get("date_published") or meta.get("date_written") or "9999")
    elsewhere = not _OFFICIAL_HOST.search(document.source)
    claim = Claim(_encoded(date), bool(meta.get("source_name")), elsewhere, _encoded(document.id))
    return Print(claim, text_of(_NO_WORD.sub("", document.text).translate(simplified_table())))


def duplicates_of(prints: Iterable[Print], threshold: float = THRESHOLD) -> dict[int, Duplicate]:
    """As `find_duplicates`, of what was found out of each document."""
    check()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="policytext-")))
        engine = stack.enter_context(connected(folder, MEMORY))
        kept = stack.enter_context(closing(_Kept(engine, folder / "sketches")))
        links, stream = Links(engine), iter(prints)
        while batch := list(islice(stream, near.BATCH)):
            places, keys = keys_of([found.text for found in batch])
            links.add(places + kept.size, keys)
            kept.add(batch)
        members = kept.tied(components(links.pairs(), kept.size))
        found = dict(among(members, threshold, kept.sketch, engine))
    return dict(sorted(found.items()))


class Member(NamedTuple):
    """A document of a component (see `links`), and its position in the input."""

    component: int
    position: int
    found: Print


def among(
    members: Iterable[Member], threshold: float, sketch_of: Callable[[int], bytes], engine: Any
) -> Iterator[tuple[int, Duplicate]]:
    """The duplicates among documents of whole components, ordered by these and by position.

    `sketch_of` gives the sketch at a position; `engine` takes what is more than some batches.
    """
    groups, originals = Groups(threshold, sketch_of, engine), _Originals()
    for batch, whole in _batches(members, near.BATCH):
        placed = groups.of([member.position for member in batch], [member.found.text for member in batch])
        for member, (number, similarity) in zip(batch, placed, strict=True):
            originals.add(member, number, similarity)
        if whole:
            yield from originals.duplicates()
            groups, originals = Groups(threshold, sketch_of, engine), _Originals()
        else:
            groups.put_aside()
    yield from originals.duplicates()


def mark_duplicates(
    documents: Iterable[Document], duplicates: Mapping[int, Duplicate], start: int = 0
) -> Iterator[Document]:
    """Second pass: the same documents in the same order, `duplicate_of` and `similarity` in their `meta`.

    `start` is the position of the first.

    >>> [d.meta for d in mark_duplicates([Document("b", "")], {0: Duplicate("a", 0.93)})]
    [{'duplicate_of': 'a', 'similarity': 0.93}]
    """
    for position, document in enumerate(documents, start):
        duplicate = duplicates.get(position)
        if duplicate is None:
            yield document
        else:
            yield document.with_meta(duplicate_of=duplicate.original, similarity=duplicate.similarity)


class _Kept:
    """What was found out of all documents, on disk: sketches in a file, the rest in the engine."""

    def __init__(self, engine: Any, path: Path) -> None:
        self.size = 0
        self._engine = engine
        self._file = path.open("w+b", buffering=0)
        engine.execute(
            "CREATE TABLE claims (position UINTEGER, digest UBIGINT, sketched BOOLEAN,"
            " date BLOB, sourced BOOLEAN, elsewhere BOOLEAN, id BLOB)"
        )

    def close(self) -> None:
        self._file.close()

    def add(self, batch: Sequence[Print]) -> None:
        """What was found out of the documents that come next."""
        columns: dict[str, Sequence[Any]] = {
            "position": range(self.size, self.size + len(batch)),
            "digest": [found.text.digest for found in batch],
            "sketched": [bool(found.text.sketch) for found in batch],
        }
        for name in Claim._fields:
            columns[name] = [getattr(found.claim, name) for found in batch]
        insert(self._engine, "claims", columns)
        self._file.seek(self.size * SKETCH)
        self._file.write(b"".join(found.text.sketch or bytes(SKETCH) for found in batch))
        self.size += len(batch)

    def sketch(self, position: int) -> bytes:
        self._file.seek(position * SKETCH)
        return self._file.read(SKETCH)

    def tied(self, labels: Sequence[int]) -> Iterator[Member]:
        """The documents that are tied to others, those of a component together; `labels` name them."""
        names, several = joined(labels)
        positions = np.flatnonzero(several)
        self._engine.execute("CREATE TABLE tied (position UINTEGER, component UINTEGER)")
        insert(self._engine, "tied", {"position": positions, "component": names[positions]})
        rows = fetched(
            self._engine,
            "SELECT component, position, digest, sketched, date, sourced, elsewhere, id"
            " FROM claims JOIN tied USING (position) ORDER BY component, position",
        )
        for component, position, digest, sketched, *claim in rows:
            text = Text(digest, self.sketch(position) if sketched else b"")
            yield Member(component, position, Print(Claim(*claim), text))


def _batches(members: Iterable[Member], size: int) -> Iterator[tuple[list[Member], bool]]:
    """Members in batches of `size` or some more, and whether the components end with a batch."""
    batch: list[Member] = []
    for _, component in groupby(members, attrgetter("component")):
        for member in component:
            if len(batch) >= size:
                yield batch, False
                batch = []
            batch.append(member)
        if len(batch) >= size:
            yield batch, True
            batch = []
    if batch:
        yield batch, True


class _Originals:
    """Of each group the likeliest original so far, and who is in it."""

    def __init__(self) -> None:
        self._best: dict[int, tuple[tuple[Any, ...], int, bytes]] = {}
        self._placed: list[tuple[int, int, float]] = []

    def add(self, member: Member, group: int, similarity: float) -> None:
        claim, position = member.found.claim, member.position
        mine = (claim[:3], position, claim.id)
        self._best[group] = min(mine, self._best.get(group, mine))
        self._placed.append((position, group, similarity))

    def duplicates(self) -> Iterator[tuple[int, Duplicate]]:
        """Everyone who is not the original of his group."""
        ids = {group: _decoded(best[2]) for group, best in self._best.items()}
        for position, group, similarity in self._placed:
            if position != self._best[group][1]:
                yield position, Duplicate(ids[group], round(similarity, 3))


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _decoded(data: bytes) -> str:
    return bytes(data).decode(errors="surrogatepass")
