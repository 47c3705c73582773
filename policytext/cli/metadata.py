"""policytext metadata: the facts of each document's header."""

from __future__ import annotations

from policytext.cli.app import app
from policytext.cli.options import AsIs, Result, Source, Steps, command
from policytext.cli.run import run_tables


@command(app)
def metadata(source: Source, result: Result, steps: Steps, as_is: AsIs) -> None:
    """Find the facts of each document's header.

    Title, 文号, issuer, dates, place, genre and source, with the evidence for each.

    \b
    Examples:
      policytext metadata pages
      policytext metadata cleaned.jsonl --excel -o metadata.csv
    """
    from policytext.tables import TABLES

    run_tables([TABLES["metadata"]], source, result, steps, as_is)
