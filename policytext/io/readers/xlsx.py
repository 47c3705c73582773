"""The cells of .xlsx and .xlsm (ECMA-376, SpreadsheetML), a row at a time.

Libraries load a whole sheet as a grid, and do not report formulas without a value, hidden rows and merged
cells.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from policytext.excel import COLUMNS, Moment
from policytext.io.errors import Unreadable
from policytext.io.readers.cells import UNPACKED, Beside, Book, Damaged, Row, Sheet
from policytext.io.readers.exceldays import CODES, Reading, reading
from policytext.io.readers.package import Package, opened
from policytext.io.readers.size_limit import limit, too_large
from policytext.io.readers.zipped import DAMAGED
from policytext.language.patterns import lazy
from policytext.settings import Settings

_PIECE = 1 << 16
DAMAGE = (ElementTree.ParseError, *DAMAGED)
_ESCAPED = lazy("_x([0-9A-Fa-f]{4})_")
_MERGED = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_DRAWN = re.compile(rb"<(?:\w+:)?(?:drawing|picture|legacyDrawing)\s")
_UNSEEN = re.compile(
    rb'<(?:\w+:)?col(?=\s[^>]*?\bhidden="(?:1|true)")(?=[^>]*?\smin="(\d{1,5})")(?=[^>]*?\smax="(\d{1,5})")'
)
_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LINK = re.compile(
    rb'<(?:\w+:)?hyperlink(?=[^>]*?\sref="([A-Z]{1,3})(\d{1,7}))(?=[^>]*?\s\w+:id="([^"]*)")[^>]*>'
)
_LINKED = re.compile(r'HYPERLINK\("([^"]+)"(?:\s*,\s*"((?:[^"]|"")+)"\s*\)$)?', re.I)
_OVERLAP = 1000  # bytes within which what these look for is written

_Spans = Mapping[int, dict[int, int]]


class _Common(NamedTuple):
    """What the cells of all sheets refer to: strings, and the conversions of styles with special formats.

    `struck` are the indices of strings, and of styles, of text that is struck through. `macs`: days are
    counted from 1904.
    """

    strings: list[str]
    readings: dict[str, Reading]
    struck: tuple[set[str], set[str]]
    macs: bool


class Workbook(Package):
    """The parts of a workbook, unpacked up to a limit."""

    def __init__(self, archive: zipfile.ZipFile, settings: Settings) -> None:
        super().__init__(archive, settings)
        self._most = self._left = UNPACKED * limit(settings)

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of a part. Raises Unreadable, as `take`."""
        with self.archive.open(self._names[path.lower()]) as part:
            while piece := part.read(_PIECE):
                self.take(len(piece))
                yield piece

    def take(self, size: int) -> None:
        """Count unpacked bytes. Unreadable above the limit."""
        self._left -= size
        if self._left < 0:
            raise Unreadable(f"unpacks to more than {self._most >> 20} MB (--max-size allows more)")

    def elements(self, path: str, *tags: str, begun: Sequence[str] = ()) -> Iterator[Element]:
        """The elements with these names in a part, each at its end; their ancestors are not kept.

        Those of `begun` are returned at their start, with only their attributes. Unreadable if one exceeds
        the size limit of a document.
        """
        parser: ElementTree.XMLPullParser[Element] = ElementTree.XMLPullParser(["start", "end"])
        around: list[Element] = []
        inside = size = 0  # wanted elements around, and the bytes of what is under way
        for piece in self.pieces(path):
            parser.feed(piece)
            size += len(piece)
            events: Iterator[Any] = parser.read_events()
            for event, element in events:
                wanted = name(element) in tags
                if event == "start":
                    if name(element) in begun and not inside:
                        yield element
                    around.append(element)
                    inside += wanted
                    continue
                around.pop()
                inside -= wanted
                if wanted and not inside:
                    yield element
                    size = 0
                if around and not inside:
                    around[-1].remove(element)
            if inside and size > limit(self._settings):
                raise too_large(self._settings)
        parser.close()

    def _parsed(self, _: str, data: bytes, /) -> Element:
        return ElementTree.fromstring(data)


def name(element: Element) -> str:
    """The name of an element without its namespace (there are two)."""
    return element.tag.rpartition("}")[2]


