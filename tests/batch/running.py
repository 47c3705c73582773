"""Results without notes, for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from policytext.batch.attempt import Item
from policytext.batch.local import LIMIT, outcomes
from policytext.document import Document, Problem
from policytext.io.readers.origin import Lines, Note

Result = TypeVar("Result")


def run(
    function: Callable[[Document], Result],
    items: Iterable[Item | Lines],
    jobs: int = 1,
    debug: bool = False,
    limit: float = LIMIT,
) -> Iterator[Result | Problem]:
    """The results and problems of `outcomes`."""
    for outcome in outcomes(function, items, jobs, debug, limit):
        yield from (one for one in outcome if not isinstance(one, Note))
