"""The work of every command: text steps and a function on one document, with measurements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Generic, NamedTuple, TypeVar

from policytext.document import Document, Edit, Verdict
from policytext.language.digests import digest
from policytext.settings import Settings

T = TypeVar("T")


class Measures(NamedTuple):
    """Measurements of one document.

    `read` and `written` are its characters before and after. `edits` has the number of edits and of removed
    characters by step and rule, `seconds` the time by step. `unsound` is the first remark on a partial or
    unreadable document, `id` the id of one that is such or empty. `name` is a hash of the id. `before`: it
    went through a step before this run.
    """

    read: int
    written: int
    verdict: str
    unsound: str
    edits: Mapping[tuple[str, str], tuple[int, int]]
    seconds: Mapping[str, float]
    name: int = 0
    id: str = ""
    before: bool = False


READING: list[float] = []
"""The seconds in which documents were read that this process has not measured yet."""


@dataclass(frozen=True, slots=True)
class Work(Generic[T]):
    """Applies text `steps` and then `function` to a document; its time is counted under `name`.

    With `once`, documents that have been through a text step before skip the steps. `before` is applied
    first, and is not measured.
    """

    function: Callable[[Document], T]
    steps: tuple[str, ...] = ()
    settings: Settings = Settings()
    once: bool = False
    name: str = "analysis"
    before: Callable[[Document], Document] | None = None

    def __call__(self, document: Document) -> tuple[T, Measures]:
        """The result and the measurements.

        >>> work = Work(lambda document: document.text, ("repair",))
        >>> text, measures = work(Document("a", "產(chǎn)業(yè)發(fā)展"))
        >>> text, measures.written, measures.edits
        ('產業發展', 4, {('repair', 'glosses'): (3, 14)})
        """
        from policytext.pipeline import STEPS

        seconds = {"read": sum(READING, 0.0)}
        READING.clear()
        document = self.before(document) if self.before else document
        begun = perf_counter()
        after = document
        been = document.verdict is not None or bool(document.edits)
        for step in () if been and self.once else self.steps:
            after = STEPS[step](after, self.settings)
            ended = perf_counter()
            seconds[step], begun = ended - begun, ended
        result = self.function(after)
        if self.function is not unchanged:
            seconds[self.name] = perf_counter() - begun
        return result, _measures(document, after, seconds)._replace(before=been)


def unchanged(document: Document) -> Document:
    """Return the document itself: the function of Work that only applies steps."""
    return document


def _measures(before: Document, after: Document, seconds: Mapping[str, float]) -> Measures:
    bad = after.verdict in (Verdict.PARTIAL, Verdict.UNREADABLE) and after.remarks
    return Measures(
        len(before.text),
        len(after.text),
        str(after.verdict or ""),
        after.remarks[0].reason if bad else "",
        _counts(after.edits[len(before.edits) :]),
        seconds,
        digest(before.id),
        before.id if bad or not after.text else "",
    )


def _counts(edits: Sequence[Edit]) -> dict[tuple[str, str], tuple[int, int]]:
    made: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    counts, last = [0, 0], None
    for step, rules, _, _, before, after, _ in edits:
        if (step, rules) != last:
            counts, last = made.setdefault((step, rules), [0, 0]), (step, rules)
        counts[0] += 1
        counts[1] += len(before) - len(after)
    return {(step, "+".join(rules)): (count, removed) for (step, rules), (count, removed) in made.items()}
