"""From an HTML page's markup to its text: every block one line, nothing dropped but scripts and styles.

The markup is parsed as a browser would (lexbor, by way of resiliparse) and written out again,
which leaves it well-formed whatever it was; one pass over those tags then costs a tenth of
walking the tree node by node from Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.decoding import bad_bytes, decode_text, encoding_facts
from policytext.io.readers.origin import Origin
from policytext.language.characters import WIDE
from policytext.layout import Block, Box
from policytext.pagefacts.head import headline, page_facts

MAX_DEPTH = 100  # boxes nested deeper than this are taken as one
MAX_LINK = 300  # characters; what is longer is an unclosed link
MAX_TAG = 65536  # characters
MAX_SPAN = 40  # columns or rows that one cell may span
MAX_COLUMNS = 200  # of a row, beyond which cells above are not kept apart

# Elements that begin and end a line: HTML Living Standard, section 15.3.
BLOCKS = frozenset(
    (  # noqa: SIM905 (sixty lines of one word each are no easier to read)
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
        "menu nav noframes noscript ol optgroup option p pre search section select summary table td "
        "template textarea tfoot th thead title tr ul"
    ).split()
)
# What no cell of a data table contains: the table is for layout.
_NESTED = frozenset({"table", "form", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6"})
_ATTACHED = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|wps|et|dps|pdf|ofd|ceb|caj|rtf|zip|rar|7z|csv)(?:[?#]|$)", re.I
)

_TOKEN = re.compile(
    r"(?:\s+(?=</?(?:p|div|br|table|t[dhr]|[uo]l|li|h[1-6])[\s/>])"  # at the end of a line
    r"|</?(?:span|font|b|strong|i|em|u|img|input|link|label|small|sup|sub|tbody|o:p)(?:\s[^>]*)?>)+"
    r"|(?P<text>[^<]+)"
    r"|<(?:(?P<raw>script|style|iframe)\b[^>]*>.*?</(?P=raw)\s*>|!--.*?-->|[!?][^>]*>)"
    r"|<(?P<close>/?)(?P<tag>[a-z][^\s/>]*)(?P<attributes>[^>]*)>"
    r"|(?P<stray><)",
    re.S,
)
# Pictures written out in a tag, and worse: attributes by the thousand cost the parser their number squared.
_HUGE_TAG = re.compile(rf"(<[a-zA-Z]+)[^<>]{{{MAX_TAG},}}")
_ATTRIBUTE = re.compile(r'([^\s="]+)="([^"]*)"')
_HREF = re.compile(r'\shref="([^"]*)"')
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# CSS Text 3, section 4.1.2: a line feed between wide characters is nothing, other white space one space.
_SEGMENT_BREAK = re.compile(rf"(?<=[{WIDE}])[ \t]*[\r\n]\s*(?=[{WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE_EDGE = re.compile(rf"[{WIDE}]")
_BLANK = " \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page as text.

    `text` has one line for each block; `layout` one `Block` for each line. `meta` holds what the
    page says about itself under plain names (`date_published` as YYYY-MM-DD, `source_name`,
    `site_name`, `column`, `author`, `keywords`, `description`, `url`), and under `attachments`
    its links to files, as {name, href}.
    """

    text: str
    title: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    layout: tuple[Block, ...] = ()


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem]:
    """The page in these bytes; under a given encoding, bytes that are not in it are a Problem besides."""
    settings = origin.settings
    decoded = decode_text(raw, settings.encoding, True, origin.declared)
    page = read_html(decoded.text)
    if not page.text.strip():
        raise Unreadable("no text in this page")
    facts = {**page.meta, **origin.meta, **encoding_facts(decoded)}
    yield Document(origin.id, page.text, origin.source, page.title, facts, layout=page.layout)
    if settings.encoding and decoded.bad:
        yield Problem(origin.source, bad_bytes(decoded), id=origin.id)


