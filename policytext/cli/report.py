"""policytext report: a corpus in one HTML file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policytext.cli.app import command
from policytext.cli.errors import UsageError, check_beside
from policytext.cli.helpdata import OUTPUT
from policytext.cli.options import AsIs, Request, Result, Source, Steps, names_in
from policytext.cli.progress import Report
from policytext.cli.questions import open_question
from policytext.document import LeftOut, Problem
from policytext.wording import Language, system_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from policytext.report.sections import Left


@command
def report(
    source: Source,
    steps: Steps,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The page, a file named .html.", rich_help_panel=OUTPUT)
    ] = Path("report.html"),
    title: Annotated[str | None, "Title of the page."] = None,
    by: Annotated[
        str | None,
        "FIELD",
        (
            "What groups are told apart by: province, year, issuer, genre, a field of the record, … "
            "[default: the first of these of which there are two]"
        ),
    ] = None,
    sections: Annotated[
        str | None,
        typer.Option(
            metavar="NAME,NAME",
            help="Which sections, joined by commas; cloud is a word cloud. [default: all but it]",
            show_default=False,
        ),
    ] = None,
    font: Annotated[
        str | None, "FILE", "A Chinese font for the word cloud. [default: one of the system]"
    ] = None,
    as_is: AsIs = False,
    language: Annotated[
        Language | None,
        typer.Option(
            help="Language of the page, and of this help. [default: the system's]", rich_help_panel=OUTPUT
        ),
    ] = None,
) -> None:
    """Documents, keyphrases and how they change, what sets groups apart, industries, networks, people,
    citations, policy instruments, targets, shared passages, damage, and what could not be read. The
    file asks nothing of the network; open it by a double click, print it, send it.

    \b
    Examples:
      policytext report pages -o report.html
      policytext report cleaned.jsonl -o report-zh.html --language zh --title 低空经济政策
      policytext report cleaned.jsonl --by issuer --sections overview,keyphrases,groups
    """
    from policytext.io.writers.files import writing
    from policytext.report.document_summary import summarized
    from policytext.report.make import Wanted
    from policytext.report.make import report as made
    from policytext.report.sections.cloud import FontError

    if output.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{output}: a report is a page: name it .html")
    chosen = _sections(sections)
    check_beside("--sections cloud", "cloud" in chosen, font=font)
    wanted = Wanted(chosen, language or system_language(), title or "", by, font or "", _inputs(source))
    request = Request(source=source, result=Result(output=output), steps=steps, as_is=as_is)
    with open_question(request) as question:
        left = _noting(question.report)
        seen = question.each(partial(summarized, sections=chosen, by=by))
        try:
            page = made(seen, question.again, wanted, left)
        except FontError as error:
            raise UsageError(str(error)) from None
        with writing(output) as stream:
            stream.write(page.encode("utf-8", "replace"))
        question.say(f"the report is in {output}; a double click opens it")


def _sections(given: str | None) -> frozenset[str]:
    """The requested sections; UsageError, with the existing ones, for unknown names."""
    from policytext.report.sections import NAMES, USUAL

    if given is None:
        return frozenset(USUAL)
    wanted = names_in(given)
    if unknown := [name for name in wanted if name not in NAMES]:
        raise UsageError(f"no section is called {unknown[0]!r}; there are {', '.join(NAMES)}")
    return frozenset(wanted)


def _inputs(source: Source) -> str:
    """The names of inputs for the page: file names without folders."""
    names = [Path(given).resolve().name if given != "-" else "-" for given in source.names]
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")


def _noting(told: Report) -> Callable[[], Left]:
    """Also collect problems for the page; call the result after all documents are read."""
    from collections import Counter

    from policytext.report.sections import Left

    problems: Counter[tuple[str, str]] = Counter()
    reject = told.reject

    def note(problem: Problem) -> None:
        if not isinstance(problem, LeftOut):
            problems[problem.place, problem.reason] += 1
        if reject:
            reject(problem)

    told.reject = note

    def left() -> Left:
        groups = Counter[str]()
        for found in told.left_out.values():
            groups.update(found)
        return Left([(*cause, n) for cause, n in problems.items()], groups)

    return left
