"""The article's span: one run of lines, chosen as a whole.

Every line speaks for or against the article with its weight; where an article begins and where
it ends costs something, less beside a landmark (a breadcrumb, the publication line, 相关推荐).
The run with the highest sum is found in one pass (the maximum-subarray problem, Kadane's
algorithm, with a price on both ends).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from policytext.boilerplate.features import VALUE, Line, nearby
from policytext.boilerplate.markers import PARAGRAPH, SECTION, SENTENCE
from policytext.boilerplate.rules import NAVIGATION, RELATED
from policytext.language.patterns import lazy
from policytext.pagefacts.agency import is_signature
from policytext.pagefacts.bylines import is_person
from policytext.pagefacts.formulas import is_day, note_above
from policytext.pagefacts.line_kinds import is_line

PRICE = 3.0  # of an article that does not begin, or not end, with the text
REBATE = (0.0, 0.0, 2.0, 3.0)  # on it beside furniture, by the furniture's strength
CROWDED = 0.6  # what a short line without a marker loses where all is furniture, around it and on the page
WHOLE = 6.0  # weight of the paragraphs that an article has before a landmark surely ends it
AFTER = 0.1  # what a paragraph is worth behind that
SIGNED = 40  # lines below the article, as the cells of a table are, in which its signature may stand
LISTED = 8  # unmarked lines below an article from which they are its list; of a list that is the article
BUTTONS = 2  # lines of buttons and publication lines between a law's note and its first chapter
HEADLINE = 5  # lines that a headline is broken into at most
MENU = 3  # strength of menu words alone that make a menu
BUTTON = 2  # strength of what may stand between a headline and its text
FORM = 3  # rows of labels and values that make a form
PAGE = 8  # lines of sure furniture that make a text a page
NEAR = 3  # lines over a publication line among which its headline is
BOX = 12  # lines of a list of others between two paragraphs at most
BOTH = 2  # sentences below it by which the text goes on
SPARSE = 8  # lines of which one must be furniture for all of them to go

_ANNEX = lazy(r"附\s*(?:件|表|录)\s*[\d一二三四五六七八九十]*\s*[：:]?\s*$")


def choose(lines: Sequence[Line]) -> tuple[int, int]:
    """The article as `[first, last)` indices of `lines`; all of them where nothing is furniture."""
    if not any(line.strength and not _dates(line) for line in lines):
        return 0, len(lines)
    weights = in_context(lines)
    best, span = float("-inf"), (0, len(lines))
    running, first = float("-inf"), 0
    spoken = list(accumulate((line.weight >= SENTENCE for line in lines), initial=0))
    for i in range(len(lines)):
        opening = begin(lines, i)
        if opening > running:
            running, first = opening, i
        running += weights[i]
        if spoken[-1] and spoken[first] == spoken[i + 1] and i - first < LISTED:
            continue  # a headline without its sentences, a line of the footer; a list may be the article
        total = running + end(lines, i + 1)
        if total >= best:
            best, span = total, (first, i + 1)
    first, last = trim(lines, *span)
    first, last = _opened(lines, first), _goes_on(lines, last)
    return noted(lines, headed(lines, first)), signed(lines, first, listed(lines, rows(lines, first, last)))


def rows(lines: Sequence[Line], first: int, last: int) -> int:
    """The span's end moved down over rows of labels and values right below: a tender's bodies.

    Below nothing but a headline and its publication line they are the text, a form.
    """
    if not any(line.weight >= SENTENCE and line.text[-1] in "。；：:" for line in lines[first:last]):
        below = next((at for at in range(last, len(lines)) if not 0 < lines[at].strength <= BUTTON), last)
        is_form = all(is_line("row", line.text) for line in lines[below : below + FORM])
        last = below if is_form and below + FORM <= len(lines) else last
    while last < len(lines) and not lines[last].strength and is_line("row", lines[last].text):
        last += 1
    return last


def _opened(lines: Sequence[Line], first: int) -> int:
    """The span's beginning moved up to the first paragraph under the publication line nearest to it.

    A table or a box parts it from what speaks most for an article. So are the rows right above a text
    that say whom it is about: 当事人：…
    """
    dated = next((at for at in range(first - 1, 0, -1) if lines[at].is_dated), -1)
    if dated > 0 and any(line.is_name for line in lines[max(dated - NEAR, 0) : dated]):
        under = range(dated + 1, first)
        text = next((at for at in under if lines[at].is_free and lines[at].weight >= PARAGRAPH), first)
        is_menu = any(line.rule == NAVIGATION.name and line.strength > 1 for line in lines[text:first])
        first = first if is_menu else text
    rows = 0
    while rows < first and lines[first - rows - 1].is_free and is_line("row", lines[first - rows - 1].text):
        rows += 1
    return first - rows if rows >= FORM else first


def _goes_on(lines: Sequence[Line], last: int) -> int:
    """The span's end moved down over a list of others in the middle of a text that ends further below.

    Sentences follow it with nothing between them, and whoever edited or signed them is right below.
    """
    if last >= len(lines) or lines[last].rule != RELATED.name or lines[last - 1].weight < SENTENCE:
        return last
    opens = next((at for at in range(last, len(lines)) if lines[at].weight >= PARAGRAPH), len(lines))
    ends = next((at for at in range(opens, len(lines)) if lines[at].weight < SENTENCE), len(lines))
    if opens - last > BOX or ends - opens < BOTH or any(line.facts for line in lines[last:opens]):
        return last
    is_edited = "editors" in (lines[ends].facts or {}) if ends < len(lines) else False
    is_closed = is_edited or any(_signs(lines, at) for at in range(ends + 1, min(ends + 2, len(lines))))
    return ends if is_closed and not lines[ends - 1].strength else last


def box_in(lines: Sequence[Line], first: int, last: int) -> list[int]:
    """The lines of a list of other documents between the paragraphs of an article without headings.

    >>> from policytext.boilerplate.features import read
    >>> box_in(read("会议强调，要抓落实。\\n相关阅读\\n全市防汛会议召开\\n会议指出，要抓落实。"), 0, 4)
    [1, 2]
    """
    spoken = [at for at in range(first, last) if lines[at].weight >= SENTENCE]
    gaps = [(a, b) for a, b in pairwise(spoken) if b - a > 1]
    if len(gaps) != 1:
        return []
    found = range(gaps[0][0] + 1, gaps[0][1])
    is_box = lines[found[0]].rule == RELATED.name and lines[found[0]].strength == SECTION
    return [*found] if is_box else []


def listed(lines: Sequence[Line], last: int) -> int:
    """The span's end moved down over a list or a table that follows without any furniture.

    It may be short below a line that says it is one: 附件2, 意见反馈表.
    """
    end = next((i for i in range(last, len(lines)) if lines[i].strength), len(lines))
    is_named = any(_ANNEX.match(line.text) for line in lines[max(last - 1, 0) : last])
    return end if end - last >= LISTED or is_named else last


def signed(lines: Sequence[Line], first: int, last: int) -> int:
    """The span's end moved down to the signature below it, where nothing says that another text began.

    Below the footer of a site it is that of a body that is named above: others are of other texts.
    """
    if any(_signs(lines, at) for at in range(first + 1, last)):
        return last
    footed = False
    for at in range(last, min(last + SIGNED, len(lines))):
        if lines[at].strength == 3 and lines[at].rule not in ("navigation", "footer"):
            break
        footed |= lines[at].strength == 3 and lines[at].rule == "footer"
        if at > last and _signs(lines, at):
            body = lines[at - 1].text
            return last if footed and not any(body in line.text for line in lines[: at - 1]) else at + 1
    return last


def _signs(lines: Sequence[Line], at: int) -> bool:
    return lines[at].size <= VALUE and is_signature(lines[at - 1].text, lines[at].text)


def headed(lines: Sequence[Line], first: int) -> int:
    """The span's beginning moved up over the lines of a headline that stand right above it."""
    top = first
    while top and not lines[top - 1].strength and first - top <= HEADLINE:
        top -= 1
    if top and lines[top].text == lines[top - 1].text:  # a section's name, after it ended the breadcrumb
        top += 1
    # 大, 中, 小, or who speaks; 本报讯 is the text's
    short = [at for at in range(top, first) if lines[at].size <= 3 and lines[at].text[-1] != "讯"]
    are_words = all(
        is_person(lines[at].text) and (is_line("post", lines[at - 1].text) or is_day(lines[at + 1].text))
        for at in short
    )
    return top if first - top <= HEADLINE and are_words else first


