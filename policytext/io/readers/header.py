"""The header of a table of documents, and its rows as records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from policytext.document import Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.fieldnames import LONGEST_NAME, names_text, shown, usual_fact
from policytext.io.readers.origin import Note
from policytext.io.readers.roles import Roles, roles
from policytext.language.patterns import lazy
from policytext.settings import Settings

WITHIN = 10
"""Rows in which a header is searched for: above it may be the table's title and a line or two."""
KNOWN = 0.5
"""Share of known names above which a row within a table is a header: a second table has columns of its own,
and what a survey or a glossary says of columns stands beside other words."""
_STATED = lazy("[^（(]*[:：].")
"""What a cell says of the table, no column's name: 填报单位：市发展改革委, and not 经费（单位：万元）."""
SHOWN = 3  # notes below a table that are told
_NOTE = lazy(
    r"(?:[备附]?注\d*|说明|(?:数据|资料|信息)来源|(?:填|制)[报表]\w{0,4}|(?:审核|复核|负责|联系)人|导出\w{0,4}|统计(?:时间|日期|年度|口径|范围|单位|部门|人员?))\s*[:：]"
    r"|(?:合|小|总|共)\s*计(?!\w{2})"
)
"""How a row without a text begins that is none of a document: notes below a table, and its sums."""
_HINT = lazy(r"[（(【\[*]*(?:非?必填|选填|可选填|请?(?:填写|输入|粘贴)|格式|示例|例如?[:：])")
"""How a cell of a form begins that says how to fill in what stands below it."""
_FIGURE = lazy(r"[共合总]?计?\s*[\d.,，%％\s]*[件条篇份项个]?")
_OF_VALUES = lazy(r"[\d，。；]")  # what values have, and names of columns have not
SEPARATORS = ",\t;|"
"""What divides the cells of a line; the first of those that stand in the header equally often does."""


class Header(NamedTuple):
    """The names and roles of the columns of a table: the first `keys`, and those from `first` to `end`."""

    names: tuple[str, ...]
    roles: Roles
    first: int = 0
    end: int | None = None
    keys: int = 0

    @property
    def text_column(self) -> int:
        at = self.names.index(self.roles.text)
        return at + self.first - self.keys if at >= self.keys else at

    def holds(self, column: int) -> bool:
        """Is this column of the table?"""
        return column < self.keys or (self.first <= column and (self.end is None or column < self.end))

    def name(self, column: int) -> str:
        """The name of a column, its number if it has none."""
        at = column if column < self.keys else column - self.first + self.keys
        return (self.names[at] if at < len(self.names) else "") or self.name_at(at)

    def name_at(self, at: int) -> str:
        """The name of a column without one, from 0 in this table: its number in the sheet."""
        return f"column_{at + 1 if at < self.keys else at + 1 + self.first - self.keys}"

    def record(self, row: Sequence[Any], wider: bool = False) -> dict[str, Any]:
        """A row as a record; columns without a name are kept under their number.

        Unreadable if the row has no text, or, unless rows may be `wider`, more cells than the header: in
        delimited text its text may be cut.
        """
        ends = self.first - self.keys + len(self.names)
        if not wider and self.end is None and any(str(cell).strip() for cell in row[ends:]):
            raise Unreadable(f"row has {len(row)} cells, the header has {ends}")
        cells = [*row[: self.keys], *row[self.first : self.end]]
        numbered = enumerate(zip_longest(self.names, cells, fillvalue=""))
        record = {name or self.name_at(n): cell for n, (name, cell) in numbered if name or cell != ""}
        text = str(record.get(self.roles.text, ""))
        if not text.strip() and not any(str(record.get(name, "")).strip() for name in self.roles.others):
            raise Unreadable(f"row has no text in column '{self.roles.text}'")
        record[self.roles.text] = text
        return record


