"""Counts of given terms in many documents, by group."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from policytext.analysis import Analysis
from policytext.corpus.astride import astride
from policytext.corpus.comparison import use
from policytext.corpus.counting import Matcher
from policytext.corpus.engine import Counts, Use
from policytext.corpus.fields import checked, grouping
from policytext.corpus.tally import Tally, tally
from policytext.document import Document
from policytext.language.patterns import lazy
from policytext.schema import NONE, Column, Row, Table, declared

TERMS = declared("terms")

OTHERWISE = "\0"
"""Prefix of a term in the counts of its variants (case, width, line breaks), which no search finds."""
ACROSS = "\1"
"""Prefix of a term, and after a tab of the words around it, in the counts of its places across words."""
SHOWN = 0.05  # of a term's places: fewer across words change no finding
NAMED = 3  # words that are named
_LINE_END = lazy(r"\n(?![a-z])|(?<![a-z])\n")  # but for those between two words in letters
_LETTER = lazy("[a-z]")
_NOT_WITHIN = "(?:(?<![A-Za-z])|(?![A-Za-z]))"  # a word in letters


def count_terms(document: Document, terms: tuple[str, ...], field: str | None = None) -> Tally:
    """The count of each term in a document.

    >>> count_terms(Document("a", "未来产业。未来。"), ("未来产业", "未来")).uses
    {'': {'未来产业': (1, 1), '未来': (2, 1)}}
    """
    text = document.text
    found = matcher(terms).count(text)
    forms = _forms(terms)
    plain = _alike(text)
    alike = matcher(tuple(forms)).count(plain)
    more: dict[str, int] = {}
    for form, n in alike.items():
        times = [found.get(term, 0) for term in forms[form]]
        if _LETTER.search(form):  # "ai" is no AI in mail
            n = len(_words(form).findall(plain))
            times = [len(_words(term).findall(text)) for term in forms[form]]
        more[OTHERWISE + forms[form][0]] = n - sum(times)
    counts = {**found, **{term: n for term, n in more.items() if n > 0}}
    across = astride(text, [term for term in found if found[term]])
    counts |= {f"{ACROSS}{term}\t{around}": n for (term, around), n in across.items()}
    return tally(grouping(Analysis(document), field), len(text), counts)


def _alike(text: str) -> str:
    """A text without differences of case, width and line breaks.

    >>> _alike("ＡＩ+人工\\n　　智能"), _alike("Big \\n Data")
    ('ai+人工智能', 'big data')
    """
    lines = map(str.strip, unicodedata.normalize("NFKC", text).casefold().split("\n"))
    return _LINE_END.sub("", "\n".join(filter(None, lines))).replace("\n", " ")


@lru_cache(1000)
def _words(term: str) -> re.Pattern[str]:
    return re.compile(_NOT_WITHIN + re.escape(term) + _NOT_WITHIN)


@lru_cache(8)
def _forms(terms: tuple[str, ...]) -> Mapping[str, list[str]]:
    """The terms that differ only in case, width or line breaks, by their common form."""
    forms: dict[str, list[str]] = {}
    for term in terms:
        forms.setdefault(_alike(term), []).append(term)
    return forms


@lru_cache(8)
def matcher(terms: tuple[str, ...]) -> Matcher:
    """The matcher of these terms, cached in each process."""
    return Matcher(terms)


class TermCounts:
    """Counts of given terms by group of documents; groups without any of the terms are included."""

    def __init__(self, terms: Sequence[str], counted: Iterable[Tally], field: str | None = None) -> None:
        self.terms = list(dict.fromkeys(terms))
        with Counts() as counts:
            for found in checked(counted, field):
                found.add_to(counts)
            self._take(counts)

    @classmethod
    def of(cls, terms: Sequence[str], counts: Counts) -> TermCounts:
        """The terms in existing counts, such as those of `shards.merged`."""
        made = cls(terms, ())
        made._take(counts)
        return made

    def _take(self, counts: Counts) -> None:
        wanted = frozenset(self.terms)
        self.groups = counts.groups()
        self._uses: dict[tuple[str, str], Use] = {}
        self.otherwise: Counter[str] = Counter()
        """How often terms stand in other writings (AI: ai, ＡＩ), or broken by a line end."""
        self.across: dict[str, Counter[str]] = defaultdict(Counter)
        """How often terms stand across two words, and these words (民政: 人民政府)."""
        for used in counts.uses():
            if used.term in wanted:
                self._uses[used.term, used.group] = used
            elif used.term.startswith(OTHERWISE):
                self.otherwise[used.term.removeprefix(OTHERWISE)] += used.times
            elif used.term.startswith(ACROSS):
                term, _, around = used.term.removeprefix(ACROSS).partition("\t")
                self.across[term][around] += used.times

    def rows(self) -> Iterator[Row]:
        """Rows of `TERMS`: every term in every group, in the order in which the terms were asked for."""
        for term in self.terms:
            for group, total in self.groups.items():
                used = self._uses.get((term, group), Use(term, group, 0, 0))
                yield {"term": term, "group": group or None, **use(used.times, used.documents, total)}

    def across_words(self) -> Iterator[tuple[str, int, int, list[tuple[str, int]]]]:
        """Terms that often stand across words: their places, those across, and the foremost words."""
        for term in filter(self.across.__contains__, self.terms):
            around = self.across[term]
            times = sum(used.times for (of, _), used in self._uses.items() if of == term)
            if around.total() >= SHOWN * times:
                yield term, times, around.total(), around.most_common(NAMED)

    def matrix(self) -> tuple[Table, list[Row]]:
        """The counts with a row for each term and a column for each group."""
        table = wide(list(self.groups))
        return table, [
            {"term": term}
            | {
                column: self._uses.get((term, group), Use(term, group, 0, 0)).times
                for column, group in zip(table.header[1:], self.groups, strict=True)
            }
            for term in self.terms
        ]


def wide(groups: Sequence[str]) -> Table:
    """The columns of a matrix of counts: a row for each term, a column for each group.

    >>> wide(["2024", ""]).header
    ('term', '2024', '(none)')
    """
    columns = (
        Column(group or NONE, "integer", "How often the term stands in the group") for group in groups
    )
    return replace(TERMS, columns=(TERMS.columns[0], *columns))
