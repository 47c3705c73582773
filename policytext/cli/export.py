"""policytext export: all tables in one go."""

from __future__ import annotations

from policytext.cli.app import app
from policytext.cli.guard import UsageError
from policytext.cli.options import AsIs, Dating, Result, Source, Steps, command
from policytext.cli.run import run_tables


@command(app)
def export(source: Source, result: Result, steps: Steps, as_is: AsIs, dating: Dating) -> None:
    """Write all tables in one go.

    Documents, metadata, keywords, entities, edits.

    -o names a folder (a CSV a table, described by datapackage.json; --format tsv) or one file:
    .xlsx or .sqlite. Documents that were not cleaned yet are cleaned first.

    \b
    Examples:
      policytext export pages -o tables
      policytext export cleaned.jsonl -o tables.xlsx
      policytext export cleaned.jsonl --excel -o tables-for-excel
    """
    from policytext.tables import TABLES

    if result.output is None:
        raise UsageError("export writes several tables: name a folder, .xlsx or .sqlite with -o")
    exported = [entry for entry in TABLES.values() if entry.exported]
    run_tables(exported, source, result, steps, as_is, dating)
