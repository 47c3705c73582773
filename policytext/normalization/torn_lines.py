"""Line breaks inside a sentence that no width explains: before a mark, and around elements of a page.

A copy of a page, as `soup.get_text("\\n")` makes it and the text views of some systems, puts what a link or
a span holds on a line of its own: names of laws and numbers above all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from policytext.language.characters import BLANKS, NUMERALS
from policytext.language.patterns import lazy
from policytext.pagefacts.days import only_day, stated_part
from policytext.revision import Change

EVIDENCE = 3  # breaks where no line can end or begin; fewer may be slips
UNIT = -8.1  # log-probability from which a character goes on with a number: 吨, 家, 亿; not 合, 其
NUMBER = -7.0  # from which a number goes on with the text before it: 增长, 不少于; not a title
LONGEST = 60  # characters of what stands in brackets
LABEL = 12  # characters of a label with its colon
DAY = 6  # lines of a day in pieces: 2024, 年, 3, 月, 5, 日

_GAP = lazy(rf"[ \t\r{BLANKS}]*\n[ \t\r\n{BLANKS}]*")
_CLOSES = lazy("[，。；：）》”’〕！？]|、(?:$|.*[，。；])")  # 、总则 is a heading without its number
_SHARES = frozenset("％%℃")  # behind a number; else a cell of a table: 增长, %
_OPENS = frozenset("（《“‘〔")
_SIGN = lazy(  # what no text is without that `_is_torn` finds torn
    rf"\n[ \t\r{BLANKS}]*(?:[，。；：）》”’〕％%！？℃、]|[0-9][^\n]{{0,24}}\n|《[^\n]{{2,64}}》)"
    rf"|[（《“‘〔][ \t\r{BLANKS}]*(?:\n|\Z)"
)
_UNITS = frozenset("年月日号")
_GOES_ON = _OPENS | frozenset("，、的于和")  # no line ends so
_ENDS = frozenset("。！？；：…")
_PIECE = lazy(r"[0-9][0-9.,:：%％/~～—–-]*")
_CELL = lazy(r"[-－+]?[0-9]")  # what no number goes on with: 100, 120 are two cells of a row
_ITEM = lazy(r"[0-9]{1,2}")
_POINT = lazy(r"[.．、](?![0-9])")  # behind the number of an item
_MARK = lazy("[，；。]")
_QUOTED = lazy("《[^《》]{2,60}》")
_PAIRS = (("（", "）"), ("《", "》"), ("〔", "〕"))
_TORN = lazy(  # what begins with 、 and is no clause may be a heading without its number: 、总则
    r"\n(?<=[^\W_]\n)\n*(?=[，。；]|、(?:\n|\Z|[^\n]*[，。；]))"
    rf"|\n(?<=[{NUMERALS}0-9]\n)(?=、)"
)


def torn(text: str) -> list[Change]:
    """Line breaks before a mark that no line begins with.

    >>> [change[:2] for change in torn("各地要抓紧落实\\n，按时报送\\n\\n。\\n附件")]
    [(7, 8), (13, 15)]
    """
    return [Change(*match.span(), "") for match in _TORN.finditer(text)]


def inline_breaks(text: str) -> list[Change]:
    """The breaks around such pieces, of a text that shows that it was broken there.

    >>> page = "根据\\n《节水条例》\\n规定，自\\n2024\\n年\\n3\\n月起（含\\n3\\n月）施行\\n。\\n某县水利局"
    >>> len(inline_breaks(page)), page[inline_breaks(page)[-1].end :]
    (9, '。\\n某县水利局')
    >>> inline_breaks("收入\\n12\\n小计\\n8\\n支出\\n9\\n小计\\n7")
    []
    """
    if not _SIGN.search(text):
        return []  # as most texts
    gaps = list(_GAP.finditer(text.strip()))
    lead = len(text) - len(text.lstrip())
    edges = [0, *(at for gap in gaps for at in gap.span()), len(text.strip())]
    lines = [text[lead + start : lead + end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    torn = [at for at in range(1, len(lines)) if _is_torn(lines, at)]
    if len(torn) < EVIDENCE or all(_is_quoted(lines, at) for at in torn):  # else a list of books
        return []
    changes: list[Change] = []
    paragraph = lines[0]
    for at, gap in enumerate(gaps):
        is_new = "\u3000" in gap[0] or paragraph[-1:] in _ENDS
        goes_on = _closes(lines, at + 1) or _is_number_of(lines, at)
        if goes_on or not (is_new or _parts(paragraph, lines, at + 1)):
            changes.append(Change(lead + gap.start(), lead + gap.end(), ""))
            paragraph = paragraph[-LONGEST:] + lines[at + 1]
        else:
            paragraph = lines[at + 1]
    return changes


def _closes(lines: Sequence[str], at: int) -> bool:
    """Does a line begin with what no line begins with?"""
    if lines[at][0] in _SHARES:
        return lines[at - 1][-1:].isdigit()
    return _CLOSES.match(lines[at]) is not None


def _is_number_of(lines: Sequence[str], at: int) -> bool:
    """Does a number stand behind its label? 举报电话：, and not 附件：, above the first of a list"""
    is_label = lines[at][-1:] in ("：", ":") and len(lines[at]) <= LABEL
    number = lines[at + 1]
    return is_label and _PIECE.fullmatch(number) is not None and not _ITEM.fullmatch(number)


def _is_torn(lines: Sequence[str], at: int) -> bool:
    """Is a line no line: 《节水条例》, with a sentence before and behind it, or 2024 before 年?"""
    line, after = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
    if line[-1:] in _OPENS or _closes(lines, at):
        return True
    if _PIECE.fullmatch(line):
        return after[:1] in _UNITS
    return _is_quoted(lines, at) and lines[at - 1][-1:] not in _ENDS


def _parts(paragraph: str, lines: Sequence[str], at: int) -> bool:
    """Does a line begin a paragraph of its own, rather than go on with the one before it?"""
    before, line = lines[at - 1], lines[at]
    if paragraph[-1:].isdigit() and _CELL.match(line):
        return True
    if paragraph[-1:] in _GOES_ON or _is_open(paragraph):
        return False
    if _ITEM.fullmatch(before) and _POINT.match(line):
        return False
    if _PIECE.fullmatch(line):
        return _is_day(lines, at) or not (_goes_on(lines, at) and _score(line, paragraph) > NUMBER)
    if _PIECE.fullmatch(before):
        return not _goes_on(lines, at - 1)
    if at + 1 < len(lines) and _closes(lines, at + 1) and _MARK.search(paragraph):
        return False
    return not (_is_quoted(lines, at - 1) or _is_quoted(lines, at))


def _is_quoted(lines: Sequence[str], at: int) -> bool:
    """Is a line what a sentence quotes, as the next goes on with it? 《节水条例》"""
    return bool(_QUOTED.fullmatch(lines[at]) and any(map(_MARK.search, lines[at + 1 : at + 2])))


def _goes_on(lines: Sequence[str], at: int) -> bool:
    """Does a unit or a mark follow a number, and no row of a table, nor is it an item's?"""
    after = lines[at + 1] if at + 1 < len(lines) else ""
    if not after or _CELL.match(after) or (_ITEM.fullmatch(lines[at]) and _POINT.match(after)):
        return False
    return _closes(lines, at + 1) or _score(after, lines[at]) > UNIT


def _is_day(lines: Sequence[str], at: int) -> bool:
    """Does a day begin here that stands alone, as under a signature?"""
    shown = enumerate(accumulate(lines[at : at + DAY]), at + 1)
    day = next((end for end, day in shown if _ends_day(day, end == len(lines))), 0)
    below = lines[day] if day < len(lines) else ""
    return bool(day) and not (below and _closes(lines, day)) and not _PIECE.fullmatch(below)


def _ends_day(shown: str, is_end: bool) -> bool:
    """Is this a day, or the month that the text ends in?"""
    if shown[-1] == "日":
        return only_day(shown) != ""
    return is_end and shown[-1] == "月" and stated_part(shown) != ""


def _is_open(paragraph: str) -> bool:
    """Is a bracket or a quotation open, and not since long?"""
    return any(paragraph.rfind(opening, -LONGEST) > paragraph.rfind(closing) for opening, closing in _PAIRS)


def _score(after: str, before: str) -> float:
    from policytext.language.likelihood import model

    return model().score(after[0], before[-2:])