@contextmanager
def workbook(raw: bytes, settings: Settings) -> Iterator[Workbook]:
    """The workbook in these bytes. Raises Unreadable."""
    with opened(raw, settings, "workbook") as package:
        try:
            yield Workbook(package.archive, settings)
        except ElementTree.ParseError as error:
            raise Unreadable(f"no text: this workbook is damaged ({error})") from None


def book(raw: bytes, settings: Settings) -> Book:
    """The sheets and rows of a workbook. Raises Unreadable."""
    with workbook(raw, settings) as parts:
        yield from _sheets(parts)


def _sheets(parts: Workbook) -> Book:
    main = next(
        (path for kind, path in parts.related("").values() if kind == "officeDocument"), "xl/workbook.xml"
    )
    if not parts.has(main):
        raise Unreadable("no text: this is no workbook, or a damaged one")
    related = parts.related(main)
    paths = {kind: path for kind, path in related.values() if parts.has(path)}
    macs, listed = False, []
    for element in parts.elements(main, "workbookPr", "sheet"):
        if name(element) == "sheet":
            listed.append(dict(element.attrib))
        else:
            macs = element.get("date1904") in ("1", "true")
    common = _common(parts, paths.get("sharedStrings", ""), paths.get("styles", ""), macs)
    for found in listed:
        relation = next((given for key, given in found.items() if key.endswith("}id")), "")
        kind, path = related.get(relation, ("", ""))
        if kind == "worksheet" and parts.has(path):
            hidden = found.get("state", "visible") != "visible"
            spans, drawn, beside, unseen = _seen(parts, path)
            rows = _beheld(_rows(parts, path, common), spans, beside)
            yield Sheet(found.get("name", ""), hidden, drawn, unseen), until_damage(rows)


def _beheld(rows: Iterator[Row], spans: _Spans, beside: Mapping[int, list[Beside]]) -> Iterator[Row]:
    for row in rows:
        row.beside += beside.get(row.number, ())
        row.spans = spans.get(row.number, {})
        yield row


def _seen(parts: Workbook, path: str) -> tuple[_Spans, bool, Mapping[int, list[Beside]], frozenset[int]]:
    """The information around a sheet's rows: merged cells, drawings, links and comments, hidden columns."""
    spans: defaultdict[int, dict[int, int]] = defaultdict(dict)
    drawn = False
    before = b""
    unseen: set[int] = set()
    beside: defaultdict[int, list[Beside]] = defaultdict(list)
    related = parts.related(path)

    def add(letters: str, number: str, kind: Literal["url", "comment"], text: str) -> None:
        if text:
            beside[int(number)].append(Beside(column(letters), kind, text))

    for piece in parts.pieces(path):
        seen = before + piece
        for found in () if before else _UNSEEN.finditer(seen):  # they come first
            unseen.update(range(int(found[1]) - 1, min(int(found[2]), COLUMNS)))
        drawn = drawn or bool(_DRAWN.search(seen))
        for found in _MERGED.finditer(seen):
            if found.end() > len(before) and found[2] != found[3]:
                spans[int(found[2])][column(found[1].decode())] = int(found[3])
        for found in _LINK.finditer(seen) if b"hyperlink" in seen else ():
            if found.end() > len(before):
                kind, address = related.get(found[3].decode("utf-8", "replace"), ("", ""))
                add(found[1].decode(), found[2].decode(), "url", address if kind == "hyperlink" else "")
        before = seen[-_OVERLAP:]
    for at, comment in _comments(parts, related):
        add(at[1], at[2], "comment", comment)
    return spans, drawn, beside, frozenset(unseen)


def _comments(
    parts: Workbook, related: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[re.Match[str], str]]:
    for kind, path in related.values():
        if kind == "comments" and parts.has(path):
            for element in parts.elements(path, "comment"):
                if at := _REF.match(element.get("ref", "")):
                    yield at, "".join(_text(part) for part in element if name(part) == "text").strip()


