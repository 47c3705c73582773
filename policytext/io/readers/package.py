"""Documents that are ZIP packages of XML: Word, OpenDocument, OFD, EPUB."""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from policytext.document import Document, Problem
from policytext.io.encoding import decode
from policytext.io.errors import Unreadable
from policytext.io.readers.account import SENTENCES, accounted, words_of
from policytext.io.readers.origin import Note, Origin
from policytext.io.readers.size_limit import limit, too_large
from policytext.io.readers.zipped import DAMAGED, archive_of, unpacked
from policytext.language.patterns import lazy
from policytext.settings import Settings

STRUCK = "text that is struck through is read too"
HIDDEN = "text that is hidden is read too"
DELETED = "text that tracked changes take away is left out"
_STRICT = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)
"""The namespace of Word documents that are saved as "strict", and the one that all others have."""
_WITH_TEXT = lazy(r"\.(?:xml|x?html?)\Z", re.I)
_NAMED = {
    "a comment": lazy(r"word/comments\w*\.xml"),
    "a header or footer": lazy(r"word/(?:header|footer)\d*\.xml|styles\.xml"),
}
"""Parts of Word and OpenDocument by what they are to who writes in them."""
_BLOCKS = "word/glossary/"  # texts for documents like this one, and what stands in its empty fields
_STOP = "。".encode()
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FILE = lazy(r"(?:/embeddings/|\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar)\Z)")
EMBEDDED = "files and formulas that are embedded in it are not read"
LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream in which Office keeps what has a password


class Package:
    """The parts of a package, unpacked to no more than the size limit of a document.

    `damage` lists what could not be read.
    """

    def __init__(self, archive: zipfile.ZipFile, settings: Settings) -> None:
        self.damage = ""
        self.archive, self._settings = archive, settings
        self._left = limit(settings)
        self._names = {name.lower().lstrip("/").replace("\\", "/"): name for name in archive.namelist()}

    def part(self, name: str) -> bytes | None:
        """A part by its path, ignoring case, or None. Unreadable if it is too large or damaged."""
        found = self._names.get(posixpath.normpath(name).lower().lstrip("/"))
        if found is None:
            return None
        try:
            data = unpacked(self.archive, self.archive.getinfo(found), self._left)
        except OverflowError:
            raise too_large(self._settings) from None
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Element | None:
        """A part as XML; of a damaged one, the content before the damage."""
        data = self.part(name)
        return None if data is None else self._parsed(name, data)

    def has(self, path: str) -> bool:
        return path.lower() in self._names

    def related(self, path: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: by id, the type and the path of the related part."""
        folder, file = posixpath.split(path)
        related = {}
        for one in self.xml(f"{folder}/_rels/{file}.rels") or ():
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
            related[one.get("Id", "")] = one.get("Type", "").rpartition("/")[2], target
        return related

    def below(self, folder: str) -> Sequence[str]:
        """The parts in a folder."""
        return [name for name in self._names if name.startswith(folder)]

    def texts(self, folder: str = "", read: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
        """The text of each part in a folder that has sentences, with its path, as far as the size limit
        allows; none where what was `read` has as many."""
        left = limit(self._settings)
        parts = []
        for name in self.archive.namelist():
            if not name.startswith(folder) or name.startswith(_BLOCKS) or not _WITH_TEXT.search(name):
                continue
            try:
                data = unpacked(self.archive, self.archive.getinfo(name), left)
            except (OverflowError, *DAMAGED):
                continue
            left -= len(data)
            if data.startswith(_WIDE):
                data = decode(data).text.encode("utf-8", "replace")
            if stops := data.count(_STOP):
                parts.append((name, data, stops))
        if sum(stops for *_, stops in parts) - sum(text.count("。") for text in read) < SENTENCES:
            return
        for name, data, _ in parts:
            where = next((what for what, path in _NAMED.items() if path.fullmatch(name)), f"'{name}'")
            yield where, words_of(data.decode("utf-8", "replace"))

    def has_files(self) -> bool:
        """Are parts of it files of their own?"""
        return any(map(_FILE.search, self._names))

    def _parsed(self, name: str, data: bytes, /) -> Element | None:
        parser: ElementTree.XMLPullParser[Element] = ElementTree.XMLPullParser(["start"])
        try:
            parser.feed(data.replace(*_STRICT))
            parser.close()
        except ElementTree.ParseError as error:
            self.damage = f"{name} is damaged ({error}): what follows is not read"
        events: Iterator[Any] = parser.read_events()
        try:
            return next((element for _, element in events), None)
        except ElementTree.ParseError:  # nothing stands before the damage
            return None


@contextmanager
def opened(raw: bytes, settings: Settings, what: str) -> Iterator[Package]:
    """The package in these bytes; `what` names it in messages. Raises Unreadable."""
    if not raw.startswith(b"PK") and LOCKED in raw:
        raise Unreadable("is locked with a password")
    try:
        with archive_of(io.BytesIO(raw), what) as archive:
            yield Package(archive, settings)
    except RuntimeError as error:
        locked = "password" in str(error)
        raise Unreadable("is locked with a password" if locked else str(error)) from None
    except DAMAGED as error:
        raise Unreadable(f"no text: this {what} is damaged ({error})") from None


def written(
    package: Package | None,
    origin: Origin,
    lines: Iterable[str],
    title: str | None = "",
    notes: Iterable[str] = (),
    marks: Iterable[str] = (),
    aside: Iterable[tuple[str, str]] = (),
) -> Iterator[Document | Problem | Note]:
    """The document of these lines, with its `footnotes` in `meta`, and problems with its package.

    `marks` say what readers of its pages see otherwise, `aside` is what stands beside its text. Unreadable
    if the lines are blank.
    """
    text = "\n".join(line.strip("\n") for line in lines if line.strip())
    if not text:
        raise Unreadable("no text in this document")
    footnotes = [note.strip() for note in notes if note.strip()]
    facts = {"footnotes": footnotes, **origin.meta} if footnotes else origin.meta
    yield from document(package, origin, text, title_in(text, title), facts, aside)
    yield from (Note(origin.source, words) for words in sorted(marks))


def document(
    package: Package | None,
    origin: Origin,
    text: str,
    title: str,
    meta: Mapping[str, Any],
    aside: Iterable[tuple[str, str]] = (),
) -> Iterator[Document | Problem | Note]:
    """A document, and problems with its package."""
    made = Document(origin.id, text, origin.source, title, meta)
    held = (text, *meta.get("footnotes", ()))
    yield from accounted(made, package.texts(read=held) if package else aside, origin.source)
    if package and package.has_files():
        yield Note(origin.source, EMBEDDED)
    if package and package.damage:
        yield replace(origin.problem(package.damage), id=origin.id)


def title_in(text: str, title: str | None) -> str:
    """The title in a document's properties, if it stands in the text: others come from templates.

    >>> title_in("关于印发方案的通知\\n各单位：", " 关于印发方案的通知"), title_in("通知", "文档1")
    ('关于印发方案的通知', '')
    """
    title = (title or "").strip()
    return title if title in text else ""
