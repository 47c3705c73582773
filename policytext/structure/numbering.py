"""The numbers that begin a heading: 第一编, 第二章, 第三条, 一、, （一）, 1., （1）, 2.1.

Laws number their divisions as the Legislation Law of 2000, art. 61 (2023: art. 65) orders: 编, 章, 节, 条;
plans begin with 篇, accounts of departments with 部分, translations write Chapter I, Article 1.
Other documents have four orders of headings, 一、（一）1.（1） (GB/T 9704-2012, 7.3.3); plans for
emergencies and standards count with decimals (GB/T 1.1-2020, 7.2), their annexes with A.1.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policytext.language.characters import LOOSE_HAN
from policytext.language.patterns import lazy

TITLE, PART, CHAPTER, SECTION, ARTICLE, FIRST, SECOND, THIRD, FOURTH, DASH = range(10)
KINDS = ("title", "part", "chapter", "section", "article", "first", "second", "third", "fourth", "dash")

_NUMERAL = "[零〇一二三四五六七八九十百千]"
_UNITS = {
    PART: ("编", "編", "分编", "分編", "篇", "部分", "Part"),
    CHAPTER: ("章", "Chapter"),
    SECTION: ("节", "節", "Section"),
    ARTICLE: ("条", "條", "Article"),
}
_LEVELS = {unit: level for level, units in _UNITS.items() for unit in units}
# 第三条规定的…, 第五条和第六条: the text goes on about the article, and does not begin it
_MENTIONED = "规定|所称|所列|所述|的|至|和|或|与|及|、|第|中(?![国央心医间小])|修改|改为|增加|删去"
_ITEM_MENTIONED = (
    "[项款目](?:规定|所|的|至|和|或|与|及|、|，|之|情形)"  # 第五条第|（二）项规定的材料, on the next line
)
# what follows a figure and no number of a heading: 2.1指挥部, but 1.5亿元
_MEASURED = "十百千万亿元角倍成个名人户件项次年月日天时分秒吨克斤米里亩升度平立公美欧英港日"
_NUMBER = lazy(
    r"[ \t\u3000\xa0]*(?:"
    rf"(?P<division>第[ \u3000]?(?:{_NUMERAL}+|\d{{1,4}})[ \u3000]?"
    rf"(?P<unit>分?[编編]|[篇章节節条條])(?:之{_NUMERAL}+)?)"
    rf"(?!{_MENTIONED})[：:]?"
    rf"|(?P<section>第{_NUMERAL}+(?P<part>部分))(?!{_MENTIONED})[：:]?"
    r"|(?P<latin>(?P<word>Part|Chapter|Section|Article) (?:[IVXLC]+|\d{1,3})\b)"
    r"(?![,;]| (?:of|and|or|to|shall)\b)"
    rf"|(?P<first>{_NUMERAL}{{1,4}} ?[、．.])"
    rf"|(?P<second>[（(] ?{_NUMERAL}{{1,4}} ?[）)])(?!{_ITEM_MENTIONED})"
    r"|(?P<third>\d{1,3} ?(?:[．.](?!\d)|、))"
    r"|(?P<fourth>[（(]? ?\d{1,2} ?[）)])"
    r"|(?P<decimal>(?:\d{1,2}|[A-Z](?=[.．]))(?:[.．]\d{1,2}){0,3})[ \t\u3000\xa0]+(?=[^\d\s])"
    r"|(?P<alone>\d{1,2}(?:[.．]\d{1,2}){1,3})(?=[ \t\u3000\xa0]*$)"
    rf"|(?P<close>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})(?={LOOSE_HAN})(?![{_MEASURED}])"
    r"|(?P<dash>——|--|—(?!—)|[①-⑳])"
    r")[ \t\u3000\xa0]*"
)


class Number(NamedTuple):
    """The number that begins a heading: `text` as written, without blanks around, its offsets and level."""

    text: str
    start: int
    end: int
    level: int
    decimal: bool


def number_at(line: str) -> tuple[Number, int] | None:
    """The number at the beginning of a line, and the offset of the text after it.

    >>> number_at("　　第二章　总则")
    (Number(text='第二章', start=2, end=5, level=2, decimal=False), 6)
    >>> number_at("2.1.1 指挥部职责")[0].level, number_at("1.5亿元用于补助"), number_at("第三条规定的情形")
    (7, None, None)
    >>> number_at("（二）项规定的材料"), number_at("（二）项目管理")[1]
    (None, 3)
    """
    found = _NUMBER.match(line)
    if found is None:
        return None
    kind = str(found.lastgroup)
    text, decimal = found[kind], kind in ("decimal", "close", "alone")
    if decimal:
        level = min(FIRST + len(re.findall(r"[.．]", text)), FOURTH)
    elif unit := found["unit"] or found["part"] or found["word"]:
        level = _LEVELS[unit]
    else:
        level = KINDS.index(kind)
    start = found.start(kind)
    return Number(text, start, start + len(text), level, decimal), found.end()
