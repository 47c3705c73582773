"""policytext diff: how one version of a document became another."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.cli.app import app
from policytext.cli.configuration import settings_of
from policytext.cli.guard import UsageError
from policytext.cli.options import AsIs, Result, Source, Steps
from policytext.cli.progress import reporting
from policytext.cli.register import command
from policytext.cli.results import write_lines, write_tables
from policytext.cli.run import cleaned
from policytext.document import Document


@command(app)
def diff(source: Source, result: Result, steps: Steps, as_is: AsIs) -> None:
    """Compare two versions of a document, clause by clause.

    Takes OLD and NEW. Clauses are the same (whatever their number), changed, moved, added or
    deleted. Changes are shown word by word; -o FILE.html is a page to show, .csv and .xlsx a table.

    \b
    Examples:
      policytext diff page.txt page.html
      policytext diff page.txt page.html -o versions.html
      policytext diff page.txt page.html --format csv
    """
    settings = settings_of(source, steps)
    with reporting(source, result.output) as report:
        documents = list(cleaned(source, settings, as_is, report))
        if len(documents) != 2 and not report.problems:
            raise UsageError(f"diff compares two documents, the old and the new, not {len(documents)}")
        if len(documents) != 2:
            return
        old, new = documents
        if result.output is not None and result.output.suffix in (".html", ".htm"):
            from policytext.versions.alignment import compare
            from policytext.versions.page import page

            write_lines(page(old.id, new.id, compare(old.text, new.text)), result, (".html", ".htm"))
        elif result.format == "text" or (result.format is None and result.output is None):
            write_lines(_shown(old, new, result), result)
        else:
            from policytext.tables.versions import VERSIONS, version_rows

            rows = ((VERSIONS.name, row) for row in version_rows(old.text, new.text))
            write_tables([VERSIONS], rows, result)


def _shown(old: Document, new: Document, result: Result) -> Iterator[str]:
    """Every clause that is not the same, what went and what came marked as `inspect --diff` does."""
    from policytext.cli.colour import Paint, wanted
    from policytext.versions.alignment import compare

    paint = Paint(result.output is None and wanted())
    yield paint.heading(f"{old.id} → {new.id}")
    for found in compare(old.text, new.text):
        if found.kind == "same":
            continue
        numbers = [clause.number for clause in (found.old, found.new) if clause and clause.number]
        pieces = (
            paint.plain(before)
            if before == after
            else (paint.before(before) if before else "") + (paint.after(after) if after else "")
            for before, after in found.changes
        )
        number = paint.plain(" → ".join(dict.fromkeys(numbers)))
        yield f"{paint.dim(f'{found.kind:<8}')} {number} {''.join(pieces)}"
