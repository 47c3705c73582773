"""The report of a run on stderr: problems, and a summary at the end."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from policytext.batch.stats import Stats
from policytext.batch.work import Measures
from policytext.cli.errors import UsageError
from policytext.cli.messages import message_language, tell
from policytext.cli.meter import Meter, showing
from policytext.cli.options import TOGETHER, Source
from policytext.document import LeftOut, Problem
from policytext.io.readers.origin import Note
from policytext.wording import translated

if TYPE_CHECKING:
    from policytext.io.writers.shards import Shards

T = TypeVar("T")
CAUSES = 10_000  # causes of problems that are counted; of more, each problem is named


@dataclass
class Report:
    """Progress and problems of a run, on stderr; `reject` also keeps each problem.

    `idle` are options that change nothing in documents that were cleaned before, `conclusions` the
    command's own messages at the end. `told` has, by the words of a note, the latest
    input with them, and the number of inputs after the first.
    """

    quiet: bool = False
    silent: bool = False
    debug: bool = False
    problems: int = 0
    reject: Callable[[Problem], None] | None = None
    causes: Counter[tuple[str, str]] = field(default_factory=Counter)
    left_out: dict[str, Counter[str]] = field(
        default_factory=lambda: {"files": Counter(), "records": Counter()}
    )
    hints: dict[str, str] = field(default_factory=dict)
    told: dict[str, tuple[str, int]] = field(default_factory=dict)
    idle: list[str] = field(default_factory=list)
    conclusions: list[str] = field(default_factory=list)
    names: array[int] = field(default_factory=lambda: array("Q"))
    stats: Stats = field(default_factory=Stats)
    meter: Meter = field(default_factory=Meter)

    @property
    def done(self) -> int:
        """The number of documents without problems."""
        return self.stats.totals["documents"]

    def follow(
        self,
        outcomes: Iterable[Sequence[tuple[T, Measures | Stats] | Problem | Note]],
        *,
        named: bool = True,
    ) -> Iterator[T]:
        """The results of each item of the input; problems are reported and statistics counted on the way.

        Problems and notes are reported before the results, so that messages are in the order of the input.
        With `named` documents are checked for duplicate ids.
        """
        for outcome in outcomes:
            self.stats.look(outcome)
            self.pass_on(outcome)
            for one in outcome:
                if not isinstance(one, Problem | Note):
                    self.stats.add(one[1])
                    if named and isinstance(one[1], Measures):
                        self.names.append(one[1].name)
                    self.meter.show(self.stats)
                    yield one[0]

    def pass_on(self, outcome: Iterable[Any]) -> None:
        """Report the problems and notes among these outcomes."""
        for one in outcome:
            if isinstance(one, Problem):
                self.problem(one)
            elif isinstance(one, Note):
                self.note(one)

    def note(self, note: Note) -> None:
        """Report how records were understood; further inputs with the same words are only counted."""
        if note.words not in self.told:
            self.say(f"{note.source}: {note.words}")
        latest, more = self.told.get(note.words, (note.source, 0))
        self.told[note.words] = note.source, more + (note.source != latest)

    def merge(self, state: Mapping[str, Any], messages: Iterable[Problem | Note]) -> None:
        """Add the statistics of others, and report their problems and notes."""
        self.stats.merge(state)
        self.pass_on(messages)
        self.meter.show(self.stats)

    def problem(self, problem: Problem) -> None:
        """Report a problem; further ones with the same cause in the same input are only counted."""
        self.stats.skip(problem)
        if self.reject:
            self.reject(problem)
        if isinstance(problem, LeftOut):
            self.left_out["records" if problem.id else "files"][problem.group] += 1
            if problem.hint:
                self.hints[problem.group] = problem.hint
            return
        self.problems += 1
        cause = (problem.source, problem.cause)
        if self.causes[cause] or len(self.causes) < CAUSES:
            self.causes[cause] += 1
        if self.causes[cause] < 2 and not self.silent:
            self.say(str(problem), always=True)

    def go_on(self, shards: Shards) -> None:
        """Continue the statistics of an earlier run's shards, and keep problems with them."""
        self.reject = shards.reject
        if shards.finished:
            self.problems = shards.problems
            self.say("all shards are there already, as they were asked for")
        elif shards.state:
            self.stats.go_on(shards.state)
            self.problems = self.stats.totals["problems"]
            self.say(f"goes on behind {len(shards.entries):,} shards with {self.done:,} documents")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Measure the time of writing."""
        begun = perf_counter()
        yield
        self.stats.seconds["write"] += perf_counter() - begun  # type: ignore[assignment]

    def say(self, message: str, always: bool = False) -> None:
        if always or not self.quiet:
            self.meter.clear()
            tell(message, lines=self.debug)

    def close(self, *, summary: bool = True) -> None:
        """Report the end of the run, with the `summary` if it is useful."""
        self.meter.end()
        for line in (
            (*self._more(), *self._idle(), *self.stats.remarks(), *self._alike(), *self.conclusions)
            if summary
            else ()
        ):
            self.say(line)
        for (source, reason), times in self.causes.items():
            if times > 1 and not self.silent:
                self.say(f"{source}: the same of {times - 1:,} more ({reason})", always=True)
        for what, groups in self.left_out.items():
            if groups and not self.silent:
                counts = ", ".join(
                    f"{translated(group, message_language())} {times:,}"
                    for group, times in sorted(groups.items())
                )
                files = what if groups.total() > 1 else what.removesuffix("s")
                self.say(f"left out {groups.total():,} {files} that it does not read ({counts})")
        for group, hint in sorted(self.hints.items()):
            if not self.silent:
                self.say(f"{group}: {hint}")
        if self.done > 1 and summary and not self.silent:
            for line in self.stats.summary(message_language()):
                self.say(line)

    def _more(self) -> Iterator[str]:
        """For each note, the number of further inputs that it is true of."""
        for words, (_, more) in self.told.items():
            if more:
                yield f"the same of {more:,} more {'inputs' if more > 1 else 'input'} ({words})"

    def _idle(self) -> Iterator[str]:
        """A message on documents in which options changed nothing, as they came cleaned."""
        if self.idle and (times := self.stats.totals["cleaned_before"]):
            options, every = ", ".join(self.idle), self.done
            yield f"{times:,} of {every:,} documents were cleaned before: {options} changed nothing in them"

    def _alike(self) -> Iterator[str]:
        """A message on documents with the same id, if there are any."""
        if alike := len(self.names) - len(set(self.names)):
            if alike > 1:
                yield f"{alike:,} documents have the id of an earlier one: it does not tell them apart"
            else:
                yield "1 document has the id of an earlier one: it does not tell them apart"


@contextmanager
def reporting(source: Source, output: Path | None, *, sharded: bool = False) -> Iterator[Report]:
    """A context with a report; its problems go to the rejects file beside `output` and decide the exit
    code.

    UsageError for shards if this command cannot write them.
    """
    from policytext.io.storage import address, is_address
    from policytext.io.writers.files import check_place, protecting, reader_is_gone
    from policytext.io.writers.rejects import open_rejects, rejects_path
    from policytext.io.writers.shards import REJECTS, beside, is_sharded

    if is_sharded(output) and not sharded:
        raise UsageError(f"{output}: name one file, as {TOGETHER}")
    with ExitStack() as stack:
        report = Report(source.quiet, debug=source.debug)
        report.meter = Meter(shown=not source.quiet)
        stack.callback(report.meter.end)
        showing[:] = [report.meter]
        inputs = stack.enter_context(protecting(source.inputs or []))
        if source.stats:
            inputs.check(source.stats)
            check_place(source.stats)
            if output is not None and output.resolve() == source.stats.resolve():
                raise UsageError(f"{output}: is the output, and --stats needs a file of its own")
        rejects = None
        if output is not None and is_sharded(output):
            rejects = beside(output, REJECTS)
        elif output is not None:
            rejects = rejects_path(output)
            inputs.check(output)
            inputs.check(rejects)
            if not is_address(output):
                check_place(output)
            report.reject = stack.enter_context(open_rejects(output))
        yield report
    report.close(summary=output is not None or not reader_is_gone())  # `| head` ends quietly
    if source.stats:
        report.stats.write(source.stats)
    if rejects and (report.problems or any(report.left_out.values())):
        report.say(f"what was left out is in {address(rejects)}")
    if report.problems:
        raise typer.Exit(1)
