"""Lines that are repeated on many pages of a site, which only a whole crawl shows.

Two passes over the input: `repeated_lines` counts, `strip_repeated` removes. Memory does not
grow with the crawl: the counts are kept by lossy counting (Manku and Motwani, Approximate
Frequency Counts over Data Streams, VLDB 2002), which forgets lines that stay rare.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from policytext.boilerplate.cut import Span, passes
from policytext.boilerplate.features import placed
from policytext.boilerplate.markers import judge
from policytext.boilerplate.rules import REPEATED_LINE
from policytext.document import Document
from policytext.language.digests import digest
from policytext.pagefacts.formulas import is_official, is_outline
from policytext.revision import revise
from policytext.settings import Settings

SHARE = 0.2  # of the pages of a site: its sections have templates of their own
LEAST = 4  # pages: three may as well be one notice and its reprints
LONGEST = 300  # characters of the longest line that is counted: a longer one is a paragraph
RUN = 3  # repeated lines that are furniture: where so many stand together, the formulas among them go too
# what documents of one office share: addressees, signatures, closing formulas
_FORMULA = re.compile(
    r".*[：:。！!；;，,]$|.*(?:政府|国务院|委员会|办公厅|办公室|部|委|局|厅|院|署|会议|大会|中心|法院|检察院)$|[\d年月日.\-/]+$"
)


@dataclass
class LineCounts:
    """The number of pages of a site that have a line; at most `capacity` lines are kept.

    A count is too low by at most the number of lines seen divided by `capacity`. Instances can
    be pickled, so that worker processes can share one.
    """

    capacity: int = 1_000_000
    pages: Counter[str] = field(default_factory=Counter)  # by site
    _counts: dict[int, int] = field(default_factory=dict)
    _owed: dict[int, int] = field(
        default_factory=dict
    )  # what a line may have lost before it was (re)counted
    _seen: int = 0

    def add(self, document: Document) -> None:
        """Count a page: each of its lines once."""
        place = site(document)
        self.pages[place] += 1
        for key in {_key(place, line) for line in document.text.split("\n")}:
            if key is not None:
                self._count(key)

    def _count(self, key: int) -> None:
        if key in self._counts:
            self._counts[key] += 1
        else:
            self._counts[key] = 1
            if self._seen >= self.capacity:
                self._owed[key] = self._seen // self.capacity
        self._seen += 1
        if self._seen % self.capacity == 0:
            self._forget(self._seen // self.capacity)

    def _forget(self, bucket: int) -> None:
        owed = self._owed
        self._counts = {key: n for key, n in self._counts.items() if n + owed.get(key, 0) > bucket}
        self._owed = {key: n for key, n in owed.items() if key in self._counts}

    def pages_with(self, place: str, line: str) -> int:
        """The number of pages of a site that have the line, 0 if it was forgotten."""
        key = _key(place, line)
        return self._counts.get(key, 0) if key is not None else 0


def site(document: Document) -> str:
    """The host that a document comes from, "" if its address is not known; all such documents are one site.

    >>> site(Document("1", "", source="https://www.haizhou.example/a/1.html"))
    'www.haizhou.example'
    """
    return urlsplit(document.url).netloc


def repeated_lines(documents: Iterable[Document]) -> LineCounts:
    """First pass: count the pages of its site that have each line.

    >>> counts = repeated_lines(Document(str(n), f"海州政务网\\n第{n}号公告") for n in range(3))
    >>> counts.pages_with("", "海州政务网"), counts.pages_with("", "第1号公告")
    (3, 1)
    """
    counts = LineCounts()
    for document in documents:
        counts.add(document)
    return counts


def strip_repeated(document: Document, counts: LineCounts, settings: Settings = Settings()) -> Document:
    """Second pass: the document without the lines that are repeated on many pages of its site.

    Many: at least SHARE of the site's pages, and LEAST of them. What offices write again and
    again (addressees, signatures, 特此通知) stays, unless it stands in the midst of such lines.
    """
    if REPEATED_LINE.name in settings.off:
        return document
    place = site(document)
    enough = max(LEAST, SHARE * counts.pages[place])
    lines = placed(document.text)
    shown = [line for *_, line in lines]
    repeated = [counts.pages_with(place, line) >= enough for line in shown]
    taken = dict.fromkeys(_dispensable(shown, repeated), REPEATED_LINE.name)
    if not taken or len(taken) == len(lines):
        return document
    spans = [Span(start, end) for start, end, _ in lines]
    return revise(document, "strip", passes(document.text, spans, taken))


def _dispensable(shown: Sequence[str], repeated: Sequence[bool]) -> list[int]:
    """Repeated lines that are no formula of official writing, or stand in a run of such lines."""
    taken: list[int] = []
    run: list[int] = []
    for i, again in enumerate([*repeated, False]):
        if again:
            run.append(i)
            continue
        plain = [k for k in run if _is_furniture(shown[k])]
        taken += run if len(plain) >= RUN else plain
        run = []
    return taken


def _is_furniture(shown: str) -> bool:
    if judge(shown).strength > 1:
        return True
    return not (_FORMULA.match(shown) or is_official(shown) or is_outline(shown))


def _key(place: str, line: str) -> int | None:
    """A number for a line of a site, the same in every process; None for blank and for long ones."""
    shown = "".join(line.split())
    if not shown or len(shown) > LONGEST:
        return None
    return digest(f"{place}\n{shown}")
