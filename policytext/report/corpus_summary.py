"""The summary of all documents, from which sections are made. Documents are read once and kept on disk."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from policytext.coding.reports import Counts as CodeCounts
from policytext.corpus.citations import Citing
from policytext.corpus.engine import Counts, GroupedCounts, Regrouped, Total, Use
from policytext.corpus.fields import Grouping, checked, known_as, warn_of_renamed
from policytext.corpus.phrases import Mapper, Proposal, phrase_counts
from policytext.io.spool import Spool
from policytext.report.document_summary import DocumentSummary
from policytext.schema import Row

JOINT = "\x1f"  # between the parts of a composite: in no text
CHOICES = ("province", "year", "genre", "issuer")
"""Default fields for grouping documents: the first with two values is taken."""


class Listed(NamedTuple):
    """A document in the list."""

    id: str
    title: str
    facets: Mapping[str, str]
    characters: int
    verdict: str
    url: str


class RuleUse(NamedTuple):
    """How often a rule changed, inferred or left something, and in how many documents."""

    step: str
    times: Counter[str]
    documents: Counter[str]


@dataclass
class CorpusSummary:
    """The summary of a corpus in memory, a little for each document; texts are on disk."""

    run: Mapper
    by: str | None  # what the user groups by
    seen: Spool[DocumentSummary] = field(default_factory=Spool)
    listed: list[Listed] = field(default_factory=list)
    facets: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    characters: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    rules: dict[str, RuleUse] = field(default_factory=dict)
    codes: CodeCounts = field(default_factory=CodeCounts)
    citing: list[Citing] = field(default_factory=list)
    texts: set[bytes] = field(default_factory=set)  # digests, of the characters of a text

    def __len__(self) -> int:
        return len(self.listed)

    def add(self, seen: DocumentSummary) -> None:
        """Add a document."""
        self.seen.add(seen)
        document = seen.document
        self.listed.append(
            Listed(document.id, seen.title, seen.facets, len(document.text), seen.verdict, seen.url)
        )
        for name in ("year", "province", "issuer", "genre"):
            self.facets[name][seen.facets[name]] += 1
        self.facets["group"][seen.grouping.group] += 1
        self.characters += len(document.text)
        self.texts.add(hashlib.sha256("".join(document.text.split()).encode("utf-8", "replace")).digest())
        self.verdicts[seen.verdict] += 1
        self.remarks.update(dict.fromkeys((spot.reason for spot in seen.remarks), 1))
        for row in seen.findings:
            use = self.rules.setdefault(row["rule"], RuleUse(row["step"], Counter(), Counter()))
            use.documents["all"] += 1
            for what in ("count", "inferred", "left"):
                use.times[what] += row[what]
                use.documents[what] += row[what] > 0
        if seen.citing:
            self.citing.append(seen.citing)

    @property
    def grouping(self) -> tuple[str, str]:
        """The facet for grouping and the name of its field; "" if there is none."""
        if self.by is not None:
            return "group", self.by
        for name in CHOICES:
            if len([value for value in self.facets[name] if value]) > 1:
                return name, name
        return "", ""

    def ranked(self, facet: str) -> list[tuple[str, int]]:
        """The values of a facet with their numbers of documents, most frequent first; without missing
        values."""
        known = ((value, n) for value, n in self.facets[facet].items() if value)
        return sorted(known, key=lambda item: (-item[1], item[0]))

    def dated(self) -> list[tuple[str, int]]:
        """Each year with its number of documents, in order."""
        return sorted((year, n) for year, n in self.facets["year"].items() if year)

    def shown(self, most: int) -> list[str]:
        """The groups that a table shows: all years in order, or the `most` largest others."""
        facet, _ = self.grouping
        if facet == "year":
            return [year for year, _ in self.dated()]
        return [group for group, _ in self.ranked(facet)[:most]] if facet else []


def summed_up(seen: Iterable[DocumentSummary], run: Mapper, by: str | None) -> CorpusSummary:
    """Summarise all documents. Raises UnknownFieldError if no document has the field."""
    corpus = CorpusSummary(run, by)
    renamed = 0
    for found in checked(seen, by):
        corpus.add(found)
        renamed += found.renamed
    if renamed and known_as(by or "") != "issuer":  # of which `checked` says it
        warn_of_renamed(renamed, len(corpus))
    for found in corpus.seen:
        corpus.codes.add("", found.hits)
    return corpus


class PhraseScores(NamedTuple):
    """The phrases of the corpus: scores, and counts by year and by group."""

    scores: Mapping[str, int]
    together: GroupedCounts
    by_year: GroupedCounts
    by_group: GroupedCounts


@contextmanager
def phrases(corpus: CorpusSummary) -> Iterator[PhraseScores]:
    """The phrases of the corpus, as `keywords` counts them."""
    facet, _ = corpus.grouping

    def proposals() -> Iterator[Proposal]:
        for seen in corpus.seen:
            grouping = Grouping(JOINT.join((seen.facet("year"), seen.facet(facet))))
            yield Proposal(grouping, seen.document, dict(seen.phrases))

    with phrase_counts(proposals(), corpus.run) as (counts, scores):
        yield PhraseScores(
            scores,
            Regrouped(counts, lambda _: ""),
            Regrouped(counts, lambda both: both.split(JOINT)[0]),
            Regrouped(counts, lambda both: both.split(JOINT)[1]),
        )


class Names:
    """Counts of named things, by kind and by a facet of the documents."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts

    @property
    def groups(self) -> Mapping[str, Total]:
        return self._counts.groups()

    def of(self, kind: str) -> dict[str, list[Use]]:
        """The uses of each name of a kind, by group."""
        found: dict[str, list[Use]] = defaultdict(list)
        for use in self._counts.uses():
            its, name = use.term.split(JOINT, 1)
            if its == kind:
                found[name].append(use)
        return found

    def ranked(self, kind: str) -> list[tuple[str, int, int]]:
        """The names of a kind with their documents and occurrences, most frequent first."""
        totals = [
            (name, sum(use.documents for use in uses), sum(use.times for use in uses))
            for name, uses in self.of(kind).items()
        ]
        return sorted(totals, key=lambda total: (-total[1], -total[2], total[0]))


@contextmanager
def names(corpus: CorpusSummary) -> Iterator[Names]:
    """Count all named things by the facet that groups documents."""
    facet, _ = corpus.grouping
    with Counts() as counts:
        for seen in corpus.seen:
            found = Counter(JOINT.join((mark.kind, mark.name)) for mark in seen.spans())
            counts.add(seen.facet(facet), len(seen.document.text), found)
        yield Names(counts)


def target_rows(corpus: CorpusSummary) -> Iterator[tuple[int, str, Row]]:
    """Every target with the number of its document and its date."""
    for number, seen in enumerate(corpus.seen):
        for row in seen.targets:
            yield number, seen.facets["date"], row
