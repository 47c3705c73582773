"""What every command does around its own work: read, run, report, and end with the right code."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeVar

import typer

from policytext.cli.guard import UsageError
from policytext.cli.options import AsIs, History, Result, Source, Steps, settings_of
from policytext.document import Document, Problem
from policytext.schema import Table
from policytext.settings import Settings

T = TypeVar("T")
TICK = 0.5  # seconds between two lines of progress


@dataclass
class Report:
    """Progress and problems of a run, on stderr; `reject` also keeps each problem."""

    quiet: bool = False
    done: int = 0
    problems: int = 0
    reject: Callable[[Problem], None] | None = None
    _shown: float = field(default_factory=time.monotonic)

    def sift(self, items: Iterable[T | Problem]) -> Iterator[T]:
        """What went well; problems are named on stderr as they come."""
        for item in items:
            if isinstance(item, Problem):
                self.problems += 1
                self.say(str(item), always=True)
                if self.reject:
                    self.reject(item)
            else:
                self.done += 1
                self._progress()
                yield item

    def say(self, message: str, always: bool = False) -> None:
        if always or not self.quiet:
            clear = "\r\033[K" if self._on_terminal() else ""
            print(f"{clear}policytext: {message}", file=sys.stderr)  # noqa: T201

    def _on_terminal(self) -> bool:
        return not self.quiet and sys.stderr.isatty()

    def _progress(self) -> None:
        now = time.monotonic()
        if now - self._shown > TICK and self._on_terminal():
            self._shown = now
            sys.stderr.write(f"\r\033[K{self.done:,} documents")
            sys.stderr.flush()

    def close(self) -> None:
        if self._on_terminal() and self.done > 1:
            self.say(f"{self.done:,} documents, {self.problems:,} problems")


@contextmanager
def reporting(source: Source, output: Path | None) -> Iterator[Report]:
    """A report; its problems go to the rejects file beside `output` and decide the exit code."""
    from policytext.io.outputs import check_output
    from policytext.io.rejects import open_rejects, rejects_path

    with ExitStack() as stack:
        report = Report(source.quiet)
        if output is not None:
            check_output(output, source.inputs or [])
            report.reject = stack.enter_context(open_rejects(output))
        yield report
    report.close()
    if report.problems:
        if output is not None:
            report.say(f"what was left out is in {rejects_path(output)}")
        raise typer.Exit(1)


def documents(source: Source, settings: Settings) -> Iterator[Document | Problem]:
    """The documents of the command's inputs, standard input where there are none."""
    from policytext.io.read import read

    inputs = source.inputs or ["-"]
    if "-" in inputs and sys.stdin.isatty() and not source.quiet:
        print("policytext: waiting for standard input", file=sys.stderr)  # noqa: T201
    return read(inputs, settings, sys.stdin.buffer)


def mapped(
    function: Callable[[Document], T],
    source: Source,
    settings: Settings,
    report: Report,
    done: Set[str] = frozenset(),
) -> Iterator[T]:
    """`function` of every document, in order, over as many processes as the settings say.

    Documents whose id is in `done` are passed over.
    """
    from policytext.batch.local import run

    items = documents(source, settings)
    if done:
        items = (item for item in items if isinstance(item, Problem) or item.id not in done)
    return report.sift(run(function, items, settings.jobs, source.debug))


def run_step(name: str, source: Source, result: Result, steps: Steps, history: History) -> None:
    """One text step over all documents, written as text or records."""
    settings = settings_of(source, steps, history)
    done = _finished(result) if history.resume else frozenset()
    with reporting(source, result.output) as report:
        step = partial(apply_step, name, settings=settings)
        write_documents(mapped(step, source, settings, report, done), result, history, settings)


def _finished(result: Result) -> Set[str]:
    """The ids of the documents that an interrupted run wrote already."""
    from policytext.io.resume import finished

    if result.output is None:
        raise UsageError("--resume needs -o FILE.jsonl")
    return finished(result.output)


