"""The lines at the head of a text, and what each can be: headline, letterhead, mark, day, a title?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from policytext.language.characters import LOOSE_HAN
from policytext.language.patterns import lazy
from policytext.pagefacts import labels, publication
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.days import days, only_day
from policytext.pagefacts.docnumber import number_line
from policytext.pagefacts.formulas import is_history, is_outline
from policytext.pagefacts.head import SITE_NAME, names_site
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.moments import states_moment
from policytext.pagefacts.title import (
    GOES_ON,
    LONGEST,
    STEM,
    is_bare_kind,
    is_column,
    is_complete,
    is_torn,
    joined,
    kind_of,
    names_subject,
    parts_word,
    tidy,
    without_number,
)

DEPTH = 40  # lines in which a heading is looked for; header tables with one cell a line take 30
NARROW = 40  # characters of a line that a note under a title is broken into
LONG = 8  # Chinese characters of a headline; menus and columns have shorter names
LONGEST_LINE = 120  # characters of a line of a title, unless it names its subject (关于)
WRAPPED = 20  # characters from which lines of one width are a paragraph broken at a fixed width
RAGGED = 3  # characters by which such lines differ

HAN = lazy(LOOSE_HAN)
_WRAPPED = lazy(rf"[^\W_]{{7,}}{LOOSE_HAN}")  # a headline with its last character from the next line
_BUTTONS = "大中小繁简"
_NOTE_BEGINS = lazy(r"[（(]\s*(?:根据)?[12]\d{3}\s*年[^）)。]{0,300}$")
ENDS_SENTENCE = tuple("。；：:，！;")
LETTERHEAD = lazy(r"(?P<agency>.{0,90}?)\s*(?P<kind>文\s*件|令|公告|通告|函)")
_ALONE = ("公告", "通告", "倡议书")  # titles where nothing else stands above the text
COMMA = lazy("[，,。；;]")
_OF_NAME = lazy(  # what goes on after the name of a law that a sentence quotes
    r"[的等和及与已]|(?:有关|相关)?(?:规定|要求|精神|部署)|(?:印发|公布|发布|实施|施行)(?!时间|日期|[机单部])"
    r"|第[\d一二三四五六七八九十百]+条(?:第|规定|[的和、])"
)


def head_of(lines: Iterable[tuple[str, bool]]) -> tuple[list[str], set[int]]:
    """The lines that can belong to a heading, tidy, and which of them have furniture right above them.

    Each line comes with whether it is furniture, which is left out.

    >>> head_of([("首页", True), ("节水条例", False), ("第 一 章 总则", False)])
    (['节水条例', '第一章总则'], {0})
    >>> head_of([("（2022年8月26日某市", False), ("人大常委会通过）", False)])[0]
    ['（2022年8月26日某市人大常委会通过）']
    """
    found: list[str] = []
    apart: set[int] = set()
    for shown, is_furniture in _with_whole_notes(lines):
        if (is_furniture and not is_bare_kind(shown)) or not shown:  # 统计公报 may end a title
            apart.update([len(found)] if shown else [])
            continue
        if len(shown) == 1 and found and len(found[-1]) < 30 and not found[-1].endswith(ENDS_SENTENCE):
            whole = found[-1] + shown
            is_end = len(found) == 1 and _WRAPPED.fullmatch(whole) and shown not in _BUTTONS
            if (is_end or is_complete(whole)) and not is_complete(found[-1]):  # 政府工作报 告
                found[-1] = whole
                continue
        found.append(shown)
        if len(found) == DEPTH:
            break
    return found, apart


def _with_whole_notes(lines: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """The lines, tidy; a note under a title (题注) that a copy broke over narrow lines is one."""
    held: list[tuple[str, bool]] = []
    for line, is_furniture in lines:
        held.append((tidy(line), is_furniture))
        note = "".join(shown for shown, _ in held)
        if any(len(shown) > NARROW for shown, _ in held[1:]):
            yield from held
        elif not held[0][1] and _NOTE_BEGINS.match(note):
            continue
        elif len(held) > 1 and note.endswith(("）", ")")):
            yield note, False
        else:
            yield from held
        held = []
    yield from held


_CONTENTS = lazy("第一[章节编].*第二[章节编]")  # of a law, run together


def can_be_title(taken: Sequence[str], following: Sequence[str]) -> bool:
    """Can these lines be a title: not names, captions, rows of a list, a paragraph at a fixed width?"""
    title = joined(taken)
    is_none = labels.is_form_row(title) or is_line("labelled, part, reporters", title)
    if len(title) > LONGEST or agencies(title) or is_none:
        return False
    if is_letterhead(title) and not (is_published(following) or _heads_text(title, following)):
        return False  # of a court's announcement it follows
    if is_torn(title) or len(COMMA.findall(title)) > 1 or _CONTENTS.search(title):
        return False
    if any(map(is_column, taken)) and not names_subject(title):
        return False
    if following and (_goes_on_below(title, following[0]) or _is_quoted(taken, following[0])):
        return False
    if is_complete(title):
        return title in _ALONE or not is_bare_kind(title)
    if len(title) < STEM and title not in _ALONE:
        return False
    if len(title) <= SITE_NAME and names_site(title):
        return False
    if is_line("caption, dateline", title):
        return False
    widths = [len(line) for line in (*taken, *following[:1])]
    is_ragged = min(widths) < WRAPPED or max(widths) - min(widths) > RAGGED
    return not following or is_ragged or is_published(following) or labels.is_form_row(following[0])


def _heads_text(title: str, following: Sequence[str]) -> bool:
    """Is an announcement without a subject (某市水务局公告) above its text, its addressee or its number?

    Not where a headline follows the number: it is the letterhead of that.
    """
    numbered = bool(following) and bool(number_line(following[0]))
    below = following[numbered:][:1]
    if numbered and (not below or not is_headline(below[0]) or is_published(below)):
        return title.endswith(_ALONE)
    return title.endswith(_ALONE) and bool(below) and below[0].endswith(ENDS_SENTENCE)


def _goes_on_below(line: str, following: str) -> bool:
    """Is a line one of several: a speaker's name, a row of a form, words of a sentence that links part?"""
    if is_line("post", line) and is_line("speaker, name", following):
        return True
    if parts_word(line, following) and not is_complete(line):
        return True
    rows = is_line("row", line) and is_line("row", following)
    if rows and (labels.is_form_row(following) or publication.facts(following, beside=True) is None):
        return True
    return following[0] in "，。、；）》”"


