"""The header of a table of documents, and its rows as records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policytext.io.errors import Unreadable
from policytext.io.readers.fields import Roles, names_text, roles
from policytext.settings import Settings

WITHIN = 10
"""Rows in which a header is looked for: over it stand the table's title and a line or two on it."""


@dataclass(frozen=True, slots=True)
class Header:
    """The names of columns, and what they hold."""

    names: tuple[str, ...]
    roles: Roles

    def record(self, row: Sequence[Any]) -> dict[str, Any]:
        """A row as a record; what stands in a column without a name is kept under its number.

        Unreadable where the row has no text, or has more cells than the header: its text may be cut.
        """
        if any(str(cell).strip() for cell in row[len(self.names) :]):
            raise Unreadable(f"row has {len(row)} cells, the header has {len(self.names)}")
        numbered = enumerate(zip(self.names, row, strict=False), 1)
        record = {name or f"column_{n}": cell for n, (name, cell) in numbered if name or cell != ""}
        text = record.get(self.roles.text, "")
        if not str(text).strip():
            raise Unreadable(f"row has no text in column '{self.roles.text}'")
        return record if isinstance(text, str) else {**record, self.roles.text: str(text)}


def header(rows: Sequence[Sequence[Any]], settings: Settings) -> tuple[int, Header]:
    """Which of the first rows names a column of text, and its header. Unreadable if none does."""
    named = [_names(row) for row in rows[:WITHIN]]
    found = next((n for n, names in enumerate(named) if names_text(names, settings.text_field)), None)
    if found is None:
        names = max(named, key=lambda names: sum(map(bool, names)), default=())
        if not any(names):
            raise Unreadable("is empty")
        roles(names, settings)  # says that there is none
        raise AssertionError(names)
    held = roles(named[found], settings)
    if missed := held.missed(settings):
        raise Unreadable(f"{missed} (columns: {', '.join(filter(None, named[found]))})")
    return found, Header(named[found], held)


def _names(row: Sequence[Any]) -> tuple[str, ...]:
    """The names of columns; one that repeats gets its number."""
    seen: Counter[str] = Counter()
    names = []
    for name in (" ".join(str(cell).split()) for cell in row):
        seen[name] += 1
        names.append(f"{name}_{seen[name]}" if name and seen[name] > 1 else name)
    return tuple(names)
