"""The shape of a result table: name and columns, for headers, types, frames and datapackage.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from policytext.resources import rows

if TYPE_CHECKING:
    import pandas

ColumnType = Literal["string", "integer", "number", "boolean", "date", "partial_date"]
"""Types of Frictionless Table Schema; and `partial_date`, a day, or its month or year alone (ISO 8601)."""
NONE = "(none)"
"""The column of documents that belong to no group, where each group has a column."""

Row = Mapping[str, Any]
"""From column name to value; None, or no value: an empty cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `label` is what it is called in the user's language, "" where that is its name.

    On a terminal a text that is too long is folded, or cut at its start or end where it has to stay
    on one line (`before`: what stands before a term loses its start, and stands beside the term);
    `bar` draws a bar beside the number. `reason` is text that ends with the reason of a remark, `names` are
    those of columns with 、 between them: both are said in the user's language. `numeric` is text that is a
    number where it is one value, and something else (a range) where it is not: a workbook can sort and sum
    it.
    """

    name: str
    type: ColumnType
    description: str
    label: str = ""
    cut: Literal["fold", "start", "end", "before"] = "fold"
    bar: bool = False
    numeric: bool = False
    reason: bool = False
    names: bool = False

    @property
    def heading(self) -> str:
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """A named list of columns, and in a sentence what its rows are.

    `key` is the column that names each row, no two alike. Without `columns` they are those of its first
    row, and `cells` says what the first of them holds, and what all others do. `chart` is how a workbook
    draws it: its second column as columns or bars, or its first rows as lines over the other columns.
    `first` are the columns that a narrow terminal has room for before the others. `fields` is the column
    that holds the fields of the input, each of which is written as a column of its own (see `OwnColumns`).
    """

    name: str
    columns: tuple[Column, ...]
    description: str = ""
    label: str = ""
    chart: Literal["", "column", "bar", "line"] = ""
    key: str = ""
    first: tuple[str, ...] = ()
    fields: str = ""
    cells: tuple[str, str] = ("", "")

    @property
    def title(self) -> str:
        return self.label or self.name

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def row(self, thing: object, **others: Any) -> Row:
        """The row of a thing whose attributes are called as the columns are; `others` are the other cells.

        >>> Table("t", (Column("id", "string", ""), Column("real", "number", ""))).row(1.5, id="a")
        {'id': 'a', 'real': 1.5}
        """
        return {name: others[name] if name in others else getattr(thing, name) for name in self.header}


ANY = "*"


@cache
def captions() -> Mapping[tuple[str, str], Sequence[str]]:
    """The cells of each row of `tables.tsv`, by table (`*`: any) and column ("": the table itself)."""
    return {(table, column): (*cells, *[""] * 5)[:5] for table, column, *cells in rows("tables.tsv")}


def declared(name: str, *more: str) -> Table:
    """A table that `tables.tsv` has, with `more` of its columns than it mostly has.

    >>> declared("kwic").header, declared("kwic").key, declared("kwic").columns[3].cut
    (('doc_id', 'date', 'start', 'left', 'term', 'right'), '', 'before')
    """
    columns, shown, description, *_ = captions()[name, ""]
    how: dict[str, Any] = dict(_how(shown))
    how["first"] = tuple(how.get("first", "").split())
    return Table(name, tuple(_column(name, one) for one in (*columns.split(), *more)), description, **how)


def _column(table: str, name: str) -> Column:
    """A column as its table has it, or else as any has it."""
    own, of_any = (captions().get((of, name), ("",) * 5) for of in (table, ANY))
    kind, shown, description, *_ = own if own[0] else of_any
    how: dict[str, Any] = {key: value or True for key, value in _how(shown)}
    return Column(name, kind, description, **how)  # type: ignore[arg-type]  # a test holds the types


def _how(shown: str) -> Iterable[tuple[str, str]]:
    """How a table or column is shown: `cut=start; bar`."""
    return ((key, value) for key, _, value in (one.partition("=") for one in shown.split("; ") if one))


def to_typed(table: Table, rows: Iterable[Row]) -> pandas.DataFrame:
    """Rows as a data frame: the table's columns in order, typed (missing values allowed in each).

    Strings are `string`, whole numbers `Int64`, numbers `Float64`, true and false `boolean`, days
    `datetime64[s]`; a `partial_date` is a `string`, for it may be a year.

    >>> table = Table("t", (Column("n", "integer", ""), Column("of", "string", "")))
    >>> [str(kind) for kind in to_typed(table, [{"n": 1}]).dtypes]
    ['Int64', 'string']
    """
    import pandas

    frame = pandas.DataFrame.from_records(list(rows), columns=list(table.header))
    types = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}
    return frame.astype({column.name: types.get(column.type, "string") for column in table.columns})
