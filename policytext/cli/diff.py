"""policytext diff: the comparison of two versions of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from policytext.batch.work import unchanged
from policytext.cli.app import command
from policytext.cli.configuration import settings_of
from policytext.cli.errors import UsageError
from policytext.cli.options import Format, Request, Result
from policytext.cli.progress import reporting
from policytext.cli.reading import mapped, on_cleaned
from policytext.cli.results import TEXT, write_lines, write_table
from policytext.document import Document
from policytext.io.writers.terminal import width
from policytext.language.printable import printable
from policytext.wording import COLON, COMMA, translated

if TYPE_CHECKING:
    from policytext.cli.paint import Paint, Piece
    from policytext.versions.alignment import Kind

Change = tuple[str, str]
KINDS: tuple[Kind, ...] = ("same", "changed", "split", "merged", "moved", "added", "deleted")
KIND = max(map(len, KINDS))


class Compared(Result):
    """The output of a comparison."""

    format: Annotated[Format | None, "Form of the result. [default: text]"] = None


class Comparison(Request):
    """A request whose result is a comparison."""

    result: Compared


@command
def diff(request: Comparison) -> None:
    """Takes OLD and NEW. Clauses are the same (whatever their number), changed, split in several,
    merged, moved, added or deleted. Changes are shown word by word, what stayed only beside them
    on a terminal; -o FILE.html is a page to show, .txt the same text, .csv and .xlsx a table.

    \b
    Examples:
      policytext diff page.txt page.html
      policytext diff page.txt page.html -o versions.html
      policytext diff page.txt page.html --format csv
    """
    result = request.result
    with reporting(request.source, result.output) as report:
        work = on_cleaned(unchanged, settings_of(request), request.as_is)
        documents = list(mapped(work, request.source, report))
        if len(documents) != 2 and not report.problems:
            raise UsageError(f"diff compares two documents, the old and the new, not {len(documents)}")
        if len(documents) != 2:
            return
        old, new = documents
        named_text = result.output is None or result.output.suffix in TEXT
        if result.output is not None and result.output.suffix in (".html", ".htm"):
            from policytext.versions.alignment import compare
            from policytext.versions.page import page

            lines = page(old.id, new.id, compare(old.text, new.text), result.language)
            write_lines(lines, result, (".html", ".htm"))
        elif result.format == "text" or (result.format is None and named_text):
            write_lines(_shown(old, new, result), result)
        else:
            from policytext.versions.alignment import VERSIONS, version_rows

            write_table(VERSIONS, version_rows(old.text, new.text), result)


def _shown(old: Document, new: Document, result: Result) -> Iterator[str]:
    """A summary, then every clause that is not the same, marked as by `inspect --diff`.

    On a terminal lines are wrapped, and unchanged text is shown only beside changes.
    """
    from policytext.cli.paint import UNLIMITED, hanging, paint_of, room_of, wrapped
    from policytext.versions.alignment import compare

    paint, room = paint_of(result.output), room_of(result.output)
    compared = compare(old.text, new.text)
    counts = Counter(found.kind for found in compared)
    kinds = {kind: translated(kind, result.language) for kind in KINDS}
    told = COMMA[result.language].join(f"{counts[kind]:,} {kinds[kind]}" for kind in KINDS if counts[kind])
    told = told or translated("no clauses", result.language)
    heading = f"{old.id} → {new.id}{COLON[result.language]}{told}"
    yield from wrapped([(heading, paint.heading)], room, marked=False)
    for found in compared:
        if found.kind == "same":
            continue
        numbers = [clause.number for clause in (found.old, found.new) if clause and clause.number]
        number = " → ".join(dict.fromkeys(numbers))
        changes = found.changes if room == UNLIMITED else beside_changes(found.changes)
        pieces = [(f"{number} ", paint.plain), *_marked(changes, paint)]
        kind = kinds[found.kind]
        head = paint.dim(kind) + " " * (KIND + 1 - width(kind))
        yield from hanging(head, pieces, room, KIND + 1, not paint.colour)


def _marked(changes: Iterable[Change], paint: Paint) -> Iterator[Piece]:
    """Kept, deleted and added text with their marks; line feeds are made visible."""
    for before, after in changes:
        if before == after:
            yield _line(before), paint.plain
            continue
        for text, mark in ((before, paint.before), (after, paint.after)):
            if text:
                yield _line(text), mark


def _line(text: str) -> str:
    return printable(text.replace("\t", "⇥"))


def beside_changes(changes: Sequence[Change]) -> list[Change]:
    """The changes of a clause, with unchanged text cut to the context of changes.

    >>> long = "一二三四五六七八九十" * 5
    >>> [before for before, _ in beside_changes([(long, long), ("甲", "乙")])]
    ['…一二三四五六七八九十一二三四五六七八九十', '甲']
    """
    last = len(changes) - 1
    return [
        (_cut(before, at > 0, at < last),) * 2 if before == after else (before, after)
        for at, (before, after) in enumerate(changes)
    ]


def _cut(text: str, behind: bool, ahead: bool) -> str:
    """An unchanged text between changes (`behind` and `ahead` of it), cut to their context."""
    from policytext.cli.paint import CONTEXT

    left = CONTEXT if behind or not ahead else 0  # where nothing changed, its beginning
    right = CONTEXT if ahead else 0
    if len(text) <= left + right + 1:
        return text
    return f"{text[:left]}…{text[len(text) - right :]}"
