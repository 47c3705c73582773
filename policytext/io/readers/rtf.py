"""RTF (Rich Text Format 1.9): paragraphs, and table rows with a tab between their cells."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policytext.document import Document, Problem
from policytext.io.readers.origin import CUT, Note, Origin
from policytext.io.readers.package import DELETED, HIDDEN, STRUCK, written

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<byte>[0-9a-fA-F]{2})|(?P<sign>[^a-z]))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.S,
)
_BROKEN = re.compile(r"(?<![A-Za-z])u\d{5}\?")  # an escape of a character without its \
_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_FONT = re.compile(rb"\\f(\d{1,5})[^{};]{0,80}?\\fcharset(\d{1,3})")
_BINARY = re.compile(rb"(?<!\\)((?:\\\\)*)\\bin(\d{1,9}) ?")
_NOT_READ = frozenset(
    b"fonttbl colortbl stylesheet info pict object listtable listoverridetable revtbl themedata "
    b"datastore xmlnstbl fldinst generator private bkmkstart bkmkend sp shprslt nonesttables".split()
)
_CHARACTERS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t",
    b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"emspace": "\u2003", b"enspace": "\u2002", b"nestcell": " ", b"nestrow": " ",
    b"shptxt": "\n",
}  # fmt: skip
_ASIDE = {
    name.encode(): "a comment" if name == "annotation" else "a header or footer"
    for name in ("annotation", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr")
}
_READ = (b"shpinst", b"nesttableprops")
"""Groups that old programs pass over (`\\*`), with the text of a box, and with the end of a row."""
_MARKS = {b"deleted": DELETED, b"strike": STRUCK, b"striked": STRUCK, b"v": HIDDEN}
_SIGNS = {b"~": "\xa0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n", b"\r": "\n"}
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949", 0: "cp1252"}  # of fonts


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem | Note]:
    """The text of an RTF document; headers and pictures are left out. Raises Unreadable."""
    whole = _without_binary(raw).rstrip(b"\0\r\n ")  # WordPad ends its files with a null byte
    reader = _Reader(whole)
    lines = (line.rstrip("\t") for line in _text(reader.pieces).split("\n"))
    aside = [(where, _text(pieces)) for where, pieces in reader.aside.items()]
    yield from written(None, origin, lines, "", map(_text, reader.footnotes), reader.marks, aside)
    if reader.is_open or b"\0" in whole or any(map(_BROKEN.search, reader.pieces)):
        yield replace(origin.problem(CUT), id=origin.id)


def _without_binary(raw: bytes) -> bytes:
    r"""The document without the bytes of pictures that stand in it as they are, braces among them.

    >>> _without_binary(rb"{\pict\bin3 }}}}\par")
    b'{\\pict}\\par'
    >>> _without_binary(rb"C:\\bin3 }") == rb"C:\\bin3 }"
    True
    """
    pieces, at = [], 0
    for found in _BINARY.finditer(raw):
        if found.start() >= at:
            pieces.append(raw[at : found.end(1)])
            at = found.end() + int(found[2])
    return b"".join([*pieces, raw[at:]])


def _text(pieces: Sequence[str]) -> str:
    """The text, with surrogate pairs combined."""
    return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(slots=True)
class _Group:
    """What holds until the end of a group: encoding, whether it is read, how many signs follow `\\u`.

    The `marks` of characters, such as deleted ones, end as bold does, with `\\plain` and `\\deleted0`, too.
    """

    encoding: str
    pieces: list[str]
    read: bool = True
    marks: frozenset[bytes] = frozenset()
    aside: bool = False
    fallback: int = 1


class _Reader:
    """Reads the tokens in one pass; bytes are buffered until the character is complete."""

    def __init__(self, raw: bytes) -> None:
        page = _PAGE.search(raw, 0, 4096)
        self._encoding = _encoding(f"cp{page[1].decode()}") if page else "cp1252"
        self._fonts = {font: int(charset) for font, charset in _FONT.findall(raw)}
        self.pieces: list[str] = []
        self.footnotes: list[list[str]] = []
        self.aside: dict[str, list[str]] = {}  # what stands beside the text, by what it is
        self.marks: set[str] = set()
        self._group = _Group(self._encoding, self.pieces)
        self._around: list[_Group] = []
        self._waiting = bytearray()
        self._skip = 0  # bytes to come that stand for a character already written
        for token in _TOKEN.finditer(raw):
            self._token(token)
        self._flush()

    @property
    def is_open(self) -> bool:
        """Do groups go on where the document ends?"""
        return bool(self._around)

    def _token(self, token: re.Match[bytes]) -> None:
        kind = token.lastgroup
        if kind in ("byte", "text"):
            data = bytes.fromhex(token["byte"].decode()) if kind == "byte" else token["text"]
            kept, self._skip = data[self._skip :], max(0, self._skip - len(data))
            if self._is_read():
                self._waiting += kept
        elif kind == "brace":
            self._flush()
            self._skip = 0
            if token["brace"] == b"{":
                self._around.append(replace(self._group))
            elif self._around:
                self._group = self._around.pop()
        elif kind == "sign":
            self._written(_SIGNS.get(token["sign"], ""))
            self._group.read = self._group.read and token["sign"] != b"*"
        elif kind is not None:
            self._word(token["word"], token["number"])

    def _word(self, word: bytes, number: bytes | None) -> None:
        if word == b"f" and number in self._fonts:
            self._flush()
            self._group.encoding = _CHARSETS.get(self._fonts[number], self._encoding)
        elif word == b"uc" and number:
            self._group.fallback = int(number)
        elif word == b"u" and number:
            self._written(chr(int(number) % 0x10000))
            self._skip = self._group.fallback
        elif word == b"plain":
            self._group.marks = frozenset()
        elif word in _MARKS:
            self._group.marks = self._group.marks - {word} if number == b"0" else self._group.marks | {word}
        elif word == b"footnote":
            self._flush()
            self._group.pieces = []
            self.footnotes.append(self._group.pieces)
        elif word in _ASIDE and self._around:
            self._flush()
            self._group.pieces, self._group.aside = self.aside.setdefault(_ASIDE[word], []), True
            self._group.read = self._around[-1].read
        elif word in _NOT_READ:
            self._group.read = False
        elif word in _READ and self._around:
            self._group.read = self._around[-1].read
        else:
            self._written(_CHARACTERS.get(word, ""))

    def _written(self, text: str) -> None:
        if text and self._is_read():
            self._flush()
            self._group.pieces.append(text)

    def _is_read(self) -> bool:
        """Is the text here read? What is said of it is kept."""
        is_deleted = b"deleted" in self._group.marks
        if self._group.read and not self._group.aside:
            self.marks |= {DELETED} if is_deleted else {_MARKS[word] for word in self._group.marks}
        return self._group.read and not is_deleted

    def _flush(self) -> None:
        if self._waiting:
            self._group.pieces.append(self._waiting.decode(self._group.encoding, "replace"))
            self._waiting.clear()


def _encoding(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return "cp1252"
    return "gb18030" if found in ("gbk", "cp936") else found
