"""Documents that are the same text, or nearly: reprints (转载) are the rule among policy pages.

Two passes: `find_duplicates` groups, `mark_duplicates` writes the original's id into `meta`. Texts
are compared by the six-character sequences they share, white space, punctuation and script aside
(`minhash`), where they share a key at all (`components`). Memory grows by some twenty bytes for each
document and as many for each that is a duplicate; the rest is in files, some 900 bytes a document.
"""

from __future__ import annotations

import pickle
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import FileIO
from itertools import groupby, islice
from operator import attrgetter
from tempfile import TemporaryFile
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from policytext.corpus import minhash
from policytext.corpus.components import Links, components, joined
from policytext.corpus.fields import recorded_date
from policytext.corpus.minhash import Text, check, grouped, keys_of, text_of
from policytext.document import Document
from policytext.language.simplify import simplified_table
from policytext.pagefacts.docnumber import number_line
from policytext.settings import SIMILARITY

T = TypeVar("T")

_NO_WORD = re.compile(r"[\W_]+")
HEAD = 300  # characters of a text in which its own number stands, on a line of its own
_OFFICIAL_HOST = re.compile(r"//[^/]*\.gov\.cn(?:[:/]|$)")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The id of the document that one repeats, and how similar they are (Jaccard, 0 to 1)."""

    original: str
    similarity: float


class Duplicates(Mapping[int, Duplicate]):
    """Duplicates by the position of the document in the input, in the order of it; some twenty bytes each.

    >>> found = Duplicates([(7, Duplicate("a", 0.9)), (2, Duplicate("b", 1.0))])
    >>> list(found), found.get(7), found.get(3)
    ([2, 7], Duplicate(original='a', similarity=0.9), None)
    """

    def __init__(self, found: Iterable[tuple[int, Duplicate]]) -> None:
        places, numbers, shares = array("I"), array("I"), array("d")
        ids: dict[str, int] = {}
        for position, duplicate in found:
            places.append(position)
            numbers.append(ids.setdefault(duplicate.original, len(ids)))
            shares.append(duplicate.similarity)
        order = np.argsort(places)
        self._places, self._ids = array("I", np.asarray(places)[order].tobytes()), list(ids)
        self._numbers, self._shares = np.asarray(numbers)[order], np.asarray(shares)[order]

    def __getitem__(self, position: int) -> Duplicate:
        at = bisect_left(self._places, position)
        if at == len(self._places) or self._places[at] != position:
            raise KeyError(position)
        return Duplicate(self._ids[self._numbers[at]], float(self._shares[at]))

    def __iter__(self) -> Iterator[int]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Fingerprint(NamedTuple):
    """The fingerprint of a document: all that is needed to find what it repeats.

    The lower its `claim`, the likelier it is the original: its date, whether it names a source, whether it
    is elsewhere than on an official host.
    """

    text: Text
    claim: tuple[bytes, bool, bool]
    id: bytes
    number: str = ""  # the document's own, where it is known

    def packed(self) -> bytes:
        """The fingerprint as bytes."""
        return pickle.dumps((*self.text, self.claim, self.id, self.number))

    @classmethod
    def unpacked(cls, data: bytes) -> Fingerprint:
        """The fingerprint from bytes."""
        digest, sketch, *others = pickle.loads(data)
        return cls(Text(digest, sketch), *others)


def find_duplicates(documents: Iterable[Document], threshold: float = SIMILARITY) -> Duplicates:
    """First pass: the documents, by position in the input from 0, that repeat another one, and which.

    `threshold` is the least share of common sequences (Jaccard similarity). Of a group the document
    with the earliest date counts as the original, then one that names no source, then one of a
    .gov.cn host, then the first. One with another number (发文字号) than its original repeats none: the
    notice of each year differs in little else. Needs the extra `dedupe`.

    >>> dict(find_duplicates([Document("a", "关于防火工作的通知"), Document("b", "關於防火工作的通知。")]))
    {1: Duplicate(original='a', similarity=1.0)}
    """
    return duplicates_of(map(fingerprint, documents), threshold)


def fingerprint(document: Document) -> Fingerprint:
    """The fingerprint of a document, which workers compute."""
    meta = document.meta
    date = recorded_date(meta) or "9999"
    elsewhere = not _OFFICIAL_HOST.search(document.url)
    text = text_of(_NO_WORD.sub("", document.text).translate(simplified_table()))
    claim = _encoded(date), bool(meta.get("source_name")), elsewhere
    return Fingerprint(text, claim, _encoded(document.id), _number(document))


def _number(document: Document) -> str:
    """The number that a document's record has, or a line of its own at its head; "" if it has none.

    >>> _number(Document("a", "关于防火的通知\\n青林发[2023]5号\\n各县："))
    '青林发〔2023〕5号'
    >>> _number(Document("a", "根据青林发〔2023〕5号文件，现通知如下："))
    ''
    """
    lines = [str(document.meta.get("doc_number") or ""), *document.text[:HEAD].split("\n")]
    return next(filter(None, map(number_line, lines)), "")


def fingerprints(document: Document) -> list[Fingerprint]:
    """The fingerprint in a list, so that the lists of many documents can be joined."""
    return [fingerprint(document)]


def duplicates_of(prints: Iterable[Fingerprint], threshold: float = SIMILARITY) -> Duplicates:
    """Find duplicates among documents by their fingerprints; see `find_duplicates`."""
    check()
    stream = iter(prints)
    with TemporaryFile(buffering=0) as file, TemporaryFile(buffering=0) as keyed:  # gone with the process
        kept, links = _Kept(file), Links(keyed)
        while batch := list(islice(stream, minhash.BATCH)):
            places, keys = keys_of([found.text for found in batch])
            links.add(places + kept.size, keys)
            kept.add(batch)
        members = kept.tied(components(links.pairs(), kept.size))
        return Duplicates(among(members, threshold))


class Member(NamedTuple):
    """A document of a component (see `components`), and its position in the input."""

    component: int
    position: int
    found: Fingerprint


def among(members: Iterable[Member], threshold: float) -> Iterator[tuple[int, Duplicate]]:
    """The duplicates among documents of whole components, ordered by these and by position."""
    for batch in _batches(members, minhash.BATCH):
        yield from _of_batch(batch, threshold)


def _of_batch(batch: Sequence[Member], threshold: float) -> Iterator[tuple[int, Duplicate]]:
    """The duplicates of a batch: what has another number than its original (the notice of each year, of
    which little changes) is a document of its own, and may have duplicates."""
    placed = grouped([member.found.text for member in batch], threshold)
    originals: dict[int, Member] = {}
    for member, (group, _) in zip(batch, placed, strict=True):
        both = originals.get(group, member), member
        originals[group] = min(both, key=lambda one: (one.found.claim, one.position))
    apart: dict[tuple[int, str], list[Member]] = {}
    for member, (group, similarity) in zip(batch, placed, strict=True):
        original = originals[group].found
        if original.number and member.found.number not in ("", original.number):
            apart.setdefault((group, member.found.number), []).append(member)
        elif member.found is not original:
            yield member.position, Duplicate(_decoded(original.id), round(similarity, 3))
    for others in apart.values():
        yield from _of_batch(others, threshold)


def mark_duplicates(
    documents: Iterable[Document], duplicates: Mapping[int, Duplicate], start: int = 0
) -> Iterator[Document]:
    """Second pass: the same documents in the same order, `duplicate_of` and `similarity` in their `meta`.

    `start` is the position of the first. See `mark` for documents that have another form.

    >>> [d.meta for d in mark_duplicates([Document("b", "")], {0: Duplicate("a", 0.93)})]
    [{'duplicate_of': 'a', 'similarity': 0.93}]
    """
    return mark(documents, duplicates, Document.with_meta, start)


def mark(
    items: Iterable[T], duplicates: Mapping[int, Duplicate], marked: Callable[..., T], start: int = 0
) -> Iterator[T]:
    """The items; duplicates are replaced by what `marked` makes of them and the two facts, by name."""
    for position, item in enumerate(items, start):
        duplicate = duplicates.get(position)
        if duplicate is None:
            yield item
        else:
            yield marked(item, duplicate_of=duplicate.original, similarity=duplicate.similarity)


class _Kept:
    """The fingerprints of all documents in a file."""

    def __init__(self, file: FileIO) -> None:
        self._file = file
        self._ends = array("Q", [0])

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self._ends) - 1

    def add(self, batch: Iterable[Fingerprint]) -> None:
        """The prints of the documents that come next."""
        written = [found.packed() for found in batch]
        self._file.seek(self._ends[-1])
        self._file.write(b"".join(written))
        for data in written:
            self._ends.append(self._ends[-1] + len(data))

    def tied(self, labels: NDArray[np.uint32]) -> Iterator[Member]:
        """The documents that have others in their component, by component; `labels` are the components."""
        positions = np.flatnonzero(joined(labels)).astype(np.uint32)
        for position in positions[np.argsort(labels[positions], kind="stable")]:
            start, end = self._ends[position], self._ends[position + 1]
            self._file.seek(start)
            yield Member(
                int(labels[position]), int(position), Fingerprint.unpacked(self._file.read(end - start))
            )


def _batches(members: Iterable[Member], size: int) -> Iterator[list[Member]]:
    """Members of whole components, `size` or more together."""
    batch: list[Member] = []
    for _, component in groupby(members, attrgetter("component")):
        batch += component
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _decoded(data: bytes) -> str:
    return data.decode(errors="surrogatepass")
