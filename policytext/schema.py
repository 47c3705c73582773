"""The shape of a result table: name and columns, for headers, types, frames and datapackage.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas

ColumnType = Literal["string", "integer", "number", "boolean", "date"]
Row = Mapping[str, Any]
"""From column name to value; None, or no value: an empty cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type` is a Frictionless Table Schema type."""

    name: str
    type: ColumnType
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A named list of columns."""

    name: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def to_typed(table: Table, rows: Iterable[Row]) -> pandas.DataFrame:
    """Rows as a data frame: the table's columns in order, typed (missing values allowed in each).

    >>> table = Table("t", (Column("n", "integer", ""), Column("of", "string", "")))
    >>> [str(kind) for kind in to_typed(table, [{"n": 1}]).dtypes]
    ['Int64', 'string']
    """
    import pandas

    frame = pandas.DataFrame.from_records(list(rows), columns=list(table.header))
    types = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
    return frame.astype({column.name: types.get(column.type, "string") for column in table.columns})