def noted(lines: Sequence[Line], first: int) -> int:
    """The span's beginning moved up to the note on a law's history, over buttons below it."""
    above = range(first - 1, max(first - 1 - BUTTONS, -1), -1)
    note = next((at for at in above if not lines[at].strength), None)
    if note is None:
        return first
    size = note_above([line.text for line in lines[: note + 1]])
    return headed(lines, note + 1 - size) if size else first


def in_context(lines: Sequence[Line]) -> list[float]:
    """Weights, those of paragraphs lowered after the lines that end an article.

    Before a line can end it the article must have had paragraphs of weight `WHOLE`. One is enough
    under a publication line, but then only what stands between short lines, as an abstract does,
    is lowered: an advertisement may part the paragraphs of an article.
    """
    weights = []
    article, over = 0.0, False
    dated = begun = brief = False
    twice = repeated(lines)
    page = sum(line.strength > 0 for line in lines) / len(lines)
    for at, (line, share) in enumerate(zip(lines, nearby(lines), strict=True)):
        weight = line.weight
        if not line.strength and not weight:
            weight = 0.0 if line.text in twice else -CROWDED * (share + page)
        if line.facts is not None and article < WHOLE:
            weight = 0.0  # stands between headline and article as a rule
            dated |= _dates(line)
        elif line.strength == 3 and line.rule != "navigation":
            over |= article >= WHOLE
            brief |= begun
        elif weight > 0:
            weight *= AFTER if over or (brief and _alone(lines, at)) else 1.0
            article += weight if weight >= PARAGRAPH else 0.0
            begun |= dated
        weights.append(weight)
    return weights


