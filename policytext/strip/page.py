"""The article of an HTML page, judged by its blocks.

Every line is given its evidence: characters of running text count for an article, characters of
links against it. The article is where the sum is greatest, first over the page's elements, then
over the lines inside the best one (the largest sum of a run, Kadane's algorithm, as in
CETR and other density methods). Elements whose class or id says what they hold, headings such as
相关新闻 and publication lines weigh in beforehand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, groupby

from policytext.document import Document
from policytext.language.simplify import simplified_table
from policytext.layout import Block, Box
from policytext.revision import Change, as_read, revise
from policytext.settings import Settings
from policytext.strip.publication import facts, rows
from policytext.strip.rules import (
    FOOTER,
    INTERACTION,
    NAVIGATION,
    NO_ARTICLE,
    PUBLICATION,
    RELATED,
    REPEATED_TITLE,
)

LEAST = 25  # evidence (characters of running text) below which a page holds no article
_FURNITURE_TAGS = frozenset(
    {"nav", "footer", "aside", "select", "option", "noscript", "menu", "dialog", "template", "search"}
)
_SENTENCE = re.compile(r"[，。；！？：、,;!?]")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_WORDS = re.compile(r"[a-z]+")
_HEADING_EDGES = " \t\u3000\xa0■●◆▲★☆·•>＞»:：|｜【】[]［］()（）-—*#…."
_OWNERS = re.compile(r"copyright|©|all rights reserved|版权所有|ICP备|公网安备|网站标识码|powered by", re.IGNORECASE)
_SITE = re.compile(
    r"许可证|技术支持|主办单位|承办单位|主办[:：]|承办[:：]|(?:未经|禁止).{0,12}(?:授权|转载)|不得转载|扫一扫|扫描二维码|"
    r"返回(?:顶部|页首)|回到顶部|违法和不良信息|举报(?:电话|邮箱)|原创版权"
)
_CRUMBS = re.compile(r"^\s*(?:您?(?:当前|现在|所在)?的?(?:所在)?位置|首页\s*[>＞»/])")
_ATTACHMENT = re.compile(r"^\W*附(?:件|表|图|录)")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    box: Box
    links: int  # characters of links
    size: int  # characters, white space aside
    evidence: float = 0.0
    rule: str = ""  # why it is out, once that is known
    found: dict[str, str] = field(default_factory=dict)  # what a publication line tells


def strip(document: Document, settings: Settings = Settings()) -> Document:
    """A page's document without what stands around its article; publication lines go to `meta`.

    The document must have a `layout`; earlier steps may have edited its text.
    """
    lines = _lines(document)
    if not _judge(lines, document.title):
        note = Change(0, 0, None, note="no article found")
        return revise(document, "strip", [(NO_ARTICLE.name, [note])])
    told: dict[str, str] = {}
    for line in lines:
        if line.rule == PUBLICATION.name:
            told = {**line.found, **told}
    passes = _removals(lines, settings.off)
    document = revise(document, "strip", passes)
    return document.with_meta(**{name: fact for name, fact in told.items() if name not in document.meta})


def _lines(document: Document) -> list[_Line]:
    """The lines of the present text, each with the box and the links of the block that it was."""
    text, layout = document.text, document.layout
    ends = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    spans = [(a, b - 1) for a, b in zip(ends, ends[1:], strict=False)]
    starts = [block.start for block in layout]
    lines = []
    for (start, end), place in zip(spans, as_read(document, ends), strict=False):
        block = layout[max(bisect_right(starts, place) - 1, 0)]
        line = text[start:end]
        size = len("".join(line.split()))
        lines.append(_Line(start, end, line, block.box, min(block.link_characters, size), size))
    return lines


def _judge(lines: list[_Line], title: str) -> bool:
    """Give each line that is not the article's the rule that takes it; False if there is no article."""
    ranges = _ranges(lines)
    prose = list(accumulate((_prose(line) for line in lines), initial=0))
    outside = _Outside(ranges, prose)
    known = "".join(title.translate(simplified_table()).split())
    published = False
    seen: set[str] = set()
    for line in lines:
        if not line.size:
            continue
        if outside.is_furniture(line.box):
            line.rule = NAVIGATION.name
        elif line.size < 120 and (found := facts(line.text, beside=published)) is not None:
            line.rule, line.found = PUBLICATION.name, found
        published = line.rule == PUBLICATION.name
        line.evidence = _evidence(line, known)
        if line.evidence > 30:  # some templates hold the article twice, for desks and for telephones
            if line.text in seen:
                line.rule, line.evidence = RELATED.name, -line.evidence
            seen.add(line.text)
    _sections(lines, ranges, prose)
    return _span(lines, ranges)


