"""Detecting the kind of bytes without a name, or with an ambiguous one, from their beginning."""

from __future__ import annotations

import codecs
import re

from policytext.io.kinds import KINDS, Kind, kind_starting
from policytext.io.readers.fieldnames import LONGEST_NAME, names_text, usual_fact
from policytext.io.readers.header import SEPARATORS
from policytext.io.records import FIELDS

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LIST_OF_OBJECTS = re.compile(rb'\s*\[\s*\{\s*"')
_OF_PYTHON = re.compile(rb"\s*+(?:\[\s*+)?\{\s*+'")
_JSON = re.compile(rb'\s*(?P<call>(?:(?:var|let|const)\s+)?[\w$.]+\s*[(=]\s*)?(?P<value>[\[{]\s*[\[{"])')
_HAR = re.compile(rb'\s*\{\s*"log"\s*:\s*\{\s*"(?:version|creator|browser|pages|entries)"')
_SPREAD = re.compile(rb"\s*+(?:\[\s*+\{|\{[ \t]*\r?\n)")
"""A list of records, or a record on several lines, neither of which is read a line at a time."""
_INWARDS = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
_TOKEN = re.compile(
    rb'"(?P<string>[^"\\]*+(?:\\.[^"\\]*+)*)\\?(?:"|\Z)(?P<colon>\s*+:\s*+)?|[\[\]{}]', re.S
)
_FRONT = re.compile(rb"\s*\{[^\r\n]*\}\s*\n\s*[^{}\[\]\s,\"]")
"""A record on one line above what is no JSON: facts above a text, which is read with them."""
_MARKUP = re.compile(
    rb"\s*<(?:!doctype\s+html|\?xml|!--|html|head|body|meta|title|script|rss|feed|rdf:rdf|article|section|table|div|h1|p)\b",
    re.I,
)


def sniff(head: bytes, text_field: str = "text") -> str:
    """The name of the kind of these bytes; text if nothing else is likely.

    >>> sniff("标题,正文\\n通知,关于\\n".encode("gbk")), sniff(b"%PDF-1.7")
    ('csv', 'pdf')
    """
    if found := kind_starting(head):
        return found.name
    head = _narrow(head)
    if _HAR.match(head):
        return "har"
    if kind := _as_json(head, text_field):
        return kind
    if _MARKUP.match(head):
        return "html"
    return "csv" if _columns(head, text_field)[0] else "text"


def _narrow(head: bytes) -> bytes:
    """The bytes in UTF-8, without a mark, if they were marked as UTF-16."""
    if head.startswith(_WIDE):
        head = head.decode("utf-16", "replace").encode(errors="replace")
    return head.removeprefix(codecs.BOM_UTF8)


def disguised(head: bytes, kind: Kind, text_field: str = "text") -> Kind | None:
    """The kind of bytes whose name suggests another; None if the name is right or nothing better is known.

    Readers of Word 97 and of workbooks handle other formats under these names themselves.

    >>> disguised(b"%PDF-1.7", KINDS["csv"]).name, disguised(b"<html><p>", KINDS["text"]).name
    ('pdf', 'html')
    """
    if kind.name in ("doc", "workbook") or (kind.starts and head.startswith(kind.starts, kind.at)):
        return None
    found = kind_starting(head)
    if found is None and kind.starts and kind.form == "page" and sniff(head) == "html":
        return KINDS["html"]
    if found is None and kind.name in ("text", "html", "csv", "tsv", "jsonl"):
        told = sniff(head, text_field)
        records = told.startswith("json") and kind.form == "page" and not _FRONT.match(head)
        spread = told == "json" and kind.name == "jsonl" and _SPREAD.match(head)
        if told == "html":
            found = KINDS["html" if kind.form == "page" else "workbook"]  # a page, or the table of one
        elif records or spread or (told == "csv" and kind.name == "html"):
            found = KINDS[told]
    return found if found is not kind and found and found.in_folders else None


