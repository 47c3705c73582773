"""The headings of a document in order, with the extent of each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policytext.language.patterns import lazy
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.days import only_day
from policytext.structure.numbering import ARTICLE, DASH, FIRST, KINDS, SECTION, TITLE, Number, number_at
from policytext.structure.pieces import lines, pieces

LONGEST = 60
"""Code points of the longest line that is a heading throughout; longer ones seen are sentences."""
LONGEST_RUN_IN = 30
"""Code points of the longest heading that its paragraph follows on the same line (`（一）指导思想。…`)."""
_FULL, _WRAPPED = 3, 0.3
"""A line is full if it is at most three code points shorter than the width of nine in ten lines; a text is
wrapped if three in ten lines are full (a twelfth of the policies read, all from PDF)."""
_TITLE_LINES = 12
"""Lines at the beginning of a document that may have its title."""

_SENTENCE = lazy(r"[^。！？；：:;\n]{2,}?[。：:]")
_ENDS_SENTENCE = lazy("[。！；：;:，,、]$")  # a question is the heading of its answer
# what a sentence has and a heading has not: who must do what, a time, a condition
_CLAUSE = lazy(
    "应当|应该|不得|必须|可以|负责|为了|自本|自公|的，|凡|本[办条规细法意通公]|^[各对经由自在按依根凡]|规定"
)
_GOES_ON = lazy("[。；，]")  # a sentence does on the line below, a heading of two lines does not
_ANNEX = lazy(r"附[ \u3000]?(?:件|录|表|图)[ \u3000]?[一二三四五六七八九十\d]{0,3}(?:[-—]\d+)?[：:]?")
_NAMED_ANNEX = lazy(
    r"(?P<label>附[ \u3000]?(?:件|录|表|图)[ \u3000]?[一二三四五六七八九十\d]{1,3}(?:[-—]\d+)?)"
    r"(?:[：:]|[ \u3000]+)[ \u3000]*(?P<words>[^，。；：:]{2,50})"
)
_ANNEXES = lazy(r"(?m)^[ \t\u3000]*附[ \u3000]?件[：:][ \t\u3000]*1[．.、]")  # 附件：1.
_LISTED = lazy(r"\d{1,2}[．.、](?!\d)")
_PAGE = lazy(r"[\s.…·]\d{1,3}$")  # behind a heading in a table of contents
_LEADERS = " \u3000\n.…·0123456789"  # what stands between headings of a table of contents
_BRACKETED = lazy(r"[【\[（(](?P<name>[^】\]）)\n]{2,30})[】\]）)]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading `[start, end)` of a text, in code points; what it governs ends at `until`.

    `level`: 0 title or annex, 1 part 编, 2 chapter 章, 3 section 节, 4 article 条, 5 to 8 the orders
    一、（一）1.（1） (or decimals 2, 2.1, 2.1.1), 9 a dash or ①. `text` is on one line; it is empty
    if the number begins a sentence directly.
    """

    level: int
    number: str
    text: str
    start: int
    end: int
    until: int

    @property
    def kind(self) -> str:
        return KINDS[self.level]


def outline(text: str, title: str = "") -> list[Heading]:
    """Every heading of a text, in order; `title` is the document's, where it is known.

    >>> found = outline("一、总体要求\\n（一）指导思想。坚持创新。\\n（二）目标。\\n二、保障")
    >>> [(heading.level, heading.number, heading.text) for heading in found]
    [(5, '一、', '总体要求'), (6, '（一）', '指导思想。'), (6, '（二）', '目标。'), (5, '二、', '保障')]
    """
    found = [*_titles(text, title), *_numbered(text)]
    found.sort(key=lambda heading: heading.start)
    return _governing(_without_contents(found, text), len(text.rstrip()))


def _titles(text: str, title: str) -> Iterator[Heading]:
    """The document's title in the first lines, and annexes on a line of their own."""
    wanted = "".join(title.split())
    if wanted:
        head = "\n".join(text.split("\n", _TITLE_LINES)[:_TITLE_LINES])
        places = [at for at, char in enumerate(head) if not char.isspace()]
        at = "".join(head[place] for place in places).find(wanted)
        if at >= 0:
            start, end = places[at], places[at + len(wanted) - 1] + 1
            shown = "".join(line.strip() for line in text[start:end].split("\n"))  # a title may take two
            yield Heading(TITLE, "", shown, start, end, end)
    found = list(lines(text))
    for number, (start, line) in enumerate(found):
        if "附" in line[:LONGEST] and _is_annex(found, number):
            shown = line.strip()
            first = start + line.index(shown[0])
            named = _NAMED_ANNEX.fullmatch(shown)
            label = named["label"] if named and not _ANNEX.fullmatch(shown) else shown
            words = shown[len(label) :].strip(" ：:\u3000")
            yield Heading(TITLE, label, words, first, first + len(shown), first)


