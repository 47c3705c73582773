"""policytext inspect: what is wrong with each document."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from policytext.cli.app import app
from policytext.cli.options import Result, Source, Steps, command, settings_of
from policytext.cli.report import reporting
from policytext.cli.results import write_tables
from policytext.cli.run import apply_step, mapped
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
    from policytext.explain import FINDINGS, findings

    settings = settings_of(source, steps)
    with reporting(source, result.output) as report:
        cleaned = mapped(partial(apply_step, "clean", settings=settings), source, settings, report)
        if diff:
            for document in cleaned:
                _print_diff(document)
        else:
            rows = ((FINDINGS.name, row) for document in cleaned for row in findings(document))
            write_tables([FINDINGS], rows, result)


def _print_diff(document: Document) -> None:
    """Each edit in context, what went in red and what came in green where colour is wanted."""
    from policytext.cli.colour import after, before, dim, heading
    from policytext.explain import explain, shown

    typer.echo(heading(f"{document.id}: {document.verdict or 'not judged'}"))
    for edit, line, left, right in explain(document):
        change = (before(shown(edit.before)) if edit.before else "") + (
            after(shown(edit.after)) if edit.after else ""
        )
        mark = " (inferred)" if edit.inferred else ""
        typer.echo(f"{line:>5}  {dim(f'{edit.rule:<24}')} {left}{change}{right}{mark}")
    for remark in document.remarks:
        typer.echo(f"    !  {dim(f'{remark.rule:<24}')} {shown(remark.text)}: {remark.reason}")
