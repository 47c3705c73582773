"""policytext entities: who, where, when, how much, and which documents."""

from __future__ import annotations

from policytext.cli.app import app
from policytext.cli.options import AsIs, Result, Source, Steps, command
from policytext.cli.run import run_tables


@command(app)
def entities(source: Source, result: Result, steps: Steps, as_is: AsIs) -> None:
    """Find who, where, when, how much, which document.

    People, organisations, places, posts, dates, sums, documents, meetings, industries, programmes.

    Offsets are code points into the cleaned text, which `policytext clean` prints. Documents that
    were not cleaned yet are cleaned first; --as-is takes them as they are.

    \b
    Examples:
      policytext entities page.txt
      policytext entities cleaned.jsonl -o entities.csv
      policytext clean page.txt | policytext entities --format jsonl
    """
    from policytext.tables import TABLES

    run_tables([TABLES["entities"]], source, result, steps, as_is)
