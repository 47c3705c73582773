"""Classes of characters: pieces for patterns, `lazy(f"[{HAN}{MARKS}]")`, each written once.

A piece goes between the brackets of a class, but for `LOOSE_HAN` and `GLOSS`, which are patterns.
`re` walks through every character of a range when it compiles a class (before Python 3.13), a
millisecond for `HAN`: patterns with it are compiled when first used, see `patterns.lazy`. Sources:
the Unicode Standard's blocks; GB/T 15834-2011, the use of punctuation marks; Hanyu Pinyin.
"""

from __future__ import annotations

HAN = "〇\u3400-\u9fff"
"""Common Chinese characters: those of the Basic Multilingual Plane.

The 64 hexagrams between the two blocks come along: one range compiles and matches faster than two.

>>> import re
>>> re.findall(f"[{HAN}]+", "二〇二六年，Policy の 㐂")
['二〇二六年', '㐂']
"""

COMPATIBILITY_HAN = "\uf900-\ufaff\U0002f800-\U0002fa1f"
"""Compatibility ideographs, which are encoded twice: U+F90A is 金."""

ALL_HAN = f"々{HAN}\uf900-\ufaff\U00020000-\U000323af"
"""`HAN` with the compatibility and supplementary ideographs and the mark of repetition.

For segmentation, quotation and spacing, where a rare character of a name must count as Chinese.
It takes a third longer to compile and to search.
"""

LOOSE_HAN = r"[^\W\x00-\xff]"
"""A pattern of any letter or digit beyond Latin-1, for text that is Chinese: compiles in no time.

A category is not walked through as a range is. For patterns that a page's first line waits for.

>>> re.findall(LOOSE_HAN, "aé1。中〇")
['中', '〇']
"""

RADICALS = "\u2e80-\u2fd5"
"""Radicals, which PDFs have for the characters that look the same."""

PRIVATE_USE = "\ue000-\uf8ff"
"""The private use area of the Basic Multilingual Plane, which fonts and vendors' code pages use."""

KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\uac00-\ud7a3"

POINTS = "，。、；：？！"
"""The marks that end a sentence or divide it (点号)."""

CORNERS = dict(zip("「」『』", "“”‘’", strict=True))
"""Quotation marks of Traditional text, and those of Simplified text that they are."""
MARKS = f"{POINTS}…—“”‘’（）《》〈〉【】〔〕「」『』·"
"""All marks of Chinese text: the points, and what encloses, joins or stands for words (标号)."""

SHARED_MARKS = "…—“”‘’·"
"""The marks of Chinese text that Western text has too."""

WIDE = "⺀-〿\u3040-\u9fff\uf900-\ufaff\uff00-\uffef"
"""Characters two columns wide, marks included (Unicode Standard Annex 11)."""

BLANKS = " \u00a0\u2000-\u200a\u202f\u205f\u3000"
"""Spaces of any width (category Zs); tabs and line breaks are layout."""

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0"
    "\U000e0001\U000e0020-\U000e007f"
)
"""Invisible characters: soft hyphens, joiners, marks of direction and of byte order, tags."""

NUMERALS = "一二三四五六七八九十"
"""The numerals that number parts of a text, up to ninety-nine."""

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ"
"""The letters of Pinyin beyond ASCII."""

PINYIN = f"a-z{TONED}ɑɡ"
"""The letters of readings; pages also write the phonetic ɑ and ɡ."""

GLOSS = rf"[(（][{PINYIN}]{{1,6}} ?[)）]"
"""A pattern of a reading in brackets: (chǎn).

>>> re.findall(GLOSS, "產(chǎn)業(yè)（GDP）")
['(chǎn)', '(yè)']
"""

_RARE = ("\uf900", "\ufaff"), ("\U00020000", "\U000323af")


def is_han(character: str) -> bool:
    """Is it one of `ALL_HAN`? Without a pattern, which would have to be compiled.

    >>> is_han("中"), is_han("〇"), is_han("の")
    (True, True, False)
    """
    if "\u3400" <= character <= "\u9fff":
        return True
    return character in ("々", "〇") or any(first <= character <= last for first, last in _RARE)


def count_han(text: str) -> int:
    """How many characters of a text are `HAN`.

    >>> count_han("二〇二六年，Policy の 㐂 \U00020000")
    6
    """
    rows = text.encode("utf-16-le", "surrogatepass")[1::2]  # U+3400 to U+9FFF begin with 34 to 9F
    return len(rows) - len(rows.translate(None, _HAN_ROWS)) + text.count("〇")


_HAN_ROWS = bytes(range(0x34, 0xA0))
