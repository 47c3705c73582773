"""Texts in which all that may be wrong with a page comes together: for what must hold of any text."""

from __future__ import annotations

from functools import cache
from random import Random

from damage import FAMILIES

SOUND = (
    "推进产业升级，提升规模化应用水平。",
    "国办发〔2021〕5号",
    "会议指出，“放管服”改革要认真传达学习；",
    "2026年3月1日，增长8.5%、共18.5亿元！",
)
FURNITURE = (
    "&amp;#8220;放管服&amp;#8221;", "&#8220;", "&amp;nbsp;", "&lt;p&gt;", "#8221;", "#x3000;",
    "&amp;&#38;#8220;", "</strong>", "<br/>", "?/p>", "http://www.gov.cn/a?b=%E5%8F%91",
    "当前位置：首页 > 政务公开", "【字体：大 中 小】", "\\u53d1\\u5c55", "%E5%8F%91%E5%B1%95", "%u53d1",
    "=E5=8F=91", "<C3><FC>", "f(x,y)", "a,,b", ",，", "，，", "。。", "(guān)", "(fā)(fā)", "[ye]",
    "ㄧㄝˋ", "?", "??", "????", "\ufffd", "\ufffd\ufffd", "锟斤拷", "€", "|", "_", "\x00", "\x08",
    "\x0c", "\u200b", "\u00ad", "\ufeff", "\u202e", "\ue5e5", "\ue863", "\ue111", "⾏", "\uf98e",
    "\ud800", "\U0001f600", "\n", "\r", "\t", " ", "\u3000", "\xa0", "关 于 印 发", "é", "Ã", "À", "·",
    "ʱ", "㽭", "1¤7",
)  # fmt: skip


@cache
def fragments() -> tuple[str, ...]:
    """Furniture, and short texts damaged by each family."""
    damaged = [
        family.damage(text, Random(number))
        for family in FAMILIES.values()
        for number, text in enumerate(SOUND)
    ]
    return tuple(dict.fromkeys([*SOUND, *FURNITURE, *damaged]))


def mixture(random: Random) -> str:
    """A few fragments, whole or torn, one after the other."""
    pieces = []
    for _ in range(random.randint(1, 9)):
        piece = random.choice(random.choice((FURNITURE, fragments())))
        if random.random() < 0.3:
            start = random.randrange(len(piece))
            piece = piece[start : random.randint(start + 1, len(piece))]
        pieces.append(piece)
    return "".join(pieces)
