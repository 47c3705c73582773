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
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from policytext.io.errors import Unreadable
from policytext.io.readers.bounded import limit
from policytext.settings import Settings

MEMORY = 32
"""Times the size that a document may have: the memory of the process. A workbook of 64 MB takes one and a
half of its two gigabytes."""
LEAST = 1 << 29  # bytes of memory without which nothing is read
UNPACKED = 8
"""Times the size that a document may have: what all parts of a workbook may unpack to. Rows of documents
pack to a third, rows of numbers to a tenth; what is made to harm, to a thousandth."""

Said = str | tuple[int, list[Any]] | Unreadable


def sheets(raw: bytes, settings: Settings) -> Iterator[Said]:
    """The name of each sheet, followed by the number and the cells of its rows that are not empty.

    A sheet that cannot be read to its end has an Unreadable for the rest. Raises Unreadable where the
    workbook is damaged, locked or too large.
    """
    done = 0  # sheets, the last of which may be what ended the process
    while True:
        begun = done
        for said in _told(raw, begun, settings):
            done += isinstance(said, str)
            if said is None:
                return
            yield said
        broken = Unreadable("damaged, or asks for more memory than it may have")
        if done == begun:
            raise Unreadable(f"no text: this workbook is {broken.reason}")
        yield broken


def _told(raw: bytes, skipped: int, settings: Settings) -> Iterator[str | tuple[int, list[Any]] | None]:
    """What the process says of all sheets but the first; None in the end where it comes to one."""
    package = str(Path(__file__).parents[3])
    path = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    call = [sys.executable, "-m", "policytext.io.readers.sheets", str(skipped), str(limit(settings))]
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
                    raise Unreadable(said["error"])
                yield (said[0], said[1:]) if isinstance(said, list) else said
        finally:
            child.kill()


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

    skipped, most = map(int, sys.argv[1:])
    if sys.platform != "win32":
        import resource

        memory = max(LEAST, MEMORY * most)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        raw = sys.stdin.buffer.read()
        if _unpacks_to_more(raw, UNPACKED * most):
            _say({"error": f"unpacks to more than {UNPACKED * most >> 20} MB (--max-size allows more)"})
            return
        book = load_workbook(io.BytesIO(raw))
        for name in book.sheet_names[skipped:]:
            _say(name)
            sys.stdout.flush()  # this sheet may be the last
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
        _say({"error": f"no text: this workbook is damaged or locked ({error})"})


def _unpacks_to_more(raw: bytes, most: int) -> bool:
    """Do the parts of a workbook that is an archive unpack to more bytes, whatever it says of itself?"""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for info in archive.infolist():
                with archive.open(info) as part:
                    while piece := part.read(1 << 20):
                        most -= len(piece)
                        if most < 0:
                            return True
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError):
        pass  # no archive, or a damaged one: the library will say so
    return False


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    main()