def table_in_text(head: bytes, text_field: str = "text") -> str:
    """The kind of table that a file of text begins as: text where it may be none, "" where it is none.

    What stands above an article may look like a header, too (首页|政务公开|正文), but names no title; nor
    has half of what follows its mark: cells with several lines are in quotes.

    >>> rows = ["编号\\t正文\\n", "标题,正文\\n", "频道|正文\\n"]
    >>> [table_in_text((row * 2).encode("gbk")) for row in rows]
    ['tsv', 'csv', 'text']
    >>> table_in_text("首页\\t正文\\n要闻\\t公告\\n关于节水\\n各县：\\n现通知如下。\\n".encode())
    'text'
    """
    head = _narrow(head)
    names, mark = _columns(head, text_field)
    rows = [row for row in head.splitlines()[1:] if row.strip()]
    if b'"' not in head and 2 * sum(mark.encode() in row for row in rows) < len(rows):
        mark = ""
    if mark == "\t":
        return "tsv"
    is_table = mark and any(usual_fact(name) == "title" for name in names)
    return "csv" if is_table else "text" if names else ""


def _columns(head: bytes, text_field: str) -> tuple[list[str], str]:
    """The names in the first line, if they are short and one is that of a text, and the mark between them.

    If anything follows, the next line reaches that column or has quotes: what stands above an article has
    the form of a header, too (首页|政务公开|正文).
    """
    feed = b"\n" if b"\n" in head else b"\r"
    first, ended, rest = head.partition(feed)
    try:
        line, encoding = first.decode(), "utf-8"
    except UnicodeDecodeError:
        line, encoding = first.decode("gb18030", "replace"), "gb18030"
    separator = max(SEPARATORS, key=line.count)
    names = [name.strip().strip('"') for name in line.split(separator)]
    short = all(0 < len(name) <= LONGEST_NAME for name in names)
    if not ended or len(names) == 1 or not short or not names_text(names, text_field):
        return [], ""
    row = rest.lstrip(b"\r\n").partition(feed)[0].decode(encoding, "replace")
    column = next(n for n, name in enumerate(names) if names_text([name], text_field))
    if "-" in row and not row.strip("-:| "):  # a table in a text in Markdown
        return [], ""
    quoted = any(cell.lstrip().startswith('"') for cell in row.split(separator))
    is_header = not rest.strip() or quoted or row.count(separator) >= max(column, 1)
    return (names, separator) if is_header else ([], "")


def _as_json(head: bytes, text_field: str) -> str:
    """The kind of JSON, "" if it is none: lines if a record of the first line has a usual field.

    >>> _as_json(b'{"text": "a"}\\n', "text"), _as_json(b'show({"data": [{"text": "a"', "text")
    ('jsonl', 'json')
    """
    if _OF_PYTHON.match(head):  # how it shows a record
        head = head.replace(b"'", b'"')
    begun = _JSON.match(head)
    if not begun or _LIST_OF_OBJECTS.match(head):
        return "json" if begun else ""
    at = begun.start("value")
    first = head[at:].partition(b"\n")[0].rstrip()
    ends = 0 if begun["call"] or first.endswith((b"{", b"[", b",")) else at + len(first)
    by_column = (b"{", b"[") if at + len(first) == len(head.rstrip()) else b"{"
    found, inside = "", 0
    for token in _TOKEN.finditer(head, at):
        inside += _INWARDS.get(token[0], 0)
        written = token["string"] if token["colon"] else b""
        name = written.decode("raw_unicode_escape" if b"\\" in written else "utf-8", "replace")
        is_text, is_own = names_text([name], text_field), inside == 1 and token.end() <= ends
        if is_text and is_own and not head.startswith(by_column, token.end()):
            return "jsonl"
        if is_text or (is_own and name in FIELDS and not found):
            found = "json" if is_text else "jsonl"
    return found
