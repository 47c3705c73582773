"""The cells of a workbook, read in a process of their own: `python -m policytext.io.readers.sheets`.

The library that knows the old and the new formats ends its whole process where a workbook asks for
more memory than there is, and two cells at the ends of a sheet are enough for that. The process takes
the workbook on its standard input, and gives JSON lines: a string begins the sheet of that name, a list
is a row, its number first; an object is what went wrong, null the end.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from policytext.io.errors import Unreadable

MEMORY = 2 << 30
"""Bytes that the process may have: a workbook of 64 MB takes one and a half of its two gigabytes."""


def sheets(raw: bytes) -> Iterator[str | tuple[int, list[Any]]]:
    """The name of each sheet, followed by the number and the cells of its rows that are not empty.

    Raises Unreadable where the workbook is damaged, locked or too large.
    """
    package = str(Path(__file__).parents[3])
    path = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    call = [sys.executable, "-m", "policytext.io.readers.sheets"]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    environment = {**os.environ, "PYTHONPATH": path}
    with subprocess.Popen(call, stdin=pipe, stdout=pipe, stderr=nowhere, env=environment) as child:
        assert child.stdin is not None and child.stdout is not None
        try:
            with child.stdin:
                child.stdin.write(raw)
        except BrokenPipeError:
            pass  # it ended before it had read all, and its status says so
        try:
            for line in child.stdout:
                said = json.loads(line)
                if isinstance(said, dict):
                    raise Unreadable(f"no text: this workbook is damaged or locked ({said['error']})")
                if said is None:
                    return
                yield said if isinstance(said, str) else (said[0], said[1:])
        finally:
            child.kill()
    raise Unreadable("no text: this workbook is damaged, or asks for more memory than it may have")


def value(cell: Any) -> Any:
    """A cell of a workbook as JSON holds it: days and times in ISO 8601, whole numbers as such.

    >>> value(3.0), value(datetime(2024, 5, 1)), value(None)
    (3, '2024-05-01', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell if cell - cell == 0 else None
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return cell if isinstance(cell, bool | int | str) else str(cell)


def main() -> None:
    """The process: a workbook on standard input, JSON lines on standard output."""
    from python_calamine import CalamineError, load_workbook

    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        book = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        for name in book.sheet_names:
            _say(name)
            try:
                rows = book.get_sheet_by_name(name).iter_rows()
            except CalamineError:  # a sheet that is a chart has no rows
                continue
            for number, row in enumerate(rows, 1):
                cells = [value(cell) for cell in row]
                if any(str(cell).strip() for cell in cells):
                    _say([number, *cells])
        _say(None)
    except Exception as error:  # whatever it is, the parent has to know
        _say({"error": f"{error}"})


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    main()
