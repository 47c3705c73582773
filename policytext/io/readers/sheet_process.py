"""The cells of .xls, .xlsb and .ods, in a process of their own.

The library that knows these formats ends its whole process where a workbook asks for more memory than
there is, and two cells at the ends of a sheet are enough for that. The process takes the workbook on its
standard input, and gives JSON lines: an object with a name begins a sheet, whose merged cells follow, a
list is a row, its number first, and days and times in lists of one; an object with an error is what went
wrong, null the end.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from policytext.excel import Moment
from policytext.io.errors import Unreadable
from policytext.io.readers.cells import UNPACKED, Book, Damaged, Merged, Row, Sheet, value
from policytext.io.readers.sandbox import Watch, memory, start
from policytext.io.readers.size_limit import limit
from policytext.io.readers.zipped import DAMAGED
from policytext.settings import Settings

_BROKEN = "damaged, or asks for more memory than it may have"
_LOCKED = "is locked with a password"
_Said = Sheet | Row | str | None


def book(raw: bytes, settings: Settings) -> Book:
    """The sheets and rows of a workbook; a sheet that ends the process costs itself. Raises Unreadable."""
    done = 0
    while True:
        begun = done
        told = _told(raw, begun, settings)
        said: _Said = next(told, _BROKEN)
        while isinstance(said, Sheet):
            done += 1
            after: list[_Said] = []
            rows = _rows(told, after)
            yield said, rows
            with suppress(Damaged):
                for _ in rows:
                    pass
            said = after.pop()
        if said is None:
            return
        if done == begun:
            raise Unreadable(f"no text: this workbook is {_BROKEN}")


def _rows(told: Iterator[_Said], after: list[_Said]) -> Iterator[Row]:
    """The rows of a sheet; what comes `after` them is kept there."""
    for said in told:
        if not isinstance(said, Row):
            after.append(said)
            return
        yield said
    after.append(_BROKEN)
    raise Damaged(_BROKEN)


def _told(raw: bytes, skipped: int, settings: Settings) -> Iterator[_Said]:
    """What the process says of all sheets but the first; None in the end where it comes to one."""
    most = memory(settings)
    arguments = str(skipped), str(limit(settings)), str(most)
    with start("policytext.io.readers.sheet_process", *arguments) as child, Watch(child, most):
        assert child.stdin is not None and child.stdout is not None
        try:
            with child.stdin:
                child.stdin.write(raw)
        except BrokenPipeError:
            pass  # it ended before it had read all, and its status says so
        try:
            for line in child.stdout:
                said = json.loads(line)
                if isinstance(said, list):
                    yield Row(
                        said[0], [Moment(*cell) if isinstance(cell, list) else cell for cell in said[1:]]
                    )
                elif said is None:
                    yield None
                elif "error" in said:
                    raise Unreadable(said["error"])
                else:
                    merged = json.loads(next(child.stdout, "[]"))
                    yield Sheet(said["name"], said["hidden"], tuple(Merged(*one) for one in merged))
        finally:
            child.kill()


def main() -> None:
    """The process: a workbook on standard input, JSON lines on standard output."""
    from python_calamine import CalamineError, PasswordError, load_workbook

    skipped, most, memory = map(int, sys.argv[1:])
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        raw = sys.stdin.buffer.read()
        if _unpacks_to_more(raw, UNPACKED * most):
            _say({"error": f"unpacks to more than {UNPACKED * most >> 20} MB (--max-size allows more)"})
            return
        book = load_workbook(io.BytesIO(raw))
        for about in book.sheets_metadata[skipped:]:
            _say({"name": about.name, "hidden": "Hidden" in str(about.visible)})
            sys.stdout.flush()  # this sheet may be the last
            try:
                sheet = book.get_sheet_by_name(about.name)
            except CalamineError:  # a sheet that is a chart has no rows
                sheet = None
            _say(_merged(sheet))
            for number, row in enumerate(sheet.iter_rows() if sheet else (), 1):
                cells = [value(cell) for cell in row]
                if any(str(cell).strip() for cell in cells):
                    _say([number, *([cell] if isinstance(cell, Moment) else cell for cell in cells)])
        _say(None)
    except PasswordError:
        _say({"error": _LOCKED})
    except Exception as error:  # whatever it is, the parent has to know
        _say({"error": f"no text: this workbook is damaged or locked ({error})"})


def _merged(sheet: Any) -> list[Merged]:
    """The columns whose cells are one over several rows; the library knows those of .xls."""
    ranges = (sheet.merged_cell_ranges if sheet else None) or ()
    return [Merged(top + 1, bottom + 1, left) for (top, left), (bottom, _) in ranges if top < bottom]


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
    except (RuntimeError, *DAMAGED):
        pass  # no archive, or a damaged one: the library will say so
    return False


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    main()
