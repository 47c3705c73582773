"""From lines at their places on pages to paragraphs, without what repeats on every page.

A page that is set (PDF, OFD) knows glyphs and places, not paragraphs. Lines are put together where a
line is filled to the right margin and the next one begins at the left margin, which is how Chinese
paragraphs with their indented first lines are set.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_EDGE = 2  # lines at the top and at the bottom of a page that may be its header and footer
_REPEATED = 3  # pages on which a header stands, those of one chapter at least
_NUMBER = re.compile(r"[\s\d〇一二三四五六七八九十]+")
_PAGE_NUMBER = re.compile(
    r"[-—–―─·\s]*\d{1,4}[-—–―─·\s]*|第?\s*\d{1,4}\s*页\s*(?:[,，/]?\s*共\s*\d{1,4}\s*页)?"
)
_HYPHEN = re.compile("[\u00ad\ufffe\x02]$")  # pdfium's signs for a hyphen at the end of a line
_ASCII_EDGE = re.compile(r"[!-~]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; places and sizes in points, from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


def set_text(pages: Sequence[Sequence[Line]]) -> str:
    """The text of pages, a paragraph a line.

    >>> set_text([[Line("　　第一段到这里还没有完", 90, 266, 700, 16), Line("结。", 90, 122, 672, 16)]])
    '　　第一段到这里还没有完结。'
    """
    ordered = [_ordered(list(_merged(page))) for page in pages]
    return "\n".join(_paragraphs(_without_furniture(ordered)))


def _merged(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those that pdfium broke off in mid-line put together again."""
    waiting: Line | None = None
    for line in lines:
        if waiting and _same_row(waiting, line) and -1 < line.left - waiting.right < line.size:
            waiting = replace(waiting, text=waiting.text + line.text.lstrip(), right=line.right)
            continue
        if waiting:
            yield waiting
        waiting = line
    if waiting:
        yield waiting


def _same_row(a: Line, b: Line) -> bool:
    return abs(a.bottom - b.bottom) < 0.5 * min(a.size, b.size)


def _ordered(lines: list[Line]) -> list[Line]:
    """The order of the file, which knows about columns; on a page without columns, from the top."""
    down = sorted(lines, key=lambda line: -line.bottom)
    if any(_same_row(a, b) for a, b in pairwise(down)):
        return lines
    return down


def _without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without the headers and footers that repeat."""
    leading = _leading(pages)
    seen = Counter(key for page in pages for key in {_key(line) for edge in _edges(page) for line in edge})
    enough = min(_REPEATED, max(2, len(pages) - 1))
    kept = []
    for page in pages:
        out = {line for edge in _edges(page) for line in _furniture(edge, seen, enough, leading)}
        kept.append([line for line in page if line not in out])
    return kept


def _edges(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines at the top and at the bottom of a page, from its edge inwards, and one more."""
    down = sorted(page, key=lambda line: -line.bottom)
    return down[: _EDGE + 1], down[::-1][: _EDGE + 1]


def _furniture(edge: Sequence[Line], seen: Counter[str], enough: int, leading: float) -> Sequence[Line]:
    """The lines from the edge on that repeat on other pages and stand apart from what follows."""
    for count in range(min(_EDGE, len(edge) - 1), 0, -1):
        apart = abs(edge[count - 1].bottom - edge[count].bottom) > 1.2 * leading
        if apart and all(seen[_key(line)] >= enough for line in edge[:count]):
            return edge[:count]
    return [line for line in edge[:1] if _PAGE_NUMBER.fullmatch(line.text.strip())]


def _key(line: Line) -> str:
    """What makes a header the same on each page: its text, numbers aside."""
    return _NUMBER.sub("#", line.text)


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """The distance from line to line; what is more than 2.5 times the type is no neighbour."""
    steps = [(a.bottom - b.bottom, a.size) for page in pages for a, b in pairwise(page)]
    return median([step for step, size in steps if 0 < step < 2.5 * size] or [0.0])


def _paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    paragraph = ""
    last: Line | None = None
    margins = _margins([line for page in pages for line in page])
    for page in pages:
        leading = _leading([page])
        for number, line in enumerate(page):
            gap = last.bottom - line.bottom if last and number else leading
            if last and gap <= 1.45 * leading and _goes_on(last, line, margins):
                paragraph = _joined(paragraph, line.text.strip())
            else:
                if last:
                    yield paragraph
                paragraph = line.text
            last = line
    if last:
        yield paragraph


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right margin: where lines of the commonest size begin and end, outliers aside."""
    if not lines:
        return 0.0, 0.0
    size = Counter(round(line.size) for line in lines).most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) <= 1]
    lefts, rights = sorted(line.left for line in body), sorted(line.right for line in body)
    few = len(body) // 50
    return lefts[few], rights[-1 - few]


def _goes_on(a: Line, b: Line, margins: tuple[float, float]) -> bool:
    left, right = margins
    return (
        a.right > right - 2.2 * a.size
        and b.left < left + 0.8 * b.size
        and not b.text.startswith("\u3000")
        and abs(a.size - b.size) < 0.15 * a.size
    )


def _joined(paragraph: str, line: str) -> str:
    """Two lines as one: nothing between Chinese, a space between words, a hyphen taken out."""
    if _HYPHEN.search(paragraph):
        return paragraph[:-1] + line
    spaced = _ASCII_EDGE.fullmatch(paragraph[-1:]) and _ASCII_EDGE.fullmatch(line[:1])
    return f"{paragraph} {line}" if spaced else paragraph + line