def _prose(line: _Line) -> int:
    """Characters of running text."""
    own = line.size - line.links
    return own if own > 15 and own > line.links and _SENTENCE.search(line.text) else 0


def _evidence(line: _Line, title: str) -> float:
    """For (positive) or against the line being the article's, in characters of running text."""
    own = line.size - line.links
    if line.rule == PUBLICATION.name:
        return -1.0
    if line.rule:
        return -min(line.size, 60.0)
    if _is_imprint(line):
        return -30.0
    if _CRUMBS.search(line.text):
        return -10.0
    if line.links > own:
        prose = line.size > 60 and len(_SENTENCE.findall(line.text)) > 2
        return 0.2 * line.size if prose else -8.0 - min(line.links, 60)
    if title and title in "".join(line.text.split()):
        return 0.0
    if own > 11 and _SENTENCE.search(line.text):
        return own - 2.0 * line.links
    return 0.5 - line.links


def _is_imprint(line: _Line) -> bool:
    """Whose the site is, and what it asks of its readers; a sentence of an article may speak of that too."""
    said = line.text.rstrip().endswith(("。", "；", "：", "！", "”"))
    return bool(
        _OWNERS.search(line.text) and (line.size < 60 or not said) or _SITE.search(line.text) and line.size < 60 and not said
    )


_Ranges = dict[Box, tuple[int, int]]


def _ranges(lines: Sequence[_Line]) -> _Ranges:
    """For each element the indices of its first line and after its last."""
    first: dict[Box, int] = {}
    last: dict[Box, int] = {}
    for ends, numbered in ((first, enumerate(lines)), (last, reversed(list(enumerate(lines, 1))))):
        for number, line in numbered:
            box: Box | None = line.box
            while box is not None and box not in ends:
                ends[box] = number
                box = box.parent
    return {box: (start, last[box]) for box, start in first.items()}


class _Outside:
    """Which elements say that they hold no article, most of the page's running text aside."""

    def __init__(self, ranges: _Ranges, prose: Sequence[int]) -> None:
        self._ranges = ranges
        self._prose = prose
        self._known: dict[Box, bool] = {}

    def is_furniture(self, box: Box) -> bool:
        chain = []
        at: Box | None = box
        while at is not None and at not in self._known:
            chain.append(at)
            at = at.parent
        verdict = at is not None and self._known[at]
        for inner in reversed(chain):
            verdict = verdict or self._says_so(inner)
            self._known[inner] = verdict
        return verdict

    def _says_so(self, box: Box) -> bool:
        if not (box.hidden or box.tag in _FURNITURE_TAGS or kind(box.name) == "furniture"):
            return False
        first, last = self._ranges[box]
        return 2 * (self._prose[last] - self._prose[first]) <= self._prose[-1]


@cache
def _boxes() -> tuple[Mapping[str, str], Mapping[str, str]]:
    table = rows("page_boxes.tsv")
    return (
        {name: what for name, match, what in table if match == "token"},
        {name: what for name, match, what in table if match == "word"},
    )


@cache
def kind(name: str) -> str:
    """What an element's class and id say that it holds: `body`, `furniture` or nothing.

    >>> kind("b12c ucap-content"), kind("m-footer__links"), kind("padding")
    ('body', 'furniture', '')
    """
    tokens, words = _boxes()
    kinds = {tokens.get(token, "") for token in name.split()}
    if "body" not in kinds:
        kinds |= {words.get(word, "") for word in _WORDS.findall(name)}
    return "body" if "body" in kinds else "furniture" if "furniture" in kinds else ""


@cache
def _headings() -> Mapping[str, str]:
    return dict(tuple(row) for row in rows("page_sections.tsv"))


