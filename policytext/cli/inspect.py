"""policytext inspect: what is wrong with each document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Annotated

import typer

from policytext.cli.app import app
from policytext.cli.guard import UsageError
from policytext.cli.options import Result, Source, Steps, command, settings_of
from policytext.cli.progress import reporting
from policytext.cli.results import write_lines, write_tables
from policytext.cli.run import mapped
from policytext.document import Document


@command(app)
def inspect(
    source: Source,
    result: Result,
    steps: Steps,
    diff: Annotated[bool, typer.Option("--diff", help="Show every change in its place instead.")] = False,
) -> None:
    """Say what is wrong with each document.

    One row for each rule that found something, with counts and the document's verdict.

    Verdicts: clean (no damage found), repaired (all of it can be undone), partial (some spans
    cannot), unreadable. Nothing is changed.

    \b
    Examples:
      policytext inspect page.txt
      policytext inspect pages --format csv
      policytext inspect page.txt --diff
    """
    from policytext.analysis import Analysis
    from policytext.batch.measured import itself
    from policytext.pipeline import PARTS
    from policytext.tables.edits import FINDINGS, finding_rows

    settings = settings_of(source, steps)
    with reporting(source, result.output) as report:
        cleaned = mapped(itself, source, settings, report, PARTS["clean"])
        if diff:
            _write_diffs(cleaned, result)
        else:
            rows = (
                (FINDINGS.name, row) for document in cleaned for row in finding_rows(Analysis(document))
            )
            write_tables([FINDINGS], rows, result)


def _write_diffs(documents: Iterable[Document], result: Result) -> None:
    """Every change of the documents, to a text file or to standard output."""
    from policytext.cli.colour import wanted

    if result.format not in (None, "text"):
        raise UsageError(f"--diff gives text, not {result.format}")
    colour = result.output is None and wanted()
    write_lines(chain.from_iterable(_diff(document, colour) for document in documents), result)


def _diff(document: Document, colour: bool) -> Iterator[str]:
    """Each edit in context, what went in red and what came in green where colour is wanted."""
    from policytext.cli.colour import Paint
    from policytext.explain import explain, shown

    paint = Paint(colour)
    yield paint.heading(f"{document.id}: {document.verdict or 'not judged'}")
    for edit, line, left, right in explain(document):
        change = (paint.before(shown(edit.before)) if edit.before else "") + (
            paint.after(shown(edit.after)) if edit.after else ""
        )
        mark = " (inferred)" if edit.inferred else ""
        around = f"{paint.plain(left)}{change}{paint.plain(right)}"
        yield f"{line:>5}  {paint.dim(f'{edit.rule:<24}')} {around}{mark}"
    for remark in document.remarks:
        yield f"    !  {paint.dim(f'{remark.rule:<24}')} {shown(remark.text)}: {paint.plain(remark.reason)}"
