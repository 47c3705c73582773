"""What the commands that ask a corpus share: flags, documents on the way, what is said of groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from policytext.cli.guard import UsageError
from policytext.cli.meter import Meter
from policytext.cli.options import Source
from policytext.cli.progress import Report
from policytext.cli.telling import tell
from policytext.document import Document
from policytext.language.characters import HAN
from policytext.language.own_words import own_text
from policytext.language.patterns import late
from policytext.settings import Settings

if TYPE_CHECKING:
    from policytext.corpus.phrases import Run
    from policytext.language.own_words import Cut

T = TypeVar("T")
_BLANK = late(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_COMMA = late("[,，、;；]")
QUOTES = "“”‘’「」『』\"'＂＇"


@dataclass(frozen=True, slots=True)
class Words:
    """How words are cut."""

    lexicon: Annotated[
        Path | None,
        typer.Option(help="Words that are always one: a file of jieba's form, a word a line."),
    ] = None
    stopwords: Annotated[Path | None, typer.Option(help="Words to leave out: a file, one a line.")] = None

    @property
    def how(self) -> dict[str, str]:
        """What a run that goes on must have in common with the one before."""
        return {"--lexicon": str(self.lexicon), "--stopwords": str(self.stopwords)}

    @property
    def cut(self) -> Cut:
        from policytext.language.own_words import Cut

        cut = Cut(str(self.lexicon or ""), str(self.stopwords or ""))
        try:
            _ = cut.own
        except OSError as error:
            raise UsageError(f"{error.filename}: {error.strerror}") from None
        except UnicodeDecodeError:
            files = " or ".join(str(one) for one in (self.lexicon, self.stopwords) if one)
            raise UsageError(f"{files}: is neither UTF-8 nor GB 18030 (GBK)") from None
        return cut


def again(source: Source, settings: Settings, report: Report) -> Run:
    """What applies a function to documents that are read already; its problems count with the others."""
    from policytext.batch.local import run

    def apply(work: Callable[[Document], T], documents: Iterable[Document]) -> Iterator[T]:
        report.meter.clear()
        second = Report(quiet=True, reject=report.reject)
        second.meter = Meter(shown=not source.quiet, label="once more", documents=report.done)
        yield from second.sift(run(work, documents, settings.jobs, source.debug, settings.timeout))
        report.problems += second.problems

    return apply


@contextmanager
def asking() -> Iterator[None]:
    """A question that cannot be answered as it is put is wrong usage: an unknown field, a bad pattern."""
    from policytext.corpus.fields import UnknownFieldError

    try:
        yield
    except UnknownFieldError as error:
        raise UsageError(str(error)) from None
    except re.error as error:
        raise UsageError(f"--pattern: {error}") from None


def terms_of(
    given: Sequence[str] | None, file: Path | None, settings: Settings | None, blanks: bool = True
) -> list[str]:
    """The terms that were named and those of a file, one a line; each once.

    What a search takes at its word, and who wrote it may not have meant, is said: quotation marks
    around a term, as a Chinese keyboard leaves them; commas, as between several; blanks between its
    characters, unless `blanks` stand for nothing; and with the `settings` by which texts are cleaned,
    another form than texts then have.
    """
    terms = list(given or ())
    if file:
        try:
            lines = own_text(file).splitlines()
        except OSError as error:
            hint = "" if file.exists() else " (--term names a term itself)"
            raise UsageError(f"{file}: {error.strerror}{hint}") from None
        except UnicodeDecodeError:
            raise UsageError(f"{file}: is neither UTF-8 nor GB 18030 (GBK)") from None
        terms += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    for term in terms:
        if len(term) > 2 and term[0] in QUOTES and term[-1] in QUOTES:
            tell(f"{term} is looked for with its quotation marks; without them it is {term[1:-1]}")
        if len(apart := [part for part in _COMMA.split(term) if part]) > 1:
            each = " ".join(f"--term {part}" for part in apart)
            tell(f"{term} is looked for as one term, with its commas; {each} looks for each")
        if blanks and (joined := _BLANK.sub("", term)) != term:
            tell(f"{term} is looked for with its blanks; without them it is {joined}")
        if settings and (form := _cleaned(term, settings)) != term:
            tell(f"{term} is looked for as it is; texts that were cleaned have {form}")
    return list(dict.fromkeys(term for term in terms if term))


def _cleaned(term: str, settings: Settings) -> str:
    """A term as cleaned texts have it: 數字經濟 is 数字经济 there, and ＡＩ is AI."""
    from policytext.normalization.step import normalize

    return normalize(Document("", term), settings).text


def nothing_wanted(source: Source, words: str) -> UsageError:
    """What to say where no term is named; an INPUT that is no file may have been meant as one."""
    if meant := next((name for name in source.inputs or () if name != "-" and not Path(name).exists()), ""):
        return UsageError(f"{words}; {meant} is no file: did you mean --term {meant}?")
    return UsageError(words)


def tell_missing(report: Report, field: str, missing: int, documents: int, then: str) -> None:
    """Say how many documents have no value of a field, and what becomes of them."""
    if missing:
        report.say(f"{missing:,} of {documents:,} documents have no '{field}': {then}")
