"""Extracting lines, <meta> elements, title and links to files in one pass over well-formed markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from itertools import groupby

from policytext.io.readers.htmltable import NESTED, Cell, Line, Table, span, table_lines
from policytext.io.readers.htmltags import BLOCKS, LINE_ENDS, TAGS, Tag, TagRole, behind, reaching
from policytext.language.characters import WIDE
from policytext.language.patterns import lazy
from policytext.layout import Box

MAX_DEPTH = 100  # boxes nested deeper than this are taken as one
MAX_LINK = 300  # characters; what is longer is an unclosed link
SEAMED = 200  # characters of the longest line of which it is kept where inline elements meet

_ATTACHED = lazy(
    r"\.(?:docx?|xlsx?|pptx?|wps|et|dps|pdf|ofd|ceb|caj|rtf|zip|rar|7z|csv|odt|ods)(?:[?#]|$)", re.I
)

_HREF = lazy(r'\shref="([^"]*)"')
_HIDDEN = lazy(r'style="(?i:[^"<>]*display\s*:\s*none)')  # few tags have it
# Words that a page hides within a line, against those who copy it: nobody was ever shown them.
_NEVER_SHOWN = lazy(
    r"<(span|font|i|b|em|strong|small|u|label)\s(?:[^<>]*\s)?"
    r'style="[^"<>]*display\s*:\s*none[^"<>]*"[^<>]*>[^<]*</\1>',
    re.IGNORECASE,
)
# CSS Text 3, section 4.1.2: a line feed between wide characters is nothing, other white space one space.
_SEGMENT_BREAK = lazy(rf"(?<=[{WIDE}])[ \t]*[\r\n]\s*(?=[{WIDE}])")
_WHITE = " \t\r\n\f"
_SPACES = lazy(f"[{_WHITE}]+")
START, END, SEAM, ASIDE, NOTHING = TagRole.START, TagRole.END, TagRole.SEAM, TagRole.ASIDE, TagRole.NOTHING
_OF_TABLES = frozenset({"table", "td", "th"})  # that end something of one
_SEAM = "\ufdd0"  # a noncharacter: markup cannot have it


class MarkupReader:
    """Reads well-formed markup in one pass, collecting lines, <meta> and <title>."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.files: list[tuple[str, list[str]]] = []  # href and text of each link to a file
        self._box = Box(None, "html")
        self._open: list[tuple[str, Box]] = []  # block elements, each with the box around it
        self._count = dict.fromkeys(BLOCKS, 0)
        self._tables: list[Table] = []
        self._pieces: list[str] = []
        self._href = ""  # of the open link to another page
        self._linked: list[str] = []  # its text, which names a file where the site hides its address
        self._name: list[str] | None = None  # text of the open link to a file
        self._link_characters = 0
        self._line_href = ""
        self._unending: set[str] = set()  # elements that begin without an end
        self._seam = False  # did inline elements begin or end since the last text of the line?

    def read(self, markup: str) -> None:
        self._read([*_shown(markup).split("<"), ""])
        self._break()
        self._forget_unclosed_links()

    def _read(self, parts: list[str]) -> None:
        """Read the text before the first tag, then parts of a tag and the text after it."""
        if parts[0].strip(_WHITE):
            self._text(parts[0], parts[1])
        at, last, pieces = 1, len(parts) - 1, self._pieces
        while at < last:
            inside, closed, text = parts[at].partition(">")
            if not closed:
                at, inside, text = reaching(parts, at)
            at += 1
            found = TAGS[inside]
            means = found.means
            if means is START:
                self._start(found)
            elif means is END:
                self._end(found.name)
            elif means is SEAM:
                self._seam = bool(pieces)
            elif means is ASIDE:
                at, text = self._aside(parts, at, f"{inside}>{text}", found.name)
            elif means is not NOTHING:
                text = self._other(found, inside + closed) + text
            if text and (pieces or text.strip(_WHITE)):
                self._text(text, parts[at])

    def _aside(self, parts: list[str], at: int, begun: str, name: str) -> tuple[int, str]:
        """Skip a comment or an element without text; see `behind`."""
        if not name:
            self._seam = bool(self._pieces)
        return behind(parts, at, begun, name, self._unending)

    def _other(self, found: Tag, written: str) -> str:
        """Handle a link, a line break or a <meta>; anything else is returned as text."""
        means = found.means
        if means is TagRole.LINK:
            self._seam = bool(self._pieces)
            href = _HREF.search(written)
            self._link(href[1] if href else "")
        elif means is TagRole.LINK_END:
            self._seam = bool(self._pieces)
            if self._linked and _ATTACHED.search("".join(self._linked).strip()):
                self.files.append((unescape(self._href), self._linked))
            self._href, self._name, self._linked = "", None, []
        elif means is TagRole.BREAK:
            self._break()
        elif means is TagRole.FACT:
            self._fact(found.attributes)
        else:
            return f"<{written}"
        return ""

    def _forget_unclosed_links(self) -> None:
        """Unmark links over several paragraphs, which their author forgot to end."""
        for href, group in groupby(self.lines, key=lambda line: line.href):
            run = list(group) if href else []
            if len(run) > 2 and sum(line.link_characters for line in run) > MAX_LINK:
                for line in run:
                    line.link_characters = 0

    def _text(self, text: str, behind: str) -> None:
        """Add a text between two tags (`behind`: the second); white space begins no line."""
        if text.isspace() and LINE_ENDS.match(behind):
            self._seam = bool(self._pieces)
            return
        if "&" in text:
            text = text.replace("&nbsp;", "\xa0")  # mostly it is this
            text = unescape(text) if "&" in text else text
        if self._seam:
            self._seam = False
            self._pieces.append(_SEAM)
        self._pieces.append(text)
        if self._href:
            self._link_characters += len("".join(text.split()))
            self._line_href = self._href
            self._linked.append(text)
        elif self._name is not None:
            self._name.append(text)

    def _start(self, begun: Tag) -> None:
        """Begin a block."""
        if self._pieces:
            self._break()
        name = begun.name
        self._open.append((name, self._box))
        self._count[name] += 1
        if len(self._open) < MAX_DEPTH:
            self._box = Box(self._box, name, begun.box, begun.hidden)
        if self._tables or name == "table":
            self._table(name, begun.attributes)

    def _link(self, href: str) -> None:
        """Begin a link: to another page, or to a file, which is collected; anchors are ignored."""
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
        """End the open block of this tag, if any, and unclosed blocks inside it."""
        if not self._count[tag]:
            return
        if tag == "title":
            self.title = self.title or one_line("".join(self._pieces).replace(_SEAM, ""))
            self._pieces.clear()
            self._link_characters = 0
        if self._pieces:
            self._break()
        if self._tables and tag in _OF_TABLES:
            self._end_of_table(tag)
        last = ""
        while last != tag:
            last, self._box = self._open.pop()
            self._count[last] -= 1

    def _break(self) -> None:
        """End the line."""
        written = "".join(self._pieces)
        self._pieces.clear()
        self._seam = False
        text = written.replace(_SEAM, "") if _SEAM in written else written
        if self._count["pre"] or self._count["textarea"]:
            for line in text.splitlines():
                self._line(line, min(self._link_characters, len("".join(line.split()))))
        else:
            line = one_line(text)
            if self._line(line, self._link_characters) and text is not written and len(line) <= SEAMED:
                self.lines[-1].spaced = one_line(written.replace(_SEAM, " "))
        self._link_characters, self._line_href = 0, ""

    def _line(self, line: str, links: int) -> bool:
        """Add a line if it is not blank; was it added?"""
        shown = not line.isspace() and line.strip().strip("\u200b\ufeff") != ""
        if shown:
            self.lines.append(Line(line, self._box, links, self._line_href))
        return shown

    def _table(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin a table, a row or a cell, or note an element that no data cell contains."""
        rows = self._tables[-1].rows if self._tables else []
        if tag in ("td", "th"):
            if rows:
                cell = Cell(len(self.lines))
                if attributes:
                    cell.columns = span(attributes.get("colspan"))
                    cell.rows = span(attributes.get("rowspan"))
                rows[-1][1].append(cell)
        elif tag == "tr":
            rows.append((self._box, []))
        else:
            if self._tables and tag in NESTED:
                self._tables[-1].for_layout = True
            if tag == "table":
                self._tables.append(Table(self._box))

    def _end_of_table(self, tag: str) -> None:
        if tag != "table":
            rows = self._tables[-1].rows
            if rows and rows[-1][1]:
                rows[-1][1][-1].last = len(self.lines)
        else:
            table = self._tables.pop()
            if table.is_data(self.lines):
                first = next(cell.first for _, row in table.rows for cell in row)
                self.lines[first:] = table_lines(table, self.lines)
            elif head := table.above_article(self.lines):
                cells = [cell for _, row in head.rows for cell in row]
                self.lines[cells[0].first : cells[-1].last] = table_lines(head, self.lines)


def _shown(markup: str) -> str:
    """The markup without hidden words."""
    pieces, at = [], 0
    for hiding in _HIDDEN.finditer(markup):
        hidden = _NEVER_SHOWN.match(markup, max(at, markup.rfind("<", at, hiding.start())))
        if hidden:
            pieces.append(markup[at : hidden.start()])
            at = hidden.end()
    return "".join([*pieces, markup[at:]]) if pieces else markup


def one_line(text: str) -> str:
    """The text with white space collapsed as by a browser; no-break and ideographic spaces are kept."""
    text = text.strip(_WHITE)
    if "\n" in text or "\r" in text:
        text = _SEGMENT_BREAK.sub("", text)
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text:
        text = _SPACES.sub(" ", text)
    return text
