"""The header of a table of documents, and its rows as records."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, dropwhile, zip_longest
from typing import Any, NamedTuple

from policytext.document import Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.fields import Roles, names_text, roles, usual_fact
from policytext.io.readers.origin import Note
from policytext.settings import Settings

WITHIN = 10
"""Rows in which a header is searched for: above it may be the table's title and a line or two."""
LONGEST_NAME = 30
"""Most characters of a column's name: a sentence with commas is no header. Names in official tables have 20
at most."""
KNOWN = 0.5
"""Share of known names above which a row within a table is a header: a second table has columns of its own,
and what a survey or a glossary says of columns stands beside other words."""
SEPARATORS = ",\t;|"
"""What divides the cells of a line; the first of those that stand in the header equally often does."""


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

    def is_again(self, words: Sequence[str]) -> bool:
        """Do the cells of a row repeat this header, as when tables are concatenated?"""
        return _trimmed(words) == _trimmed(self.written)

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


class Headed:
    """The rows of a table below its header, which have `cells`, and what of it is no row, to be told."""

    def __init__(self, rows: Iterator[Any], settings: Settings) -> None:
        self._rows, self._settings = rows, settings
        self._again = self._below = 0
        self._above = ""

    def rows(self) -> Iterator[tuple[Any, Header] | Problem]:
        """Each row with its header, which is another one from where a row names the columns anew.

        Unreadable where no row names a column of text, or none is below it.
        """
        first: list[Any] = []
        below = False
        while len(first) < WITHIN and (row := next(self._rows, None)) is not None:
            if isinstance(row, Problem):
                below = True
                yield row
            else:
                first.append(row)
        if below and not first:
            return
        at, top, head = header([row.cells for row in first], self._settings)
        above = [next(filter(None, _words(row.cells)), "") for row in first[:top]]
        self._above = ", ".join(
            f"'{words[:LONGEST_NAME]}'" for words in above if not words.startswith("sep=")
        )
        for row in chain(first[at + 1 :], self._rows):
            if isinstance(row, Problem):
                below = True
                yield row
            elif head.is_again(words := _words(row.cells)):
                self._again += 1
            elif other := _other(words, head.names, self._settings):
                head = other
                self._below += 1
            else:
                below = True
                yield row, head
        if not below:
            raise Unreadable(
                f"is empty but for the names of columns ({', '.join(filter(None, head.names))})"
            )

    def notes(self, source: str, table: str = "") -> Iterator[Note]:
        """What was passed over, when all rows were read; `table` is what it is called."""
        for many, words in (
            (self._above, "what stands above the header is passed over ({})"),
            (self._again, "rows that repeat the header are passed over ({:,})"),
            (self._below, "rows that name the columns anew count for what follows ({:,})"),
        ):
            if many:
                yield Note(source, table + words.format(many))


def _other(names: tuple[str, ...], above: Sequence[str], settings: Settings) -> Header | None:
    """The header that a row within a table is, where another table was put below: it names facts, too.

    Most of its cells are usual names, or names in the header `above`, none is a number, and no two
    are of one fact: a row of a survey may hold such words, and one of a data dictionary two languages.
    """
    if max(map(len, names), default=0) > LONGEST_NAME or not names_text(names, settings.text_field):
        return None
    filled = dict.fromkeys(filter(None, names))
    facts = [fact for name in filled if (fact := usual_fact(name))]
    known = sum(name in above or usual_fact(name) != "" for name in filled)
    if len(set(facts)) < len(facts) or known <= KNOWN * len(filled) or any(map(str.isdecimal, filled)):
        return None
    with suppress(Unreadable):
        found = _header(names, names, settings)
        return found if found.roles.title or found.roles.facts else None
    return None


def header(rows: Sequence[Sequence[Any]], settings: Settings) -> tuple[int, int, Header]:
    """Which of the first rows ends the header, which begins it, and the header.

    A header of several rows, in which a name above stands over several below, is one of the names below.
    A line of one cell is the header where no other row names a column of text: a title may do so, too.
    Unreadable if none does.
    """
    words = [_words(row) for row in rows[:WITHIN]]
    naming = [n for n, names in enumerate(words) if names_text(names, settings.text_field)]
    found = next((n for n in naming if sum(map(bool, words[n])) > 1), naming[0] if naming else None)
    if found is None:
        names = max(words, key=lambda names: sum(map(bool, names)), default=())
        if not any(names):
            raise Unreadable("is empty")
        roles(_numbered(names), settings)  # says that there is none
        raise AssertionError(names)
    top, at, names = found, found, words[found]
    while top and _are_two_rows(words[top - 1], names):
        top, names = top - 1, _joined(words[top - 1], names)
    while at + 1 < len(words) and _are_two_rows(names, words[at + 1]):
        at, names = at + 1, _joined(names, words[at + 1])
    return at, top, _header(names, words[found], settings)


def _header(names: Sequence[str], written: tuple[str, ...], settings: Settings) -> Header:
    numbered = _numbered(names)
    held = roles(numbered, settings)
    if missed := held.missed(settings):
        raise Unreadable(f"{missed} (columns: {', '.join(filter(None, numbered))})")
    return Header(numbered, held, written)


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
