"""Shared by analyses of a whole corpus: their options, and the way from documents to rows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from policytext.batch.work import Work
from policytext.cli.configuration import settings_of
from policytext.cli.errors import UsageError
from policytext.cli.messages import tell
from policytext.cli.meter import Meter
from policytext.cli.options import Request, Source
from policytext.cli.progress import Report, reporting
from policytext.cli.reading import mapped, on_cleaned
from policytext.cli.register import Group
from policytext.cli.results import is_network, write_network, write_table
from policytext.cli.run import check_in_one_go
from policytext.document import Document
from policytext.language.characters import HAN
from policytext.language.patterns import lazy
from policytext.language.user_words import own_text
from policytext.schema import Row, Table
from policytext.settings import Settings

if TYPE_CHECKING:
    from policytext.corpus.fields import HasGrouping
    from policytext.corpus.networks import Network
    from policytext.language.user_words import Cut

T = TypeVar("T")
Grouped = TypeVar("Grouped", bound="HasGrouping")
_BLANK = lazy(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_COMMA = lazy("[,，、;；]")
_PATTERN = lazy(r"[*|\\]|\.[+?{]")  # what no text has, but expressions have: 补助*, (a|b), .{1,3}
FIELDS = "year, quarter, month, province, issuer, genre, or a field of the record"
By = Annotated[str | None, typer.Option(metavar="FIELD", help=f"For each group of documents: {FIELDS}.")]
QUOTES = "“”‘’「」『』\"'＂＇"


class Words(Group):
    """How words are cut."""

    lexicon: Annotated[Path | None, "Words that are always one: a file of jieba's form, a word a line."] = (
        None
    )
    stopwords: Annotated[Path | None, "Words to leave out: a file, one a line."] = None

    @property
    def cut(self) -> Cut:
        from policytext.language.user_words import Cut

        cut = Cut(str(self.lexicon or ""), str(self.stopwords or ""))
        try:
            _ = cut.own
        except OSError as error:
            raise UsageError(f"{error.filename}: {error.strerror}") from None
        return cut


class Terms(Group):
    """Which terms are looked for."""

    term: Annotated[list[str] | None, "TERM", "A term; may be repeated."] = None
    terms: Annotated[Path | None, "A file of terms, one a line."] = None

    def named(self, settings: Settings | None, blanks: bool = True) -> list[str]:
        """The terms of the options and of the file, without repetition.

        Warns of terms that are probably not meant literally: with quotation marks from a Chinese keyboard
        around them, with commas, as between several, with blanks between characters (unless `blanks` are
        ignored), as patterns, and, given the `settings` by which texts are cleaned, in a form that cleaned
        texts do not have.
        """
        terms = [*(self.term or ()), *(_terms_in(self.terms) if self.terms else ())]
        for term in terms:
            if len(term) > 2 and term[0] in QUOTES and term[-1] in QUOTES:
                tell(f"{term} is looked for with its quotation marks; without them it is {term[1:-1]}")
            if len(apart := [part for part in _COMMA.split(term) if part]) > 1:
                several = " ".join(f"--term {part}" for part in apart)
                tell(f"{term} is looked for as one term, with its commas; {several} looks for each")
            if blanks and (joined := _BLANK.sub("", term)) != term:
                tell(f"{term} is looked for with its blanks; without them it is {joined}")
            if _PATTERN.search(term):
                tell(
                    f"{term} is looked for as it is; kwic --pattern takes patterns, "
                    "and the dictionaries of code wildcards"
                )
            elif settings and (form := _cleaned(term, settings)) != term:
                tell(f"{term} is looked for as it is; texts that were cleaned have {form}")
        return list(dict.fromkeys(term for term in terms if term))


def _terms_in(file: Path) -> list[str]:
    try:
        lines = own_text(file).splitlines()
    except OSError as error:
        hint = "" if file.exists() else " (--term names a term itself)"
        raise UsageError(f"{file}: {error.strerror}{hint}") from None
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _cleaned(term: str, settings: Settings) -> str:
    """A term as cleaned texts have it: 數字經濟 is 数字经济 there, and ＡＩ is AI."""
    from policytext.normalization.step import normalize

    return normalize(Document("", term), settings).text


def nothing_wanted(source: Source, words: str) -> UsageError:
    """The error for a call without terms; it suggests --term if an INPUT is no file."""
    if meant := next((name for name in source.inputs or () if name != "-" and not Path(name).exists()), ""):
        return UsageError(f"{words}; {meant} is no file: did you mean --term {meant}?")
    return UsageError(words)


@dataclass(frozen=True, slots=True)
class Question:
    """An analysis of all documents together, from reading them to writing the resulting rows."""

    request: Request
    settings: Settings
    report: Report

    def each(
        self,
        function: Callable[[Document], T],
        *,
        fold: Callable[[Iterable[T]], T] | None = None,
        named: bool = True,
    ) -> Iterator[T]:
        """`function` of every document, cleaned as the request says; `fold`, `named`: see `cli.run`."""
        work = on_cleaned(function, self.settings, self.request.as_is, fold=fold)
        return mapped(work, self.request.source, self.report, named=named)

    def again(self, work: Callable[[Document], T], documents: Iterable[Document]) -> Iterator[T]:
        """Apply `work` to documents that were read before; problems are counted with the others."""
        from policytext.batch.local import outcomes

        self.report.meter.clear()
        second = Report(quiet=True, reject=self.report.reject)
        source, settings = self.request.source, self.settings
        second.meter = Meter(shown=not source.quiet, label="once more", documents=self.report.done)
        found = outcomes(Work(work), documents, settings.jobs, source.debug, settings.timeout)
        yield from second.follow(found, named=False)
        second.meter.end()
        self.report.problems += second.problems

    def answer(
        self, table: Table, rows: Iterable[Row], network: Callable[[], Network] | None = None
    ) -> None:
        """Write the rows of the answer, or its network if the suffix of the output asks for one."""
        if network and is_network(self.request.result):
            write_network(network(), self.request.result)
        else:
            write_table(table, rows, self.request.result)

    def say(self, message: str) -> None:
        self.report.say(message)

    def by_field(
        self, items: Iterable[Grouped], field: str | None, then: str = "their group is empty"
    ) -> Iterator[Grouped]:
        """The items, which are of documents; of those without a value of the field is said at the end how
        many they are, and what happens to them."""
        from policytext.corpus.fields import checked

        every = yield from checked(items, field)
        if every.missing:
            self.say(f"{every.missing:,} of {every.documents:,} documents have no '{field}': {then}")


@contextmanager
def open_question(
    request: Request, settings: Settings | None = None, *, asked: str = ""
) -> Iterator[Question]:
    """A context with a running analysis; UsageError for a field that no document has.

    `settings` are those of the request unless they are given, `asked` the options by which a command that
    may write shards analyses all documents together.
    """
    from policytext.corpus.fields import GroupingWarning, UnknownFieldError

    check_in_one_go(request, asked)
    settings = settings or settings_of(request)
    with reporting(request.source, request.result.output) as report, warnings.catch_warnings():
        warnings.simplefilter("always", GroupingWarning)
        warnings.showwarning = lambda message, *_, **__: report.say(str(message))
        try:
            yield Question(request, settings, report)
        except UnknownFieldError as error:
            raise UsageError(str(error)) from None
