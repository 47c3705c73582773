"""Counts of the shards of a corpus, which are merged into those of the whole.

Each function reads one shard and writes one small Parquet file, so that any engine can run it where the
shard is. Merged counts are the same as those of a single pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from policytext.analysis import Analysis
from policytext.corpus.cooccurrence import Groups, PairCounts, Within, sight_terms
from policytext.corpus.counting import Matcher
from policytext.corpus.engine import Counts
from policytext.corpus.fields import FOUND, UnknownFieldError, grouping
from policytext.corpus.phrases import MOST, propose, scored
from policytext.document import Document
from policytext.language.user_words import PLAIN, Cut

_BETWEEN = "\n"  # no term has a line feed: they come one a line


def count_shard(
    documents: Iterable[Document], path: str | Path, terms: Sequence[str], field: str | None = None
) -> None:
    """Write the counts of terms in the documents of a shard, by a field, to a Parquet file.

    Columns: `grp`, `term`, `count`, `documents`, `characters`; the row of a group has no term, the
    group of documents without the field no name.
    """
    matcher = Matcher(terms)
    with Counts() as counts:
        for document in documents:
            group = grouping(Analysis(document), field).group
            counts.add(group, len(document.text), matcher.count(document.text))
        counts.save(Path(path))


def pair_shard(
    documents: Iterable[Document],
    path: str | Path,
    terms: Sequence[str],
    within: Within = "sentence",
    field: str | None = None,
) -> None:
    """Write the number of units of a shard with each term and each pair, by a field, to a Parquet file.

    The columns are those of `count_shard`: the two terms of a pair have a line feed between them, and
    the length of a group is the number of its units.
    """
    with Counts() as counts:
        for document in documents:
            found = sight_terms(document, terms, within, field)
            here = PairCounts()
            here.add(found.units, found.names)
            pairs = {_BETWEEN.join(pair): count for pair, count in here.pairs.items()}
            counts.add(found.grouping.group, found.units, {**here.single, **pairs})
        counts.save(Path(path))


def merged_pairs(paths: Iterable[str | Path], field: str | None = None) -> Groups:
    """The pairs of all shards added up; raises what `merged` raises."""
    with merged(paths, field) as counts:
        groups = {group: PairCounts(total.characters) for group, total in counts.groups().items()}
        for use in counts.uses():
            term, _, other = use.term.partition(_BETWEEN)
            if other:
                groups[use.group].pairs[term, other] = use.times
            else:
                groups[use.group].single[term] = use.times
    return Groups.of(groups)


def propose_shard(documents: Iterable[Document], path: str | Path, cut: Cut = PLAIN) -> None:
    """Write the phrases that the documents of a shard propose, with their scores, to a Parquet file."""
    with Counts() as proposed:
        for document in documents:
            proposed.add("", 0, scored(propose(document, cut=cut).phrases))
        proposed.save(Path(path))


def vocabulary(paths: Iterable[str | Path], most: int = MOST) -> Mapping[str, int]:
    """The phrases with the highest scores over all shards, with these scores: the terms to count."""
    with merged(paths) as proposed:
        return proposed.first(most)


@contextmanager
def merged(paths: Iterable[str | Path], field: str | None = None) -> Iterator[Counts]:
    """The counts of shards as one; `comparison` and `TermCounts` make the rows of tables of them.

    UnknownFieldError if no document of any shard has the field by which they were counted.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name, text in (("a", "低空经济。"), ("b", "低空经济，低空经济。")):
    ...         count_shard([Document(name, text)], f"{folder}/{name}.parquet", ["低空经济"])
    ...     with merged(f"{folder}/{name}.parquet" for name in "ab") as counts:
    ...         list(counts.uses())
    [Use(term='低空经济', group='', times=3, documents=2)]
    """
    with Counts() as counts:
        for path in paths:
            counts.merge(Path(path))
        if field is not None and field not in FOUND and set(counts.groups()) == {""}:
            raise UnknownFieldError(field, ())
        yield counts
