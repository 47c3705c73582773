"""The kind of bytes that have no name, or a name that says too little, from how they begin."""

from __future__ import annotations

import codecs
import json
import re

from policytext.io.kinds import kind_starting
from policytext.io.readers.columns import TEXT_COLUMNS
from policytext.io.records import FIELDS

_LONGEST_NAME = 30  # characters of a column's name
_MARKUP = re.compile(
    rb"\s*<(?:!doctype\s+html|\?xml|!--|html|head|body|meta|title|script|article|section|table|div|h1|p)\b",
    re.I,
)


def sniff(head: bytes, text_field: str = "text") -> str:
    """The name of the kind of these bytes; text where nothing else is likely.

    >>> sniff("标题,正文\\n通知,关于\\n".encode("gbk")), sniff(b"%PDF-1.7")
    ('csv', 'pdf')
    """
    if kind := kind_starting(head):
        return kind.name
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "replace").encode(errors="replace")
    if _starts_a_record(head, {text_field, *FIELDS}):
        return "jsonl"
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return "csv" if _starts_with_columns(head, {text_field, *TEXT_COLUMNS}) else "text"


def _starts_with_columns(head: bytes, columns: set[str]) -> bool:
    """Is the first line one of short names between commas or tabs, one of them the text's?"""
    first, feed, _ = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    try:
        line = first.decode()
    except UnicodeDecodeError:
        line = first.decode("gb18030", "replace")
    names = [name.strip().strip('"') for name in re.split("[,;\t]", line)]
    short = all(0 < len(name) <= _LONGEST_NAME for name in names)
    return bool(feed) and len(names) > 1 and short and not columns.isdisjoint(names)


def _starts_a_record(head: bytes, fields: set[str]) -> bool:
    """Is the first line an object with a field that we know? A line cut off counts by what is there."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return False
    try:
        record = json.loads(first)
    except (ValueError, RecursionError):
        names = b"|".join(re.escape(name.encode()) for name in sorted(fields))
        return re.search(rb'[{,]\s*"(?:' + names + rb')"\s*:', first) is not None
    return isinstance(record, dict) and not fields.isdisjoint(record)
