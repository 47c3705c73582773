"""The headings of a document in order, with the extent of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policytext.language.patterns import lazy
from policytext.structure.annexes import annexes, listed_annexes
from policytext.structure.numbering import (
    ARTICLE,
    CHAPTER,
    DASH,
    FIRST,
    FOURTH,
    KINDS,
    SECOND,
    SECTION,
    THIRD,
    TITLE,
    Number,
    number_at,
)
from policytext.structure.pieces import lines, pieces, value_of

_Piece = tuple[int, str, tuple[Number, int] | None]

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
_ENDS_SENTENCE = lazy(r"(?:[。！；：;:，,、]|[a-z]\.)$")  # a question is the heading of its answer
# what a sentence has and a heading has not: who must do what, a time, a condition
_CLAUSE = lazy(
    "应当|应该|不得|必须|可以|负责|为了|自本|自公|的，|凡|本[办条规细法意通公]|规定|修改为|是指|^[由在按根凡]"
    "|^各(?=[级省市县区有单部乡街])|^对(?![外口接标])|^经(?![济营费验贸])|^自(?=[本公发收接受今即0-9]|.{1,12}日)|(?<![适相供响])应(?=[与在以由按依将为于])|^依(?!法治|法行政|靠|托)"
)
_GOES_ON = lazy("[。；，]")  # a sentence does on the line below, a heading of two lines does not
_LEADERS = " \u3000\n.…·0123456789"  # what stands between headings of a table of contents
_LED = lazy(r"[.…·]{3,}[ \u3000]*[\dIVX]{0,4}$")  # a heading of one
_CONTENTS = 3
"""Headings one below another that may be a table of contents; a chapter and its first section are two."""
_ROW = lazy(r"\S{2}[ \u3000]*[\t|][ \u3000]*[^\d\s.…·|]\S|(?:[\t|][^\t|]*){2}")  # cells behind a figure
_DIGITS, _DECIMAL = lazy(r"\d+"), lazy(r"\d[.．]\d")
_PARTS = ("分编", "分編")
_PART_OF_PART = 0.5  # below 第二编, above its chapters
_AMONG = 0.1  # a step between two levels
_COUNTING = (FIRST, SECOND, THIRD)
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
    listed = listed_annexes(text)
    found = [*_title(text, title), *_numbered(text, listed)]
    found += [Heading(TITLE, *annex, annex.start) for annex in annexes(text, listed)]
    found.sort(key=lambda heading: heading.start)
    return _governing(_without_contents(found, text), len(text.rstrip()))


def _title(text: str, title: str) -> Iterator[Heading]:
    """The document's title, where its lines are it and nothing else: not within 《》 of a sentence."""
    wanted = "".join(title.split())
    if not wanted:
        return
    head = "\n".join(text.split("\n", _TITLE_LINES)[:_TITLE_LINES])
    places = [at for at, char in enumerate(head) if not char.isspace()]
    said = "".join(head[place] for place in places)
    for found in re.finditer(re.escape(wanted), said):
        start, end = places[found.start()], places[found.end() - 1] + 1
        if not head[head.rfind("\n", 0, start) + 1 : start].strip():
            shown = "".join(line.strip() for line in text[start:end].split("\n"))  # a title may take two
            yield Heading(TITLE, "", shown, start, end, end)
            return


def _numbered(text: str, listed: set[int]) -> Iterator[Heading]:
    found = _levelled(
        [(start, line, number_at(line)) for start, line in pieces(text) if start not in listed]
    )
    width = _width(text)
    items: set[int] = set()  # levels whose last number began an item, not a heading
    in_article = False
    for at, (start, line, numbered) in enumerate(found):
        if numbered is None:
            continue
        number, after = numbered
        behind = found[at + 1][2] if at + 1 < len(found) else None
        level = number.level
        in_article = level == ARTICLE or (in_article and level > FIRST)
        is_item = level in items or (behind is not None and behind[0].level == level)
        below = found[at + 1][1] if at + 1 < len(found) and behind is None else ""
        full = width and len(line.strip()) >= width - _FULL and "。" not in line
        alone = number.decimal and after == len(line)
        if alone and below and _is_whole(below.strip(), LONGEST_RUN_IN):  # 3.1, and its words below it
            words = below.strip()
            end = found[at + 1][0] - start + len(below.rstrip())
        else:
            if full and _GOES_ON.search(below):
                end = number.end  # the first line of a sentence
            else:
                end = max(_heading_end(line, number, after, is_item, in_article), number.end)
            words = line[after:end].strip()
        items = {item for item in items if item < level} | ({level} if end == number.end else set())
        if level != DASH or end > number.end:
            yield Heading(level, number.text, words, start + number.start, start + end, start + end)


