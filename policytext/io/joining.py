"""Documents of which a table has a row for each paragraph or page, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from policytext.document import Document, Problem
from policytext.io.parting import parted
from policytext.io.readers.fieldnames import usual_fact
from policytext.io.readers.origin import Note
from policytext.io.readers.size_limit import limit, too_large
from policytext.settings import Settings

Item = TypeVar("Item")


def joined(
    items: Iterable[Item], source: str, settings: Settings
) -> Iterator[Item | Document | Problem | Note]:
    """The items, in which documents behind one another that have the same in `join_field` are one.

    Their texts stand one below the other; all else is that of the first. What has nothing there stays
    alone.

    >>> rows = [Document(n, n, meta={"卷": file}) for n, file in (("一", "甲"), ("二", "甲"), ("三", "乙"))]
    >>> [*documents, note] = joined(rows, "a.csv", Settings(join_field="卷"))
    >>> [(one.id, one.text) for one in documents], note.words
    ([('一', '一\\n二'), ('三', '三')], "3 rows are 2 documents, by what they have in '卷'")
    """
    rows = made = alone = size = 0
    field = settings.join_field or ""
    held = ""
    keys: set[str] = set()
    parts: list[Document] = []
    for item in items:
        key = _key(item, field)
        if key is None:  # a note, or a row without a text, which may stand amid the rows of one document
            yield item
            continue
        if parts and (key != held or not key):
            yield from _whole(parts, size, source, settings)
            parts, size = [], 0
        if key:
            rows, made = rows + 1, made + (not parts)
            keys.add(key)
        else:
            alone += 1
        size, held = size + len(getattr(item, "text", "")), key
        if isinstance(item, Document) and (size <= limit(settings) or not parts):
            parts.append(item)
    if parts:
        yield from _whole(parts, size, source, settings)
    if made:
        yield Note(source, f"{rows:,} rows are {made:,} documents, by what they have in '{field}'")
    elif alone:
        yield Note(source, f"no row has anything in '{field}': each is a document")
    if made > len(keys):
        yield Note(source, f"rows of the same '{field}' are apart and not joined; sort the table by it")


def _whole(
    parts: list[Document], size: int, source: str, settings: Settings
) -> Iterator[Document | Problem | Note]:
    if size > limit(settings):
        yield Problem(source, too_large(settings).reason, parts[0].line, parts[0].id)
        return
    whole = parts[0]
    if len(parts) > 1:
        whole = replace(whole, text="\n".join(part.text for part in parts), layout=())
    yield from parted(whole, settings, is_record=True)


def _key(item: Any, field: str) -> str | None:
    """What a document has in a field of its record; None for what is no document."""
    if not isinstance(item, Document):
        return None
    stated = item.meta.get(field)
    if stated is not None and stated != "":  # a first id is 0
        return str(stated)
    fact = usual_fact(field)
    return item.title if fact == "title" else item.id if fact == "id" else ""
