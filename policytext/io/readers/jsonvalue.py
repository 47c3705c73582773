"""JSON: one value, a record or a list of records, possibly wrapped in an object."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.decoding import decode_text, with_encoding
from policytext.io.readers.fieldnames import holds_text, names_text, usual_fact
from policytext.io.readers.fields import RecordDocuments
from policytext.io.readers.header import numbered
from policytext.io.readers.jsontext import decoded_json, parsed, parsed_items
from policytext.io.readers.nested import lines_of, sections
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.size_limit import read_all

_OF_ELEMENTS = frozenset(("page_idx", "element_id", "self_ref", "text_level"))
"""Fields of elements of a document as MinerU, Unstructured and Docling take it apart."""
WRAPPED = 5  # objects within objects, around a list of records: answers of sites have three


def read(stream: io.BufferedReader, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The documents of one JSON value, which is in memory completely."""
    settings = origin.settings
    raw = read_all(stream, settings)
    standard = decoded_json(raw) if not settings.encoding else None
    decoded = standard or decode_text(raw, settings.encoding)
    damage: Unreadable | None = None
    try:
        values, changed = parsed(decoded.text, several=True)
    except Unreadable as error:
        values, changed, is_whole = parsed_items(decoded.text)
        if not values or not isinstance(values[0], dict):
            raise
        damage = None if is_whole else error
    told = RecordDocuments(origin)
    around: dict[str, None] = {}
    value = values[0] if len(values) == 1 else values
    records = list(_records(value, settings.text_field, around))
    if not records:
        raise Unreadable("is empty")
    if around:
        yield Note(origin.source, f"fields around the records are not kept ({', '.join(around)})")
    for n, record in enumerate(records, 1):
        try:
            document, notes = told.document(record, f"{origin.id}#{n}", changed)
        except Unreadable as error:
            written = json.dumps(record, ensure_ascii=False)
            yield Problem(origin.source, f"record {n}: {error.reason}", raw=written)
        else:
            yield from notes
            yield with_encoding(document, decoded)
        changed = []
    if damage:
        yield Problem(origin.source, f"{damage.reason}: what follows is not read", damage.line)


def _records(value: Any, text_field: str, around: dict[str, None]) -> Iterator[Any]:
    """The records in a value, however they are kept: in lists, under their ids, or by column.

    `around` gets the names of fields beside lists of records.

    >>> answer = {"code": 0, "data": {"list": [{"正文": "关于"}], "links": [{"a": 1}]}}
    >>> list(_records(answer, "text", names := {})), list(names)
    ([{'正文': '关于'}], ['code', 'links'])
    >>> list(_records({"正文": {"0": "一", "1": "二"}}, "text", {}))
    [{'正文': '一'}, {'正文': '二'}]
    >>> list(_records({"columns": ["id", "正文"], "data": [[7, "一"]]}, "text", {}))
    [{'id': 7, '正文': '一'}]
    """
    match value:
        case {"columns": [*names], "data": [*rows], **others}:  # as pandas writes it
            around |= dict.fromkeys(str(name) for name in others if name != "index")
            yield from _rows(names, rows)
        case dict():
            is_record = (
                holds_text(value, text_field)
                or sections(value, text_field)  # or its text is in an object
                or ("title" in map(usual_fact, value) and not lists_records(value, text_field))
            )
            yield from _by_column(value) if is_record else _inside(value, text_field, around)
        case [[*names], *rows] if all(isinstance(name, str | int) for name in names):
            yield from _rows(names, rows)
        case [*records]:
            records = [one for held in records for one in (held if isinstance(held, list) else [held])]
            if records and all(_is_element(one) for one in records):
                for file, of_one in groupby(records, _file_of):
                    lines = [line for one in of_one for line in _element(one)]
                    yield {text_field: lines, **({"filename": file} if file else {})}
                return
            are_wrapped = not any(isinstance(one, dict) and holds_text(one, text_field) for one in records)
            for one in records:
                has_records = are_wrapped and isinstance(one, dict) and lists_records(one, text_field)
                yield from _records(one, text_field, around) if has_records else [one]
        case _:
            yield value


def _is_element(record: Any) -> bool:
    """Is this an element of a document? Records of crawlers, which may count pages, have other facts."""
    return (
        isinstance(record, dict)
        and not _OF_ELEMENTS.isdisjoint(record)
        and {*map(usual_fact, record)} <= {"", "id", "text"}
    )


