"""CSV and TSV: a record a row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from policytext.document import Document, Problem
from policytext.io.encoding import Decoded
from policytext.io.errors import Unreadable
from policytext.io.readers.columns import TEXT_COLUMNS, TITLE_COLUMNS
from policytext.io.readers.decoding import bad_bytes, encoding_facts
from policytext.io.readers.lines import Line, lines
from policytext.io.readers.origin import Origin
from policytext.io.records import from_record

if TYPE_CHECKING:
    from _csv import Reader

_HUGE = (1 << 31) - 1  # the longest field of CSV that every platform's csv module accepts
_PLAIN = Decoded("", "utf-8")


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem]:
    """One document a row; the columns besides the text's, id and title go to `meta`.

    The text's column is the one that `settings.text_field` names, or else has one of the names
    in TEXT_COLUMNS. A row with more cells than the header is a Problem: its text may be cut.
    """
    csv.field_size_limit(_HUGE)
    path, settings = origin.source, origin.settings
    decoded: list[Line] = []  # the lines of the row being read
    written = _noting(lines(stream, settings.encoding), decoded)
    first = next(written, "")
    delimiter = "\t" if origin.kind == "tsv" else max(",\t;", key=first.count)
    rows = csv.reader(chain([first], written), delimiter=delimiter, strict=True)
    try:
        header = _header(next(rows, []))
    except csv.Error as error:
        raise Unreadable(f"not CSV: {error}", 1) from None
    decoded.clear()
    if not any(header):
        raise Unreadable("is empty")
    column = _text_column(header, settings.text_field)
    title = next((name for name in TITLE_COLUMNS if name in header), None)
    n = 0
    for row in _rows(rows, path, decoded):
        if isinstance(row, Problem):
            yield row
        elif any(cell.strip() for cell in row):
            n += 1
            bad = [line for line in decoded if line.decoded.bad]
            if settings.encoding and bad:
                yield Problem(path, bad_bytes(bad[0].decoded, bad[0].offset), bad[0].number)
            try:
                cells = _cells(row, header, column, title)
            except Unreadable as error:
                yield _rejected(path, error.reason, decoded)
            else:
                odd = (line.decoded for line in decoded if line.decoded.encoding != "utf-8")
                facts = encoding_facts(bad[0].decoded if bad else next(odd, _PLAIN))
                number = decoded[-1].number
                yield from_record({**facts, **cells}, f"{origin.id}#{n}", path, line=number)
        decoded.clear()
    if not n:
        raise Unreadable("is empty")


def _header(row: Sequence[str]) -> list[str]:
    """The names of columns; one that repeats gets its number."""
    seen: Counter[str] = Counter()
    names = []
    for name in (cell.strip() for cell in row):
        seen[name] += 1
        names.append(f"{name}_{seen[name]}" if name and seen[name] > 1 else name)
    return names


def _rows(rows: Reader, path: str, decoded: Sequence[Line]) -> Iterator[Sequence[str] | Problem]:
    """The rows that can be parsed; the reader goes on with the line after one that cannot.

    Quotes that do not match are not guessed at: the text would come out changed.
    """
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield _rejected(path, f"not CSV: {error}", decoded[:1] if decoded else [])


def _cells(row: Sequence[str], header: Sequence[str], column: str, title: str | None) -> dict[str, str]:
    """A row as a record; what stands in a column without a name is kept under its number."""
    if any(cell.strip() for cell in row[len(header) :]):
        raise Unreadable(f"row has {len(row)} cells, the header has {len(header)}")
    numbered = enumerate(zip(header, row, strict=False), 1)
    cells = {name or f"column_{n}": cell for n, (name, cell) in numbered if name or cell}
    text = cells.pop(column, "")
    if not text.strip():
        raise Unreadable(f"row has no text in column '{column}'")
    return {**cells, "text": text, **({"title": cells.pop(title, "")} if title else {})}


def _text_column(header: Sequence[str], text_field: str) -> str:
    names = TEXT_COLUMNS if text_field == "text" else (text_field,)
    lower = [name.lower() for name in header]
    for name in names:
        if name.lower() in lower:
            return header[lower.index(name.lower())]
    raise Unreadable(f"has no column '{text_field}' (columns: {', '.join(header)})")


def _noting(written: Iterable[Line], noted: list[Line]) -> Iterator[str]:
    for line in written:
        noted.append(line)
        yield line.decoded.text


def _rejected(path: str, reason: str, row: Sequence[Line]) -> Problem:
    raw = "".join(line.decoded.text for line in row).rstrip("\r\n")
    return Problem(path, reason, row[-1].number if row else None, raw=raw)
