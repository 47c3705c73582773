"""Which terms stand together: in one sentence, paragraph or document.

A term is in a unit where a search finds it there. Pairs of which one term holds the other (供应链,
供应链金融) stand together by their letters alone and are left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from policytext.document import Document
from policytext.language.patterns import late
from policytext.schema import Column, Row, Table

Within = Literal["sentence", "paragraph", "document"]

COOCCURRENCES = Table(
    "cooccurrences",
    (
        Column("term", "string", "A term"),
        Column("other", "string", "Another that stands with it"),
        Column("count", "integer", "Units (sentences, paragraphs, documents) that have both"),
        Column("expected", "number", "How many would by chance, from how many have each"),
        Column("pmi", "number", "Pointwise mutual information in bits (Church and Hanks 1990)"),
        Column("log_likelihood", "number", "G2 of the pair's four-fold table (Dunning 1993)"),
        Column("jaccard", "number", "Units that have both, of those that have either"),
        Column("ochiai", "number", "Units that have both over the root of the product (Ochiai 1957)"),
    ),
)

_SENTENCE = late(r"[^。！？；\n]+")
_PARAGRAPH = late(r"[^\n]+")


@dataclass
class Together:
    """In how many units each term stands, and each pair; counts of parts of a corpus add up."""

    units: int = 0
    single: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: Together) -> None:
        self.units += other.units
        self.single.update(other.single)
        self.pairs.update(other.pairs)


def units_of(text: str, within: Within) -> Iterator[str]:
    """The units of a text that are not blank.

    >>> list(units_of("发展工业；发展农业。\\n完。", "sentence"))
    ['发展工业', '发展农业', '完']
    """
    if within == "document":
        yield text
        return
    pattern = _SENTENCE if within == "sentence" else _PARAGRAPH
    yield from (match[0] for match in pattern.finditer(text) if match[0].strip())


def count_together(document: Document, terms: Sequence[str], within: Within) -> Together:
    """The units of one document. A pair is in the order of `terms`.

    >>> found = count_together(Document.of("发展工业和农业。农业。"), ["工业", "农业"], "sentence")
    >>> found.units, found.single["农业"], found.pairs["工业", "农业"]
    (2, 2, 1)
    """
    found = Together()
    here = [term for term in terms if term in document.text]
    for unit in units_of(document.text, within):
        found.units += 1
        standing = [term for term in here if term in unit]
        found.single.update(standing)
        found.pairs.update(combinations(standing, 2))
    return found


def cooccurrence_rows(parts: Iterable[Together], least: int = 1) -> Iterator[Row]:
    """Rows of `COOCCURRENCES`, most frequent first, of pairs that `least` units have."""
    total = Together()
    for part in parts:
        total.add(part)
    for (term, other), count in sorted(total.pairs.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= least and term not in other and other not in term:
            yield {"term": term, "other": other, "count": count, **association(count, total, term, other)}


def association(count: int, total: Together, term: str, other: str) -> dict[str, float]:
    """How strongly a pair is associated, from the units that have both, each, and all units."""
    one, two, units = total.single[term], total.single[other], total.units
    expected = one * two / units
    return {
        "expected": round(expected, 4),
        "pmi": round(math.log2(count / expected), 4),
        "log_likelihood": round(log_likelihood(count, one, two, units), 4),
        "jaccard": round(count / (one + two - count), 4),
        "ochiai": round(count / math.sqrt(one * two), 4),
    }


def log_likelihood(both: int, one: int, two: int, units: int) -> float:
    """Dunning's G2 of two terms: 2 Σ O ln(O / E) over the table of units with and without each.

    >>> round(log_likelihood(10, 20, 20, 100), 2), round(log_likelihood(4, 20, 20, 100), 2)
    (12.07, 0.0)
    """
    observed = (both, one - both, two - both, units - one - two + both)
    margins = ((one, two), (one, units - two), (units - one, two), (units - one, units - two))
    return 2 * sum(
        seen * math.log(seen * units / (row * column))
        for seen, (row, column) in zip(observed, margins, strict=True)
        if seen
    )
