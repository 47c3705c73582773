"""How large the pages of a Parquet file are when they are unpacked, from their headers.

What the file says at its end of a column need not hold, and a value that many rows have is stored once:
only the pages tell how much memory a row can take (apache/parquet-format, PageHeader, in Thrift's compact
protocol).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from policytext.io.errors import Unreadable

_HEADER = 1 << 16  # bytes read for a header, which has the least and the greatest value, cut
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_INTEGERS = (4, 5, 6)
_DAMAGED = Unreadable("this Parquet file is damaged (a page has no header)")
_DICTIONARY = 2  # of the sorts of pages


class Page(NamedTuple):
    """What sort of page it is, and its bytes when unpacked."""

    sort: int
    size: int

    @property
    def is_dictionary(self) -> bool:
        return self.sort == _DICTIONARY


def pages(file: BinaryIO, start: int, size: int) -> Iterator[Page]:
    """The pages of a column that begins at `start` and has `size` bytes in the file.

    Unreadable where there are no headers of pages.
    """
    end = start + size
    while start < end:
        file.seek(start)
        header = _Header(file.read(_HEADER))
        try:
            page, packed, length = header.read()
        except (IndexError, RecursionError):
            raise _DAMAGED from None
        if packed < 0 or page.size < 0:
            raise _DAMAGED
        yield page
        start += length + packed


class _Header:
    """A header in Thrift's compact protocol: its first three fields are what is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def read(self) -> tuple[Page, int, int]:
        """The page, its bytes in the file, and those of this header."""
        found: dict[int, int] = {}
        for number, form in self._fields():
            if number <= 3 and form in _INTEGERS:
                found[number] = self._integer()
            else:
                self._skip(form)
        if not {1, 2, 3} <= found.keys():
            raise IndexError
        return Page(found[1], found[2]), found[3], self._at

    def _fields(self) -> Iterator[tuple[int, int]]:
        number = 0
        while (head := self._byte()) & 0xF:
            number = number + (head >> 4) if head >> 4 else self._integer()
            yield number, head & 0xF

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _varint(self) -> int:
        value = shift = 0
        while (byte := self._byte()) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def _integer(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def _skip(self, form: int) -> None:
        if form in (_TRUE, _FALSE):
            return
        if form == _BYTE:
            self._at += 1
        elif form == _DOUBLE:
            self._at += 8
        elif form == _BINARY:
            length = self._varint()
            self._at += length
        elif form in (_LIST, _SET):
            head = self._byte()
            for _ in range(self._varint() if head >> 4 == 0xF else head >> 4):
                self._skip(head & 0xF)
        elif form == _STRUCT:
            for _, inner in self._fields():
                self._skip(inner)
        else:
            self._integer()
