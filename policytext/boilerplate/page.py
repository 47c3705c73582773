"""The article of an HTML page, judged by its blocks.

Every line is given its evidence: characters of running text count for an article, links, credits
and imprints against it. Elements whose class or id says what they hold and headings such as
相关新闻 weigh in. The article is the run of lines with the greatest sum of evidence (the text
density methods' maximum segment, Kadane's algorithm), cut to the smallest element that holds it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, takewhile

from policytext.boilerplate.boxes import holds_article, is_furniture, ranges
from policytext.boilerplate.cut import Span, passes
from policytext.boilerplate.features import looks_traditional, read
from policytext.boilerplate.markers import Look, judge
from policytext.boilerplate.rules import (
    NAVIGATION,
    NO_ARTICLE,
    PUBLICATION,
    RELATED,
    REPEATED_TITLE,
)
from policytext.document import Document
from policytext.language.characters import ALL_HAN
from policytext.language.simplify import simplified_table
from policytext.layout import Block, Box
from policytext.pagefacts.headline import headline
from policytext.pagefacts.publication import facts
from policytext.revision import Change, as_read, revise
from policytext.settings import Settings

LEAST = 25  # characters of running text below which a page shows no article by itself
LEAST_UNTITLED = 80  # and where its headline is not on the page

_SENTENCE = re.compile(r"[，。；！？,;!?]")
_SEVEN_HAN = re.compile(f"(?:[{ALL_HAN}][^{ALL_HAN}]*+){{7}}")
_CLOSED = re.compile(r"[。；：！？…”]\W*$|公开发布）\W*$")
_ATTACHMENT = re.compile(r"^\W*附(?:件|表|图|录)")
_DOCUMENT = re.compile(r"\W*《[^》]{4,}》\W*")
_TELLING = re.compile(r"[:：|｜│/\d【\[]")
_DATED = re.compile(
    r"^\W*[\d一二〇○零]{4}\s*年\s*[\d一二三四五六七八九十]+\s*月\s*[\d一二三四五六七八九十]+\s*日\W*$"
)


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_PARTS = _HEADINGS | {"p", "li", "tr", "dd"}  # of an article
_PLAIN = Look("", 0, 0.0)


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    box: Box
    size: int  # characters, white space aside
    links: int  # of them in links
    own: int  # of them in no link
    evidence: float = 0.0
    look: Look = _PLAIN
    rule: str = ""  # why it is out, once that is known
    is_title: bool = False
    runs_on: bool = False  # running text
    found: Mapping[str, str] = field(default_factory=dict)  # what a publication line tells


def strip(document: Document, settings: Settings = Settings()) -> Document:
    """A page's document without what stands around its article; publication lines go to `meta`.

    The document must have a `layout`; earlier steps may have edited its text. Where nothing
    looks like an article the text stays as it is, with a remark.
    """
    page = _Page(_lines(document), document.title, looks_traditional(document.text))
    span = page.article() if page.lines else None
    if span is None:
        remark = Change(0, len(document.text), None, note="nothing looks like an article")
        remarks = [] if NO_ARTICLE.name in settings.off else [remark]
        return revise(document, "strip", [(NO_ARTICLE.name, remarks)])
    told = page.told(*span)
    taken = {number: line.rule for number, line in enumerate(page.lines) if line.rule}
    taken = {number: rule for number, rule in taken.items() if rule not in settings.off}
    spans = [Span(line.start, line.end) for line in page.lines]
    document = revise(document, "strip", passes(document.text, spans, taken))
    if not document.title:
        document = replace(document, title=headline(read(document.text)))
    return document.with_meta(**{name: fact for name, fact in told.items() if name not in document.meta})


def _lines(document: Document) -> list[_Line]:
    """The lines of the present text, each with the element and the links of the block that it was."""
    texts = document.text.split("\n")
    starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    lines: list[_Line] = []
    for text, start, block in zip(texts, starts, _blocks(document, starts), strict=False):
        size = len("".join(text.split())) if len(text) < 500 else len(text)
        if size:
            links = min(block.link_characters, size)
            line = _Line(start, start + len(text), text, block.box, size, links, size - links)
            line.runs_on = line.own > 11 and _runs_on(text)
            lines.append(line)
    return lines


def _blocks(document: Document, starts: Sequence[int]) -> Sequence[Block]:
    """The block at each of these offsets of the present text."""
    layout = document.layout
    if not document.edits and len(layout) == len(starts):
        return layout
    of_blocks = [block.start for block in layout]
    places = as_read(document, starts)
    return [layout[max(bisect_right(of_blocks, place) - 1, 0)] for place in places] if layout else []


class _Page:
    """A page's lines under judgement; `article` gives each that is not the article's its rule."""

    def __init__(self, lines: list[_Line], title: str, traditional: bool) -> None:
        self.lines = lines
        self._traditional = traditional
        known = _squeezed(title)
        self._ranges = ranges([line.box for line in lines])
        self._prose = list(accumulate(map(_prose, lines), initial=0))
        self._outside: dict[Box, bool] = {}
        for line in lines:
            alike = not line.links and line.size == len(known)
            line.is_title = alike and _squeezed(line.text) == known
        self._titles = [number for number, line in enumerate(lines) if line.is_title]

    def article(self) -> tuple[int, int] | None:
        """The article's lines [first, last), None if there seems to be none."""
        self._weigh()
        self._sections()
        self._trust_body()
        span = self._span()
        if span is not None:
            self._mark(*span)
        return span

    def told(self, first: int, last: int) -> dict[str, str]:
        """What the publication lines in and beside the article tell, the first one first."""
        told: dict[str, str] = {}
        for line in self.lines[max(first - 20, 0) : last + 8]:
            if line.rule == PUBLICATION.name:
                told = {**{name: fact.partition("\t")[0] for name, fact in line.found.items()}, **told}
        told.pop("title", None)
        if subtitle := self._subtitle(first):
            told["subtitle"] = subtitle
        return told

    def _subtitle(self, first: int) -> str:
        """What stands under the headline and above the publication line or the article."""
        above = [number for number in self._titles if number < first]
        under = self.lines[above[-1] + 1 : min(above[-1] + 3, first)] if above else []
        kept = takewhile(lambda line: line.rule == NAVIGATION.name and line.evidence >= 0, under)
        return " ".join(line.text.strip() for line in kept if _SEVEN_HAN.search(line.text))

    def _weigh(self) -> None:
        """The evidence of each line by itself."""
        published = False
        for line in self.lines:
            if self._is_outside(line.box):
                line.rule = NAVIGATION.name
            elif _may_tell(line) and (found := _facts(line, published)) is not None:
                line.rule, line.found = PUBLICATION.name, found
            elif line.size < 120 and (line.own > 0 or line.box.tag in _HEADINGS):
                line.look = judge(line.text.strip().replace("\t", ""), self._traditional)
            published = line.rule == PUBLICATION.name or (line.is_title and not line.rule)
            line.evidence = _evidence(line)
        self._once()

    def _once(self) -> None:
        """Count second copies against them where the template holds the article twice (desk, telephone)."""
        seen: set[str] = set()
        copies = []
        for line in self.lines:
            if line.evidence > 30:
                if line.text in seen:
                    copies.append(line)
                seen.add(line.text)
        if 3 * sum(line.evidence for line in copies) > self._prose[-1]:
            for line in copies:
                line.rule, line.evidence = RELATED.name, -line.evidence

    def _is_outside(self, box: Box) -> bool:
        """Is the box in an element that says that it holds no article, and may be believed?"""
        chain = []
        at: Box | None = box
        while at is not None and at not in self._outside:
            chain.append(at)
            at = at.parent
        outside = at is not None and self._outside[at]
        for inner in reversed(chain):
            if not outside and is_furniture(inner):
                first, last = self._ranges[inner]
                only = len(self._titles) == bisect_left(self._titles, last) - bisect_left(
                    self._titles, first
                )
                outside = self._can_go(first, last, self._titles if only else [])
            self._outside[inner] = outside
        return outside

    def _can_go(self, first: int, last: int, titles: Sequence[int]) -> bool:
        """Would an article be left without these lines? They may hold its headline or all running text."""
        if bisect_left(titles, first) < bisect_left(titles, last):
            return False
        inside = self._prose[last] - self._prose[first]
        return 2 * inside <= self._prose[-1] or self._prose[first] >= 2 * LEAST

    def _sections(self) -> None:
        """Count against the article what stands under headings such as 相关新闻."""
        titles = [number for number in self._titles if not self.lines[number].rule]
        running = [number for number, line in enumerate(self.lines) if line.evidence > 30]
        at = 0
        while at < len(self.lines):
            line, at = self.lines[at], at + 1
            rule = line.look.rule
            if line.rule or line.look.strength < 3 or rule == NAVIGATION.name:
                continue
            last = self._end_of_section(at - 1, rule, running)
            if self._can_go(at - 1, last, titles):
                for inner in self.lines[at - 1 : last]:
                    inner.rule = inner.rule or rule
                    inner.evidence = min(inner.evidence, -1.0 - min(inner.size, 40))
                at = last

    def _end_of_section(self, heading: int, rule: str, running: Sequence[int]) -> int:
        """Where the smallest element ends that holds the heading and something under it.

        In an element that began before the heading, links to other articles end with the next
        `running` text.
        """
        box: Box | None = self.lines[heading].box
        while box is not None and self._ranges[box][1] <= heading + 1:
            box = box.parent
        first, last = self._ranges[box] if box else (heading, heading + 1)
        if first < heading and rule == RELATED.name:
            following = bisect_right(running, heading)
            return min(last, running[following]) if following < len(running) else last
        return last

    def _span(self) -> tuple[int, int] | None:
        sums = list(accumulate((line.evidence for line in self.lines), initial=0.0))
        low, high = _greatest(self.lines, 0, len(self.lines))
        best = sums[high] - sums[low]
        body = self._body(sums, best)
        if body is not None:
            return body
        if best < (LEAST if any(line.is_title for line in self.lines) else LEAST_UNTITLED):
            return None
        # the smallest element that holds the run but for a scrap at its ends
        least = best - max(1.5, 0.03 * best)
        spans = (
            (max(low, first), min(high, last))
            for box, (first, last) in self._ranges.items()
            if box.tag not in _PARTS
        )
        first, last = min(
            (span for span in spans if span[0] < span[1] and sums[span[1]] - sums[span[0]] >= least),
            key=lambda span: (span[1] - span[0], span),
            default=(low, high),
        )
        return self._without_head(first), self._with_ending(last)

    def _without_head(self, first: int) -> int:
        """The beginning of the article, moved past a headline that is marked up as one or dated."""
        for number in self._titles:
            below = self.lines[number + 1 : number + 3]
            apart = (
                any(line.rule == PUBLICATION.name for line in below) or self.lines[number].box.tag == "h1"
            )
            if apart and first <= number < first + 5 and self._prose[number] == self._prose[first]:
                return number + 1
        return first

    def _trust_body(self) -> None:
        """Links in an element that holds the article are its editor's, unless they outweigh its text."""
        free = [0 if line.rule or line.look.strength > 1 else line.own - line.links for line in self.lines]
        sums = list(accumulate(free, initial=0))
        done = 0
        for first, last in sorted(span for box, span in self._ranges.items() if holds_article(box)):
            if first >= done and sums[last] > sums[first]:
                for line in self.lines[first:last]:
                    if not line.rule and line.look.strength < 2:
                        line.evidence = max(line.evidence, 0.0)
                done = last

    def _body(self, sums: Sequence[float], best: float) -> tuple[int, int] | None:
        """The element that says that it holds the article, if what it holds bears that out."""
        found: list[tuple[float, int, int]] = []
        for box, (first, last) in self._ranges.items():
            if holds_article(box):
                low, high = _greatest(self.lines, first, last)
                evidence = sums[high] - sums[low]
                if sums[last] - sums[first] >= 0.7 * evidence:  # links do not abound in it
                    low, high = first, last
                if evidence > 0 and (evidence >= 0.6 * best or best < 200):
                    found.append((evidence, low, high))
        _, low, high = max(found, default=(0.0, 0, 0))
        return (low, high) if high else None

    def _with_ending(self, last: int) -> int:
        """The end of the article, moved past the sentences, tables, attachments and signature after it."""
        end, waiting = last, 0
        for number in range(last, len(self.lines)):
            line = self.lines[number]
            if line.rule == NAVIGATION.name and number < end + 4:  # an advertisement in between
                continue
            attached = _ATTACHMENT.search(line.text) is not None
            if waiting > 2 or line.rule or (line.evidence < 0 and not attached):
                break
            if attached or line.box.tag == "tr" or _CLOSED.search(line.text) or _DATED.search(line.text):
                end, waiting = number + 1, 0
            else:
                waiting += 1
        return end

    def _mark(self, first: int, last: int) -> None:
        """Give all lines but the article's a rule."""
        for line in self.lines[:first]:
            before = REPEATED_TITLE.name if line.is_title else NAVIGATION.name
            line.rule = line.rule or line.look.rule or before
        for line in self.lines[last:]:
            line.rule = line.rule or line.look.rule or RELATED.name
        for line in self.lines[first:last]:
            if not line.rule and line.evidence < -1 and not _ATTACHMENT.search(line.text):
                line.rule = line.look.rule or RELATED.name