def _is_annex(found: Sequence[tuple[int, str]], at: int) -> bool:
    """Does an annex begin on this line, rather than a list of annexes above a signature?"""
    shown = found[at][1].strip()
    if _ANNEX.fullmatch(shown):
        return True
    named = _NAMED_ANNEX.fullmatch(shown)
    if named is None or at + 1 == len(found):
        return False
    below = found[at + 1][1].strip()
    return not (
        _LISTED.match(below)
        or _ANNEX.match(below)
        or agencies(below)
        or only_day(below)
        or below[0] in "（("
    )


def _numbered(text: str) -> Iterator[Heading]:
    listed = _listed_annexes(text)
    found = [(start, line, number_at(line)) for start, line in pieces(text) if start not in listed]
    decimals = any(number and number[0].decimal and number[0].level > FIRST for _, _, number in found)
    width = _width(text)
    items: set[int] = set()  # levels whose last number began an item, not a heading
    for at, (start, line, numbered) in enumerate(found):
        if numbered is None:
            continue
        number, after = numbered
        behind = found[at + 1][2] if at + 1 < len(found) else None
        if number.decimal and not decimals:
            continue  # 3 万元: a figure, where nothing else counts with decimals
        level = number.level
        is_item = level in items or (behind is not None and behind[0].level == level)
        below = found[at + 1][1] if at + 1 < len(found) and behind is None else ""
        full = width and len(line.strip()) >= width - _FULL and "。" not in line
        if full and _GOES_ON.search(below):
            end = number.end  # the first line of a sentence
        else:
            end = max(_heading_end(line, number, after, is_item), number.end)
        items = {item for item in items if item < level} | ({level} if end == number.end else set())
        if level != DASH or end > number.end:
            words = line[after:end].strip()
            yield Heading(level, number.text, words, start + number.start, start + end, start + end)


def _width(text: str) -> int:
    """The code points of a full line of a wrapped text; 0 if it is not wrapped."""
    lengths = sorted(len(line.strip()) for _, line in lines(text))
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    full = sum(width - _FULL <= length <= width + _FULL for length in lengths)
    return width if 20 < width <= LONGEST and full >= _WRAPPED * len(lengths) else 0


def _listed_annexes(text: str) -> set[int]:
    """The lines of a list of annexes (附件：1.节水办法 / 2.分工表) after its first: no headings."""
    listed: set[int] = set()
    for match in _ANNEXES.finditer(text):
        for start, line in lines(text[match.end() :]):
            at = match.end() + start
            if start and not _LISTED.match(line.strip()):
                break
            listed |= {at} if start else set()
    return listed


def _heading_end(line: str, number: Number, after: int, is_item: bool) -> int:
    """The end of the heading that begins with `number`: after its words, or after the number alone.

    `is_item`: its neighbours are items of a list, so a sentence that is the whole line is one too.
    """
    rest = line[after:].rstrip()
    if number.level == ARTICLE:
        name = _BRACKETED.match(rest)
        return after + name.end() if name and len(rest) > name.end() else number.end
    whole = len(rest) <= LONGEST and not _ENDS_SENTENCE.search(rest) and "。" not in rest
    if is_item and rest.endswith("？"):  # one of a list of questions
        return number.end
    if number.level <= SECTION or (rest and whole and number.level != DASH):
        return after + len(rest) if rest and whole else number.end
    sentence = _SENTENCE.match(rest)
    if sentence is None or (is_item and sentence.end() == len(rest)):
        return number.end
    if len(sentence[0]) <= LONGEST_RUN_IN and not _CLAUSE.search(sentence[0][:-1]):
        return after + sentence.end()
    return number.end


def _without_contents(found: Sequence[Heading], text: str) -> list[Heading]:
    """The headings without those of a table of contents: consecutive chapters that are repeated later."""
    contents: set[int] = set()
    later: dict[tuple[int, str, str], int] = {}
    for at in range(len(found) - 1, -1, -1):
        heading = found[at]
        key = (heading.level, heading.number, re.sub(r"[\s.…·\d]+$", "", "".join(heading.text.split())))
        again = later.get(key)
        paged = heading.level < ARTICLE or _PAGE.search(heading.text)
        if again is not None and paged and _is_listed(found, at, text):
            contents.add(at)
        later[key] = at
    return [heading for at, heading in enumerate(found) if at not in contents]


def _is_listed(found: Sequence[Heading], at: int, text: str) -> bool:
    """Is there only white space between this heading and the next or the previous one?"""
    pairs = itertools.pairwise(found[max(0, at - 1) : at + 2])
    return any(not text[one.end : other.start].strip(_LEADERS) for one, other in pairs)


def _governing(found: Sequence[Heading], end: int) -> list[Heading]:
    """The headings with the ends of their sections: the next heading of the same or a higher level."""
    made: list[Heading] = []
    open_until: list[tuple[int, int]] = []  # level and start of the headings behind, nearest last
    for heading in reversed(found):
        while open_until and open_until[-1][0] > heading.level:
            open_until.pop()
        until = open_until[-1][1] if open_until else end
        open_until.append((heading.level, heading.start))
        made.append(replace(heading, until=max(until, heading.end)))
    return made[::-1]
