"""policytext export: all tables in one go."""

from __future__ import annotations

from policytext.cli.app import app
from policytext.cli.errors import UsageError
from policytext.cli.options import AsIs, Dating, Naming, ResumableRequest, Resume, Source, Steps, TableSet
from policytext.cli.register import command
from policytext.cli.run import run_tables


@command(app)
def export(
    source: Source,
    result: TableSet,
    steps: Steps,
    resume: Resume,
    dating: Dating,
    naming: Naming,
    as_is: AsIs = False,
) -> None:
    """Write all tables in one go.

    Documents, metadata, keywords, entities, relations, targets, duties, structure, edits.

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

    if result.output is None:
        raise UsageError("export writes several tables: name a folder, .xlsx or .sqlite with -o")
    exported = [entry for entry in TABLES.values() if entry.exported]
    named = format_of(result.output)
    book = named is not None and named.name == "xlsx"
    request = ResumableRequest(source=source, result=result, steps=steps, as_is=as_is, resume=resume)
    run_tables(exported, request, dating=dating, naming=naming, pivots=book)
