"""policytext keywords: what documents are about."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from policytext.cli.app import app
from policytext.cli.guard import UsageError
from policytext.cli.options import AsIs, Result, Source, Steps, command, settings_of
from policytext.cli.report import reporting
from policytext.cli.results import write_tables
from policytext.cli.run import cleaned, run_tables


@command(app)
def keywords(
    source: Source,
    result: Result,
    steps: Steps,
    as_is: AsIs,
    top: Annotated[int, typer.Option(min=1, help="How many keywords.")] = 20,
    corpus: Annotated[bool, typer.Option("--corpus", help="Keywords of all documents together.")] = False,
    by: Annotated[
        str | None,
        typer.Option(help="What sets groups apart: a field of the record, source, year, month, issuer."),
    ] = None,
    trend: Annotated[
        Literal["year", "month"] | None, typer.Option(help="Keywords that rise or fall over time.")
    ] = None,
) -> None:
    """Find what documents, groups or periods are about.

    Documents that were not cleaned yet are cleaned first; --as-is takes them as they are.

    \b
    Examples:
      policytext keywords page.txt --top 10
      policytext keywords cleaned.jsonl --excel -o keywords.csv
      policytext keywords pages --corpus
      policytext keywords cleaned.jsonl --by issuer --top 5
      policytext keywords cleaned.jsonl --trend month
    """
    from policytext.tables import TABLES
    from policytext.tables.keywords import keyword_rows

    if corpus + (by is not None) + (trend is not None) > 1:
        raise UsageError("--corpus, --by and --trend exclude each other")
    if not (corpus or by or trend):
        run_tables(
            [TABLES["keywords"]._replace(rows=partial(keyword_rows, top=top))], source, result, steps, as_is
        )
        return

    from policytext.corpus.tables import CORPUS, GROUPS, TRENDS, corpus_rows, group_rows, trend_rows

    settings = settings_of(source, steps)
    with reporting(source, result.output) as report:
        documents = cleaned(source, settings, as_is, report)
        if by:
            table, rows = GROUPS, iter(found := list(group_rows(documents, by, top)))
            if found and not any(row["group"] for row in found):
                report.say(f"no document has '{by}': all of them are one group")
        elif trend:
            table, rows = TRENDS, iter(found := list(trend_rows(documents, top, trend)))
            if not found:
                report.say(f"no trend: it takes keywords that recur, and documents of two {trend}s or more")
        else:
            table, rows = CORPUS, corpus_rows(documents, top)
        write_tables([table], ((table.name, row) for row in rows), result)