def apply_step(name: str, document: Document, settings: Settings) -> Document:
    from policytext.pipeline import STEPS

    return STEPS[name](document, settings)


def write_documents(
    results: Iterable[Document], result: Result, history: History, settings: Settings
) -> None:
    """Documents as text, records or a table of documents, as format and extension say."""
    from policytext.io.write import open_documents

    if history.explain:
        results = _explained(results)
    if _wants_table(result):
        from policytext.tables import DOCUMENTS, document_rows

        rows = ((DOCUMENTS.name, row) for document in results for row in document_rows(document))
        write_tables([DOCUMENTS], rows, result)
        return
    form = result.format if result.format in ("text", "jsonl") else None
    with open_documents(
        result.output,
        form,
        edits=settings.edits,
        encoding=result.output_encoding,
        resume=history.resume,
    ) as write:
        for document in results:
            write(document)


def _wants_table(result: Result) -> bool:
    if result.output is None or result.format is not None:
        return result.format in ("table", "csv", "tsv")
    from policytext.io.compression import bare_suffix
    from policytext.io.sinks import FORMATS

    return FORMATS.get(bare_suffix(result.output.name), "jsonl") != "jsonl"


RowsOf = Callable[[Document], Iterable[Mapping[str, Any]]]


def run_tables(
    parts: Sequence[tuple[Table, RowsOf]], source: Source, result: Result, steps: Steps, as_is: AsIs
) -> None:
    """Tables of all documents; each part is a table and what makes its rows of a document."""
    settings = settings_of(source, steps)
    named = tuple((table.name, rows_of) for table, rows_of in parts)
    work = partial(_rows, parts=named, settings=None if as_is else settings)
    with reporting(source, result.output) as report:
        rows = chain.from_iterable(mapped(work, source, settings, report))
        write_tables([table for table, _ in parts], rows, result)


def cleaned(source: Source, settings: Settings, as_is: AsIs, report: Report) -> Iterator[Document]:
    """The documents, cleaned unless they were before or are wanted as they are."""
    return mapped(partial(_cleaned, settings=None if as_is else settings), source, settings, report)


def _cleaned(document: Document, settings: Settings | None) -> Document:
    """The document, cleaned unless it was before or `settings` is None."""
    if settings is None:
        return document
    from policytext.pipeline import clean_once

    return clean_once(document, settings)


def _rows(
    document: Document, parts: Sequence[tuple[str, RowsOf]], settings: Settings | None
) -> list[tuple[str, Mapping[str, Any]]]:
    document = _cleaned(document, settings)
    return [(name, row) for name, rows_of in parts for row in rows_of(document)]


def write_tables(
    tables: Sequence[Table], rows: Iterable[tuple[str, Mapping[str, Any]]], result: Result
) -> None:
    """Rows, each with the name of its table, in the form that format and extension say."""
    from policytext.io.sinks import open_tables

    with open_tables(
        result.output,
        tables,
        _table_format(result),
        excel=result.excel,
        encoding=result.output_encoding,
    ) as sink:
        for name, row in rows:
            sink.write(name, row)
    for note in sink.notes:
        print(f"policytext: {note}", file=sys.stderr)  # noqa: T201


def _table_format(result: Result) -> Literal["table", "csv", "tsv", "jsonl"] | None:
    if result.format == "text":
        raise UsageError("--format text is for commands that give back text; take table, csv, tsv or jsonl")
    if result.format is None and result.output is None and sys.stdout.isatty():
        return "table"
    return result.format


def _explained(results: Iterable[Document]) -> Iterator[Document]:
    """The documents, their edits printed on stderr as they pass."""
    from policytext.explain import explain, shown

    for document in results:
        for edit, line, _, _ in explain(document):
            mark = " (inferred)" if edit.inferred else ""
            change = f"{shown(edit.before)} → {shown(edit.after)}{mark}"
            print(f"{document.id}:{line}: {edit.step} {edit.rule}: {change}", file=sys.stderr)  # noqa: T201
        yield document
