"""The phrases of a corpus: keyphrases or words of one of its documents, counted in all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from math import ceil
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, TypeVar

from policytext.analysis import Analysis
from policytext.corpus.astride import astride
from policytext.corpus.counting import Matcher, TermMatches
from policytext.corpus.engine import Counts, GroupedCounts, NumberedCounts
from policytext.corpus.fields import Grouping, checked, grouping
from policytext.corpus.words import frequencies
from policytext.document import Document
from policytext.io.spool import Spool
from policytext.io.writers.temporary import scratch
from policytext.language.user_words import PLAIN, Cut

FEWEST = 60  # phrases that a document puts forward, however short
SPACING = 40  # characters of a long document for each phrase that it puts forward
MOST = (
    200_000  # phrases that are counted in a corpus: those of the highest scores in all documents together
)
SAMPLE = 20_000  # documents that say what the foremost phrases of a corpus are

READ = 100_000  # characters of a corpus that show which of its phrases are mostly parts of other words
PARTS = 0.5  # of a phrase's places there: 观政 of 宏观政策, of which a guess in one document made a word

WHOLE = 1000  # what the best phrase of a document counts for in the choice of those to count

Kind = Literal["keyphrases", "words"]
T = TypeVar("T")


class Mapper(Protocol):
    """Applies a function to documents, in order: `map`, or many processes."""

    def __call__(
        self, function: Callable[[Document], T], documents: Iterable[Document], /
    ) -> Iterator[T]: ...


class Phrases(NamedTuple):
    """The phrases of a corpus: their counts, and the sums of their scores in documents."""

    counts: GroupedCounts
    scores: Mapping[str, int]


class Proposal(NamedTuple):
    """The phrases that a document proposes for the corpus, its group, and itself without its edits."""

    grouping: Grouping
    document: Document
    phrases: dict[str, float]  # and their scores, in (0, 1]


def placed(document: Document, field: str | None = None) -> Proposal:
    """A document that proposes nothing yet, and its group by a field."""
    return Proposal(grouping(Analysis(document), field), document.bare(), {})


def propose(
    document: Document, field: str | None = None, cut: Cut = PLAIN, of: Kind = "keyphrases"
) -> Proposal:
    """The phrases that a document proposes (more for a longer one), and its group by a field.

    >>> propose(Document("a", "低空经济。")).phrases
    {'低空经济': 1.0}
    """
    analysis = Analysis(document, own=cut.own)
    return Proposal(grouping(analysis, field), document.bare(), proposed(analysis, of))


def proposed(analysis: Analysis, of: Kind = "keyphrases") -> dict[str, float]:
    """The phrases that a document proposes, and their scores; for words the score is the count."""
    if of == "words":
        return frequencies(analysis.reading)
    top = max(FEWEST, len(analysis.document.text) // SPACING)
    return {found.keyword: found.score for found in analysis.keywords(top)}


def proposals(
    found: Iterable[Proposal],
    run: Mapper,
    cut: Cut = PLAIN,
    tell: Callable[[str], None] | None = None,
    of: Kind = "keyphrases",
) -> Iterator[Proposal]:
    """The proposals of all documents, or of a sample of `SAMPLE` if there are more, which is reported.

    The sample is spread evenly over each group, and small groups are taken whole, so that each group
    proposes its subjects. Documents outside the sample propose nothing, but phrases are counted in them.
    """
    spool: Spool[Document] = Spool()
    sizes: Counter[str] = Counter()
    for one in found:
        spool.add(one.document.with_meta(group=one.grouping.group, number=len(spool)))
        sizes[one.grouping.group] += 1
    quotas = shares(sizes, SAMPLE)
    if tell and quotas != sizes:
        tell(
            f"terms are chosen by {sum(quotas.values()):,} documents"
            f"{' of all groups' if len(sizes) > 1 else ''}, evenly;"
            f" they are counted in all {len(spool):,}"
        )
    drawn = partial(_drawn, spool, sizes, quotas)
    asked = (document for document, is_asked in drawn() if is_asked)
    waiting = iter(spool)
    for number, phrases in run(partial(_put_forward, cut=cut, of=of), asked):
        document = next(one for one in waiting if one.meta["number"] == number)
        yield Proposal(_grouping(document), document, phrases)
    if quotas != sizes:
        others = (document for document, is_asked in drawn() if not is_asked)
        yield from (Proposal(_grouping(document), document, {}) for document in others)


def _drawn(
    documents: Iterable[Document], sizes: Mapping[str, int], quotas: Mapping[str, int]
) -> Iterator[tuple[Document, bool]]:
    """Each document, and whether it is in the sample of its group, which is evenly spread."""
    seen: Counter[str] = Counter()
    for document in documents:
        group = _grouping(document).group
        before = seen[group] * quotas[group] // sizes[group]
        seen[group] += 1
        yield document, seen[group] * quotas[group] // sizes[group] > before


def _grouping(document: Document) -> Grouping:
    """The `Grouping` of a document by its group."""
    return Grouping(str(document.meta["group"]))


def _put_forward(document: Document, cut: Cut, of: Kind) -> tuple[int, dict[str, float]]:
    return document.meta["number"], proposed(Analysis(document, own=cut.own), of)


def shares(sizes: Mapping[str, int], most: int) -> dict[str, int]:
    """The sample size of each group, `most` in all: the same for each, or the whole group if it is smaller.

    >>> shares({"a": 3, "b": 50, "c": 100}, 43)
    {'a': 3, 'b': 20, 'c': 20}
    """
    taken: dict[str, int] = {}
    for group, size in sorted(sizes.items(), key=lambda item: item[1]):
        taken[group] = min(size, (most - sum(taken.values())) // (len(sizes) - len(taken)))
    return taken


def scored(phrases: Mapping[str, float]) -> dict[str, int]:
    """The scores of phrases as integers, whose sum does not depend on the order."""
    return {phrase: ceil(score * WHOLE) for phrase, score in phrases.items()}


@contextmanager
def phrase_counts(
    proposals: Iterable[Proposal], run: Mapper, field: str | None = None
) -> Iterator[Phrases]:
    """The counts, in all documents, of every phrase that one of them proposes.

    Documents are read once; their texts wait on disk until it is known what is to be counted. A
    count is what a search finds, whatever words the text was cut into.
    """
    spool: Spool[Document] = Spool()
    sample = _Sample()
    with Counts() as proposed:
        for proposal in checked(proposals, field):
            spool.add(proposal.document.with_meta(group=proposal.grouping.group))
            sample.add(proposal.document.text)
            proposed.add("", 0, scored(proposal.phrases))
        scores = proposed.first(MOST)
    terms = _words(sorted(scores), sample.texts)
    with NumberedCounts(terms) as counts, scratch() as folder:
        path = folder / "vocabulary.txt"
        path.write_text("\n".join(terms), encoding="utf-8")
        for group, characters, found in run(partial(_count, vocabulary=str(path)), spool):
            counts.add(group, characters, found)
        yield Phrases(counts, scores)


class _Sample:
    """Texts at equal distances in a stream, of some `READ` to twice `READ` characters together."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._every, self._seen = 1, 0

    def add(self, text: str) -> None:
        if self._seen % self._every == 0:
            self.texts.append(text)
            while len(self.texts) > 1 and sum(map(len, self.texts)) > 2 * READ:
                self.texts, self._every = self.texts[::2], 2 * self._every
        self._seen += 1


def _words(terms: list[str], texts: Iterable[str]) -> list[str]:
    """The terms but those that mostly are parts of other words in these texts."""
    matcher = Matcher(terms)
    places: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for text in texts:
        found = matcher.count(text)
        places.update(found)
        for (term, _), times in astride(text, found).items():
            parts[term] += times
    return [term for term in terms if parts[term] <= PARTS * places[term]]


def _count(document: Document, vocabulary: str) -> tuple[str, int, TermMatches]:
    return str(document.meta["group"]), len(document.text), _matcher(vocabulary).found(document.text)


@lru_cache(1)
def _matcher(vocabulary: str) -> Matcher:
    """The matcher of a file, loaded once in each process."""
    return Matcher(Path(vocabulary).read_text(encoding="utf-8").split("\n"))
