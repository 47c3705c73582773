"""policytext structure: how documents are divided."""

from __future__ import annotations

from policytext.cli.app import command
from policytext.cli.each import run_tables
from policytext.cli.options import ResumableTableRequest


@command
def structure(request: ResumableTableRequest) -> None:
    """A row for each, with its level and where what it governs ends, in code points of the cleaned
    text. Levels: 0 title or annex, 1 编, 2 章, 3 节, 4 条, 5 to 8 一、（一）1.（1） or 2, 2.1, 2.1.1.

    \b
    Examples:
      policytext structure page.txt
      policytext structure cleaned.jsonl -o structure.csv
    """
    from policytext.tables import TABLES

    run_tables([TABLES["structure"]], request)
