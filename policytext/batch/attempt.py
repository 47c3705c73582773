"""Error isolation: whatever goes wrong with a document becomes a Problem and affects no other."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Any, TypeVar, overload

from policytext.batch.time_limit import OutOfTimeError, time_limit
from policytext.batch.work import READING
from policytext.document import Document, Problem
from policytext.io.errors import out_of_time
from policytext.io.readers.dispatch import NO_MEMORY, parsed
from policytext.io.readers.origin import Note, RawDocument
from policytext.revision import RestoreError

Result = TypeVar("Result")
Item = Document | Problem | RawDocument | Note


@overload
def attempt(
    function: Callable[[Document], Result], item: Document, debug: bool = False, limit: float = 0
) -> list[Result | Problem]: ...
@overload
def attempt(
    function: Callable[[Document], Result], item: Item, debug: bool = False, limit: float = 0
) -> list[Result | Problem | Note]: ...
def attempt(
    function: Callable[[Document], Result], item: Item, debug: bool = False, limit: float = 0
) -> list[Any]:
    """Apply `function` to the document of an item; yields its result, and any Problem and Note.

    With `debug` the reason includes the traceback. `limit` is in seconds (see `time_limit`), 0 for none.

    >>> [problem] = attempt(lambda document: 1 // len(document.text), Document("a", "", "a.txt"))
    >>> problem.reason
    'ZeroDivisionError: integer division or modulo by zero'
    """
    if isinstance(item, Problem | Note):
        return [item]
    try:
        with time_limit(limit):
            found = _read(item) if isinstance(item, RawDocument) else [item]
            return [_applied(function, one, debug) if isinstance(one, Document) else one for one in found]
    except OutOfTimeError:
        return [failure(item, out_of_time(limit))]


def _read(raw: RawDocument) -> list[Document | Problem | Note]:
    begun = perf_counter()
    found = list(parsed(raw))
    READING.append(perf_counter() - begun)
    return found


def _applied(
    function: Callable[[Document], Result], document: Document, debug: bool
) -> Result | Problem | Note:
    try:
        return function(document)
    except Exception as error:
        kind = "" if isinstance(error, RestoreError) else f"{type(error).__name__}: "
        reason = " ".join(f"{kind}{error}".split()).removesuffix(":")
        reason = NO_MEMORY if isinstance(error, MemoryError) else reason
        return failure(document, f"{reason}\n{traceback.format_exc()}" if debug else reason)


def failure(item: Item, reason: str) -> Problem | Note:
    """The Problem of a document that could not be processed; other items are returned as they are."""
    if isinstance(item, RawDocument) and item.at:
        item = next((one for one in parsed(item) if not isinstance(one, Note)), item)
    if isinstance(item, Problem | Note):
        return item
    if isinstance(item, RawDocument):
        return replace(item.origin.problem(reason), id=item.origin.id)
    return Problem(item.source or item.id, reason, item.line, item.id, item.text)