def _may_tell(line: _Line) -> bool:
    """Could this be a publication line? Links alone are none, nor is what has no label, date or button."""
    if not line.own or line.size > (40 if line.text.endswith("。") else 120):
        return False
    return line.size < 12 or _TELLING.search(line.text) is not None


def _facts(line: _Line, beside: bool) -> Mapping[str, str] | None:
    """What a publication line tells. 2021年3月5日 alone under a headline may be part of the text."""
    return facts(line.text, beside and not _DATED.search(line.text))


def _prose(line: _Line) -> int:
    """Characters of running text in the line."""
    return line.own if line.own > 15 and line.own > line.links and line.runs_on else 0


def _runs_on(text: str) -> bool:
    """Is this running Chinese text: punctuation of sentences, and more than a few characters?"""
    return _SENTENCE.search(text) is not None and _SEVEN_HAN.search(text) is not None


def _evidence(line: _Line) -> float:
    """For (positive) or against the line being the article's, in characters of running text."""
    if line.rule == PUBLICATION.name:
        return -1.0
    if line.rule:
        return -min(line.size, 60.0)
    if line.own > 200:  # too long for anything else, and the bulk of the text
        return line.own - 2.0 * line.links if line.runs_on else 0.5
    if line.is_title:
        return 0.0
    if line.look.strength > 1:
        return -15.0 * line.look.strength
    if line.look.strength:
        return 0.0
    if line.links > line.own:
        return -1.0 if _DOCUMENT.fullmatch(line.text) else -8.0 - min(line.links, 60)
    if line.own > 11 and line.runs_on:
        return line.own - 2.0 * line.links
    return 0.5 - line.links


def _squeezed(text: str) -> str:
    return "".join(text.translate(simplified_table()).split())


def _greatest(lines: Sequence[_Line], first: int, last: int) -> tuple[int, int]:
    """The run of lines within [first, last) with the greatest sum of evidence."""
    best, low, high = 0.0, first, first
    run, start = 0.0, first
    for number in range(first, last):
        if run < 0:
            run, start = 0.0, number
        run += lines[number].evidence
        if run > best:
            best, low, high = run, start, number + 1
    return low, high
