"""A document as the readers of its facts want it: lines, heading, and what its page said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from policytext.boilerplate.markers import SECTION, judge
from policytext.boilerplate.rules import RELATED
from policytext.document import Document, Edit
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.docnumber import cited_numbers, doc_numbers
from policytext.pagefacts.heading import Heading, read_heading
from policytext.pagefacts.labels import LONG_LABEL, bare, labels, of_others, stated_pairs
from policytext.pagefacts.publication import facts, issue, printed
from policytext.pagefacts.ranking import Clues
from policytext.pagefacts.titlelines import DEPTH, LONGEST_LINE, head_of
from policytext.pagefacts.unfolded import unfolded

OF_A_CARD = frozenset({"doc_number", "issuer", "date_written", "date_effective", "date_expired"})


@dataclass(frozen=True)
class Page:
    """A document with its lines and heading, each read once."""

    document: Document

    @cached_property
    def text(self) -> str:
        """The text, on lines; where a page was copied as one, its pieces are."""
        copied = any(len(edit.before) > 1 and "\n" not in edit.before for edit in self._cuts)
        return unfolded(self.document.text, copied and not self.document.layout)

    @cached_property
    def _head(self) -> tuple[list[str], set[int]]:
        lines = list(filter(None, map(str.strip, self.text[: DEPTH * 200].split("\n"))))
        events = of_others(lines)
        return head_of((line, at in events or _is_furniture(line)) for at, line in enumerate(lines))

    @property
    def head(self) -> list[str]:
        """The first lines, tidy, without the page's furniture between them."""
        return self._head[0]

    @cached_property
    def lines(self) -> list[str]:
        """All lines that are not blank, stripped."""
        return [line for raw in self.text.split("\n") if (line := raw.strip())]

    @cached_property
    def heading(self) -> Heading:
        known = (self.document.title, self._given("title"), PurePath(self.document.source).stem)
        is_folded = self.text != self.document.text
        return read_heading(self.head, Clues(self.text, known, self._head[1], is_folded))

    @cached_property
    def stated(self) -> dict[str, str]:
        """The facts of labels and publication lines in the head, keyed as in `publication_labels.tsv`."""
        told = dict(self.heading.stated)
        removed = self.told.split("\n")
        events = of_others(removed)
        removed = [line for at, line in enumerate(removed) if at not in events]
        below = (f"{label}\t{value}" for label, value in pairwise(self.head) if _is_label(label))
        for line in (*self.head, *below, *removed):
            told |= {key: value for key, value in _of_row(line) if key not in told}
        for line in (*self.head, *removed, *self.lines[-1:]):
            told = {**printed(line), **told}
        for above, line in pairwise(("-", *self.head[self.heading.end :])):
            is_value = above[-1] in "：:" and bare(above) not in labels()  # 报名时间：
            found = facts(line) if not is_value and not _is_label(above) else None  # read above
            for key, fact in (found or {}).items():
                told.setdefault(key, fact.partition("\t")[0])
        told = {**issue(self.told), **told}
        return {key: fact for key, fact in told.items() if key not in OF_A_CARD} if self._explains else told

    def meta(self, name: str) -> str:
        """A fact that the reader or the strip step wrote to `meta`, as text."""
        return "" if self._explains and name in OF_A_CARD else self._given(name)

    def _given(self, name: str) -> str:
        value: Any = self.document.meta.get(name)
        return str(value).strip() if value else ""

    @cached_property
    def _explains(self) -> bool:
        """Is the number that the page states that of a document which its text tells about?"""
        stated = self.heading.stated.get("doc_number", "")
        given = {number.normalized for number in doc_numbers(self._given("doc_number") or stated)}
        if not given & self.cited:
            return False
        return any(number.normalized in given for number in doc_numbers(f"{self.taken}\n{stated}"))

    @cached_property
    def cited(self) -> set[str]:
        """The numbers of the documents that the text tells about."""
        return cited_numbers(self.text)

    @cached_property
    def taken(self) -> str:
        """The text that the strip step removed."""
        return "\n".join(unfolded(edit.before) for edit in self._cuts)

    @cached_property
    def told(self) -> str:
        """The removed text without other documents and their facts (elements, lists under 相关政策)."""
        own = (edit for edit in self._cuts if edit.rule != RELATED.name or not self._is_of_others(edit))
        return "\n".join(unfolded(edit.before) for edit in own)

    @property
    def _cuts(self) -> Iterator[Edit]:
        return (edit for edit in self.document.edits if edit.step == "strip")

    def _is_of_others(self, related: Edit) -> bool:
        heading = unfolded(related.before).strip().partition("\n")[0]
        return bool(self.document.layout) or judge(heading[:LONGEST_LINE].strip()).strength == SECTION


def _is_furniture(line: str) -> bool:
    look = judge(line) if len(line) <= LONGEST_LINE and line[0] not in "【[" else None  # 【发布日期】
    return look is not None and look.strength > 1 and look.rule != "publication"


def _is_label(line: str) -> bool:
    """Is a line a label whose value stands on the next: a form's, or with a colon and no word of texts?"""
    label = labels().get(bare(line)) if len(line) <= LONGEST_LINE else None
    is_closed = line[-1] in "：:" and len(line) > LONG_LABEL + 1
    return label is not None and (is_closed or label.strength == "form")


def _of_row(line: str) -> Iterator[tuple[str, str]]:
    """The facts of a row of labels and values; a row with other cells in a label's place heads a table."""
    for name, value, _ in stated_pairs(line.split("\t")) if "\t" in line else ():
        key = labels()[name].key if name in labels() else "-"
        if value and key != "-" and (key != "issuer" or agencies(value)):
            yield key, value