def _levelled(found: Sequence[_Piece]) -> list[_Piece]:
    """The pieces, with the levels that decimals have among the other numbers of the document.

    A lone figure is a number only where others count with decimals (3 万元), and one alone on its line
    only as the next (3.1 among cells). `1.` over 1.1 is the first order, or 1.1 is below it where 一、 is.
    """
    numbers = [numbered[0] for _, _, numbered in found if numbered]
    if not any(number.decimal and number.level > FIRST for number in numbers):
        return [(start, line, None if n and n[0].decimal else n) for start, line, n in found]
    has_first = any(number.level == FIRST and not number.decimal for number in numbers)
    heads = _over_decimals(found)
    lower = THIRD - FIRST if heads and has_first else 0
    made: list[_Piece] = []
    last: tuple[str, ...] = ()
    for start, line, numbered in found:
        if numbered and start in heads and not has_first:
            numbered = numbered[0]._replace(level=FIRST), numbered[1]
        if numbered and numbered[0].decimal:
            number, after = numbered
            parts = tuple(_DIGITS.findall(number.text))
            if _ROW.search(line, after) or (after == len(line) and not _follows(parts, last)):
                numbered = None
            else:
                numbered = number._replace(level=min(number.level + lower, FOURTH)), after
                last = parts
        elif numbered and (start in heads or numbered[0].level <= CHAPTER):
            last = (str(value_of(numbered[0].text)),)
        made.append((start, line, numbered))
    return made


def _over_decimals(found: Sequence[_Piece]) -> set[int]:
    """The offsets of `1.` over 1.1, and of those in one row with them: 5. behind 4.1."""
    heads: set[int] = set()
    ahead = ""
    for start, _, numbered in reversed(found):
        if numbered and numbered[0].level == THIRD and ahead == f"{value_of(numbered[0].text)}.1":
            heads.add(start)
        if numbered and numbered[0].decimal:
            ahead = numbered[0].text.replace("．", ".")
    section = item = 0  # values of the last section, and of the last item in it: 2.1 …/ 1. …/ 2. …
    for start, _, numbered in found if heads else ():
        if numbered and numbered[0].decimal:
            section = int(_DIGITS.findall(numbered[0].text)[0])
        elif numbered and numbered[0].level == THIRD:
            value = value_of(numbered[0].text)
            if value == section + 1 and value != item + (value > 1):
                heads.add(start)
            section, item = (value, 0) if start in heads else (section, value)
    return heads


def _follows(parts: Sequence[str], last: Sequence[str]) -> bool:
    """Is a decimal the next of its order, or the first below the last?"""
    *above, own = parts
    if int(own) == 1:
        return list(last) == above
    size = len(parts)
    return list(last[: size - 1]) == above and len(last) >= size and int(last[size - 1]) + 1 == int(own)


def _width(text: str) -> int:
    """The code points of a full line of a wrapped text; 0 if it is not wrapped."""
    lengths = sorted(len(line.strip()) for _, line in lines(text))
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    full = sum(width - _FULL <= length <= width + _FULL for length in lengths)
    return width if 20 < width <= LONGEST and full >= _WRAPPED * len(lengths) else 0


def _is_whole(words: str, longest: int) -> bool:
    """May a line be a heading throughout?"""
    return 0 < len(words) <= longest and not _ENDS_SENTENCE.search(words) and "。" not in words


