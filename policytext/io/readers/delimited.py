"""CSV with any delimiter, and TSV: a record a row."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from policytext.document import Document, Problem
from policytext.io.encoding import Decoded
from policytext.io.errors import Unreadable
from policytext.io.readers.decoding import bad_bytes, with_encoding
from policytext.io.readers.fields import RecordDocuments
from policytext.io.readers.header import SEPARATORS, WITHIN, Headed, Header
from policytext.io.readers.lines import Line, lines
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.size_limit import limit, too_large
from policytext.language.patterns import LazyPattern, lazy
from policytext.settings import Settings

_HUGE = (1 << 31) - 1  # the longest field of CSV that every platform's csv module accepts
_PLAIN = Decoded("", "utf-8")
_HIDING = lazy('="([^"]*)"')
_QUOTE_ESCAPED = lazy(rf'\\"(?![{SEPARATORS}\r\n])')  # a path may end in a backslash
# a line of a formula ends with \\, which stands for \ where there are escapes
_FEED_ESCAPED = lazy(r"\A(?:[^\r\n]*(?<!\\)\\(?:\\\\)*\r?\n)+[^\r\n]*\r?\n?\Z")
_ESCAPED = lazy(r'\\(["\\]|\r?\n)')
_MEANT = {'"': '""'}
_ESCAPES = r"quotes and line feeds in cells have a \ before them, as databases write them, and are read so"
_SEPARATED = lazy(f"[{SEPARATORS}]")
MENDED = 100
"""Unclosed quotes after which reading stops: the end of each is searched for in the whole rest."""


class Row(NamedTuple):
    """The cells of a row and the lines it is written in."""

    cells: Sequence[str]
    lines: Sequence[Line]


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """One document a row; the columns besides the text's and the title's go to `meta`.

    A row with more cells than the header is a Problem, as its text may be cut; so is one whose
    quotes do not match, which are not guessed at: the text would come out changed.
    """
    csv.field_size_limit(_HUGE)
    written = _Written(lines(stream, origin.settings), origin.settings)
    rows = _rows(written, origin)
    filled = (row for row in rows if isinstance(row, Problem) or any(map(str.strip, row.cells)))
    headed = Headed(filled, origin.settings)
    told = RecordDocuments(origin)
    n = 0
    for found in headed.rows():
        if isinstance(found, Problem):
            yield found
        else:
            n += 1
            yield from _documents(*found, f"{origin.id}#{n}", told, origin)
    yield from headed.notes(origin.source)
    if written.escaped:
        yield Note(origin.source, _ESCAPES)


def _documents(
    row: Row, head: Header, id: str, told: RecordDocuments, origin: Origin
) -> Iterator[Document | Problem | Note]:
    bad = [line for line in row.lines if line.decoded.bad]
    if origin.settings.encoding and bad:
        yield Problem(origin.source, bad_bytes(bad[0].decoded, bad[0].offset), bad[0].number)
    try:
        record = head.record(row.cells)
        document, notes = told.document(record, id, held=head.roles, line=row.lines[-1].number)
    except Unreadable as error:
        yield _rejected(origin, error.reason, row.lines)
        return
    yield from notes
    odd = (line.decoded for line in row.lines if line.decoded.encoding != "utf-8")
    yield with_encoding(document, bad[0].decoded if bad else next(odd, _PLAIN))


def _rows(written: _Written, origin: Origin) -> Iterator[Row | Problem]:
    """The rows that can be parsed. After one that cannot, parsing continues at the line after its first.

    From the first row on that shows that quotes and line feeds are escaped, they are read so.
    """
    first = next(filter(_SEPARATED.search, islice(written, WITHIN)), "")  # a title stands above in one cell
    written.again(written.row)
    separator = "\t" if origin.kind == "tsv" else max(SEPARATORS, key=first.count)
    apart = (
        first.count(separator) == first.count(f"{separator} ") > 0
    )  # blanks before cells are none of them
    reader = csv.reader(written, delimiter=separator, skipinitialspace=apart, strict=True)
    mended, has_doubled = 0, False
    while True:
        written.row = []
        try:
            cells = next(reader)
            has_doubled = has_doubled or '"' in "".join(cells)
        except StopIteration:
            return
        except (csv.Error, Unreadable) as error:
            if not has_doubled and written.is_escaped(_QUOTE_ESCAPED):
                continue
            reason = error.reason if isinstance(error, Unreadable) else f"not CSV: {error}"
            yield _rejected(origin, reason, written.row[:1])
            mended += len(written.row) > 1
            if mended > MENDED:
                raise Unreadable("not CSV: too many quotes have no end", written.row[0].number) from None
            written.again(written.row[1:])
        else:
            begun = written.row[0].decoded.text
            may_be = len(written.row) > 1 and not has_doubled and "\\" in begun[-3:]
            if may_be and written.is_escaped(_FEED_ESCAPED):
                continue
            yield Row([_unwrapped(cell) for cell in cells], written.row)


def _unwrapped(cell: str) -> str:
    """A cell without the formula (="…") by which databases protect text from Excel; their NULL is empty.

    >>> _unwrapped('="013"'), _unwrapped("=A1"), _unwrapped('="甲"&"乙"'), _unwrapped("\\\\N")
    ('013', '=A1', '="甲"&"乙"', '')
    """
    hidden = _HIDING.fullmatch(cell)
    return hidden[1] if hidden else "" if cell == r"\N" else cell


class _Written:
    """The lines for csv.reader; `row` are those of the current row. Lines can be read again."""

    def __init__(self, source: Iterator[Line], settings: Settings) -> None:
        self._source, self._settings = source, settings
        self._again: deque[Line] = deque()
        self._characters = 0
        self.row: list[Line] = []
        self.escaped = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._source)
        self._characters = len(line.decoded.text) + (self._characters if self.row else 0)
        self.row.append(line)
        if line.cut or self._characters > limit(self._settings):
            raise too_large(self._settings)
        text = line.decoded.text
        return _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), text) if self.escaped else text

    def is_escaped(self, sign: LazyPattern) -> bool:
        """Does the row show by a `sign`, as the first one, that escapes are used? It is read again then."""
        if self.escaped or not sign.search("".join(line.decoded.text for line in self.row)):
            return False
        self.escaped = True
        self.again(self.row)
        return True

    def again(self, given: Sequence[Line]) -> None:
        self._again.extendleft(reversed(given))


def _rejected(origin: Origin, reason: str, row: Sequence[Line]) -> Problem:
    raw = "".join(line.decoded.text for line in row).rstrip("\r\n")
    return Problem(origin.source, reason, row[-1].number if row else None, raw=raw)
