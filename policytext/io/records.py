"""Records: a document as an object of JSON or a row of CSV, read one by one."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from policytext.document import Document, Edit, Problem, Remark, Verdict
from policytext.io.encoding import Decoded, decode
from policytext.io.errors import Unreadable
from policytext.io.pages import bad_bytes, decode_text, encoding_facts, newlines
from policytext.io.sources import Source
from policytext.settings import Settings

if TYPE_CHECKING:
    from _csv import Reader

FIELDS = ("id", "source", "title", "text", "verdict", "edits", "remarks")
TEXT_COLUMNS = ("text", "正文", "内容", "文本", "全文", "content", "body", "article")
TITLE_COLUMNS = ("title", "标题")
_HUGE = (1 << 31) - 1  # the longest field of CSV that every platform's csv module accepts
_PLAIN = Decoded("", "utf-8")
_Form = TypeVar("_Form", Edit, Remark)


class Line(NamedTuple):
    """A line of a file with its number from 1 and the byte offset at which it begins."""

    number: int
    offset: int
    decoded: Decoded


def read_jsonl(
    stream: io.BufferedReader, source: Source, settings: Settings
) -> Iterator[Document | Problem]:
    """One document a line; a line that is no record with a text is a Problem."""
    n = 0
    for line in lines(stream, settings.encoding):
        written = line.decoded.text
        if not written.strip():
            continue
        n += 1
        if settings.encoding and line.decoded.bad:
            yield Problem(str(source.path), bad_bytes(line.decoded, line.offset), line.number)
        try:
            record = json.loads(written)
            document = from_record(record, f"{source.id}#{n}", str(source.path), settings.text_field)
        except json.JSONDecodeError as error:
            reason = f"not JSON: {error.msg} at column {error.colno}"
        except RecursionError:
            reason = "not JSON that can be read: nested too deeply"
        except (Unreadable, ValueError) as error:
            reason = str(error)
        else:
            yield document.with_meta(**{**encoding_facts(line.decoded), **document.meta})
            continue
        yield Problem(str(source.path), reason, line.number, raw=written.rstrip("\n"))
    if not n:
        raise Unreadable("is empty")


def read_json(raw: bytes, source: Source, settings: Settings) -> Iterator[Document | Problem]:
    """The documents of one JSON value, a record or a list of records; all of it is in memory."""
    decoded = decode_text(raw, settings.encoding)
    try:
        records = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not JSON: {error}") from None
    for n, record in enumerate(records if isinstance(records, list) else [records], 1):
        try:
            document = from_record(record, f"{source.id}#{n}", str(source.path), settings.text_field)
        except Unreadable as error:
            yield Problem(
                str(source.path), f"record {n}: {error.reason}", raw=json.dumps(record, ensure_ascii=False)
            )
        else:
            yield document.with_meta(**{**encoding_facts(decoded), **document.meta})


def from_record(record: Any, id: str, source: str, text_field: str = "text") -> Document:
    """The document of a JSON object; `id` and `source` are for a record that has none.

    Fields that are not a document's, or not of its form, are kept in `meta`. Unreadable if
    there is no text.

    >>> from_record({"id": 7, "text": "正文", "部门": "某局"}, "a.jsonl#1", "a.jsonl").meta
    {'id': 7, '部门': '某局'}
    """
    if not isinstance(record, dict):
        raise Unreadable(f"not an object ({type(record).__name__})")
    rest = dict(record)
    text = rest.pop(text_field, None)
    if text is None:
        raise Unreadable(f"record has no text in field '{text_field}'")
    if not isinstance(text, str):
        raise Unreadable(f"field '{text_field}' is not a string ({type(text).__name__})")
    unwritten = "edits" not in rest
    edits = _parsed(rest, "edits", Edit)
    verdict = _verdict(rest)
    if unwritten and verdict is not None:
        rest["edits"] = None  # there may have been some: the record cannot be restored
    return Document(
        id=_id(rest) or id,
        text=text if edits else newlines(text),
        source=_string(rest, "source") or source,
        title=_string(rest, "title"),
        verdict=verdict,
        edits=edits,
        remarks=_parsed(rest, "remarks", Remark),
        meta=rest,
    )


def _id(rest: dict[str, Any]) -> str:
    """The id as a string; one that is a number stays in `rest`, to be written as it was."""
    written = rest.get("id")
    if written is None or isinstance(written, str):
        rest.pop("id", None)
        return written or ""
    return json.dumps(written, ensure_ascii=False)


def _string(rest: dict[str, Any], name: str) -> str:
    if isinstance(rest.get(name), str | None):
        return rest.pop(name, None) or ""
    return ""


def _verdict(rest: dict[str, Any]) -> Verdict | None:
    try:
        verdict = Verdict(rest["verdict"]) if rest.get("verdict") is not None else None
    except ValueError:
        return None
    rest.pop("verdict", None)
    return verdict


def _parsed(rest: dict[str, Any], name: str, form: type[_Form]) -> tuple[_Form, ...]:
    try:
        parsed = tuple(form(**item) for item in rest.get(name) or ())
    except TypeError:  # counts, or somebody else's field of this name
        return ()
    if not all(isinstance(item.start, int) and isinstance(item.end, int) for item in parsed):
        return ()
    rest.pop(name, None)
    return parsed


def read_csv(stream: io.BufferedReader, source: Source, settings: Settings) -> Iterator[Document | Problem]:
    """One document a row; the columns besides the text's, id and title go to `meta`.

    The text's column is the one that `settings.text_field` names, or else has one of the names
    in TEXT_COLUMNS. A row with more cells than the header is a Problem: its text may be cut.
    """
    csv.field_size_limit(_HUGE)
    path = str(source.path)
    decoded: list[Line] = []  # the lines of the row being read
    written = _noting(lines(stream, settings.encoding), decoded)
    first = next(written, "")
    delimiter = "\t" if source.kind == "tsv" else max(",\t;", key=first.count)
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
                yield from_record({**facts, **cells}, f"{source.id}#{n}", path)
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


def lines(stream: io.BufferedReader, encoding: str | None = None) -> Iterator[Line]:
    """The decoded lines of a stream, line feeds kept; each is decoded for itself.

    What the head of the file is in is the hint for lines that are not UTF-8. Unreadable where
    the head is no text.
    """
    head = stream.peek()
    found = decode_text(head, encoding).encoding if head.strip() else "utf-8"
    if found.startswith(("utf-16", "utf-32")):
        wide = io.TextIOWrapper(stream, found, "replace", newline="\n")
        for number, text in enumerate(wide, 1):
            yield Line(number, 0, Decoded(text.removeprefix("\ufeff"), found))
        return
    offset = 0
    for number, raw in enumerate(stream, 1):
        decoded = decode(raw, encoding, declared=found)
        if decoded.encoding != "utf-8":
            found = decoded.encoding
        yield Line(number, offset, decoded)
        offset += len(raw)