def _file_of(element: dict[str, Any]) -> str:
    """The file of an element of Unstructured, which may list those of several."""
    about = element.get("metadata")
    return str(about.get("filename") or "") if isinstance(about, dict) else ""


def _element(element: dict[str, Any]) -> list[str]:
    """The lines of an element: its text, or the rows of its table.

    >>> [_element(it) for it in ({"text": "略"}, {"table_body": "<table><tr><td>一<td>二"}, {"img": ""})]
    [['略'], ['一\\t二'], []]
    """
    table = element.get("table_body")
    if isinstance(table, str) and table:
        from policytext.io.readers.html import read_html

        return read_html(table).text.split("\n")
    return [line for line in lines_of(element.get("text") or element.get("list_items") or []) if line]


def _rows(names: Sequence[Any], rows: Sequence[Any]) -> Iterator[Any]:
    """The rows of a table as records, with all their cells, as those of CSV.

    >>> list(_rows(["正文", "正文"], [["一", "二", "三"], ["四"]]))
    [{'正文': '一', '正文_2': '二', 'column_3': '三'}, {'正文': '四'}]
    """
    named = numbered([str(name) for name in names])
    for row in rows:
        if isinstance(row, list):
            further = (f"column_{n}" for n in range(len(named) + 1, len(row) + 1))
            row = dict(zip(chain(named, further), row, strict=False))
        yield row


def _by_column(record: dict[str, Any]) -> Iterator[Any]:
    """The records of an object with columns of equal keys, or of lists of equal length; else itself."""
    columns = [dict(enumerate(held)) if isinstance(held, list) else held for held in record.values()]
    keys = {tuple(column) if isinstance(column, dict) else () for column in columns}
    are_lists = any(isinstance(held, list) for held in record.values())
    if len(keys) > 1 or keys <= {(), (0,)} or (are_lists and "title" not in map(usual_fact, record)):
        yield record  # what a crawler found may be lists, too, of paragraphs
    else:
        values = (column.values() for column in columns)
        yield from (dict(zip(record, row, strict=True)) for row in zip(*values, strict=True))


def _inside(value: dict[str, Any], text_field: str, around: dict[str, None]) -> Iterator[Any]:
    """The records in the fields of an object: in lists, in one object, or in several under their ids."""
    objects: dict[str, Any] = {name: held for name, held in value.items() if isinstance(held, dict)}
    lists: dict[str, Any] = {
        name: held
        for name, held in value.items()
        if isinstance(held, list) and held and isinstance(held[0], dict | list)
    }
    named = {name: held for name, held in (lists | objects).items() if _names_text(held, text_field)}
    named = named or next((held for held in (lists, objects) if len(held) == 1), {})
    if not named or (named.keys() & lists and named.keys() & objects):
        yield value
    elif len(named) > 1 and named.keys() <= objects.keys():
        around |= dict.fromkeys(name for name in value if name not in objects)
        for name, held in objects.items():
            is_wrapped = name in named and not holds_text(held, text_field)
            yield from _records(held, text_field, around) if is_wrapped else [{"id": name, **held}]
    else:
        around |= dict.fromkeys(name for name in value if name not in named or len(named) > 1)
        for held in named.values():
            yield from _records(held, text_field, around)


def lists_records(value: dict[str, Any], text_field: str, within: int = WRAPPED) -> bool:
    """Is there a list of records in an object, or in objects within it?

    >>> [lists_records(it, "text") for it in ({"data": {"list": [{"正文": "关于"}]}}, {"正文": "关于"})]
    [True, False]
    """
    return within > 0 and any(
        lists_records(held, text_field, within - 1)
        if isinstance(held, dict)
        else isinstance(held, list) and _names_text(held, text_field)
        for held in value.values()
    )


def _names_text(value: Any, text_field: str, within: int = WRAPPED) -> bool:
    """Has a record, the first of a list, or the wrapped value a field with a usual name of text?"""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, list):
        return names_text([name for name in first if isinstance(name, str)], text_field)
    if not isinstance(first, dict) or not within:
        return False
    return holds_text(first, text_field) or any(
        _names_text(held, text_field, within - 1) for held in first.values()
    )