class Headed:
    """The rows of a table below its header, which have `cells`, and what of it is no row, to be told."""

    def __init__(self, rows: Iterator[Any], settings: Settings) -> None:
        self._rows, self._settings = rows, settings
        self._again = self._below = self._tables = self._alone = 0
        self._above = ""
        self._notes: list[str] = []

    def rows(self) -> Iterator[tuple[Any, Header] | Problem]:
        """Each row with its header, which is another one from where a row names the columns anew.

        A row of several tables beside one another comes with the header of each in which it has cells.
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
        at, top, heads, written = header([row.cells for row in first], self._settings)
        self._tables, again = len(heads), "\t".join(written).rstrip()
        above = [word for row in first[:top] for word in _words(row.cells) if word]
        self._above = ", ".join(f"'{word[:LONGEST_NAME]}'" for word in above if not word.startswith("sep="))
        for row in chain(first[at + 1 :], self._rows):
            if isinstance(row, Problem):
                below = True
                yield row
                continue
            words = _words(row.cells)
            if "\t".join(words).rstrip() == again:  # as when tables are concatenated
                self._again += 1
            elif other := _other(words, [name for head in heads for name in head.names], self._settings):
                heads, again = other, "\t".join(words).rstrip()
                self._below += 1
                self._tables = max(self._tables, len(heads))
            elif note := _note_in(words, heads):
                self._notes.append(f"'{note[:LONGEST_NAME]}'")
            else:
                below = True
                self._alone += _is_alone(words, heads[0])
                yield from (
                    (row, head) for head in heads if len(heads) == 1 or any(words[head.first : head.end])
                )
        if not below:
            raise Unreadable(f"is empty but for the names of columns ({shown(written)})")

    def notes(self, source: str, table: str = "") -> Iterator[Note]:
        """What was passed over, when all rows were read; `table` is what it is called."""
        for many, words in (
            (self._above, "what stands above the header is passed over ({})"),
            (
                self._tables > 1 and self._tables,
                "tables stand beside one another, and each row of each is a document ({})",
            ),
            (
                self._alone,
                "rows with a text alone are documents, and may be paragraphs of the one above ({:,})",
            ),
            (self._again, "rows that repeat the header are passed over ({:,})"),
            (
                ", ".join(self._notes[:SHOWN]),
                f"notes and sums are passed over ({len(self._notes):,}: {{}})",
            ),
            (self._below, "rows that name the columns anew count for what follows ({:,})"),
        ):
            if many:
                yield Note(source, table + words.format(many))


def _is_alone(words: Sequence[str], head: Header) -> bool:
    """Has a row, in a table with titles, a text alone?"""
    at = head.text_column
    return words.count("") == len(words) - 1 and head.roles.title != "" and any(words[at : at + 1])


def _note_in(words: Sequence[str], heads: Sequence[Header]) -> str:
    """What a row says of its table, or of how to fill it in; "" if it is one of a document."""
    filled = list(filter(None, words))
    is_hint = 2 * sum(map(bool, map(_HINT.match, filled))) > len(filled)
    is_note = filled and _NOTE.match(filled[0]) and not _has_text(words, heads)
    return filled[0] if is_hint or is_note else ""


def _has_text(words: Sequence[str], heads: Sequence[Header]) -> bool:
    """Has a row a text, and not the sum of what stands above it?"""
    texts = (words[head.text_column : head.text_column + 1] for head in heads)
    return any(text and not _FIGURE.fullmatch(text[0]) for text in texts)


def _other(names: tuple[str, ...], above: Sequence[str], settings: Settings) -> Sequence[Header]:
    """The headers that a row within a table is, where another table was put below: it names facts, too.

    Most of its cells are usual names, or names in the header `above`, none is a number, and no two
    are of one fact: a row of a survey may hold such words, and one of a data dictionary two languages.
    """
    if max(map(len, names), default=0) > LONGEST_NAME or not names_text(names, settings.text_field):
        return ()
    filled = dict.fromkeys(filter(None, names))
    facts = [fact for name in filled if (fact := usual_fact(name))]
    known = sum(name in above or usual_fact(name) != "" for name in filled)
    if len(set(facts)) < len(facts) or known <= KNOWN * len(filled) or any(map(str.isdecimal, filled)):
        return ()
    with suppress(Unreadable):
        found = _headers(names, settings)
        if found[0].roles.title or found[0].roles.facts:
            return found
    return ()


def header(
    rows: Sequence[Sequence[Any]], settings: Settings
) -> tuple[int, int, Sequence[Header], tuple[str, ...]]:
    """Which of the first rows ends the header, which begins it, the headers of the tables beside one
    another, and the row that names the text.

    A header of several rows, in which a name above stands over several below, is one of the names below.
    A line of one cell is the header where no other row names a column of text: a title may do so, too.
    Unreadable if none does.
    """
    words = [_words(row) for row in rows[:WITHIN]]
    naming = [n for n, names in enumerate(words) if names_text(names, settings.text_field)]
    found = next((n for n in naming if sum(map(bool, words[n])) > 1), naming[0] if naming else None)
    if found is None:
        names = max(words, key=_count_of_names, default=())
        if not any(map(any, words)):
            raise Unreadable("is empty")
        roles(numbered(names), settings)  # says that there is none
        raise AssertionError(names)
    if stood := _below_one_another(words, words[found]):
        raise Unreadable(f"is a form, whose fields stand below one another ({shown(stood)}), and no table")
    top, at, names = found, found, words[found]
    above = words[top - 1] if top and _are_two_rows(words[top - 1], names) else ()
    with suppress(Unreadable):
        if len(heads := _headers(names, settings, above)) > 1:  # a row above names the tables
            return at, top, heads, names
    while top and _are_two_rows(words[top - 1], names):
        top, names = top - 1, _joined(words[top - 1], names)
    while at + 1 < len(words) and _are_two_rows(names, words[at + 1]):
        at, names = at + 1, _joined(names, words[at + 1])
    return at, top, _headers(names, settings), words[found]


def _count_of_names(cells: Sequence[str]) -> int:
    """How many cells may be names of columns, and are no values: where no row names a text, the one with
    most names is told."""
    return sum(name != "" and not _OF_VALUES.search(name) for name in cells)


def _below_one_another(rows: Sequence[Sequence[str]], naming: Sequence[str]) -> Sequence[str]:
    """The names of the fields of a form in these rows: that of the text stands in a row with no other, and
    others in its column, each beside what it holds.

    As a header such a row would make a name of a document's text, and documents of the fields below it.
    """
    facts = [usual_fact(name) for name in naming]
    if list(filter(None, facts)) != ["text"]:
        return ()
    at = facts.index("text")
    pairs = (row[at : at + 2] for row in rows if at < len(row))
    fields = [name for name, *held in pairs if any(held) and not any(map(usual_fact, held))]
    stood = {fact: name for name in fields if (fact := usual_fact(name))}
    return tuple(stood.values()) if len(stood) > 1 else ()


def _headers(names: Sequence[str], settings: Settings, above: Sequence[str] = ()) -> Sequence[Header]:
    """The header of each table beside one another, or the one of all columns.

    A table begins where the first name that comes again does, or behind columns without a name, which may
    have one in the row `above`, and names a text and a title: what names none is of the one before. Columns
    before the first such name are of each.
    """
    keys = next((n for n, name in enumerate(names) if name in names[n + 1 :] and name), 0)
    starts = [
        n for n, name in enumerate(names) if name and (not n or name == names[keys] or not names[n - 1])
    ]
    parts = zip(starts, [*starts[1:], None], strict=False) if len(starts) > 1 else ()
    tables = [first for first, end in parts if _names_table(names[first:end], settings)]
    if len(tables) < 2:
        return [_header(names, settings)]
    named = [name or upper for name, upper in zip_longest(names, above, fillvalue="")]
    places = zip([keys, *tables[1:]], [*tables[1:], None], strict=True)
    return [_header(named, settings, *place, keys) for place in places]


def _names_table(names: Sequence[str], settings: Settings) -> bool:
    with suppress(Unreadable):
        return _header(names, settings).roles.title != ""
    return False


def _header(
    names: Sequence[str], settings: Settings, first: int = 0, end: int | None = None, keys: int = 0
) -> Header:
    columns = numbered([*names[:keys], *names[first:end]])
    held = roles(columns, settings)
    if missed := held.missed(settings):
        raise Unreadable(f"{missed} (columns: {shown(columns)})")
    return Header(columns, held, first, end, keys)


def _words(row: Sequence[Any]) -> tuple[str, ...]:
    """The cells of a row as names."""
    return tuple(" ".join(str(cell).replace("\ufeff", "").split()) for cell in row)


def _are_two_rows(above: Sequence[str], below: Sequence[str]) -> bool:
    """Are these two rows of a header, with groups in the first above the names of their columns?

    Below the name of a single column is nothing; below a group are the names of all its columns.
    """
    short = all(len(name) <= LONGEST_NAME and not _STATED.match(name) for name in (*above, *below))
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
    """The names of columns with a header of two rows; of two equal names the second is that of its group,
    and what names a day together with its group is of both.

    >>> _joined(("序号", "发布", "", "施行", ""), ("", "机关", "日期", "机关", "日期"))
    ('序号', '机关', '日期', '施行 机关', '施行 日期')
    >>> _joined(("标题", "日期", ""), ("", "成文", "发布"))
    ('标题', '成文日期', '发布日期')
    """
    names: list[str] = []
    group = ""
    for upper, lower in zip_longest(above, below, fillvalue=""):
        group = upper or group
        name = lower or upper
        if lower and group != lower and usual_fact(lower + group).startswith("date_"):
            name = lower + group
        names.append(f"{group} {name}" if name and name in names else name)
    return tuple(names)


def numbered(words: Sequence[str]) -> tuple[str, ...]:
    """The names of columns; repeated ones with a number."""
    seen: Counter[str] = Counter()
    names = []
    for name in words:
        seen[name] += 1
        names.append(f"{name}_{seen[name]}" if name and seen[name] > 1 else name)
    return tuple(names)
