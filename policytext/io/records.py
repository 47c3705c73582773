"""Conversion between documents and records (JSON objects), for readers and writers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any, TypeVar

from policytext.composition import compact
from policytext.document import Document, Edit, Remark, Verdict
from policytext.io.errors import Unreadable
from policytext.language.patterns import lazy
from policytext.revision import RestoreError, runs, undo
from policytext.settings import EditsWritten

FIELDS = ("id", "source", "title", "text", "verdict", "edits", "title_edits", "remarks")
_SURROGATE = lazy("[\ud800-\udfff]")
_VERDICTS = (None, *(verdict.value for verdict in Verdict))
_Form = TypeVar("_Form", Edit, Remark)


def from_record(record: Any, id: str, source: str) -> Document:
    """The document of a JSON object; `id` and `source` are for a record that has none.

    Fields that are not a document's, or not of its form, are kept in `meta`. Unreadable if
    there is no text.

    >>> from_record({"id": 7, "text": "正文", "部门": "某局"}, "a.jsonl#1", "a.jsonl").meta
    {'id': 7, '部门': '某局'}
    """
    if not isinstance(record, dict):
        raise Unreadable(f"not an object ({type(record).__name__})")
    rest = dict(record)
    text = rest.pop("text", None)
    if text is None:
        raise Unreadable("record has no text in field 'text'")
    if not isinstance(text, str):
        raise Unreadable(f"field 'text' is not a string ({type(text).__name__})")
    unwritten = "edits" not in rest
    edits = _parsed(rest, "edits", _edit)
    verdict = _verdict(rest)
    if unwritten and verdict is not None:
        rest["edits"] = None  # there may have been some: the record cannot be restored
    return Document(
        id=id_of(rest) or id,
        text=text if edits or is_own(record) else newlines(text),
        source=_string(rest, "source") or source,
        title=_string(rest, "title"),
        verdict=verdict,
        edits=edits,
        title_edits=_parsed(rest, "title_edits", _edit),
        remarks=_parsed(rest, "remarks", Remark),
        meta=rest,
    )


def is_own(record: dict[str, Any]) -> bool:
    """Did this package write the record? It always writes a verdict, even if null.

    >>> is_own({"text": "正文", "verdict": None}), is_own({"text": "正文", "verdict": "无罪"})
    (True, False)
    """
    return "text" in record and record.get("verdict", "") in _VERDICTS


def id_of(rest: dict[str, Any]) -> str:
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


def _parsed(rest: dict[str, Any], name: str, form: Callable[..., _Form]) -> tuple[_Form, ...]:
    try:
        parsed = tuple(form(**item) for item in rest.get(name) or ())
    except TypeError:  # counts, or somebody else's field of this name
        return ()
    if not all(isinstance(item.start, int) and isinstance(item.end, int) for item in parsed):
        return ()
    rest.pop(name, None)
    return parsed


def _edit(*, rules: Iterable[str] = (), rule: str = "", **fields: Any) -> Edit:
    """An edit as written; until 0.1 the names of several rules were one string, joined by `+`."""
    return Edit(rules=tuple(rules or rule.split("+")), **fields)


def to_record(document: Document, edits: EditsWritten = "full") -> dict[str, Any]:
    """The record of a document: its own fields first, then `meta` as it was found.

    A field of `meta` with the name of one of a document's own gets a `_` appended. With
    "counts" `edits` is the number of edits of text and title by rule, with "none" it is left out.

    >>> to_record(Document("7", "正文", meta={"id": 7, "部门": "某局"}))
    {'id': 7, 'source': '', 'title': '', 'text': '正文', 'verdict': None, 'edits': [], '部门': '某局'}
    """
    rest = dict(document.meta)
    number = rest.get("id")
    own_id = (
        number if number is not None and json.dumps(number, ensure_ascii=False) == document.id else None
    )
    if own_id is not None:
        del rest["id"]
    earlier = rest.get("edits") or {}
    if isinstance(earlier, dict) and all(isinstance(count, int) for count in earlier.values()):
        rest.pop("edits", None)
    else:
        earlier = {}
    record: dict[str, Any] = {
        "id": document.id if own_id is None else own_id,
        "source": document.source,
        "title": document.title,
        "text": document.text,
        "verdict": document.verdict and document.verdict.value,
    }
    if edits == "full":
        record["edits"] = _written(_compacted(document))
        if document.title_edits:
            record["title_edits"] = _written(document.title_edits)
    elif edits == "counts":
        record["edits"] = dict(
            Counter(earlier)
            + Counter(name for edit in (*document.edits, *document.title_edits) for name in edit.rules)
        )
    if document.remarks:
        record["remarks"] = [asdict(remark) for remark in document.remarks]
    for name, value in rest.items():
        record[f"{name}_" if name in FIELDS else name] = value
    return record


def _written(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """As `_asdict` of each, in a third of the time: a page may have tens of thousands."""
    return [
        {
            "step": step,
            "rules": rules,
            "start": start,
            "end": end,
            "before": before,
            "after": after,
            "inferred": inferred,
        }
        for step, rules, start, end, before, after, inferred in edits
    ]


def to_line(record: Any) -> str:
    """A record as one line of JSON with its line feed; any string survives, lone surrogates escaped.

    >>> print(to_line({"text": "正文\\ud800"}), end="")
    {"text": "正文\\ud800"}
    """
    line = json.dumps(record, ensure_ascii=False, default=str)
    try:
        line.encode()  # a third of the time of looking for them
    except UnicodeEncodeError:
        line = _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
    return f"{line}\n"


def with_fields(line: bytes, codec: str = "utf-8", **facts: Any) -> bytes:
    """A record's line with more fields, as `Document.with_meta` adds them.

    >>> with_fields(b'{"id": 7}\\n', similarity=0.9)
    b'{"id": 7, "similarity": 0.9}\\n'
    """
    return to_line({**json.loads(line.decode(codec)), **facts}).encode(codec)


def has_field(line: bytes, name: str, codec: str = "utf-8") -> bool:
    """Has a record's line a field with this name (of letters, digits and `_`)?

    >>> has_field(b'{"id": 7}\\n', "id"), has_field(b'{"text": "\\\\"id\\\\""}\\n', "id")
    (True, False)
    """
    return f'"{name}"'.encode() in line and name in json.loads(line.decode(codec))


PACKED = b"policytext.records"
"""The metadata key of a Parquet table of records, with `edits`, `remarks` and `meta` as JSON."""

PACKED_FIELDS = (*FIELDS, "meta")
_JSON = ("edits", "remarks")


def as_columns(record: dict[str, Any]) -> dict[str, str | None]:
    """A record as strings in fixed columns; other values are kept in `meta`.

    >>> as_columns({"id": 7, "text": "正文", "部门": "某局"})["meta"]
    '{"id": 7, "部门": "某局"}'
    """
    columns: dict[str, str | None] = dict.fromkeys(PACKED_FIELDS)
    rest = {}
    for name, value in record.items():
        if name in _JSON:
            columns[name] = _json(value)
        elif name in FIELDS and (
            value is None or (isinstance(value, str) and not _SURROGATE.search(value))
        ):
            columns[name] = value
        else:
            rest[name] = value
    return {**columns, "meta": _json(rest)}


def from_columns(columns: dict[str, Any]) -> dict[str, Any]:
    """The record of the columns of `as_columns`.

    >>> record = {"id": 7, "text": "正文", "edits": [], "部门": "某局"}
    >>> read = from_columns(as_columns(record))
    >>> {name: value for name, value in read.items() if value is not None} == record
    True
    """
    record = {name: columns.get(name) for name in FIELDS}
    record |= {name: json.loads(written) for name in _JSON if (written := columns.get(name))}
    record |= json.loads(columns.get("meta") or "{}")
    return {name: value for name, value in record.items() if value is not None or name not in _JSON}


def _json(value: Any) -> str:
    return to_line(value).rstrip("\n")


def _compacted(document: Document) -> Iterable[Edit]:
    """The edits of each step, joined where that is smaller to write.

    Conversion of script and width changes most of a text: there whole lines may be joined.
    """
    written: list[list[Edit]] = []
    text = document.text
    for run in reversed(runs(document.edits)):
        try:
            before = undo(text, run)
        except RestoreError:  # the text was changed without an edit: all that is left is the list
            return document.edits
        written.append(compact(before, text, run, mixed=run[0].step == "normalize"))
        text = before
    return [edit for run in reversed(written) for edit in run]


def newlines(text: str) -> str:
    """Line ends of Windows and of old Macs as a line feed, which is what offsets count.

    >>> newlines("a\\r\\nb\\rc")
    'a\\nb\\nc'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
