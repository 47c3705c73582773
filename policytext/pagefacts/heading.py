"""The heading of an official document, as GB/T 9704-2012 and what is older arrange it.

From the top: 份号, 密级, 紧急程度, 发文机关标志 (the letterhead), 发文字号, 签发人, 标题, 题注, 主送机关.
Exports and pages put a table of labels over it or in its place; an order (令) has its number instead
of a title, and what it puts in force follows its signature.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policytext.language.patterns import lazy
from policytext.pagefacts import labels, publication
from policytext.pagefacts.agency import agencies
from policytext.pagefacts.controls import without_buttons
from policytext.pagefacts.days import only_day
from policytext.pagefacts.docnumber import (
    doc_numbers,
    number_in_title,
    number_line,
    number_without_letters,
    whole_line,
)
from policytext.pagefacts.formulas import is_history
from policytext.pagefacts.imprint import imprint
from policytext.pagefacts.line_kinds import is_line
from policytext.pagefacts.numberforms import BRACKETED_YEAR, CLOSE, OPEN, YEAR
from policytext.pagefacts.ranking import NO_CLUES, Clues, Reading, best_title
from policytext.pagefacts.title import LONGEST, is_bare_kind, is_complete, kind_of, tidy, without_number
from policytext.pagefacts.titlelines import DEPTH, LONGEST_LINE, head_of, is_mark

OPENING = 300  # characters of a line in which the sentence of an order ends
COPY = 12  # lines of the title once more, a joint document's issuers among them
SIGNED = 40  # characters of a line that ends in the day of a signature: 行长：周小川二〇〇六年…

_BRACKET_SERIAL = lazy(
    rf"(?:{BRACKETED_YEAR}|{OPEN}(?:{YEAR}年?|第?[一二三四五六七八九十]{{1,3}}届){CLOSE}?\s*)第?\s*"
    r"(?:\d{1,5}|[〇零一二三四五六七八九十百]{1,5})\s*号[）)]?"
)
_SERIAL_IN_BRACKETS = lazy(r"告[（(]第[\d一二三四五六七八九十百]+号[）)]$")
_WORD = lazy(r"\w")
_SECTION = lazy("[省市县区州旗](?:委|政府)(?:办公?[厅室]?)?")  # of a gazette: 市政府文件
_LETTERHEAD = lazy(r"(?P<agency>.{2,90}?)\s*文\s*件(?P<more>.{0,60})")
_ORDER = lazy(r"(?P<agency>.{0,90}?)\s*(?P<kind>令|公告|通告|函)")
_READER = lazy(
    r"(?P<label>Title|URL Source|Published Time|Markdown Content|原文链接)\s*[：:]\s*(?P<value>.*)"
)
_READER_FACTS = {"Title": "title", "Published Time": "date_published", "URL Source": "url"}
_BY_CONGRESS = lazy("(?:人民代表大会|人大).*公告$")
_PROMULGATES = lazy(r"[^。]*《[^》]{2,60}》[^。]*现[将予]?[^。]{0,12}(?:公布|发布|施行)")
_NAMED = lazy(r"(?:制定了?|现公布|修订了?)?《([^》]{2,60})》(?=已?经|，|$|已于)")
_ENDS_IN_DAY = lazy(r"\d日|[一二三四五六七八九十]日$")
_DIVISION = lazy(r"[^\W\d_]{2,7}?(?:自治[区州县]|[省市县区州旗])")
_CONTINUES = ("的", "关于", "印发", "转发")


@dataclass(slots=True)
class Heading:
    """The heading of a document; missing parts are `""` and `[]`.

    `lines` are the title's as they stand, `title` is the title as one; `number` is normalized;
    `letterhead` names the bodies of 发文机关标志; `stated` holds what labels say, by the keys of
    `publication_labels.tsv`; `order` says that the document is an order; `day` (ISO 8601) and `issuers`
    are those of the imprint under the title; `end` is the index of the first line after the heading.
    """

    title: str = ""
    sure: bool = False
    lines: list[str] = field(default_factory=list)
    number: str = ""
    prefix: str = ""
    written: str = ""  # the number as it stands: 某某委员会公告（第7号）, or with its signers apart
    letterhead: list[str] = field(default_factory=list)
    stated: dict[str, str] = field(default_factory=dict)
    order: bool = False
    day: str = ""
    issuers: tuple[str, ...] = ()
    end: int = 0

    @property
    def announced(self) -> str:
        """The number of an order or announcement that has no other title: 中国人民银行公告〔2025〕第1号."""
        kind = self.prefix.endswith(("令", "公告", "通告", "批示")) and not is_bare_kind(self.prefix)
        return (self.written or self.number) if kind and not self.title else ""


def read_heading(lines: Sequence[str], clues: Clues = NO_CLUES) -> Heading:
    """The heading that the first lines of a document are; `lines` are tidy and not blank.

    >>> found = read_heading(["苏州市人民政府文件", "苏府〔2024〕12号", "苏州市人民政府关于节水的通知"])
    >>> found.title, found.number, found.letterhead
    ('苏州市人民政府关于节水的通知', '苏府〔2024〕12号', ['苏州市人民政府'])
    """
    reader = _Reader(lines[:DEPTH], best_title(lines[:DEPTH], clues))
    reader.read()
    return reader.heading


def headline(lines: Iterable[tuple[str, bool]], clues: Clues = NO_CLUES) -> str:
    """The title that the first lines of a text are or state, "" where nothing bears one out.

    Each line comes with whether it is furniture, which may stand over a title, and is none of it.

    >>> lines = ("海州市人民政府关于做好", "春季防火工作的通知", "各县人民政府：")
    >>> headline((line, False) for line in lines)
    '海州市人民政府关于做好春季防火工作的通知'
    >>> headline([("第一条　为了规范管理，制定本办法。", False)])
    ''
    """
    head, apart = head_of(lines)
    heading = read_heading(head, clues._replace(apart=apart))
    stated = tidy(heading.stated.get("title", ""))
    return stated or (heading.title if heading.sure else heading.announced)


class _Reader:
    """The lines from the top, each taken by the first part of a heading that it can be."""

    def __init__(self, lines: Sequence[str], title: Reading | None) -> None:
        self.heading = Heading()
        self._lines = lines
        self._title = title
        self._at = 0

    def read(self) -> None:
        lines, heading = self._lines, self.heading
        while self._at < len(lines):
            line = lines[self._at]
            imprint_of = heading.title and self._take_imprint(line)
            stated = imprint_of or self._take_label(line) or is_mark(line) or self._take_number(line)
            untitled = self._title is None and is_history(line)  # the page shows the title elsewhere
            if stated or untitled or (heading.title and self._is_under_title(line)):
                self._at += 1
            elif heading.title:
                if not (self._is_letterhead_below(line) and self._take_letterhead(line)):
                    break
            elif not (self._take_title() or self._take_letterhead(line) or self._skip()):
                break
        heading.end = self._at
        congress = _BY_CONGRESS.search(heading.prefix)  # which puts laws in force by 公告
        if not heading.sure and (
            heading.order or ((congress or not heading.number) and self._promulgates())
        ):
            self._take_enacted()

    def _take_label(self, line: str) -> bool:
        """A labelled fact, or a label whose value stands on the next line."""
        if reader := _READER.match(line):
            self._state(_READER_FACTS.get(reader["label"], "-"), reader["value"])
            return True
        told = publication.facts(line, beside=True)
        is_title = self._title is not None and self._title.first == self._at
        if told is None or only_day(line) or (is_title and "title" in told):
            return False
        if not told and line.endswith(("：", ":")):
            self._take_value(line)
        for key, fact in told.items():
            self._state(key, fact.partition("\t")[0])
        return True

    def _take_imprint(self, line: str) -> bool:
        """Day, number and bodies as mirrors of laws have them: 1999年7月13日，国家海洋局."""
        heading = self.heading
        found = imprint(line)
        if found is None or not is_complete(heading.title):
            return False
        for below in self._lines[self._at + 1 : self._at + 2]:
            if is_history(below) or below.startswith("根据"):  # the last line of a history counts
                return False
        heading.day, heading.issuers = found.day, heading.issuers or found.agencies
        if found.number and not heading.number:
            heading.number, heading.prefix = found.number.normalized, found.number.prefix
        return True

    def _is_under_title(self, line: str) -> bool:
        """题注, the title's last words once more (行政复议决定书), the bodies between its two copies."""
        if is_line("status", line):
            return True
        if line.startswith(("（", "(")) and len(line) <= LONGEST:
            self.heading.day = self.heading.day or only_day(line)
            return True
        if (is_complete(line) and self._says_again(line)) or self._take_issuers(line):
            return True
        if only_day(line) and any(map(number_line, self._lines[self._at + 1 : self._at + 2])):
            return True  # the page's day
        return self._is_of_second_copy()

    def _is_of_second_copy(self) -> bool:
        """Does a line belong to the title once more, over lines and with its issuers, above its number?"""
        whole, again = "".join(self.heading.title.split()), False
        for at in range(self._at, min(self._at + COPY, len(self._lines))):
            line = self._lines[at]
            if number_line(line):
                return again and not self.heading.number
            repeats = "".join(line.split()) in whole
            if not (repeats or agencies(line)):
                return False
            again = again or repeats
        return False

    def _says_again(self, line: str) -> bool:
        """Is a line the title once more, or without what stands before it, or behind it in brackets?"""
        title = self.heading.title
        return title.endswith(line) or (title.startswith(line) and title[len(line)] in "（(")

    def _take_issuers(self, line: str) -> bool:
        """The bodies between the title and the title once more, as law mirrors name them."""
        following = self._lines[self._at + 1 : self._at + 2]
        again = following and self._says_again(following[0])
        if not again or self.heading.issuers or not (found := agencies(line)):
            return False
        self.heading.issuers = tuple(found)
        return True

    def _take_value(self, label: str) -> None:
        following = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else ""
        known = labels.labels().get("".join(label[:-1].split()))
        told = publication.facts(label + following, beside=True) if known and known.kind == "date" else None
        if known and told:  # a day, with its hour perhaps
            self._state(known.key, told.get(known.key, ""))
            self._at += 1
        elif known and _WORD.search(following) and publication.facts(following, beside=True) in (None, {}):
            is_label = following.endswith(("：", ":")) and publication.facts(following, beside=True) == {}
            if not is_label:
                self._state(known.key, following)
                self._at += 1

    def _state(self, key: str, value: str) -> None:
        if key != "-" and value.strip():
            self.heading.stated.setdefault(key, value.strip())

    def _take_number(self, line: str) -> bool:
        """A line that is the document's number: whole, or the serial of an order named above it."""
        heading = self.heading
        if len(line) > LONGEST_LINE or heading.number or not ("号" in line or "號" in line):
            return bool(heading.number) and number_line(line) == heading.number
        above = self._lines[self._at - 1] if self._at else ""
        if is_line("serial", line) or _BRACKET_SERIAL.fullmatch(line):
            order = _ORDER.fullmatch(above)
            whole = "".join(heading.letterhead) + line
            if order:
                whole = above + line
                heading.order = heading.order or order["kind"] == "令"
            elif heading.order or not _BRACKET_SERIAL.fullmatch(line):
                heading.number = re.sub(r"\s", "", line)
                return True
            found = next(doc_numbers(whole), None)
            if found:
                heading.number, heading.prefix = found.normalized, found.prefix
                heading.written = whole if _SERIAL_IN_BRACKETS.search(whole) else ""
            else:
                heading.number = number_without_letters(line)
            return True
        line = without_buttons(line) if "〕" in line else line
        numbers = whole_line(line)
        if numbers and not is_line("order title", line):
            heading.number = "、".join(number.normalized for number in numbers)
            heading.prefix = numbers[0].prefix
            signers = line[: line.rfind(heading.prefix[-1:]) + 1]  # 中国人民银行 海关总署公告
            if _SERIAL_IN_BRACKETS.search(line):
                heading.written = line
            elif "".join(signers.split()) == heading.prefix:
                heading.written = signers + heading.number.removeprefix(heading.prefix)
            heading.order = heading.order or heading.prefix.endswith("令")
            return True
        return False

    def _take_letterhead(self, line: str) -> bool:
        """发文机关标志: agencies with 文件 behind them, or alone above a number or a title."""
        heading = self.heading
        if file := _LETTERHEAD.fullmatch(line):
            names = agencies(file["agency"]) + agencies(file["more"])
            if names:
                heading.letterhead += (name for name in names if not _SECTION.fullmatch(name))
                self._at += 1
                return True
        order = _ORDER.fullmatch(line)
        if (
            order
            and (order["kind"] == "令" or self._serial_follows() or line.endswith((" 函", " 公告")))
            and self._is_orderer(order["agency"])
        ):
            heading.letterhead += agencies(order["agency"])
            heading.order = heading.order or order["kind"] == "令"
            self._at += 1
            return True
        names = agencies(line)
        if names and self._agency_alone():
            heading.letterhead += names
            self._at += 1
            return True
        return False

    def _is_letterhead_below(self, line: str) -> bool:
        """Does an order's heading stand under the title, as on pages of laws, or one with its number?"""
        following = self._lines[self._at + 1 : self._at + COPY]
        bodies = sum(1 for _ in itertools.takewhile(agencies, following))  # all of joint issuers
        headed = self.heading.order or any(map(number_line, following[: max(2, bodies + 1)]))
        return (
            line.endswith("令")
            or (headed and bool(agencies(line)))
            or _BY_CONGRESS.search(line) is not None
        )

    def _is_orderer(self, names: str) -> bool:  # not 森林防火命|令
        return not names or bool(agencies(names)) or names.endswith("主席")

    def _serial_follows(self) -> bool:
        following = self._lines[self._at + 1 : self._at + 2]
        return bool(following) and bool(
            is_line("serial", following[0]) or _BRACKET_SERIAL.fullmatch(following[0])
        )

    def _agency_alone(self) -> bool:
        """Do a letterhead's other lines, a number, or a whole title follow these agencies?"""
        for line in self._lines[self._at + 1 : self._at + COPY]:
            if agencies(line) or is_mark(line):
                continue
            if line.startswith(_CONTINUES):  # the first line of the title
                return False
            if number_line(line) or is_line("serial", line) or _LETTERHEAD.fullmatch(line):
                return True
            if (order := _ORDER.fullmatch(line)) and self._is_orderer(order["agency"]):
                return True
            own = _DIVISION.match(line)  # the title of a law, under the name of the congress
            if own and own[0] in self._lines[self._at] and is_complete(line):
                return True
            court = kind_of(line) in ("判决", "裁定", "调解")  # 民 事 判 决 书
            return court or bool(agencies(line.partition("关于")[0])) or bool(self.heading.letterhead)
        return False

    def _take_title(self) -> bool:
        """The lines that most speaks for as a title; what stands between here and there is skipped."""
        title = self._title
        if title is None or title.first != self._at:
            return False
        if is_line("order title", title.title) or not self.heading.number:
            behind = self._lines[title.end - 1] if len(title.lines) == 1 else ""  # run into the title
            self._number_in(behind if behind.endswith("号") else title.title)
        self.heading.lines, self.heading.title = title.lines, without_number(title.title)
        self.heading.sure = title.sure
        self._at = title.end
        return True

    def _skip(self) -> bool:
        """Pass over a line above the title that is no part of a heading."""
        if self._title is None or self._at > self._title.first or self.heading.order:
            return False  # an order names what it puts in force below its signature
        self._at += 1
        return True

    def _number_in(self, title: str) -> None:
        if found := number_in_title(title):
            self.heading.number, self.heading.prefix = found.normalized, found.prefix
            self.heading.order = self.heading.order or found.prefix.endswith("令")

    def _promulgates(self) -> bool:
        """Does the text begin with the sentence of an order whose heading is missing?"""
        return any(_PROMULGATES.search(line[:OPENING]) for line in self._lines[self._at : self._at + 2])

    def _take_enacted(self) -> None:
        """The title of what an order puts in force: after its signature, or in its sentence."""
        for at in range(self._at, len(self._lines)):
            line = self._lines[at]
            if only_day(line) or (len(line) < SIGNED and _ENDS_IN_DAY.search(line)):
                enacted = best_title(self._lines[at + 1 :])
                if enacted and is_complete(enacted.title):
                    self.heading.lines, self.heading.title = enacted.lines, without_number(enacted.title)
                    self.heading.sure = True
                    return
        sentence = _PROMULGATES.search(" ".join(self._lines[self._at : self._at + 3]))
        named = _NAMED.search(sentence[0]) if sentence else None
        if named:
            self.heading.title, self.heading.sure = named[1], True
