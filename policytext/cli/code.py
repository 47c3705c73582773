"""policytext code: sentences coded by a dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from policytext.cli.app import command
from policytext.cli.each import rows_of, run_tables
from policytext.cli.errors import UsageError
from policytext.cli.options import ResumableTableRequest
from policytext.cli.questions import FIELDS, Question, open_question
from policytext.document import Document
from policytext.schema import Row

if TYPE_CHECKING:
    from policytext.coding.dictionary import Coder, Dictionary, Hit
    from policytext.coding.reports import Unit
    from policytext.corpus.fields import Grouping

SHIPPED = "instruments"


class CodedDocument(NamedTuple):
    """A document's hits, and its group by a field."""

    grouping: Grouping
    hits: list[Hit]


@command
def code(
    request: ResumableTableRequest,
    dictionary: Annotated[
        str, "FILE", f"YAML file of categories, in quanteda's form; {SHIPPED}: of policy instruments."
    ] = SHIPPED,
    terms_only: Annotated[bool, "By the terms of the shipped dictionary alone, without its model."] = False,
    counts: Annotated[bool, "Sentences of each category instead of every hit."] = False,
    by: Annotated[
        str | None, "FIELD", f"Sentences of each category (--counts) in each group: {FIELDS}."
    ] = None,
    against: Annotated[
        Path | None, "Sentences coded by hand (CSV or JSONL: sentence, category): agreement instead."
    ] = None,
) -> None:
    """Terms, wildcards (*, ?) and /patterns/, categories nested; where terms overlap the longest
    counts. Beside the dictionary of instruments (供给型, 环境型, 需求型) a model reads each sentence:
    found_by says whether a code came by a term or by the model, and confidence how sure it is; what is
    unsure has no code. Check a sample by hand, and give it with --against to see how far they agree.

    \b
    Examples:
      policytext code cleaned.jsonl -o instruments.csv
      policytext code cleaned.jsonl --counts --by year
      policytext code cleaned.jsonl --dictionary own.yaml
    """
    from policytext.coding.reports import CODES

    chosen = _dictionary(dictionary)
    coder = _coder(chosen, dictionary != SHIPPED, terms_only)
    if not (against or counts or by):
        table = rows_of(CODES, partial(_hits, coder=coder))
        run_tables([table], request)
        return
    asked = "--against" if against else "--counts and --by"
    with open_question(request, asked=asked) as question:
        if against:
            _compare(question, coder, chosen, against)
        else:
            _count(question, coder, by)


def _dictionary(named: str) -> Dictionary:
    """The dictionary of the option: the shipped one, or a file."""
    from policytext.coding.dictionary import DictionaryError, instruments, read_dictionary

    try:
        return instruments() if named == SHIPPED else read_dictionary(Path(named))
    except DictionaryError as error:
        raise UsageError(str(error)) from None
    except OSError as error:
        raise UsageError(f"{named}: {error.strerror}") from None


def _coder(dictionary: Dictionary, own: bool, terms_only: bool) -> Coder:
    """The function that codes a text: by the dictionary, and with the classifier of the shipped one."""
    from policytext.coding.dictionary import code

    if own and terms_only:
        raise UsageError("--terms-only is for the shipped dictionary: another has no model")
    if own or terms_only:
        return partial(code, by=dictionary)
    from policytext.coding.instruments import code_instruments  # which loads the model

    return code_instruments


def _compare(question: Question, coder: Coder, dictionary: Dictionary, by_hand: Path) -> None:
    """Answer with the agreement of the coder and manual coding."""
    from policytext.coding.reports import AGREEMENT, agreement_rows, known_codes

    units, unknown = known_codes(_by_hand(by_hand), [kind.path for kind in dictionary.categories])
    for code, times in unknown.items():
        words = f"{by_hand}: {code} is no category of the dictionary ({times:,} sentences)"
        question.report.say(words, always=True)
    question.answer(AGREEMENT, agreement_rows(units, coder))


def _count(question: Question, coder: Coder, by: str | None) -> None:
    """Answer with the number of sentences of each category, by group."""
    from policytext.coding.reports import CODE_COUNTS, Counts

    counted = Counts()
    for found in question.by_field(question.each(partial(_coded, coder=coder, field=by)), by):
        counted.add(found.grouping.group, found.hits)
    question.answer(CODE_COUNTS, counted.rows())


def _hits(document: Document, coder: Coder) -> Iterator[Row]:
    from policytext.coding.reports import hit_rows

    return hit_rows(document.id, document.text, coder(document.text))


def _coded(document: Document, coder: Coder, field: str | None) -> CodedDocument:
    from policytext.analysis import Analysis
    from policytext.corpus.fields import grouping

    return CodedDocument(grouping(Analysis(document), field), coder(document.text))


def _by_hand(path: Path) -> list[Unit]:
    """The units of a file of manually coded sentences."""
    import csv
    import json
    from io import StringIO

    from policytext.coding.reports import units_of
    from policytext.language.user_words import own_text

    try:
        content = own_text(path)
        if path.suffix in (".jsonl", ".ndjson"):
            units = units_of(json.loads(line) for line in content.splitlines() if line.strip())
        else:
            units = units_of(csv.DictReader(StringIO(content, newline="")))
    except KeyError as error:
        raise UsageError(f"{path}: no field is called {error.args[0]}") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    except (ValueError, csv.Error) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from None
    if not units:
        raise UsageError(f"{path}: holds no coded sentence")
    return units
