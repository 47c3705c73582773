"""policytext export: all tables in one go."""

from __future__ import annotations

from policytext.cli.app import command
from policytext.cli.each import run_tables
from policytext.cli.errors import UsageError
from policytext.cli.options import Dating, ExportRequest, Naming


@command
def export(request: ExportRequest, dating: Dating, naming: Naming) -> None:
    """Documents, metadata, keywords, entities, relations, targets, duties, structure, edits.

    -o names a folder (a CSV a table, described by datapackage.json; --format tsv) or one file:
    .xlsx or .sqlite. A workbook begins with a sheet that explains it, and with documents and
    terms by year and by province, with charts. Documents that were not cleaned yet are cleaned first.

    \b
    Examples:
      policytext export pages -o tables
      policytext export cleaned.jsonl -o tables.xlsx
      policytext export cleaned.jsonl --language zh -o tables-zh.xlsx
      policytext export cleaned.jsonl --excel -o tables-for-excel
    """
    from policytext.io.formats import format_of
    from policytext.tables import TABLES

    output = request.result.output
    if output is None:
        raise UsageError("export writes several tables: name a folder, .xlsx or .sqlite with -o")
    exported = [entry for entry in TABLES.values() if entry.exported]
    named = format_of(output)
    book = named is not None and named.name == "xlsx"
    run_tables(exported, request, dating=dating, naming=naming, pivots=book)
