"""The header of a table of documents, and its rows as records."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile, zip_longest
from typing import Any, NamedTuple

from policytext.io.errors import Unreadable
from policytext.io.readers.fields import Roles, names_text, roles
from policytext.settings import Settings

WITHIN = 10
"""Rows in which a header is searched for: above it may be the table's title and a line or two."""
LONGEST_NAME = 30
"""Most characters of a column's name: a sentence with commas is no header. Names in official tables have 20
at most."""


class Header(NamedTuple):
    """The names and roles of columns; `written` is the row that names the text."""

    names: tuple[str, ...]
    roles: Roles
    written: tuple[str, ...]

    @property
    def text_column(self) -> int:
        return self.names.index(self.roles.text)

    def name(self, column: int) -> str:
        """The name of a column, its number if it has none."""
        named = self.names[column] if column < len(self.names) else ""
        return named or f"column_{column + 1}"

    def is_again(self, row: Sequence[Any]) -> bool:
        """Does a row repeat this header, as when tables are concatenated?"""
        return _trimmed(_words(row)) == _trimmed(self.written)

    def record(self, row: Sequence[Any], wider: bool = False) -> dict[str, Any]:
        """A row as a record; columns without a name are kept under their number.

        Unreadable if the row has no text, or, unless rows may be `wider`, more cells than the header: in
        delimited text its text may be cut.
        """
        if not wider and any(str(cell).strip() for cell in row[len(self.names) :]):
            raise Unreadable(f"row has {len(row)} cells, the header has {len(self.names)}")
        numbered = enumerate(zip_longest(self.names, row, fillvalue=""), 1)
        record = {name or f"column_{n}": cell for n, (name, cell) in numbered if name or cell != ""}
        text = record.get(self.roles.text, "")
        if not str(text).strip():
            raise Unreadable(f"row has no text in column '{self.roles.text}'")
        return record if isinstance(text, str) else {**record, self.roles.text: str(text)}


def header(rows: Sequence[Sequence[Any]], settings: Settings) -> tuple[int, Header]:
    """The index of the header's last row, and the header. Unreadable if no column of text is named.

    Of a header of two rows, with group names above, the names below are taken.
    """
    words = [_words(row) for row in rows[:WITHIN]]
    found = next((n for n, names in enumerate(words) if names_text(names, settings.text_field)), None)
    if found is None:
        names = max(words, key=lambda names: sum(map(bool, names)), default=())
        if not any(names):
            raise Unreadable("is empty")
        roles(_numbered(names), settings)  # says that there is none
        raise AssertionError(names)
    at, names = found, words[found]
    if found and _are_two_rows(words[found - 1], names):
        names = _joined(words[found - 1], names)
    elif found + 1 < len(words) and _are_two_rows(names, words[found + 1]):
        at, names = found + 1, _joined(names, words[found + 1])
    numbered = _numbered(names)
    held = roles(numbered, settings)
    if missed := held.missed(settings):
        raise Unreadable(f"{missed} (columns: {', '.join(filter(None, numbered))})")
    return at, Header(numbered, held, words[found])


def _words(row: Sequence[Any]) -> tuple[str, ...]:
    """The cells of a row as names."""
    return tuple(" ".join(str(cell).replace("\ufeff", "").split()) for cell in row)


def _trimmed(words: Sequence[str]) -> list[str]:
    return list(reversed(list(dropwhile(operator.not_, reversed(words)))))


def _are_two_rows(above: Sequence[str], below: Sequence[str]) -> bool:
    """Are these two rows of a header, with groups in the first above the names of their columns?

    Below the name of a single column is nothing; below a group are the names of all its columns.
    """
    short = all(len(name) <= LONGEST_NAME for name in (*above, *below))
    if not short or sum(map(bool, above)) < 2:
        return False
    pairs = list(zip_longest(above, below, fillvalue=""))
    groups = 0
    for n, (upper, lower) in enumerate(pairs):
        next_upper, next_lower = pairs[n + 1] if n + 1 < len(pairs) else ("", "")
        if upper and lower:
            if next_upper or not next_lower:
                return False
            groups += 1
        elif lower and (not n or not pairs[n - 1][1]):
            return False
    return groups > 0


def _joined(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """The names of columns with a header of two rows; of two equal names the second is that of its group.

    >>> _joined(("序号", "发布", "", "施行", ""), ("", "机关", "日期", "机关", "日期"))
    ('序号', '机关', '日期', '施行 机关', '施行 日期')
    """
    names: list[str] = []
    group = ""
    for upper, lower in zip_longest(above, below, fillvalue=""):
        group = upper or group
        name = lower or upper
        names.append(f"{group} {name}" if name and name in names else name)
    return tuple(names)


def _numbered(words: Sequence[str]) -> tuple[str, ...]:
    """The names of columns; repeated ones with a number."""
    seen: Counter[str] = Counter()
    names = []
    for name in words:
        seen[name] += 1
        names.append(f"{name}_{seen[name]}" if name and seen[name] > 1 else name)
    return tuple(names)
