"""policytext inspect: what is wrong with each document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from policytext.batch.work import Work, unchanged
from policytext.cli.app import command
from policytext.cli.configuration import check_rules, settings_of
from policytext.cli.each import run_tables
from policytext.cli.errors import UsageError, check_beside
from policytext.cli.options import ResumableRequest, Resume, Source, Steps, Tables
from policytext.cli.progress import reporting
from policytext.cli.reading import mapped
from policytext.cli.results import write_lines
from policytext.cli.run import check_in_one_go
from policytext.document import Document
from policytext.schema import Row

if TYPE_CHECKING:
    from policytext.analysis import Analysis
    from policytext.cli.paint import Paint, Piece

LONGEST = 60  # characters of what was replaced that are shown, its two ends
RULE = 20  # columns of a rule's name
INDENT = RULE + 8  # where the text begins


@command
def inspect(
    source: Source,
    result: Tables,
    steps: Steps,
    resume: Resume,
    diff: Annotated[bool, "Show every change in its place instead."] = False,
    limit: Annotated[
        int, typer.Option(min=0, help="Changes of each document that --diff shows; 0: all.")
    ] = 0,
) -> None:
    """One row for each rule that found something, with counts and the document's verdict.

    Verdicts: clean (no damage found), repaired (all of it can be undone), partial (some spans
    cannot), unreadable. Nothing is changed. --rule NAME, without on or off, shows that rule alone.

    \b
    Examples:
      policytext inspect page.txt
      policytext inspect pages --format csv
      policytext inspect page.txt --diff
      policytext inspect page.txt --diff --rule glosses --limit 20
    """
    from policytext.cli.paint import paint_of, room_of
    from policytext.pipeline import PARTS
    from policytext.tables import TABLES

    check_beside("--diff", diff, limit=limit)
    steps, rules = _only(steps)
    request = ResumableRequest(source=source, result=result, steps=steps, resume=resume)
    if not diff:
        table = TABLES["findings"]._replace(rows=partial(_findings, rules=rules))
        run_tables([table], request, once=False)
        return
    check_in_one_go(request, "--diff")
    work = Work(unchanged, PARTS["clean"], settings_of(request))
    with reporting(source, result.output) as report:
        if result.format:
            raise UsageError(f"--diff gives text, not {result.format}")
        paint, room = paint_of(result.output), room_of(result.output)
        cleaned = mapped(work, source, report)
        lines = (_diff(document, paint, room, rules, limit) for document in cleaned)
        write_lines(chain.from_iterable(lines), result)


def _findings(analysis: Analysis, rules: set[str]) -> Iterator[Row]:
    from policytext.tables.documents import finding_rows

    return (row for row in finding_rows(analysis) if not rules or row.get("rule") in rules)


def _diff(document: Document, paint: Paint, room: int, rules: set[str], limit: int) -> Iterator[str]:
    """Each edit in context; in colour, deletions are red and insertions green."""
    from policytext.cli.paint import CONTEXT, hanging
    from policytext.explain import abbreviated, explain

    yield paint.heading(f"{document.id}: {document.verdict or 'not judged'}")
    wanted = (found for found in explain(document, CONTEXT) if not rules or rules & {*found.edit.rules})
    listed = 0
    for edit, line, left, right in wanted:
        listed += 1
        if limit and listed > limit:
            continue
        pieces: list[Piece] = [
            (left, paint.plain),
            (abbreviated(edit.before, LONGEST) if edit.before else "", paint.before),
            (abbreviated(edit.after, LONGEST) if edit.after else "", paint.after),
            (right, paint.plain),
            (" (inferred)" if edit.inferred else "", paint.dim),
        ]
        head = f"{line:>5}  {paint.dim(f'{edit.rule:<{RULE}}')} "
        yield from hanging(head, pieces, room, INDENT, not paint.colour)
    if limit and listed > limit:
        yield paint.dim(f"    …  {listed - limit:,} more (--limit)")
    for remark in document.remarks:
        if not rules or remark.rule in rules:
            head = f"    !  {paint.dim(f'{remark.rule:<{RULE}}')} "
            told: list[Piece] = [(f"{abbreviated(remark.text)}: {remark.reason}", paint.plain)]
            yield from hanging(head, told, room, INDENT, True)


def _only(steps: Steps) -> tuple[Steps, set[str]]:
    """The rules named without on or off, which are those to show, and the steps without these options."""
    named = {given for given in steps.rule or () if "=" not in given}
    check_rules(named)
    return steps.but(rule=[given for given in steps.rule or () if given not in named] or None), named
