"""policytext kwic: terms with what stands around them."""

from __future__ import annotations

from functools import partial
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

import typer

from policytext.cli.app import app
from policytext.cli.configuration import settings_of
from policytext.cli.options import AsIs, Resume, Source, Steps, Tables
from policytext.cli.progress import reporting
from policytext.cli.questions import asking, nothing_wanted, terms_of
from policytext.cli.register import command
from policytext.cli.results import write_table
from policytext.cli.run import check_in_one_go, each, rows_of, run_tables


@command(app)
def kwic(
    source: Source,
    result: Tables,
    steps: Steps,
    as_is: AsIs,
    resume: Resume,
    term: Annotated[
        list[str] | None, typer.Option(metavar="TERM", help="A term to find; may be repeated.")
    ] = None,
    terms: Annotated[Path | None, typer.Option(help="A file of terms, one a line.")] = None,
    pattern: Annotated[
        str | None, typer.Option(metavar="PATTERN", help="A regular expression to find instead.")
    ] = None,
    window: Annotated[int, typer.Option(min=0, help="Characters shown on each side.")] = 20,
    sentence: Annotated[bool, typer.Option("--sentence", help="Show the whole sentence instead.")] = False,
    sort: Annotated[
        Literal["text", "left", "right"], typer.Option(help="Order by place, or by what stands beside.")
    ] = "text",
) -> None:
    """Show every place of a term in its context.

    A concordance (keyword in context): as many rows for a term as a search in the cleaned text finds.
    A blank in a term stands for nothing, blanks or a line feed.

    \b
    Examples:
      policytext kwic cleaned.jsonl --term 创新
      policytext kwic cleaned.jsonl --term 发展 --sort right --window 10
      policytext kwic cleaned.jsonl --pattern '高.{1,3}发展' --sentence -o kwic.csv
    """
    from policytext.corpus.concordance import concordance, ordered, searched
    from policytext.tables.corpora import KWIC

    settings = settings_of(source, steps)
    with asking():
        try:
            given = terms_of(term, terms, None if as_is else settings, blanks=False)
            search = searched(given, pattern, window, sentence)
        except ValueError:
            raise nothing_wanted(
                source, "nothing to look for: name --term, --terms FILE or --pattern"
            ) from None
    find = partial(concordance, search=search)
    if sort == "text":
        how = search._asdict()
        run_tables([rows_of(KWIC, find)], source, result, steps, as_is, resume, how=how)
        return
    check_in_one_go(resume, "--sort")
    with reporting(source, result.output) as report:
        found = each(find, source, settings, as_is, report)
        write_table(KWIC, ordered(chain.from_iterable(found), sort), result)