def _heading_end(line: str, number: Number, after: int, is_item: bool, in_article: bool) -> int:
    """The end of the heading that begins with `number`: after its words, or after the number alone.

    `is_item`: its neighbours are items of a list, so a sentence that is the whole line is one too.
    `in_article`: below an article, whose items are seldom headings.
    """
    rest = line[after:].rstrip()
    if number.level == ARTICLE:
        name = _BRACKETED.match(rest)
        return after + name.end() if name and len(rest) > name.end() else number.end
    latin = rest.isascii()
    whole = _is_whole(
        rest, LONGEST_RUN_IN if in_article and number.level > FIRST else LONGEST * (1 + latin)
    )
    if is_item and rest.endswith("？"):  # one of a list of questions
        return number.end
    if number.level <= SECTION or (whole and number.level != DASH):
        return after + len(rest) if whole else number.end
    sentence = _SENTENCE.match(rest)
    if sentence is None or (is_item and sentence.end() == len(rest)):
        return number.end
    if len(sentence[0]) <= LONGEST_RUN_IN and not _CLAUSE.search(sentence[0][:-1]):
        return after + sentence.end()
    return number.end


def _without_contents(found: Sequence[Heading], text: str) -> list[Heading]:
    """The headings without those of a table of contents: a run of which most are repeated later."""
    later: set[tuple[int, str, str]] = set()
    repeated: list[bool] = []
    for heading in reversed(found):
        words = "" if heading.level == TITLE else "".join(heading.text.split())
        key = (heading.level, heading.number, re.sub(r"[.…·\d。]+$", "", words))
        repeated.append(key in later)
        later.add(key)
    repeated.reverse()
    contents = {at for at, heading in enumerate(found) if _LED.search(heading.text)}
    run: list[int] = []
    for at in range(len(found) + 1):
        if run and (at == len(found) or text[found[at - 1].end : found[at].start].strip(_LEADERS)):
            again = [place for place in run if repeated[place]]
            if len(run) >= _CONTENTS and repeated[run[0]] and 2 * len(again) > len(run):
                contents.update(again)
            run = []
        if (
            at < len(found)
            and (run or found[at].level != TITLE)
            and (found[at].text or found[at].level != ARTICLE)
        ):
            run.append(at)
    return [heading for at, heading in enumerate(found) if at not in contents]


def _governing(found: Sequence[Heading], end: int) -> list[Heading]:
    """The headings with the ends of their sections: the next heading of the same or a higher rank."""
    made: list[Heading] = []
    open_until: list[tuple[float, int]] = []  # rank and start of the headings behind, nearest last
    for heading, rank in reversed(list(zip(found, _ranks(found), strict=True))):
        while open_until and open_until[-1][0] > rank:
            open_until.pop()
        until = open_until[-1][1] if open_until else end
        open_until.append((rank, heading.start))
        made.append(replace(heading, until=max(until, heading.end)))
    return made[::-1]


def _ranks(found: Sequence[Heading]) -> list[float]:
    """The levels by which headings govern each other.

    一、（一）1. are below articles, where each article counts them anew; where they count on over articles,
    as in interpretations of courts and in plans that quote an article, they are above them.
    """
    ranks = [heading.level + _PART_OF_PART * heading.number.endswith(_PARTS) for heading in found]
    counted: dict[int, list[int]] = {level: [] for level in _COUNTING}  # the places of those that count on
    last_article = -1
    for at, heading in enumerate(found):
        if heading.level < ARTICLE:
            counted = {level: [] for level in _COUNTING}
        elif heading.level == ARTICLE:
            last_article = at
        elif heading.level in counted and not _DECIMAL.search(heading.number):  # 2.1 is no next of 1.2
            run = counted[heading.level]
            if run and value_of(heading.number) != value_of(found[run[-1]].number) + 1:
                run.clear()
            elif run and run[-1] < last_article:
                for place in (*run, at):
                    ranks[place] = SECTION + _AMONG * heading.level
            run.append(at)
    return ranks
