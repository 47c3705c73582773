"""One pass over well-formed markup, gathering its lines, its <meta> elements, title and links to files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from itertools import groupby
from typing import NamedTuple

from policytext.io.readers.htmltable import NESTED, Cell, Line, Table, span, table_lines
from policytext.language.characters import WIDE
from policytext.layout import Box

MAX_DEPTH = 100  # boxes nested deeper than this are taken as one
MAX_LINK = 300  # characters; what is longer is an unclosed link
SEAMED = 200  # characters of the longest line of which it is kept where inline elements meet

# Elements that begin and end a line: HTML Living Standard, section 15.3.
BLOCKS = frozenset(
    (  # noqa: SIM905 (sixty lines of one word each are no easier to read)
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
        "menu nav noframes noscript ol optgroup option p pre search section select summary table td "
        "template textarea tfoot th thead title tr ul"
    ).split()
)
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
_TAG, _RAW = _TOKEN.groupindex["attributes"], _TOKEN.groupindex["raw"]
_ATTRIBUTE = re.compile(r'([^\s="]+)="([^"]*)"')
_HREF = re.compile(r'\shref="([^"]*)"')
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d])"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
# Words that a page hides within a line, against those who copy it: nobody was ever shown them.
_NEVER_SHOWN = re.compile(
    r'<(span|font|i|b|em|strong|small|u|label)\s(?:[^<>]*\s)?style="[^"<>]*display\s*:\s*none[^"<>]*"[^<>]*>[^<]*</\1>',
    re.IGNORECASE,
)
# CSS Text 3, section 4.1.2: a line feed between wide characters is nothing, other white space one space.
_SEGMENT_BREAK = re.compile(rf"(?<=[{WIDE}])[ \t]*[\r\n]\s*(?=[{WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE_EDGE = re.compile(rf"[{WIDE}]")
_SEAM = "\ufdd0"  # a noncharacter: markup cannot have it


class _Attributes(NamedTuple):
    """What a tag says: class and id in lower case, whether it hides its element, and all of it."""

    name: str
    hidden: bool
    all: Mapping[str, str]

    @classmethod
    def of(cls, all: Mapping[str, str]) -> _Attributes:
        name = f"{all.get('class', '')} {all.get('id', '')}".strip().lower()
        return cls(name, "hidden" in all or _HIDING.search(all.get("style", "")) is not None, all)


_NONE = _Attributes("", False, {})


class MarkupReader:
    """One pass over well-formed markup, gathering lines, <meta> and <title>."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.files: list[tuple[str, list[str]]] = []  # href and text of each link to a file
        self._box = Box(None, "html")
        self._written: dict[str, _Attributes] = {}
        self._open: list[tuple[str, Box]] = []  # block elements, each with the box around it
        self._count = dict.fromkeys(BLOCKS, 0)
        self._tables: list[Table] = []
        self._pieces: list[str] = []
        self._href = ""  # of the open link to another page
        self._name: list[str] | None = None  # text of the open link to a file
        self._link_characters = 0
        self._line_href = ""
        self._seam = False  # did inline elements begin or end since the last text of the line?

    def read(self, markup: str) -> None:
        if "display" in markup:
            markup = _NEVER_SHOWN.sub("", markup)
        for token in _TOKEN.finditer(markup):
            kind = token.lastindex
            if kind == _TAG:
                close, tag, attributes = token.group(_TAG - 2, _TAG - 1, _TAG)
                if close:
                    self._end(tag)
                else:
                    self._start(tag, attributes)
            elif kind is None:  # inline elements, a comment
                self._seam = bool(self._pieces)
            elif kind != _RAW:
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
        if self._seam:
            self._seam = False
            self._pieces.append(_SEAM)
        self._pieces.append(text)
        if self._href:
            self._link_characters += len("".join(text.split()))
            self._line_href = self._href
        elif self._name is not None:
            self._name.append(text)

    def _start(self, tag: str, written: str) -> None:
        if tag == "a":
            self._seam = bool(self._pieces)
            href = _HREF.search(written)
            self._link(href[1] if href else "")
        elif tag in ("br", "hr"):
            self._break()
        elif tag in BLOCKS:
            if self._pieces:
                self._break()
            attributes = self._attributes(written) if written else _NONE
            self._open.append((tag, self._box))
            self._count[tag] += 1
            if len(self._open) < MAX_DEPTH:
                self._box = Box(self._box, tag, attributes.name, attributes.hidden or tag == "template")
            if self._tables or tag == "table":
                self._table(tag, attributes.all)
        elif tag == "meta":
            self._fact(dict(_ATTRIBUTE.findall(written)))

    def _attributes(self, written: str) -> _Attributes:
        """The attributes of a tag; a page writes the same ones again and again."""
        attributes = self._written.get(written)
        if attributes is None:
            attributes = self._written[written] = _Attributes.of(dict(_ATTRIBUTE.findall(written)))
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
            self.meta.setdefault(name.lower().strip(), content)

    def _end(self, tag: str) -> None:
        if tag == "a":
            self._seam = bool(self._pieces)
            self._href, self._name = "", None
        elif self._count.get(tag):
            if tag == "title":
                self.title = self.title or one_line("".join(self._pieces).replace(_SEAM, ""))
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
        written = "".join(self._pieces)
        self._pieces.clear()
        self._seam = False
        kept = self._count["pre"] or self._count["textarea"]
        text = written.replace(_SEAM, "") if _SEAM in written else written
        for line in text.splitlines() if kept else (one_line(text),):
            if line.strip().strip("\u200b\ufeff"):
                links = (
                    min(self._link_characters, len("".join(line.split())))
                    if kept
                    else self._link_characters
                )
                self.lines.append(Line(line, self._box, links, self._line_href))
                if text is not written and len(line) <= SEAMED and not kept:
                    self.lines[-1].spaced = one_line(written.replace(_SEAM, " "))
        self._link_characters, self._line_href = 0, ""

    def _table(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note the beginning of a table, a row, a cell, or of what no data cell contains."""
        if self._tables and tag in NESTED:
            self._tables[-1].for_layout = True
        if tag == "table":
            self._tables.append(Table(self._box))
        else:
            rows = self._tables[-1].rows
            if tag == "tr":
                rows.append((self._box, []))
            elif tag in ("td", "th") and rows:
                cell = Cell(len(self.lines))
                if attributes:
                    cell.columns = span(attributes.get("colspan"))
                    cell.rows = span(attributes.get("rowspan"))
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
                self.lines[first:] = table_lines(table, self.lines)


def one_line(text: str) -> str:
    """The text as a browser would show it on one line; no-break and ideographic spaces stay."""
    if "\n" in text or "\r" in text:
        text = _SEGMENT_BREAK.sub("", text)
    return _SPACES.sub(" ", text).strip(" ")
