"""The article's span: one run of lines, chosen as a whole.

Every line speaks for or against the article with its weight; where an article begins and where
it ends costs something, less beside a landmark (a breadcrumb, the publication line, 相关推荐).
The run with the highest sum is found in one pass (the maximum-subarray problem, Kadane's
algorithm, with a price on both ends).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from policytext.boilerplate.features import Line, nearby

BEGIN = 3.0  # price of an article that does not begin with the text
END = 3.0
NEUTRAL = 0.05  # what a short line without a marker is worth
LOCAL = 0.8  # less beside furniture
PAGE = 0.4  # less on a page that is full of it
HEADLINE = 5  # lines that a headline is broken into at most
LISTED = 8  # unmarked lines below an article from which they are its list
FIRST = 300  # lines in which a headline may repeat
WHOLE = 8  # lines of sure furniture from which a text is a whole page
SLIGHT = 2.0  # sum below which nothing was an article yet that a landmark could end
AFTER = 0.35  # what a paragraph is worth after each line that ends articles
AFTER_ALONE = 0.05  # the same where it stands between short lines, as an abstract or a post does


def choose(lines: Sequence[Line]) -> tuple[int, int]:
    """The article as `[first, last)` indices of `lines`; all of them where nothing is furniture."""
    if not any(line.strength for line in lines):
        return 0, len(lines)
    weights = in_context(lines)
    best, span = float("-inf"), (0, len(lines))
    running, first = float("-inf"), 0
    for i in range(len(lines)):
        opening = begin(lines, i)
        if opening > running:
            running, first = opening, i
        running += weights[i]
        closing = end(lines, i + 1)
        total = running + (closing if running >= SLIGHT else min(closing, 0.0))
        if total >= best:
            best, span = total, (first, i + 1)
    first, last = trim(lines, *span)
    return headed(lines, first), listed(lines, last)


def listed(lines: Sequence[Line], last: int) -> int:
    """The span's end moved down over a list or a table that follows without any furniture."""
    end = next((i for i in range(last, len(lines)) if lines[i].strength), len(lines))
    return end if end - last >= LISTED else last


def headed(lines: Sequence[Line], first: int) -> int:
    """The span's beginning moved up over the lines of a headline that stand right above it."""
    top = first
    while top and not lines[top - 1].strength and first - top <= HEADLINE:
        top -= 1
    if top and lines[top].text == lines[top - 1].text:  # a section's name, after it ended the breadcrumb
        top += 1
    return top if first - top <= HEADLINE and all(line.size > 3 for line in lines[top:first]) else first


def in_context(lines: Sequence[Line]) -> list[float]:
    """Weights, those of paragraphs lowered after the lines that end an article."""
    weights = []
    passed, article, last = 0, 0.0, len(lines) - 1
    twice = repeated(lines)
    page = sum(line.strength > 0 for line in lines) / len(lines)
    for i, (line, share) in enumerate(zip(lines, nearby(lines), strict=True)):
        weight = line.weight
        if not line.strength and weight < 0:
            weight = 0.5 if line.text in twice else NEUTRAL - LOCAL * share - PAGE * page
        if line.facts is not None and article < 4:
            weight = 0.0  # stands between headline and article as a rule
        elif line.strength == 3 and line.rule != "navigation" and article >= 4:
            passed += 2 if line.rule in ("publication", "interaction") else 1  # credits, comments
        elif weight > 0:
            article += weight if weight >= 2 else 0.0
            if passed:
                alone = not (0 < i < last and lines[i - 1].weight >= 1 <= lines[i + 1].weight)
                weight *= (AFTER_ALONE if alone else AFTER) ** min(passed, 2)
        weights.append(weight)
    return weights


def repeated(lines: Sequence[Line]) -> set[str]:
    """Headlines: lines without a marker that stand twice among the first ones."""
    counts = Counter(line.text for line in lines[:FIRST] if not line.strength and line.size >= 6)
    return {shown for shown, count in counts.items() if count == 2}


def begin(lines: Sequence[Line], at: int) -> float:
    """What it costs to let the article begin at a line."""
    if at == 0:
        return 0.0
    above = lines[at - 1]
    price = -BEGIN + (0.0 if above.facts is not None else (0.0, 0.5, 1.5, 3.0)[above.strength])
    if not lines[at].strength and any(_dates(line) for line in lines[at + 1 : at + 4]):
        price += 3.0  # a headline over its publication line
    return price


def _dates(line: Line) -> bool:
    """Whether a line is a publication line of the kind that stands over articles, not under them."""
    return line.rule == "publication" and line.strength < 3


def end(lines: Sequence[Line], at: int) -> float:
    """What it costs to let the article end before a line."""
    if at == len(lines):
        return 0.0
    line = lines[at]
    if line.rule == "publication":
        return -END + (4.0 if line.strength == 3 else 2.0)
    return -END + (0.0, 0.5, 2.0, 4.0)[line.strength]


def trim(lines: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    """The span widened over unmarked lines where there is too little furniture beyond it."""
    # 主办单位 and the like end a page, they do not begin one
    above = Evidence([0 if line.rule == "footer" else line.strength for line in lines], lines)
    while first and not above.enough(0, first, lines[first - 1]):
        first = next((i for i in range(first - 1, 0, -1) if above.strengths[i - 1]), 0)
    below = Evidence([line.strength for line in lines], lines)
    while last < len(lines) and not below.enough(last, len(lines), lines[last]):
        last = next((i for i in range(last + 1, len(lines)) if lines[i].strength), len(lines))
    return first, last


class Evidence:
    """Sums over the furniture among lines, for any run of them."""

    def __init__(self, strengths: Sequence[int], lines: Sequence[Line]) -> None:
        self.strengths = strengths
        self._marked = [0, *accumulate(strength > 0 for strength in strengths)]
        self._sure = [0, *accumulate(strength > 1 for strength in strengths)]
        self._sum = [0, *accumulate(strengths)]
        # words of menus may be headings of an article too
        self._other = [
            0,
            *accumulate(
                strength > 0 and line.rule != "navigation"
                for strength, line in zip(strengths, lines, strict=True)
            ),
        ]

    def enough(self, start: int, stop: int, nearest: Line) -> bool:
        """Whether there is furniture enough in `[start, stop)` for all of it to go.

        `nearest` is the line next to the article: a landmark there speaks for the rest.
        """
        marked = self._marked[stop] - self._marked[start]
        if nearest.strength < 3 and marked * 8 < stop - start:
            return False
        if self._other[stop] == self._other[start]:
            return self._sum[stop] - self._sum[start] >= 3
        return self._sure[stop] > self._sure[start] or self._sure[-1] >= WHOLE