def _sections(lines: list[_Line], ranges: _Ranges, prose: Sequence[int]) -> None:
    """Count against the article what stands under headings such as 相关新闻."""
    at = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        rule = _heading(line.text)
        if not rule or line.rule:
            continue
        box: Box | None = line.box
        while box is not None and ranges[box][1] <= at:
            box = box.parent
        last = ranges[box][1] if box else at
        inside = prose[last] - prose[at]
        if 5 * inside > 2 * prose[-1] and prose[at - 1] < 150:
            continue
        for inner in lines[at - 1 : last]:
            inner.rule = inner.rule or rule
            inner.evidence = min(inner.evidence, -min(inner.size, 40.0) - 1)
        at = last


def _heading(text: str) -> str:
    """The rule for what stands under this heading, if it is one."""
    if len(text) > 40:
        return ""
    folded = text.translate(simplified_table()).strip(_HEADING_EDGES)
    folded = re.sub(r"更多.{0,4}$|[(（].*$", "", folded).strip(_HEADING_EDGES)
    rule = _headings().get(folded, "")
    if not rule and re.match(r"[上下]一[篇条页][\s:：>】\]]", folded):
        return RELATED.name
    return rule


def _span(lines: list[_Line], ranges: _Ranges) -> bool:
    """Choose the run of lines that is the article; mark all others."""
    sums = list(accumulate((line.evidence for line in lines), initial=0.0))
    low, high = _greatest(lines, 0, len(lines))
    body = [_greatest(lines, *ranges[box]) for box in ranges if kind(box.name) == "body"]
    body = [run for run in body if sums[run[1]] - sums[run[0]] >= 0.6 * (sums[high] - sums[low])]
    low, high = max(body, key=lambda run: sums[run[1]] - sums[run[0]], default=(low, high))
    evidence = sums[high] - sums[low]
    if evidence < LEAST and not body:
        return False
    # the smallest element that holds the run but for scraps at its ends
    least = evidence - max(20.0, 0.03 * evidence)
    spans = ((max(low, first), min(high, last)) for first, last in ranges.values())
    low, high = min(
        (span for span in spans if span[0] < span[1] and sums[span[1]] - sums[span[0]] >= least),
        key=lambda span: (span[1] - span[0], span),
        default=(low, high),
    )
    high = _with_signature(lines, high)
    for line in lines[:low]:
        line.rule = line.rule or NAVIGATION.name
    for line in lines[high:]:
        line.rule = line.rule or (FOOTER.name if _is_imprint(line) else RELATED.name)
    for line in lines[low:high]:
        if not line.rule and line.evidence < 0 and not _ATTACHMENT.search(line.text):
            line.rule = RELATED.name
    return True


def _greatest(lines: Sequence[_Line], first: int, last: int) -> tuple[int, int]:
    """The run of lines within [first, last) with the greatest sum of evidence."""
    best, low, high = 0.0, first, last
    run, start = 0.0, first
    for number in range(first, last):
        if run < 0:
            run, start = 0.0, number
        run += lines[number].evidence
        if run > best:
            best, low, high = run, start, number + 1
    return low, high


_SIGNED = re.compile(r"^\W*(?:\d{4}|[一二〇○零0-9]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\W*$")


def _with_signature(lines: Sequence[_Line], high: int) -> int:
    """The end of the article, moved past a signature, its date and the list of attachments."""
    for number in range(high, min(high + 4, len(lines))):
        line = lines[number]
        if line.rule or line.evidence < 0 and not _ATTACHMENT.search(line.text):
            break
        if _SIGNED.search(line.text) or _ATTACHMENT.search(line.text):
            high = number + 1
    return high


def _removals(lines: Sequence[_Line], off: frozenset[str]) -> Iterator[tuple[str, list[Change]]]:
    """The lines' rules as passes; each in offsets of the text that the passes before it left."""
    gone: list[tuple[int, int, str]] = []
    kept = False
    for rule, group in groupby(lines, key=lambda line: "" if line.rule in off else line.rule):
        run = list(group)
        if not rule:
            kept = True
        elif kept or len(run) == len(lines):
            gone.append((run[0].start - kept, run[-1].end, rule))
        else:
            gone.append((run[0].start, min(run[-1].end + 1, lines[-1].end), rule))
    done: set[str] = set()
    for name in dict.fromkeys(rule for _, _, rule in gone):
        before, changes = 0, []
        for start, end, rule in gone:
            if rule == name:
                changes.append(Change(start - before, end - before, ""))
            elif rule in done:
                before += end - start
        done.add(name)
        yield name, changes
