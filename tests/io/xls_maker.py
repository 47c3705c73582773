"""A workbook of Excel 97 ([MS-XLS] in [MS-CFB]), as small as it can be."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def make_xls(
    rows: Sequence[Sequence[str | float]],
    merged: Sequence[tuple[int, int, int]] = (),
    locked: bool = False,
    others: Sequence[tuple[int, bytes]] = (),
) -> bytes:
    """One sheet, 表, with these rows; `merged` are first and last row and the column, from 0.

    `others` are records besides: the number of each, and what is in it.
    """
    cells = b"".join(
        _cell(row, column, cell) for row, line in enumerate(rows) for column, cell in enumerate(line)
    )
    ranges = b"".join(struct.pack("<4H", top, bottom, column, column) for top, bottom, column in merged)
    cells += _record(0xE5, struct.pack("<H", len(merged)) + ranges)
    cells += b"".join(_record(kind, data) for kind, data in others)
    begin, end = _record(0x809, struct.pack("<4H8x", 0x600, 5, 0, 0)), _record(0x0A, b"")
    begin += _record(0x2F, bytes(54)) if locked else b""
    name = "表".encode("utf-16-le")
    size = len(begin) + 4 + 8 + len(name) + len(end)
    bound = _record(0x85, struct.pack("<IHBB", size, 0, 1, 1) + name)
    sheet = _record(0x809, struct.pack("<4H8x", 0x600, 0x10, 0, 0))
    return compound(Workbook=begin + bound + end + sheet + cells + end)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _cell(row: int, column: int, cell: str | float) -> bytes:
    place = struct.pack("<3H", row, column, 0)
    if isinstance(cell, str):
        return _record(0x204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
    return _record(0x203, place + struct.pack("<d", cell))


def compound(**streams: bytes) -> bytes:
    """A compound file of these streams: a sector of its table, one of its directory, then theirs."""
    table = [_TABLE, _END]
    entries = [_entry("Root Entry", 5, 1, _END, 0)]
    body = b""
    for number, (name, data) in enumerate(streams.items(), 1):
        data = data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
        last = number == len(streams)
        entries.append(_entry(name, 2, _FREE, len(table), len(data), _FREE if last else number + 1))
        sectors = len(data) // _SECTOR
        table += [*range(len(table) + 1, len(table) + sectors), _END]
        body += data
    fat = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x6I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END)
    head += struct.pack("<4I", 0, _END, 0, 0)
    return head.ljust(_SECTOR, b"\xff") + fat + directory + body


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    written = name.encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HBB3I", len(written) + 2, kind, 1, _FREE, right, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)
