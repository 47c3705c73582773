"""How large the pages of a Parquet file are when they are unpacked, from their headers.

What the file says at its end of a column need not hold, and a value that many rows have is stored once:
only the pages tell how much memory a row can take (apache/parquet-format: parquet.thrift, in Thrift's
compact protocol). Read here, as pyarrow ends the whole process where some of it is damaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from policytext.io.errors import Unreadable

_HEADER = 1 << 16  # bytes read for the header of a page, which has the least and the greatest value, cut
_DICTIONARY = 2  # of the sorts of pages
_DAMAGED = Unreadable("this Parquet file is damaged (what describes its pages)")


class Column(NamedTuple):
    """Where a column of a group is in the file, and how many values it has."""

    start: int
    size: int
    values: int


class Group(NamedTuple):
    """A group of rows: their number, and its columns."""

    rows: int
    columns: tuple[Column, ...]


class Page(NamedTuple):
    """What sort of page it is, and its bytes when unpacked."""

    sort: int
    size: int

    @property
    def is_dictionary(self) -> bool:
        return self.sort == _DICTIONARY


def groups(file: BinaryIO) -> list[Group]:
    """The groups of rows of a file. Unreadable where it does not end as one."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 8))
    length = int.from_bytes(file.read(4), "little")
    file.seek(max(0, size - 8 - length))
    about, _ = _structure(file.read(length))
    try:
        return [Group(_count(group, 3), tuple(map(_column, group[1]))) for group in about.get(4, [])]
    except (KeyError, TypeError, AttributeError):
        raise _DAMAGED from None


def _column(chunk: dict[int, Any]) -> Column:
    about = chunk.get(3, {})  # there is none where the column is encrypted
    starts = [start for start in (_count(about, 9), _count(about, 11)) if start]
    return Column(min(starts, default=0), _count(about, 7), _count(about, 5))


def _count(fields: dict[int, Any], number: int) -> int:
    """A field that counts, 0 where it is not there. Unreadable where it is something else."""
    count = fields.get(number, 0)
    if not isinstance(count, int) or count < 0:
        raise _DAMAGED
    return count


def pages(file: BinaryIO, column: Column) -> Iterator[Page]:
    """The pages of a column. Unreadable where there are no headers of pages."""
    at, end = column.start, column.start + column.size
    while at < end:
        file.seek(at)
        header, length = _structure(file.read(_HEADER))
        if not {1, 2, 3} <= header.keys():
            raise _DAMAGED
        sort, unpacked, packed = (_count(header, number) for number in (1, 2, 3))
        yield Page(sort, unpacked)
        at += length + packed


def _structure(data: bytes) -> tuple[dict[int, Any], int]:
    """The fields of a structure by their numbers, and how many bytes it has."""
    reader = _Compact(data)
    try:
        return reader.structure(), reader.at
    except (IndexError, RecursionError):
        raise _DAMAGED from None


class _Compact:
    """Thrift's compact protocol: of values other than numbers, lists and structures there is None."""

    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    def structure(self) -> dict[int, Any]:
        fields: dict[int, Any] = {}
        number = 0
        while (head := self._byte()) & 0xF:
            number = number + (head >> 4) if head >> 4 else self._integer()
            fields[number] = self._value(head & 0xF)
        return fields

    def _value(self, form: int) -> Any:
        if form in (4, 5, 6):
            return self._integer()
        if form in (9, 10):
            head = self._byte()
            return [
                self._item(head & 0xF) for _ in range(self._varint() if head >> 4 == 0xF else head >> 4)
            ]
        if form == 12:
            return self.structure()
        if form in (3, 7):  # a byte, a double
            self._pass({3: 1, 7: 8}[form])
        elif form == 8:
            self._pass(self._varint())
        elif form not in (1, 2):  # the two truth values of a field stand in its head
            raise IndexError
        return None

    def _item(self, form: int) -> Any:
        """An item of a list, where truth values have a byte."""
        return self._byte() if form in (1, 2) else self._value(form)

    def _pass(self, size: int) -> None:
        self.at += size
        if self.at > len(self._data):
            raise IndexError

    def _byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def _varint(self) -> int:
        value = shift = 0
        while (byte := self._byte()) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def _integer(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)
