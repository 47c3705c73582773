"""A corpus in Python: analyses of a collection of documents, each a data frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from policytext.corpus.comparison import CORPUS_KEYWORDS, GROUP_KEYWORDS, Measure, corpus_rows, group_rows
from policytext.corpus.concordance import KWIC, WINDOW, Order, concordance, ordered, searched
from policytext.corpus.fields import FOUND
from policytext.corpus.matrix import Matrix, matrix
from policytext.corpus.phrases import Kind, Phrases, phrase_counts, propose
from policytext.corpus.terms import TERMS, TermCounts, count_terms
from policytext.corpus.trends import TRENDS, trend_rows
from policytext.corpus.words import TOKENS, features_of, tokens_of
from policytext.document import Document
from policytext.io.documents import documents_of
from policytext.io.spool import Spool
from policytext.language.user_words import Cut
from policytext.schema import Row, Table, to_typed
from policytext.wording import counted

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")


class Corpus:
    """A collection of documents, kept on disk; each analysis is a pandas frame with typed columns.

    Documents are not cleaned: `Corpus(map(clean, read("pages")))` cleans those of a folder first.
    A count is what `text.count(term)` finds. Groups and periods are the values of any field of the
    documents' `meta` or of what is found in their texts: `fields` names them all; another raises
    UnknownFieldError, a ValueError. Documents without a value are a group of their own (missing), and are
    left out of trends. Records and the rows of a pandas frame are documents by the usual names of their
    fields; the id of a row is its column `id`, or else its label in the index. Raises TypeError for what is
    no text, and for a single one.

    >>> corpus = Corpus([Document("a", "发展低空经济。", meta={"year": 2024}), "低空经济，低空经济。"])
    >>> corpus.terms(["低空经济"])[["count", "documents", "share"]].values.tolist()
    [[3, 2, 1.0]]
    >>> corpus.kwic("低空经济", window=2)["left"].tolist()
    ['发展', '', '济，']
    """

    def __init__(self, documents: Iterable[str | Document | dict[str, Any]] | pandas.DataFrame) -> None:
        if isinstance(documents, str | bytes | Document | dict):
            raise TypeError(
                "a corpus is of documents: Corpus(map(clean, read(path))), or a single one in [ ]"
            )
        self._documents: Spool[Document] = Spool()
        names: set[str] = set()
        for document in documents_of(documents):
            self._documents.add(document)
            names.update(document.meta)
        self.fields = tuple(sorted({*names, *FOUND}))

    def __len__(self) -> int:
        return len(self._documents)

    def __repr__(self) -> str:
        return f"<Corpus of {counted(len(self), 'document')}>"

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents)

    def keywords(self, top: int = 20, of: Kind = "keyphrases") -> pandas.DataFrame:
        """Keyphrases, or words, of all documents together: the columns of `CORPUS_KEYWORDS`."""
        return self._phrases(
            CORPUS_KEYWORDS,
            None,
            lambda p: corpus_rows(p.counts, top, None if of == "words" else p.scores),
            of,
        )

    def distinctive(
        self, by: str, top: int = 20, measure: Measure = "log-odds", of: Kind = "keyphrases"
    ) -> pandas.DataFrame:
        """Keyphrases, or words, that set the groups of a field apart: the columns of `GROUP_KEYWORDS`."""
        _check("measure", measure, Measure)
        return self._phrases(GROUP_KEYWORDS, by, lambda p: group_rows(p.counts, top, measure), of)

    def trends(self, by: str = "year", top: int = 20) -> pandas.DataFrame:
        """Keyphrases that are most characteristic of a time: the columns of `TRENDS`."""
        return self._phrases(TRENDS, by, lambda p: trend_rows(p.counts, top, p.scores))

    def _phrases(
        self,
        table: Table,
        field: str | None,
        rows: Callable[[Phrases], Iterator[Row]],
        of: Kind = "keyphrases",
    ) -> pandas.DataFrame:
        _check("of", of, Kind)
        proposals = map(partial(propose, field=field, of=of), self)
        with phrase_counts(proposals, map, field) as found:
            return to_typed(table, rows(found))

    def terms(
        self, terms: str | Sequence[str], by: str | None = None, wide: bool = False
    ) -> pandas.DataFrame:
        """Counts of one or more terms, by group: the columns of `TERMS`.

        With `wide` a row is a term, and each group has a column.
        """
        wanted = (terms,) if isinstance(terms, str) else tuple(terms)
        work = partial(count_terms, terms=wanted, field=by)
        found = TermCounts(wanted, map(work, self), by)
        return to_typed(*found.matrix()) if wide else to_typed(TERMS, found.rows())

    def kwic(
        self,
        term: str | Sequence[str] = (),
        pattern: str | None = None,
        window: int = WINDOW,
        sentence: bool = False,
        order: Order = "text",
    ) -> pandas.DataFrame:
        """A concordance of a term or a pattern: the columns of `KWIC`."""
        _check("order", order, Order)
        terms = (term,) if isinstance(term, str) else tuple(term)
        search = searched([found for found in terms if found], pattern, window, sentence)
        rows = (row for document in self for row in concordance(document, search))
        return to_typed(KWIC, ordered(rows, order))

    def tokens(self, lexicon: str = "", stopwords: str = "") -> pandas.DataFrame:
        """Every word with its offsets and its tag: the columns of `TOKENS`. The arguments name files."""
        cut = Cut(lexicon, stopwords)
        return to_typed(TOKENS, (row for document in self for row in tokens_of(document, cut)))

    def dfm(
        self,
        sizes: Sequence[int] = (1,),
        least: int = 1,
        least_documents: int = 1,
        lexicon: str = "",
        stopwords: str = "",
    ) -> pandas.DataFrame:
        """A document-feature matrix as a sparse frame: a row a document, a column a feature."""
        cut = Cut(lexicon, stopwords)
        with matrix((features_of(d, cut, sizes) for d in self), least, least_documents) as found:
            return _sparse(found)


def _check(name: str, given: str, kinds: Any) -> None:
    """ValueError for a word that is none of these."""
    if given not in get_args(kinds):
        raise ValueError(f"{name} is one of {', '.join(get_args(kinds))}, not {given!r}")


def _sparse(found: Matrix) -> pandas.DataFrame:
    import numpy
    import pandas

    columns = {name: numpy.zeros(len(found.documents), dtype="int64") for name in found.features}
    for row, column, count in found.cells():
        columns[found.features[column]][row] = count
    frame = pandas.DataFrame(columns, index=pandas.Index(found.documents, name="doc_id"))
    return frame.astype(pandas.SparseDtype("int64", 0))
