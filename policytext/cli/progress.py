"""What a run tells on stderr: progress, problems, and how it ends."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import typer

from policytext.cli.options import Source
from policytext.document import Document, LeftOut, Problem, Verdict
from policytext.language.printable import printable

T = TypeVar("T")
TICK = 0.5  # seconds between two lines of progress
UNSOUND = 3  # reasons why documents are not whole that are told at the end
CAUSES = 10_000  # causes of problems that are counted; of more, each problem is named
_NUMBER = re.compile(r"\d+")


@dataclass
class Report:
    """Progress and problems of a run, on stderr; `reject` also keeps each problem."""

    quiet: bool = False
    silent: bool = False
    debug: bool = False
    done: int = 0
    problems: int = 0
    reject: Callable[[Problem], None] | None = None
    causes: Counter[tuple[str, str]] = field(default_factory=Counter)
    left_out: dict[str, Counter[str]] = field(
        default_factory=lambda: {"files": Counter(), "records": Counter()}
    )
    hints: dict[str, str] = field(default_factory=dict)
    unsound: Counter[tuple[Verdict, str]] = field(default_factory=Counter)
    _shown: float = field(default_factory=time.monotonic)

    def sift(self, items: Iterable[T | Problem]) -> Iterator[T]:
        """What went well; problems are named on stderr as they come."""
        for item in items:
            if isinstance(item, Problem):
                self._problem(item)
                if self.reject:
                    self.reject(item)
            else:
                self.done += 1
                self._note(item)
                self._progress()
                yield item

    def _note(self, item: object) -> None:
        """Count a document that is not whole, by the first remark on it."""
        if isinstance(item, Document) and item.verdict in (Verdict.PARTIAL, Verdict.UNREADABLE):
            reason = item.remarks[0].reason if item.remarks else ""
            self.unsound[item.verdict, reason] += 1

    def _problem(self, problem: Problem) -> None:
        """Name a problem; one cause in one input is named once and then counted."""
        if isinstance(problem, LeftOut):
            self.left_out["records" if problem.id else "files"][problem.group] += 1
            if problem.hint:
                self.hints[problem.group] = problem.hint
            return
        self.problems += 1
        cause = (problem.source, _NUMBER.sub("#", problem.reason))
        if self.causes[cause] or len(self.causes) < CAUSES:
            self.causes[cause] += 1
        if self.causes[cause] < 2 and not self.silent:
            self.say(str(problem), always=True)

    def say(self, message: str, always: bool = False) -> None:
        if always or not self.quiet:
            clear = "\r\033[K" if self._on_terminal() else ""
            shown = printable(message, lines=self.debug)
            print(f"{clear}policytext: {shown}", file=sys.stderr)  # noqa: T201

    def _on_terminal(self) -> bool:
        return not self.quiet and not self.silent and sys.stderr.isatty()

    def _progress(self) -> None:
        now = time.monotonic()
        if now - self._shown > TICK and self._on_terminal():
            self._shown = now
            sys.stderr.write(f"\r\033[K{self.done:,} documents")
            sys.stderr.flush()

    def close(self) -> None:
        for (verdict, reason), times in self.unsound.most_common(UNSOUND):
            documents = f"{times:,} of {self.done:,} documents" if self.done > 1 else "this document"
            self.say(f"{documents}: {verdict}{f' ({reason})' if reason else ''}")
        for (source, reason), times in self.causes.items():
            if times > 1 and not self.silent:
                self.say(f"{source}: the same of {times - 1:,} more ({reason})", always=True)
        for what, groups in self.left_out.items():
            if groups and not self.silent:
                counts = ", ".join(f"{group} {times:,}" for group, times in sorted(groups.items()))
                files = what if groups.total() > 1 else what.removesuffix("s")
                self.say(f"left out {groups.total():,} {files} it cannot read ({counts})")
        for group, hint in sorted(self.hints.items()):
            if not self.silent:
                self.say(f"{group}: {hint}")
        if self._on_terminal() and self.done > 1:
            self.say(f"{self.done:,} documents, {self.problems:,} problems")


@contextmanager
def reporting(source: Source, output: Path | None) -> Iterator[Report]:
    """A report; its problems go to the rejects file beside `output` and decide the exit code."""
    from policytext.io.writers.files import protecting
    from policytext.io.writers.rejects import open_rejects, rejects_path

    with ExitStack() as stack:
        report = Report(source.quiet, debug=source.debug)
        inputs = stack.enter_context(protecting(source.inputs or []))
        if output is not None:
            inputs.check(output)
            inputs.check(rejects_path(output))
            report.reject = stack.enter_context(open_rejects(output))
        yield report
    report.close()
    if output is not None and (report.problems or any(report.left_out.values())):
        report.say(f"what was left out is in {rejects_path(output)}")
    if report.problems:
        raise typer.Exit(1)