def read_html(markup: str) -> Page:
    """The text of an HTML page, its title, what it says about itself, and its layout.

    Takes any string: broken, empty, framesets, without <body>. The text of `<pre>` keeps its
    lines; a data table gives one line a row with tab-separated cells (a cell that spans columns
    or rows leaves the others empty); a table used for layout gives its cells' own lines.

    >>> page = read_html("<title>通知_某市政府</title><p>各区：<p>一、<a href=1.htm>附表</a><br>二、说明")
    >>> page.text, page.title
    ('各区：\\n一、附表\\n二、说明', '通知')
    >>> [(block.tag, block.link_characters) for block in page.layout]
    [('p', 0), ('p', 2), ('p', 0)]
    """
    from resiliparse.parse.html import HTMLTree

    if len(markup) > MAX_TAG:
        markup = _HUGE_TAG.sub(r"\1", markup)
    try:
        tree = HTMLTree.parse(markup)
    except UnicodeEncodeError:  # lone surrogates
        tree = HTMLTree.parse(markup.encode("utf-8", "replace").decode())
    reader = _Reader()
    if tree.document is not None:
        reader.read(tree.document.html)
    pieces, layout, at = [], [], 0
    for line in reader.lines:
        pieces.append(line.text)
        layout.append(Block(at, at + len(line.text), line.box, line.link_characters))
        at += len(line.text) + 1
    facts: dict[str, Any] = page_facts(reader.meta)
    title = facts.pop("title", "") or headline(reader.title, pieces)
    attachments = [{"name": _line("".join(name)), "href": href} for href, name in reader.files]
    if attachments:
        facts["attachments"] = attachments
    return Page("\n".join(pieces), title, facts, tuple(layout))


@dataclass(slots=True)
class _Line:
    text: str
    box: Box
    link_characters: int = 0
    href: str = ""


@dataclass(slots=True)
class _Cell:
    first: int  # index of its first line
    columns: int = 1
    rows: int = 1
    last: int = -1  # index after its last line


@dataclass(slots=True)
class _Table:
    box: Box
    rows: list[tuple[Box, list[_Cell]]] = field(default_factory=list)
    for_layout: bool = False

    def is_data(self, lines: list[_Line]) -> bool:
        """Cells of data are many and small; a table for layout has few, or a whole article in one."""
        cells = [cell for _, row in self.rows for cell in row]
        if self.for_layout or len(cells) < 2 or max(len(row) for _, row in self.rows) < 2:
            return False
        return not any(
            cell.last - cell.first > 30
            or sum(len(line.text) for line in lines[cell.first : cell.last]) > 2000
            for cell in cells
        )


class _Reader:
    """One pass over well-formed markup, gathering lines, <meta> and <title>."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.files: list[tuple[str, list[str]]] = []  # href and text of each link to a file
        self._box = Box(None, "html")
        self._written: dict[str, Mapping[str, str]] = {}
        self._open: list[tuple[str, Box]] = []  # block elements, each with the box around it
        self._count = dict.fromkeys(BLOCKS, 0)
        self._tables: list[_Table] = []
        self._pieces: list[str] = []
        self._href = ""  # of the open link to another page
        self._name: list[str] | None = None  # text of the open link to a file
        self._link_characters = 0
        self._line_href = ""

    def read(self, markup: str) -> None:
        for token in _TOKEN.finditer(markup):
            kind = token.lastgroup
            if kind == "attributes":
                close, tag, attributes = token.group("close", "tag", "attributes")
                if close:
                    self._end(tag)
                else:
                    self._start(tag, attributes)
            elif kind in ("text", "stray"):
                self._text(token[0])
        self._break()
        self._forget_unclosed_links()

    def _forget_unclosed_links(self) -> None:
        """Where one link goes on over paragraphs its author forgot to end it: it is no link."""
        for href, group in groupby(self.lines, key=lambda line: line.href):
            run = list(group) if href else []
            if len(run) > 2 and sum(line.link_characters for line in run) > MAX_LINK:
                for line in run:
                    line.link_characters = 0

    def _text(self, text: str) -> None:
        if not self._pieces and not text.strip(" \n\t\r\f"):
            return
        if "&" in text:
            text = unescape(text)
        self._pieces.append(text)
        if self._href:
            self._link_characters += len("".join(text.split()))
            self._line_href = self._href
        elif self._name is not None:
            self._name.append(text)

    def _start(self, tag: str, written: str) -> None:
        if tag == "a":
            href = _HREF.search(written)
            self._link(href[1] if href else "")
        elif tag in ("br", "hr"):
            self._break()
        elif tag in BLOCKS:
            if self._pieces:
                self._break()
            attributes = self._attributes(written) if written else {}
            self._open.append((tag, self._box))
            self._count[tag] += 1
            if len(self._open) < MAX_DEPTH:
                self._box = _box(self._box, tag, attributes)
            if self._tables or tag == "table":
                self._table(tag, attributes)
        elif tag == "meta":
            self._fact(dict(_ATTRIBUTE.findall(written)))

    def _attributes(self, written: str) -> Mapping[str, str]:
        """The attributes of a tag; a page writes the same ones again and again."""
        attributes = self._written.get(written)
        if attributes is None:
            attributes = self._written[written] = dict(_ATTRIBUTE.findall(written))
        return attributes

    def _link(self, href: str) -> None:
        """A link to another page counts as one; a link to a file is noted; an anchor is neither."""
        if _ATTACHED.search(href):
            self._name = []
            self.files.append((unescape(href), self._name))
        elif not href.startswith("#"):
            self._href = href

    def _fact(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop", "")
        content = unescape(attributes.get("content", "")).strip()
        if name and content:
            self.meta.setdefault(name.lower(), content)

    def _end(self, tag: str) -> None:
        if tag == "a":
            self._href, self._name = "", None
        elif self._count.get(tag):
            if tag == "title":
                self.title = self.title or _line("".join(self._pieces))
                self._pieces.clear()
                self._link_characters = 0
            if self._pieces:
                self._break()
            if self._tables:
                self._end_of_table(tag)
            while self._open:
                last, self._box = self._open.pop()
                self._count[last] -= 1
                if last == tag:
                    break

    def _break(self) -> None:
        """End the line."""
        text = "".join(self._pieces)
        self._pieces.clear()
        kept = self._count["pre"] or self._count["textarea"]
        for line in text.splitlines() if kept else (_line(text),):
            if line.strip(_BLANK):
                links = (
                    min(self._link_characters, len("".join(line.split())))
                    if kept
                    else self._link_characters
                )
                self.lines.append(_Line(line, self._box, links, self._line_href))
        self._link_characters, self._line_href = 0, ""

    def _table(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note the beginning of a table, a row, a cell, or of what no data cell contains."""
        if self._tables and tag in _NESTED:
            self._tables[-1].for_layout = True
        if tag == "table":
            self._tables.append(_Table(self._box))
        else:
            rows = self._tables[-1].rows
            if tag == "tr":
                rows.append((self._box, []))
            elif tag in ("td", "th") and rows:
                cell = _Cell(len(self.lines))
                if attributes:
                    cell.columns = _span(attributes.get("colspan"))
                    cell.rows = _span(attributes.get("rowspan"))
                rows[-1][1].append(cell)

    def _end_of_table(self, tag: str) -> None:
        if tag in ("td", "th"):
            rows = self._tables[-1].rows
            if rows and rows[-1][1]:
                rows[-1][1][-1].last = len(self.lines)
        elif tag == "table":
            table = self._tables.pop()
            if table.is_data(self.lines):
                first = next(cell.first for _, row in table.rows for cell in row)
                self.lines[first:] = _rows(table, self.lines)