def column(letters: str) -> int:
    """The number, from 0, of a column.

    >>> column("A"), column("XFD")
    (0, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _common(parts: Workbook, strings: str, styles: str, macs: bool) -> _Common:
    texts: list[str] = []
    struck: tuple[set[str], set[str]] = set(), set()
    for n, element in enumerate(parts.elements(strings, "si") if strings else ()):
        texts.append(_text(element))
        if any(map(_is_struck, element)):
            struck[0].add(str(n))
    codes: dict[str, str] = {}
    used: dict[str, Element] = {}
    fonts: set[str] = set()
    for element in parts.elements(styles, "numFmt", "fonts", "cellXfs") if styles else ():
        if name(element) == "numFmt":
            codes.setdefault(element.get("numFmtId", ""), element.get("formatCode", ""))
        elif name(element) == "fonts":
            fonts = {str(number) for number, font in enumerate(element) if _is_struck([font])}
        else:
            used = {str(number): style for number, style in enumerate(element)}
    codes = {**{str(number): code for number, code in CODES.items()}, **codes}
    readings = {number: reading(code) for number, code in codes.items()}
    styled = {n: found for n, style in used.items() if (found := readings.get(style.get("numFmtId", "")))}
    struck[1].update(n for n, style in used.items() if style.get("fontId") in fonts)
    return _Common(texts, styled, struck, macs)


def _is_struck(run: Iterable[Element]) -> bool:
    """Has a run of text, or a font, a line through it?"""
    return any(
        name(one) == "strike" and one.get("val", "1") not in ("0", "false") for font in run for one in font
    )


def _text(element: Element) -> str:
    """The text of a string with rich text, without phonetic readings."""
    pieces = [
        part.text or ""
        for child in element
        for part in (child if name(child) == "r" else (child,))
        if name(part) == "t"
    ]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """A string with Excel's escapes of control characters decoded.

    >>> unescaped("各区_x000D_"), unescaped("_x005F_x000D_")
    ('各区\\r', '_x000D_')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _rows(parts: Workbook, path: str, common: _Common) -> Iterator[Row]:
    number = 0
    for element in parts.elements(path, "row"):
        given = element.get("r", "")
        number = int(given) if given.isdecimal() else number + 1
        row = _row(element, number, common)
        if row.is_filled:
            yield row


def until_damage(told: Iterator[Any]) -> Iterator[Any]:
    """The rows of a sheet, or of several behind what says so; what stops them is Damaged."""
    number = 0
    try:
        for one in told:
            number = one.number if isinstance(one, Row) else 0
            yield one
    except Unreadable as error:
        raise Damaged(f"what follows row {number} {error.reason}") from None
    except DAMAGE as error:
        raise Damaged(f"damaged after row {number} ({error})") from None


def _row(element: Element, number: int, common: _Common) -> Row:
    row = Row(number, hidden=element.get("hidden") in ("1", "true"))
    cells = row.cells
    at = -1
    for cell in element:
        place = _REF.fullmatch(cell.get("r", ""))
        at = column(place[1]) if place else at + 1
        parts = {name(part): part for part in cell}
        style = cell.get("s", "0")
        lined = style in common.struck[1]
        kind, written = cell.get("t", "n"), parts["v"].text or "" if "v" in parts else ""
        cells += [""] * (at + 1 - len(cells))
        linked = _LINKED.match(parts["f"].text or "") if "f" in parts else None
        if linked:
            row.beside.append(Beside(at, "url", linked[1]))
        if linked and linked[2] and written in ("", "0"):  # what programs write has no value, or none yet
            cells[at] = linked[2].replace('""', '"')
        elif kind == "e":
            row.errors.append(at)
        elif "f" in parts and not written and kind != "str":
            row.unvalued.append(at)
        elif kind == "inlineStr":
            cells[at] = _text(parts["is"]) if "is" in parts else ""
            lined = lined or any(map(_is_struck, parts.get("is", ())))
        elif kind != "s":
            cells[at] = _plain(kind, written, common.readings.get(style), common.macs)
        elif written.isdecimal() and int(written) < len(common.strings):
            cells[at] = common.strings[int(written)]
            lined = lined or written in common.struck[0]
        else:
            row.errors.append(at)
        if lined and cells[at] != "":
            row.struck.append(at)
    return row


def _plain(kind: str, written: str, read: Reading | None, macs: bool) -> Any:
    """The value of a cell that is not in the table of shared strings."""
    if kind == "str":
        return unescaped(written)
    if kind == "b":
        return written.strip() in ("1", "true")
    if kind == "d":
        return Moment(written.strip().removesuffix("T00:00:00"))
    try:
        number = float(written)
    except ValueError:
        return unescaped(written)
    if number - number != 0:
        return None
    if read:
        return read(number, macs)
    digits = written.strip()
    return int(digits if digits.isdecimal() else number) if number.is_integer() else number