def _alone(lines: Sequence[Line], at: int) -> bool:
    """Does a line stand between two that are no sentences?"""
    return all(line.weight < SENTENCE for line in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]))


def repeated(lines: Sequence[Line]) -> set[str]:
    """Headlines: lines without a marker that stand twice."""
    counts = Counter(line.text for line in lines if not line.strength and line.size >= 6)
    return {shown for shown, count in counts.items() if count == 2}


def begin(lines: Sequence[Line], at: int) -> float:
    """The cost of beginning the article at a line."""
    if at == 0:
        return 0.0
    above = lines[at - 1]
    price = PRICE - (0.0 if above.facts is not None else REBATE[above.strength])
    is_short = lines[at].weight < PARAGRAPH
    if is_short and not lines[at].strength and at + 1 < len(lines) and _dates(lines[at + 1]):
        price -= PRICE  # a headline over its publication line
    return -price


def _dates(line: Line) -> bool:
    """Whether a line is a publication line of the kind that stands over articles, not under them."""
    return line.rule == "publication" and line.strength < 3


def end(lines: Sequence[Line], at: int) -> float:
    """The cost of ending the article before a line."""
    if at == len(lines):
        return 0.0
    return -PRICE + REBATE[lines[at].strength]


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
        if nearest.strength < 3 and marked * SPARSE < stop - start:
            return False
        if self._other[stop] == self._other[start]:
            return self._sum[stop] - self._sum[start] >= MENU
        return self._sure[stop] > self._sure[start] or self._sure[-1] >= PAGE
