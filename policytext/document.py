"""The data model: a document, its edits, remarks and problems.

Offsets are code points (Python string indices), never bytes.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from policytext.layout import Block

_NUMBER = re.compile(r"\d+")
_FILE_NAME = re.compile(r"[^\n<>]{1,250}\.[A-Za-z0-9]{2,7}")


class Verdict(StrEnum):
    """How much of a document's damage could be undone, from best to worst."""

    CLEAN = "clean"
    REPAIRED = "repaired"
    PARTIAL = "partial"
    UNREADABLE = "unreadable"


class Edit(NamedTuple):
    """One replacement: `before` at `[start, end)` of the *step's input* became `after`.

    `rules` names the rule that made it, or several rules of one step whose edits met.
    `inferred` says that some of `after` was chosen by a language model and not by the surviving
    bytes alone.
    """

    step: str
    rules: tuple[str, ...]
    start: int
    end: int
    before: str
    after: str
    inferred: bool = False

    @property
    def rule(self) -> str:
        """The names of its rules, joined for tables.

        >>> Edit("repair", ("byte-slips", "glosses"), 1, 2, "?", "").rule
        'byte-slips+glosses'
        """
        return "+".join(self.rules)


@dataclass(frozen=True, slots=True)
class Remark:
    """A damaged span that a rule could not repair, with the reason; offsets as in `Edit`."""

    step: str
    rule: str
    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A text with its edits. Immutable: a step returns a new document.

    `edits` holds the steps' edits one after the other, each step's sorted by `start` and not
    overlapping; `title_edits` are those of the title, in offsets of it. `meta` holds every input
    field that policytext does not know, and the facts that steps found. `layout` describes the
    blocks of an HTML page in offsets of the text as it was read, `line` is that of a record in its
    file; both are not written to records.

    >>> Document.of("关于印发").text
    '关于印发'
    """

    id: str
    text: str
    source: str = ""
    title: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    verdict: Verdict | None = None
    edits: tuple[Edit, ...] = ()
    remarks: tuple[Remark, ...] = ()
    layout: tuple[Block, ...] = ()
    line: int | None = None
    title_edits: tuple[Edit, ...] = ()

    @classmethod
    def of(cls, text: str | Document, id: str = "-") -> Document:
        """The document itself, or a new one around a bare text; TypeError for anything else.

        Warns of the name of a file, which is text too.

        >>> Document.of(None)
        Traceback (most recent call last):
        TypeError: a text is a str or a Document, not NoneType
        """
        if isinstance(text, Document):
            return text
        if isinstance(text, str):
            if _FILE_NAME.fullmatch(text) and os.path.isfile(text):  # noqa: PTH113
                warnings.warn(
                    f"{text} is the name of a file, and taken as text: read gives what is in it",
                    stacklevel=3,
                )
            return cls(id=id, text=text)
        hint = ": decode it, or read its file with policytext.read" if isinstance(text, bytes) else ""
        hint = hint or (": Corpus and to_frame take several" if hasattr(text, "__iter__") else "")
        raise TypeError(f"a text is a str or a Document, not {type(text).__name__}{hint}")

    def __repr__(self) -> str:
        """The document in one line, however long its text is.

        >>> Document("page.txt", "关于印发" * 500, verdict=Verdict.REPAIRED)
        <Document 'page.txt' 关于印发关于印发关于印发关于印发关于印发… 2,000 characters, repaired, 0 edits>
        """
        head = self.title or self.text.lstrip()[:60].partition("\n")[0]
        begins = f"{head[:20]}{'…' * (len(self.text) > len(head) or len(head) > 20)}"
        verdict = f", {self.verdict}, {len(self.edits):,} edits" if self.verdict else ""
        return f"<Document {self.id!r} {begins} {len(self.text):,} characters{verdict}>"

    def _repr_html_(self) -> str:
        """The document as notebooks show it."""
        from importlib import import_module  # a notebook asks the document; what answers stands above it

        shown: str = import_module("policytext.notebook").html(self)
        return shown

    @property
    def url(self) -> str:
        """The address of its page on the web, for a record that of its field `url`; "" if none is known.

        >>> Document("a", "", "pages.jsonl", meta={"url": "https://www.example.gov.cn/a.html"}).url
        'https://www.example.gov.cn/a.html'
        >>> Document("a", "", "a.txt", meta={"url": "javascript:alert(1)"}).url
        ''
        """
        for given in (self.meta.get("url"), self.source):
            try:
                parts = urlsplit(str(given or "").strip())
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and parts.netloc:
                return parts.geturl()
        return ""

    def bare(self) -> Document:
        """Its id, title and text, without edits and fields: all that a second pass needs."""
        return Document(self.id, self.text, self.source, self.title, verdict=self.verdict)

    def with_meta(self, **facts: Any) -> Document:
        """The document whose `meta` also has `facts`; facts that are None are left out."""
        known = {name: fact for name, fact in facts.items() if fact is not None}
        return replace(self, meta={**self.meta, **known}) if known else self


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that could not be read or processed. `str()` is the one-line message for the user.

    `raw` is the original content, for the file of rejects.

    >>> print(Problem("pages.jsonl", "record has no field 'text'", line=3))
    pages.jsonl, line 3: record has no field 'text'
    """

    source: str
    reason: str
    line: int | None = None
    id: str = ""
    raw: str = field(default="", repr=False)

    @property
    def place(self) -> str:
        """Where it was found, for the user."""
        source = "standard input" if self.source == "-" else self.source
        return source if self.line is None else f"{source}, line {self.line}"

    @property
    def cause(self) -> str:
        """The reason without numbers, by which similar problems are grouped.

        >>> Problem("a.html", "takes longer than 60 s").cause
        'takes longer than # s'
        """
        return _NUMBER.sub("#", self.reason)

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class LeftOut(Problem):
    """An input of a kind that is not read: not a failure, but counted and listed.

    `group` names its kind: a suffix, a kind of record; `hint` says what would read it.

    >>> LeftOut("pages/a.rar", "is of no kind that is read", group=".rar").group
    '.rar'
    """

    group: str = ""
    hint: str = ""
