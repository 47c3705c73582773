"""Documents of which a table has a row for each paragraph or page, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeVar

from policytext.document import Document, Problem
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
    rows = made = 0
    field = settings.join_field or ""
    for key, group in groupby(items, lambda item: _key(item, field)):
        if key is None:
            yield from group
            continue
        for held in [group] if key else ([one] for one in group):
            parts: list[Document] = []
            size = 0
            for one in held:
                rows, size = rows + 1, size + len(getattr(one, "text", ""))
                if isinstance(one, Document) and size <= limit(settings):
                    parts.append(one)
            made += key != ""
            if size > limit(settings):
                yield Problem(source, too_large(settings).reason, parts[0].line, parts[0].id)
            elif len(parts) > 1:
                yield replace(parts[0], text="\n".join(part.text for part in parts), layout=())
            else:
                yield parts[0]
    if made:
        yield Note(source, f"{rows:,} rows are {made:,} documents, by what they have in '{field}'")
    elif rows:
        yield Note(source, f"no row has anything in '{field}': each is a document")


def _key(item: Any, field: str) -> str | None:
    """What a document has in a field of its record; None for what is no document."""
    if not isinstance(item, Document):
        return None
    title = item.title if usual_fact(field) == "title" else ""
    return str(item.meta.get(field) or title or (item.id if usual_fact(field) == "id" else ""))
