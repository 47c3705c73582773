"""Documents in, a function over them, results out: what every command does around its own work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from policytext.cli.guard import UsageError
from policytext.cli.options import AsIs, Dating, History, Result, Resume, Source, Steps, settings_of
from policytext.cli.progress import Report, reporting
from policytext.cli.results import write_documents, write_tables
from policytext.document import Document, Problem
from policytext.schema import Row
from policytext.settings import Settings

if TYPE_CHECKING:
    from policytext.analysis import Analysis
    from policytext.io.readers.origin import Raw
    from policytext.io.writers.resume import Part
    from policytext.tables import DocumentTable

T = TypeVar("T")
Change = Callable[[Document], Document]


def documents(source: Source, settings: Settings) -> Iterator[Document | Problem]:
    """The documents of the command's inputs, standard input where there are none."""
    from policytext.io.read import read

    return read(_inputs(source), settings, sys.stdin.buffer, _note(source))


def _inputs(source: Source) -> Sequence[str]:
    inputs = source.inputs or ["-"]
    if "-" in inputs and sys.stdin.isatty() and not source.quiet:
        print("policytext: waiting for standard input", file=sys.stderr)  # noqa: T201
    return inputs


def _note(source: Source) -> Callable[[str], None] | None:
    """What says how records were understood, on stderr."""
    return None if source.quiet else Report().say


def mapped(
    function: Callable[[Document], T],
    source: Source,
    settings: Settings,
    report: Report,
    done: Mapping[str, int] | None = None,
    before: Change | None = None,
) -> Iterator[T]:
    """`function` of every document, in order, over as many processes as the settings say.

    Documents that an interrupted run has `done`, so many of each id, are passed over. `before` is
    done to each document first, in this process.
    """
    from policytext.batch.local import run
    from policytext.io.read import read_parts

    items: Iterable[Document | Problem | Raw]
    if before:
        found = documents(source, settings)
        items = (before(item) if isinstance(item, Document) else item for item in found)
    else:
        items = read_parts(_inputs(source), settings, sys.stdin.buffer, _note(source))
    if done:
        from policytext.io.writers.resume import unfinished

        items = unfinished(items, done)
    return report.sift(run(function, items, settings.jobs, source.debug, settings.timeout))


def run_step(
    name: str,
    source: Source,
    result: Result,
    steps: Steps,
    history: History,
    resume: Resume,
    before: Change | None = None,
    after: Change | None = None,
) -> None:
    """One text step over all documents, and what comes before and after it, written as the user wants."""
    settings = settings_of(source, steps, history)
    with reporting(source, result.output) as report, ExitStack() as stack:
        part = None
        if resume:
            how = {"command": name, "--corpus": bool(before), "--invert": bool(after)}
            part = stack.enter_context(_resumed(source, result, settings, how))
        step = partial(apply_step, name, settings=settings)
        done = part.finished if part else None
        stepped: Iterable[Document] = mapped(step, source, settings, report, done, before)
        if after:
            stepped = map(after, stepped)
        write_documents(stepped, result, history, settings, part)


def read_twice(source: Source) -> Source:
    """The source for a first pass that says nothing; UsageError where it can be read only once."""
    if not source.inputs or "-" in source.inputs:
        raise UsageError("reads its input twice: name files or folders")
    return replace(source, quiet=True)


def _resumed(
    source: Source, result: Result, settings: Settings, how: Mapping[str, Any]
) -> AbstractContextManager[Part]:
    """What an interrupted run left of the output, to be added to."""
    from policytext.io.writers.resume import beginning, resuming

    if result.output is None or result.format not in (None, "jsonl"):
        raise UsageError("--resume needs -o FILE.jsonl")
    encoding = {"--output-encoding": result.output_encoding}
    return resuming(result.output, beginning(source.inputs or ["-"], settings, **how, **encoding))


def apply_step(name: str, document: Document, settings: Settings) -> Document:
    from policytext.pipeline import STEPS

    return STEPS[name](document, settings)


RowsOf = Callable[["Analysis"], Iterable[Row]]


def run_tables(
    parts: Sequence[DocumentTable],
    source: Source,
    result: Result,
    steps: Steps,
    as_is: AsIs,
    dating: Dating | None = None,
    pivots: bool = False,
) -> None:
    """Tables of all documents, each of which is analysed once for all tables, and those of the corpus."""
    settings = settings_of(source, steps)
    named: tuple[tuple[str, RowsOf], ...] = tuple((part.table.name, part.rows) for part in parts)
    if pivots:
        from policytext.corpus.pivots import PIVOTS, SOURCE, source_rows, with_pivots

        named += ((SOURCE, source_rows),)
    as_of = dating.day() if dating else None
    work = partial(_rows, parts=named, settings=None if as_is else settings, as_of=as_of)
    with reporting(source, result.output) as report:
        rows = chain.from_iterable(mapped(work, source, settings, report))
        tables = [part.table for part in parts]
        if pivots:
            write_tables([*PIVOTS, *tables], with_pivots(rows), result)
        else:
            write_tables(tables, rows, result)


def cleaned(source: Source, settings: Settings, as_is: AsIs, report: Report) -> Iterator[Document]:
    """The documents, cleaned unless they were before or are wanted as they are."""
    return mapped(partial(cleaned_once, settings=None if as_is else settings), source, settings, report)


def cleaned_once(document: Document, settings: Settings | None) -> Document:
    """The document, cleaned unless it was before or `settings` is None."""
    if settings is None:
        return document
    from policytext.pipeline import clean_once

    return clean_once(document, settings)


def _rows(
    document: Document,
    parts: Sequence[tuple[str, RowsOf]],
    settings: Settings | None,
    as_of: str | None,
) -> list[tuple[str, Row]]:
    from policytext.analysis import Analysis

    analysis = Analysis(cleaned_once(document, settings), as_of)
    return [(name, row) for name, rows_of in parts for row in rows_of(analysis)]
