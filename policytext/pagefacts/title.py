"""The lines of a title, and the word that shows what kind of document it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from policytext.language.characters import INVISIBLE, LOOSE_HAN
from policytext.language.patterns import late
from policytext.pagefacts.agency import agencies
from policytext.resources import either, rows

LONGEST = 220  # characters; titles of joint notices with eleven agencies have 190

_BLANK = late(rf"(?:[^\S\t]|[{INVISIBLE}])+")
_SPREAD = late(rf"(?:{LOOSE_HAN} ){{3,}}|^{LOOSE_HAN}(?: {LOOSE_HAN})+$")
_HAN_GAP = late(rf"(?<={LOOSE_HAN}) (?={LOOSE_HAN})")
_BRACKETED = late(r"[（(〔\[][^（()）〔〕\[\]]*[）)〕\]]$")
_NUMBERED = late(r"\s*[（(][^（()）]{0,30}[〔\[（(【][12][09]\d\d[〕\]）)】]\s*第?\s*[\d-]+\s*号[）)]$")
_LED = late(
    rf"^{LOOSE_HAN}{{1,14}}\s*[〔\[（(【][12][09]\d\d[〕\]）)】]\s*第?\s*\d+\s*号\s*(?=《[^》]+》$)"
)
_ANNOTATED = late(
    r"^[（(【\[]\s*(?:转载|转发|原文|全文|公告|图文|置顶|政策原文|第\s*\d+\s*号(?:令|公告))\s*[）)】\]]\s*"
)
_LABEL_BEHIND = late(  # of a publication line, where a page was copied as one line
    r"\s+(?:[【\[]?字[体号]|(?:发布|发表|发文|成文|更新)?(?:时间|日期)|(?:信息|文章|稿件)?来源|作者|索\s*引\s*号|发文字号)\s*[：:]"
)
_BODY_BEGINS = late(
    r"(?:中国|中华|国务院|国家|中央|[^\W\d_]{2,8}[省市区县州])?(?:人民银行)?[^，。]{0,12}(?:各|有关|所属)|[^，。]{2,60}[，、]|[^，。]{2,80}[：:]$"
)
_OPENING, _CLOSING = "《“〈「『（(", "》”〉」』）)"


def tidy(line: str) -> str:
    """A line with single blanks, and without those that spread it; tabs between cells stay.

    >>> tidy("  国　务　院　办　公　厅 "), tidy("财政部　 税务总局")
    ('国务院办公厅', '财政部 税务总局')
    """
    line = _BLANK.sub(" ", line).strip()
    return _HAN_GAP.sub("", line) if _SPREAD.search(line) else line


def kind_of(title: str) -> str:
    """The kind that the last word of a title names, "" if none does: 关于节水的通知（试行） is a 通知.

    >>> kind_of("某市节水条例（草案）"), kind_of("全市创新大会召开")
    ('条例', '')
    """
    bare = _NUMBERED.sub("", title.rstrip(" 》”。*"))
    while match := _BRACKETED.search(bare):
        bare = bare[: match.start()].rstrip(" 》”")
    found = _endings().search(bare)
    return _kinds()[found[0]] if found and found.start() else ""


def is_complete(line: str) -> bool:
    """Does a line end as the title of a document does? (A report of a meeting may have two headlines.)"""
    return kind_of(line) not in ("", "报道")


def names_subject(title: str) -> bool:
    """Does a title say what it is about or puts in force, as those of official documents do?"""
    return _ABOUT.search(title) is not None


def joined(lines: Sequence[str]) -> str:
    """The lines of a title as one: run together where they are one sentence, apart where each is one.

    >>> joined(["海州市人民政府关于做好", "防火工作的通知"]), joined(["王某主持会议", "研究节水"])
    ('海州市人民政府关于做好防火工作的通知', '王某主持会议 研究节水')
    """
    lines = lines[whole_from(lines) :]
    signers = 0  # lines of joint issuers, which stay apart
    while signers < len(lines) - 1 and agencies(lines[signers]):
        signers += 1
    if signers > 1:
        lines = [" ".join(lines[:signers]), *lines[signers:]]
    whole = "".join(lines)
    one = _ABOUT.search(lines[0]) or (len(lines) > 1 and _ABOUT.match(lines[1])) if lines else None
    return whole if one or (kind_of(whole) and not kind_of(lines[0])) else " ".join(lines)


def whole_from(lines: Sequence[str]) -> int:
    """The line that is a whole title, its issuer included, under a menu's word or its issuer's name.

    >>> whole_from(["政府会议", "海州市水利局关于节水的通知"])
    1
    >>> whole_from(["财政部", "税务总局关于节水的公告"])
    0
    """
    for at in range(len(lines) - 1, 0, -1):
        about = _ABOUT.search(lines[at])
        issuer = lines[at][: about.start()] if about else ""
        if agencies(issuer) and is_complete(lines[at]):
            others = [line for line in lines[:at] if agencies(line) and line != issuer]
            return 0 if others else at
    return 0


_ABOUT = re.compile(r"关于|關於|印发|转发|批转")


def without_number(title: str) -> str:
    """A title without the number after or before it, the word 转载 before it, and 《》 around it.

    >>> without_number("（转载）关于节水的通知（某府〔2024〕3号）"), without_number("《节水条例》")
    ('关于节水的通知', '节水条例')
    >>> without_number("【第 12 号令】《节水办法》")
    '节水办法'
    >>> without_number("某府发〔2014〕7号《某府关于印发〈节水办法〉的通知》")
    '某府关于印发〈节水办法〉的通知'
    """
    bare = _ANNOTATED.sub("", _NUMBERED.sub("", _LED.sub("", title.strip()))).strip()
    if bare[:1] == "《" and bare.find("》") == len(bare) - 1:
        bare = bare[1:-1]
    return bare


def cut(line: str) -> int:
    """Where the title ends on a line on which the text or the page's labels follow; its length if none do.

    >>> line = "关于印发《节水办法》的通知各县（区）水利局："
    >>> line[:cut(line)]
    '关于印发《节水办法》的通知'
    """
    label = _LABEL_BEHIND.search(line)
    if label and is_complete(line[: label.start()]):
        return label.start()
    for match in _inner_endings().finditer(line):
        before = line[: match.end()]
        if _depth(before) == 0 and _ABOUT.search(before) and _BODY_BEGINS.match(line, match.end()):
            return match.end()
    return len(line)


def _depth(text: str) -> int:
    """How many brackets and quotation marks are open at the end of a text."""
    return sum(text.count(mark) for mark in _OPENING) - sum(text.count(mark) for mark in _CLOSING)


@cache
def _kinds() -> dict[str, str]:
    return {word: genre for word, genre, *_ in rows("genres.tsv")}


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(_kinds())})$")


@cache
def _inner_endings() -> re.Pattern[str]:
    return re.compile(rf"的[^\W\d_]{{0,4}}?(?:{either(_kinds())})(?:[（(](?:试行|暂行)[）)])?")