def _is_quoted(taken: Sequence[str], following: str) -> bool:
    """Is a name in 《》 that of a law which a sentence quotes, as its rest is on the next line?"""
    is_whole = taken[0][0] == "《" and taken[-1][-1] == "》"
    return is_whole and COMMA.search(following) is not None and _OF_NAME.match(following) is not None


def ends_title(line: str, taken: Sequence[str]) -> bool:
    """Does a line not belong to the title whose lines so far are `taken`?"""
    return bool(
        line.endswith(ENDS_SENTENCE)
        or (len(line) > LONGEST_LINE and "关于" not in line)
        or len(line) > LONGEST
        or only_day(line)
        or is_date_line(line)
        or number_line(line)
        or (is_line("note", line) and not _begins_in_brackets(line))
        or is_history(line)
        or is_mark(line)
        or states_moment(line)
        or is_line("signed, item, serial, month, opening", line)
        or "\t" in line  # a row of a table
        or publication.facts(line) is not None
        or is_outline(line)
        or (taken and is_line("order title", taken[-1]))
        or (taken and is_complete(joined(taken)) and not line.startswith(GOES_ON))
    )


def _begins_in_brackets(line: str) -> bool:
    """Is a line a title with brackets before it: 【解读】, （某府函〔2024〕1号）?"""
    return is_complete(line) and (line[0] in "【[" or without_number(line) != line)


def is_published(following: Sequence[str]) -> bool:
    """Does a publication line follow that tells the day or the source?"""
    if following and len(following[0]) < LONGEST_LINE and states_moment(following[0]):
        return True
    told = (publication.facts(following[0]) if following else None) or {}
    return "date_published" in told or "source_name" in told


def is_headline(line: str) -> bool:
    """Is a line as long as headlines are, and menus and names are not?"""
    return len(HAN.findall(line)) >= LONG


def is_letterhead(line: str) -> bool:
    """Is a line 发文机关标志: names of bodies, and 文件, 令, 公告 or 函 behind them?"""
    head = LETTERHEAD.fullmatch(line)
    return bool(head and (agencies(head["agency"]) or head["agency"].endswith("主席")))


def is_mark(line: str) -> bool:
    """Is a line one of the marks over a document: 份号, 密级, 紧急程度, 签发人, 附件?

    >>> is_mark("机密★1年"), is_mark("签发人：王小明"), is_mark("关于节水的通知")
    (True, True, False)
    """
    return is_line("mark", line)


def is_date_line(line: str) -> bool:
    """A day at the beginning of a line and hardly more: 2024-02-09 09:02 来源：…"""
    if len(line) > 60 or not line[:1].isdigit():
        return False
    day = next(days(line), None)
    if day is None or day.start or re.search("[，。]", line):
        return False
    rest = line[day.end :]
    if rest.startswith(("在", "于", "由", "经")):  # 2026年1月27日在某省人民代表大会上
        return True
    return not (kind_of(rest) or ("年" in line[: day.end] and is_headline(rest) and not rest[0].isspace()))