def _rows(table: _Table, lines: list[_Line]) -> Iterator[_Line]:
    """One line for each row of a data table."""
    above: dict[int, int] = {}  # for each column, in how many rows to come a cell above takes it
    for box, row in table.rows:
        cells: list[str] = []
        links = 0
        for cell in row:
            if above:
                _leave_out(above, cells)
            inside = lines[cell.first : cell.last]
            links += sum(line.link_characters for line in inside)
            if cell.rows > 1:
                above |= dict.fromkeys(range(len(cells), len(cells) + cell.columns), cell.rows - 1)
            cells.append(" ".join([line.text.strip() for line in inside]))
            if cell.columns > 1:
                cells += [""] * (min(cell.columns, MAX_COLUMNS - len(cells)) - 1)
        if above:
            _leave_out(above, cells)
        text = "\t".join(cells).rstrip("\t")
        if text:
            yield _Line(text, box, links)


def _leave_out(above: dict[int, int], cells: list[str]) -> None:
    """Empty cells where cells of rows above take the next columns."""
    while above.get(len(cells), 0) > 0 and len(cells) < MAX_COLUMNS:
        above[len(cells)] -= 1
        cells.append("")


def _box(parent: Box, tag: str, attributes: Mapping[str, str]) -> Box:
    if not attributes:
        return Box(parent, tag, hidden=tag == "template")
    name = f"{attributes.get('class', '')} {attributes.get('id', '')}".strip().lower()
    hidden = "hidden" in attributes or _HIDING.search(attributes.get("style", "")) is not None
    return Box(parent, tag, name, hidden or tag == "template")


def _span(value: str | None) -> int:
    return min(int(value), MAX_SPAN) or 1 if value and value.isascii() and value.isdigit() else 1


def _line(text: str) -> str:
    """The text as a browser would show it on one line; no-break and ideographic spaces stay."""
    if "\n" in text or "\r" in text:
        text = _SEGMENT_BREAK.sub("", text)
    return _SPACES.sub(" ", text).strip(" ")
