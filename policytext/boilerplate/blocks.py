"""The lines of a page: the element that each stands in, and what it says for an article or against."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, pairwise

from policytext.boilerplate.markers import UNMARKED, Look, without_glosses
from policytext.boilerplate.rules import PUBLICATION
from policytext.document import Document
from policytext.language.characters import ALL_HAN
from policytext.language.patterns import lazy
from policytext.layout import Block, Box
from policytext.pagefacts.formulas import is_appointment
from policytext.revision import as_read

SHORT = 0.5  # what a line that is neither running text nor furniture counts: a list is an article too
AGAINST = 15.0  # characters of running text that a line of furniture outweighs at least

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})

_SENTENCE = lazy(r"[，。；！？,;!?]")
_SEVEN_HAN = lazy(f"(?:[{ALL_HAN}][^{ALL_HAN}]*+){{7}}")
_DOCUMENT = lazy(r"\W*《[^》]{4,}》\W*")


@dataclass(slots=True)
class PageLine:
    """A line that is not blank, `[start, end)` of the text, and what is found out about it.

    `links` of its `size` characters, white space aside, are the text of links, `own` are not.
    `evidence` counts characters of running text for (positive) or against the article.
    """

    start: int
    end: int
    text: str
    box: Box
    size: int
    links: int
    own: int
    runs_on: bool  # is it running text?
    evidence: float = 0.0
    look: Look = UNMARKED
    rule: str = ""  # why it is out, once that is known
    is_title: bool = False
    found: Mapping[str, str] = field(default_factory=dict)  # what a publication line tells
    spaced: str = ""  # see `Block`

    @property
    def prose(self) -> int:
        """Characters of running text in the line; a headline that asks is none."""
        return self.own if self.own > self.links and self.runs_on and not self.is_title else 0


def page_lines(document: Document) -> list[PageLine]:
    """The lines of the present text, each with the element and the links of the block that it was."""
    texts = document.text.split("\n")
    starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    lines: list[PageLine] = []
    for text, start, block in zip(texts, starts, _blocks(document, starts), strict=False):
        size = len("".join(text.split()))
        if size:
            links = min(block.link_characters, size)
            line = PageLine(
                start, start + len(text), text, block.box, size, links, size - links, runs_on(text)
            )
            line.spaced = spaced_as(block.spaced, text) if block.spaced else ""
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


def spaced_as(spaced: str, text: str) -> str:
    """The present text of a line with the spaces that its elements had when it was read.

    Where the steps since then took more than glosses of it, it is as it was read.

    >>> spaced_as("发布时(shí)间:2024-03-05 来源:海州日报", "发布时间：2024-03-05来源：海州日报")
    '发布时间：2024-03-05 来源：海州日报'
    """
    words = without_glosses(spaced).split()
    letters = "".join(text.split())
    if sum(map(len, words)) != len(letters):
        return spaced
    ends = list(accumulate(map(len, words), initial=0))
    return " ".join(letters[start:end] for start, end in pairwise(ends))


@lru_cache(1 << 14)  # the pages of a site have most of their lines in common
def runs_on(text: str) -> bool:
    """Is this running Chinese text: sentences of some length, or an appointment?

    >>> runs_on("现将有关事项通知如下："), runs_on("会议强调，要抓落实。")
    (False, True)
    """
    return (_SENTENCE.search(text) is not None and is_wordy(text)) or is_appointment(text.strip())


def is_wordy(text: str) -> bool:
    """Has it seven Chinese characters or more?"""
    return _SEVEN_HAN.search(text) is not None


def listed(line: PageLine) -> float:
    """The evidence of a line on a page whose article is a list or a table: short lines count in full."""
    if line.rule or line.look.strength or line.is_title or line.links > line.own:
        return evidence(line)
    return float(line.own - line.links)


def evidence(line: PageLine) -> float:
    """For (positive) or against the line being the article's, in characters of running text."""
    if line.rule == PUBLICATION.name:
        return 0.0
    if line.rule or line.look.strength > 1:
        return -AGAINST - min(line.size, AGAINST)
    if line.is_title or line.look.strength:
        return 0.0
    if line.links > line.own:
        return 0.0 if _DOCUMENT.fullmatch(line.text) else -AGAINST - min(line.links, AGAINST)
    return (line.own if line.runs_on else SHORT) - line.links
