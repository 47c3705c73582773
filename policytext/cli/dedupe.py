"""policytext dedupe: which documents repeat others."""

from __future__ import annotations

from typing import Annotated

import typer

from policytext.cli.app import app
from policytext.cli.options import AsIs, History, Result, Source, Steps, command, settings_of
from policytext.cli.progress import Report, reporting
from policytext.cli.results import write_documents
from policytext.cli.run import cleaned, read_twice


@command(app)
def dedupe(
    source: Source,
    result: Result,
    steps: Steps,
    history: History,
    as_is: AsIs,
    threshold: Annotated[
        float, typer.Option(min=0.5, max=1.0, help="Least similarity of near-duplicates (Jaccard).")
    ] = 0.85,
    drop: Annotated[bool, typer.Option("--drop", help="Leave duplicates out.")] = False,
) -> None:
    """Mark documents that repeat others.

    A reprint gets `duplicate_of` (the id of the earliest, or else the likeliest original) and
    `similarity` in its record. Reads its input twice. Needs: pip install 'policytext[dedupe]'.

    \b
    Examples:
      policytext dedupe cleaned.jsonl -o marked.jsonl
      policytext dedupe pages --drop -o unique.jsonl
    """
    from policytext.corpus.duplicates import find_duplicates, mark_duplicates

    settings = settings_of(source, steps, history)
    first = Report(silent=True)
    duplicates = find_duplicates(cleaned(read_twice(source), settings, as_is, first), threshold)
    with reporting(source, result.output) as report:
        marked = mark_duplicates(cleaned(source, settings, as_is, report), duplicates)
        kept = (document for document in marked if not (drop and "duplicate_of" in document.meta))
        write_documents(kept, result, history, settings, report)
        report.say(f"{len(duplicates):,} of {first.done:,} documents repeat others")
