"""policytext code: sentences coded by a dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from policytext.cli.app import app
from policytext.cli.configuration import settings_of
from policytext.cli.guard import UsageError
from policytext.cli.options import AsIs, Resume, Source, Steps, Tables
from policytext.cli.progress import reporting
from policytext.cli.questions import asking
from policytext.cli.register import command
from policytext.cli.results import write_table
from policytext.cli.run import check_in_one_go, each, rows_of, run_tables
from policytext.document import Document
from policytext.schema import Row

if TYPE_CHECKING:
    from policytext.coding.coder import Hit
    from policytext.coding.dictionary import Dictionary
    from policytext.coding.reports import Unit
    from policytext.corpus.fields import Place

SHIPPED = "instruments"


class Coded(NamedTuple):
    """A document's hits, and where it belongs by a field."""

    place: Place
    hits: list[Hit]


@command(app)
def code(
    source: Source,
    result: Tables,
    steps: Steps,
    as_is: AsIs,
    resume: Resume,
    dictionary: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help=f"YAML file of categories, in quanteda's form; {SHIPPED}: of policy instruments.",
        ),
    ] = SHIPPED,
    counts: Annotated[
        bool, typer.Option("--counts", help="Sentences of each category instead of every hit.")
    ] = False,
    by: Annotated[
        str | None, typer.Option(metavar="FIELD", help="Counts of each group of a field.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(help="Sentences coded by hand (CSV or JSONL: sentence, category): agreement instead."),
    ] = None,
) -> None:
    """Code sentences by a dictionary: policy instruments, or your own categories.

    Terms, wildcards (*, ?) and /patterns/, categories nested; where terms overlap the longest
    counts. The dictionary of instruments (供给型, 环境型, 需求型) is a draft by rules: check a sample by
    hand, and give it with --against to see how far it agrees.

    \b
    Examples:
      policytext code cleaned.jsonl -o instruments.csv
      policytext code cleaned.jsonl --counts --by year
      policytext code cleaned.jsonl --dictionary own.yaml
    """
    from policytext.coding.dictionary import DictionaryError, instruments, read_dictionary
    from policytext.coding.reports import Counts, agreement_rows
    from policytext.corpus.fields import checked
    from policytext.tables.corpora import AGREEMENT, CODE_COUNTS, CODES

    try:
        chosen = instruments() if dictionary == SHIPPED else read_dictionary(Path(dictionary))
    except DictionaryError as error:
        raise UsageError(str(error)) from None
    except OSError as error:
        raise UsageError(f"{dictionary}: {error.strerror}") from None
    if not (against or counts or by):
        table = rows_of(CODES, partial(_hits, by=chosen))
        run_tables([table], source, result, steps, as_is, resume, how={"--dictionary": dictionary})
        return
    check_in_one_go(resume, "--against" if against else "--counts and --by")
    settings = settings_of(source, steps)
    with reporting(source, result.output) as report, asking():
        if against:
            rows = agreement_rows(_by_hand(against), chosen)
            write_table(AGREEMENT, rows, result)
            return
        work = partial(_coded, by=chosen, field=by)
        counted = Counts()
        for found in checked(each(work, source, settings, as_is, report), by):
            counted.add(found.place.group, found.hits)
        write_table(CODE_COUNTS, counted.rows(), result)


def _hits(document: Document, by: Dictionary) -> Iterator[Row]:
    from policytext.coding.coder import code as coder
    from policytext.coding.reports import hit_rows

    return hit_rows(document.id, document.text, coder(document.text, by))


def _coded(document: Document, by: Dictionary, field: str | None) -> Coded:
    from policytext.analysis import Analysis
    from policytext.coding.coder import code as coder
    from policytext.corpus.fields import place

    return Coded(place(Analysis(document), field), coder(document.text, by))


def _by_hand(path: Path) -> list[Unit]:
    """The units of a file of sentences coded by hand."""
    import csv
    import json
    from io import StringIO

    from policytext.coding.reports import units_of
    from policytext.language.own_words import own_text

    try:
        content = own_text(path)
        if path.suffix in (".jsonl", ".ndjson"):
            units = units_of(json.loads(line) for line in content.splitlines() if line.strip())
        else:
            units = units_of(csv.DictReader(StringIO(content, newline="")))
    except KeyError as error:
        raise UsageError(f"{path}: no field is called {error.args[0]}") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from None
    if not units:
        raise UsageError(f"{path}: holds no coded sentence")
    return units
